import { Link } from 'react-router';
import type { CalendarPreview, DeadlineMove } from '../../../api/resources/batches.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { ProvisionalNote } from '../../parts/due-date.tsx';
import { Notice } from '../../parts/notice.tsx';

/** The server names so many at most. */
const mostShown = 200;

/** What stands in the way of publishing, one line each. */
export function Problems({ problems }: Pick<CalendarPreview, 'problems'>) {
  const { t } = useTexts();
  if (problems.length === 0) return null;
  return (
    <Notice tone="danger" role="alert" title={t('calendars.problems', { count: problems.length })}>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.at} ${problem.message}`}>{problem.message}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** Which open deadlines another calendar moves: all are counted, those of cases that the reader sees are named. */
export function WhatMoves({ counts, moves }: Pick<CalendarPreview, 'counts' | 'moves'>) {
  const { t } = useTexts();
  const isCut = moves.length >= mostShown;
  const isHiding = !isCut && Math.max(counts.moved, counts.settled) > moves.length;
  return (
    <>
      <h3>{t('calendars.whatMoves')}</h3>
      <p role="status">{t('calendars.counts', counts)}</p>
      {moves.length > 0 ? <Moves moves={moves} /> : null}
      {isCut ? <p className="small muted">{t('calendars.moreMoves', { count: moves.length })}</p> : null}
      {isHiding ? <p className="small muted">{t('calendars.hiddenMoves')}</p> : null}
      <p className="small muted">{t('calendars.saveHint')}</p>
    </>
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
