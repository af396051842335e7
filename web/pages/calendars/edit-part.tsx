import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CalendarPart } from '../../../api/resources/calendars.shapes.ts';
import { previewCalendarPart } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { saveCalendarPart, type PartPath } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';
import { usePublish } from './use-publish.ts';
import { Problems, WhatMoves } from './what-moves.tsx';

interface EditPartProps<P extends CalendarPart> {
  path: PartPath;
  published: P;
  version: string;
  close: () => void;
  /** The draft in the order in which it is kept: what is wrong names its place in that. */
  inOrder?: (draft: P) => P;
  children: (draft: P, change: (next: P) => void, faultAt: FaultAt) => ReactNode;
}

/** What is wrong with the field of this JSON pointer, in the reader's language. */
export type FaultAt = (pointer: string) => string | undefined;

/** Changes a part of the calendar, shows what that moves, and publishes all of it at once. */
export function EditPart<P extends CalendarPart>({
  path,
  published,
  version,
  close,
  inOrder = (draft) => draft,
  children,
}: EditPartProps<P>) {
  const { t } = useTexts();
  // As they were when the change was begun: what somebody else publishes meanwhile is not overwritten unseen.
  const [seen] = useState({ version, published });
  const [draft, setDraft] = useState(published);
  const [empty, setEmpty] = useState<string[]>([]);
  const preview = useIntent(previewCalendarPart);
  const publish = usePublish(saveCalendarPart, close);
  const found = preview.result;
  const isUsable = found?.problems.length === 0;
  const change = (next: P) => {
    preview.reset();
    setEmpty([]);
    setDraft(next);
  };
  const look = () => {
    const next = inOrder(draft);
    const missing = emptyIn(next);
    setDraft(next);
    setEmpty(missing);
    if (missing.length === 0) preview.run({ path, ...next });
  };
  const faultAt: FaultAt = (pointer) =>
    empty.includes(pointer)
      ? t('form.fault.required')
      : found?.problems.find(({ at }) => at === pointer)?.message;
  return (
    <div className="stack">
      {children(draft, change, faultAt)}
      {preview.error ? <Failure error={preview.error} /> : null}
      {found ? <Problems problems={found.problems} /> : null}
      {isUsable ? (
        <WhatMoves {...found} read={(cursor, key) => previewCalendarPart({ path, ...draft, cursor }, key)} />
      ) : null}
      {publish.error ? <Failure error={publish.error} /> : null}
      <div className="row">
        {isUsable ? (
          <Button
            type="primary"
            loading={publish.isRunning}
            onClick={() => publish.run({ path, version: seen.version, ...draft })}
          >
            {t('calendars.publish')}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={draft === seen.published}
            loading={preview.isRunning}
            onClick={look}
          >
            {t('calendars.previewMoves')}
          </Button>
        )}
        <Button onClick={close}>{t('state.cancel')}</Button>
      </div>
    </div>
  );
}

/** Where nothing is filled in, as JSON pointers: a part has no field that may stay empty. */
function emptyIn(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [at] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => emptyIn(inner, `${at}/${name}`));
}
