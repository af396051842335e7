import { useState } from 'react';
import type { CalendarPreview, DeadlineMove } from '../../../api/resources/batches.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { ProvisionalNote } from '../../parts/due-date.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';

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

type Page = Pick<CalendarPreview, 'counts' | 'moves' | 'next'>;

interface WhatMovesProps extends Page {
  /** The page after this cursor. */
  read: (cursor: string, key: string) => Promise<Page>;
}

/** Which open deadlines another calendar moves: all are counted, those of cases that the reader sees are named, page by page. */
export function WhatMoves({ counts, moves, next, read }: WhatMovesProps) {
  const { t } = useTexts();
  const [further, setFurther] = useState<Page[]>([]);
  const more = useIntent(read, { onSuccess: (page) => setFurther([...further, page]) });
  const shown = [...moves, ...further.flatMap((page) => page.moves)];
  const last = further.at(-1);
  const cursor = last ? last.next : next;
  const isHiding = Math.max(counts.moved, counts.settled) > counts.shown;
  return (
    <>
      <h3>{t('calendars.whatMoves')}</h3>
      <p role="status">{t('calendars.counts', counts)}</p>
      {shown.length > 0 ? <Moves moves={shown} /> : null}
      {more.error ? <Failure error={more.error} /> : null}
      <LoadMore
        query={{
          hasNextPage: cursor !== null,
          isFetchingNextPage: more.isRunning,
          fetchNextPage: async () => {
            if (cursor !== null) more.run(cursor);
          },
        }}
        text={t('calendars.moreMoves', { count: shown.length, total: counts.shown })}
      />
      {isHiding ? <p className="small muted">{t('calendars.hiddenMoves')}</p> : null}
      <p className="small muted">{t('calendars.saveHint')}</p>
    </>
  );
}

function Moves({ moves }: { moves: DeadlineMove[] }) {
  const { t, label, date, end } = useTexts();
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
          cell: (row) => <CaseLink caseId={row.caseId} title={row.title} number={row.number} />,
        },
        { key: 'name', title: t('dueList.deadline'), cell: (row) => label(row.name) },
        {
          key: 'from',
          title: t('calendars.from'),
          cell: (row) => (isWithinDay(row) ? end(row.fromDue, row.from) : date(row.from)),
        },
        {
          key: 'to',
          title: t('calendars.to'),
          cell: (row) => (
            <>
              {isWithinDay(row) ? (
                <strong>{end(row.toDue, row.to)}</strong>
              ) : row.from === row.to ? (
                t('calendars.sameDay')
              ) : (
                <strong>{date(row.to)}</strong>
              )}{' '}
              {row.provisional ? <ProvisionalNote /> : null}
            </>
          ),
        },
      ]}
    />
  );
}

/** With other office hours a deadline ends at another time of the same day. */
const isWithinDay = ({ from, to, fromDue, toDue }: DeadlineMove): boolean => from === to && fromDue !== toDue;
