import { Button } from 'antd';
import { Link } from 'react-router';
import type { CalendarPreview, DeadlineMove } from '../../../api/resources/batches.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { ProvisionalNote } from '../../parts/due-date.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { usePublishYear } from './use-publish-year.ts';
import { YearDays } from './year-days.tsx';

interface YearPreviewProps {
  preview: CalendarPreview;
  version: string;
  back: () => void;
  close: () => void;
}

/** The server names so many at most. */
const mostShown = 200;

/** What was read from the notice, and which open deadlines move by it. Nothing is published yet. */
export function YearPreview({ preview, version, back, close }: YearPreviewProps) {
  const { t } = useTexts();
  const publish = usePublishYear(close);
  const { counts, problems, moves } = preview;
  return (
    <div className="stack">
      <h3>{t('calendars.wasRead', { year: preview.year })}</h3>
      {problems.length > 0 ? (
        <Notice tone="danger" role="alert" title={t('calendars.problems', { count: problems.length })}>
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.at} ${problem.message}`}>{problem.message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <p>{t('calendars.workingDays', { count: preview.workingDays })}</p>
      <YearDays off={preview.off} work={preview.work} basis={preview.basis} />
      <h3>{t('calendars.whatMoves')}</h3>
      <p role="status">{t('calendars.counts', counts)}</p>
      {moves.length > 0 ? <Moves moves={moves} /> : null}
      {moves.length >= mostShown ? (
        <p className="small muted">{t('calendars.moreMoves', { count: moves.length })}</p>
      ) : null}
      <p className="small muted">{t('calendars.saveHint')}</p>
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

function Moves({ moves }: { moves: DeadlineMove[] }) {
  const { t, label, date } = useTexts();
  return (
    <DataTable
      caption={t('calendars.whatMoves')}
      rows={moves}
      rowKey={(row) => `${row.caseId} ${row.deadline}`}
      columns={[
        {
          key: 'case',
          title: t('cases.title'),
          isLead: true,
          cell: (row) => (
            <Link className="row-link" to={`/cases/${row.caseId}`}>
              {row.title}
              <span className="small muted number-line">{row.number}</span>
            </Link>
          ),
        },
        { key: 'name', title: t('dueList.deadline'), cell: (row) => label(row.name) },
        { key: 'from', title: t('calendars.from'), cell: (row) => date(row.from) },
        {
          key: 'to',
          title: t('calendars.to'),
          cell: (row) => (
            <>
              {row.from === row.to ? t('calendars.sameDay') : <strong>{date(row.to)}</strong>}{' '}
              {row.provisional ? <ProvisionalNote /> : null}
            </>
          ),
        },
      ]}
    />
  );
}
