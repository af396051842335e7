import { Button } from 'antd';
import { useState } from 'react';
import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { previewClosures } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { saveClosures } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';
import { AddClosure } from './add-closure.tsx';
import { ClosureLine } from './closure-line.tsx';
import { usePublish } from './use-publish.ts';
import { Problems, WhatMoves } from './what-moves.tsx';

interface EditClosuresProps {
  closures: Closure[];
  version: string;
  close: () => void;
}

/** Adds and takes out days of the county's own, shows what moves, and publishes all of them at once. */
export function EditClosures({ closures, version, close }: EditClosuresProps) {
  const { t } = useTexts();
  const [drafts, setDrafts] = useState(closures);
  const preview = useIntent(previewClosures);
  const publish = usePublish(saveClosures, close);
  const found = preview.result;
  const change = (next: Closure[]) => {
    preview.reset();
    setDrafts(next);
  };
  return (
    <div className="stack">
      {drafts.length === 0 ? <p>{t('calendars.noClosures')}</p> : null}
      <ul className="closures">
        {drafts.map((closure, index) => (
          <li key={`${closure.from} ${closure.to} ${closure.reason}`} className="row-between">
            <ClosureLine closure={closure} />
            <Button
              aria-label={t('calendars.removeClosure', { reason: closure.reason })}
              onClick={() => change(drafts.toSpliced(index, 1))}
            >
              {t('calendars.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <AddClosure onAdd={(added) => change([...drafts, added])} />
      {preview.error ? <Failure error={preview.error} /> : null}
      {found ? <Problems problems={found.problems} /> : null}
      {found && found.problems.length === 0 ? (
        <WhatMoves {...found} read={(cursor, key) => previewClosures({ closures: drafts, cursor }, key)} />
      ) : null}
      {publish.error ? <Failure error={publish.error} /> : null}
      <div className="row">
        {found && found.problems.length === 0 ? (
          <Button
            type="primary"
            loading={publish.isRunning}
            onClick={() => publish.run({ version, closures: drafts })}
          >
            {t('calendars.publish')}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={drafts === closures}
            loading={preview.isRunning}
            onClick={() => preview.run({ closures: drafts })}
          >
            {t('calendars.previewMoves')}
          </Button>
        )}
        <Button onClick={close}>{t('state.cancel')}</Button>
      </div>
    </div>
  );
}
