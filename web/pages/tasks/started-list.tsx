import { Link } from 'react-router';
import type { StartedRow } from '../../../api/resources/work-list.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseStatusTag } from '../../parts/case-status.tsx';
import { ColourTag, ProvisionalNote, StoppedNote } from '../../parts/due-date.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

/** 我发起: cases that the reader began, and where they stand. */
export function StartedList({ rows }: { rows: StartedRow[] }) {
  const { t, label, date, end, instant } = useTexts();
  return (
    <ul className="task-list">
      {rows.map((row) => (
        <li key={row.caseId}>
          <Link className="task-line" to={`/cases/${row.caseId}`}>
            <span className="task-what">
              <strong>{row.title}</strong>
              <span className="small muted">
                {row.number} · {label(row.templateName)}
                {row.unit ? ` · ${label(row.unit.name)}` : ''}
              </span>
            </span>
            <span className="task-when">
              <span className="row">
                <CaseStatusTag {...row} />
                {row.isOverdue ? <StatusTag tone="danger">{t('tasks.bucket.overdue')}</StatusTag> : null}
                <ColourTag colour={row.colour} />
              </span>
              <span className="small muted">
                {row.endedAt
                  ? t('case.endedAt', { at: instant(row.endedAt) })
                  : row.due
                    ? t('case.taskDue', { date: end(row.due) })
                    : row.stopped && row.dueDate
                      ? t('case.taskDue', { date: date(row.dueDate) })
                      : t('tasks.startedAt', { at: instant(row.startedAt) })}
              </span>
              {row.stopped ? <StoppedNote stopped={row.stopped} /> : null}
              {row.provisional && !row.endedAt ? <ProvisionalNote /> : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
