import { Button } from 'antd';
import type { CalendarPreview } from '../../../api/resources/batches.shapes.ts';
import { previewCalendarYear } from '../../client/batches.ts';
import { saveCalendarYear } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';
import { usePublish } from './use-publish.ts';
import { Problems, WhatMoves } from './what-moves.tsx';
import { YearDays } from './year-days.tsx';

interface YearPreviewProps {
  preview: CalendarPreview;
  version: string;
  back: () => void;
  close: () => void;
}

/** What was read from the notice, and which open deadlines move by it. Nothing is published yet. */
export function YearPreview({ preview, version, back, close }: YearPreviewProps) {
  const { t } = useTexts();
  const publish = usePublish(saveCalendarYear, close);
  const { problems } = preview;
  return (
    <div className="stack">
      <h3>{t('calendars.wasRead', { year: preview.year })}</h3>
      <Problems problems={problems} />
      {problems.length > 0 ? null : <p>{t('calendars.workingDays', { count: preview.workingDays })}</p>}
      <YearDays off={preview.off} work={preview.work} basis={preview.basis} />
      {problems.length > 0 ? null : (
        <WhatMoves
          {...preview}
          read={(cursor, key) => {
            const { year, off, work, basis } = preview;
            return previewCalendarYear({ year, off, work, basis: basis ?? undefined, cursor }, key);
          }}
        />
      )}
      {publish.error ? <Failure error={publish.error} /> : null}
      <div className="row">
        <Button
          type="primary"
          disabled={problems.length > 0}
          loading={publish.isRunning}
          onClick={() =>
            publish.run({
              year: preview.year,
              version,
              published: true,
              off: preview.off,
              work: preview.work,
              basis: preview.basis ?? undefined,
            })
          }
        >
          {t('calendars.publish')}
        </Button>
        <Button onClick={back}>{t('calendars.back')}</Button>
      </div>
    </div>
  );
}
