import { Link } from 'react-router';
import type { TaskRow } from '../../../api/resources/tasks.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ColourTag, DueDate } from '../../parts/due-date.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

/** One line of the work list: what, on which case, of which unit, by when. */
export function TaskLine({ row }: { row: TaskRow }) {
  const { t, label, instant } = useTexts();
  return (
    <li>
      <Link className="task-line" to={`/tasks/${row.taskKey}`}>
        <span className="task-what">
          <strong>{label(row.name)}</strong>
          <span className="task-title">{row.caseTitle}</span>
          <span className="small muted">
            {row.caseNumber}
            {row.unit ? ` · ${label(row.unit.name)}` : ''}
          </span>
        </span>
        <span className="task-when">
          {row.completedAt ? (
            <>
              <StatusTag tone="ok">
                {row.outcomeName ? label(row.outcomeName) : t('tasks.completed')}
              </StatusTag>
              <span className="small muted">{instant(row.completedAt)}</span>
            </>
          ) : (
            <>
              <DueDate
                dueDate={row.dueDate}
                remainingWorkingDays={row.remainingWorkingDays}
                isOverdue={row.bucket === 'overdue'}
                provisional={row.provisional}
              />
              <ColourTag colour={row.colour} />
              {row.claimedByMe ? (
                <span className="small muted">{t('tasks.claimedByMe')}</span>
              ) : row.claimedBy ? (
                <span className="small muted">{t('tasks.claimedBy', { name: row.claimedBy.name })}</span>
              ) : null}
            </>
          )}
        </span>
      </Link>
    </li>
  );
}
