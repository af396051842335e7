import { Link } from 'react-router';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';

/** The task is not open any more: who completed it, when, and how. */
export function TaskEnded({ task }: { task: TaskDetail }) {
  const { t, label, instant } = useTexts();
  const at = task.completedAt ? instant(task.completedAt) : '';
  const by = task.completedBy?.name ?? t('state.system');
  const who = task.completedFor ? t('acting.by', { by, name: task.completedFor.name }) : by;
  const title =
    task.status === 'cancelled' ? t('task.wasCancelled') : t('task.wasCompleted', { name: who, at });
  return (
    <Notice tone={task.status === 'cancelled' ? 'neutral' : 'ok'} title={title} role="status">
      {task.outcomeName ? <p>{t('task.answer', { outcome: label(task.outcomeName) })}</p> : null}
      {task.reason ? <p>{t('task.reasonGiven', { reason: task.reason })}</p> : null}
      {task.opinion ? <p>{t('task.opinionGiven', { opinion: task.opinion })}</p> : null}
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
