import { Link } from 'react-router';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import type { TimelineEntry } from '../../../api/resources/timeline.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';

/** The task is not open any more: who completed it, when, and how. */
export function TaskEnded({ task }: { task: TaskDetail }) {
  const { t, label, instant } = useTexts();
  const at = task.completedAt ? instant(task.completedAt) : '';
  const by = task.completedBy?.name ?? t('state.system');
  const who = task.completedFor ? t('acting.by', { by, name: task.completedFor.name }) : by;
  const cause = task.status === 'cancelled' ? causeOf(task) : undefined;
  const title =
    task.status !== 'cancelled'
      ? t('task.wasCompleted', { name: who, at })
      : cause
        ? t('task.wasEndedBy', {
            name: label(cause.who.name),
            at: instant(cause.at),
            what: label(cause.text),
          })
        : t('task.wasCancelled');
  return (
    <Notice tone={task.status === 'cancelled' ? 'neutral' : 'ok'} title={title} role="status">
      {cause?.reason ? <p className="quote">{cause.reason}</p> : null}
      {cause ? <p>{t('task.noLongerDue')}</p> : null}
      {task.outcomeName ? <p>{t('task.answer', { outcome: label(task.outcomeName) })}</p> : null}
      {task.reason ? <p>{t('task.reasonGiven', { reason: task.reason })}</p> : null}
      {task.opinion ? <p>{t('task.opinionGiven', { opinion: task.opinion })}</p> : null}
      {task.verbs
        .filter(({ allowed }) => !allowed)
        .map(({ verb, name, because }) => (
          <p key={verb} className="small">
            {t('task.tooLate', { verb: label(name), because: label(because) })}
          </p>
        ))}
      <p className="row">
        <Link to={`/cases/${task.caseId}`} className="plain-link">
          {t('task.toCase')}
        </Link>
        <Link to="/" className="plain-link">
          {t('state.toTasks')}
        </Link>
      </p>
    </Notice>
  );
}

/** What somebody did by which the task closed: they left its step, or ended what it was in at the same instant. */
function causeOf({ timeline, node }: TaskDetail): TimelineEntry | undefined {
  const last = timeline.find(
    (entry) => entry.node === node && (leaving.has(entry.kind) || entry.kind === 'taskCancelled'),
  );
  if (last?.kind !== 'taskCancelled') return last;
  return timeline.find(({ kind, at }) => at === last.at && (leaving.has(kind) || ending.has(kind)));
}

const leaving = new Set(['stepReturned', 'stepMoved']);
const ending = new Set(['stepWithdrawn', 'roundClosed', 'caseRecalled', 'caseVoided', 'caseCancelled']);
