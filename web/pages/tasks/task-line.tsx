import { Link } from 'react-router';
import type { TaskRow } from '../../../api/resources/work-list.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ColourTag, DueDate } from '../../parts/due-date.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

interface TaskLineProps {
  row: TaskRow;
  /** For a batch. */
  tick?: { isTicked: boolean; toggle: () => void };
}

/** One line of the work list: what, on which case, of which unit, by when, and what is special about it. */
export function TaskLine({ row, tick }: TaskLineProps) {
  const { t, label } = useTexts();
  return (
    <li className={tick ? 'with-tick' : undefined}>
      {tick ? (
        <label className="tick">
          <input type="checkbox" checked={tick.isTicked} onChange={tick.toggle} />
          <span className="visually-hidden">
            {t('batch.tick', { name: label(row.name), title: row.caseTitle })}
          </span>
        </label>
      ) : null}
      <Link className="task-line" to={`/tasks/${row.taskKey}`}>
        <span className="task-what">
          <strong>{label(row.name)}</strong>
          <span className="task-title">{row.caseTitle}</span>
          <span className="small muted">
            {row.caseNumber}
            {row.unit ? ` · ${label(row.unit.name)}` : ''}
          </span>
          <Marks row={row} />
        </span>
        <When row={row} />
      </Link>
    </li>
  );
}

function Marks({ row }: { row: TaskRow }) {
  const { t } = useTexts();
  if (!row.for && !row.isReturned && !row.waits) return null;
  return (
    <span className="row">
      {row.for ? (
        <StatusTag tone="info" icon="people">
          {t('acting.tag', { name: row.for.name })}
        </StatusTag>
      ) : null}
      {row.isReturned ? (
        <StatusTag tone="warn" icon="alert">
          {t('tasks.returned')}
        </StatusTag>
      ) : null}
      {row.waits ? <StatusTag tone="neutral">{t(`task.waits.${row.waits}`)}</StatusTag> : null}
    </span>
  );
}

function When({ row }: { row: TaskRow }) {
  const { t, label, instant } = useTexts();
  if (row.completedAt) {
    return (
      <span className="task-when">
        <StatusTag tone="ok">{row.outcomeName ? label(row.outcomeName) : t('tasks.completed')}</StatusTag>
        <span className="small muted">{instant(row.completedAt)}</span>
      </span>
    );
  }
  return (
    <span className="task-when">
      <DueDate
        dueDate={row.dueDate}
        at={row.due}
        remainingWorkingDays={row.remainingWorkingDays}
        isOverdue={row.bucket === 'overdue'}
        stopped={row.stopped}
        provisional={row.provisional}
      />
      <ColourTag colour={row.colour} />
      {row.claimedByMe ? (
        <span className="small muted">{t('tasks.claimedByMe')}</span>
      ) : row.claimedBy ? (
        <span className="small muted">{t('tasks.claimedBy', { name: row.claimedBy.name })}</span>
      ) : null}
    </span>
  );
}
