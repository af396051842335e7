import { Link } from 'react-router';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ProvisionalNote, StoppedNote } from '../../parts/due-date.tsx';
import { HandlerList } from '../../parts/handler-list.tsx';
import { Icon } from '../../parts/icon.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

/** What waits now, and for whom; the reader's own tasks come with the way to them. */
export function OpenTasks({ detail }: { detail: CaseDetail }) {
  const { t, label, date, end } = useTexts();
  if (detail.status !== 'active') return null;
  return (
    <section className="card" aria-labelledby="open-tasks">
      <h2 id="open-tasks">{t('case.waiting')}</h2>
      {detail.openTasks.length === 0 ? (
        <p className="muted">{t('case.waitsForNobody')}</p>
      ) : (
        <ul className="case-tasks">
          {byUrgency(detail.openTasks).map((task) => (
            <li key={task.taskKey}>
              <div>
                <p className="row">
                  <strong>{label(task.name)}</strong>
                  {task.under ? <StatusTag tone="info">{t('signers.tag')}</StatusTag> : null}
                  {task.waits ? <StatusTag tone="neutral">{t(`task.waits.${task.waits}`)}</StatusTag> : null}
                </p>
                <p className="small">
                  {task.claimedBy ? (
                    t('tasks.claimedBy', { name: task.claimedBy.name })
                  ) : (
                    <HandlerList handlers={task.candidates} />
                  )}
                </p>
                {task.due || task.dueDate ? (
                  <p className="small muted">
                    {t('case.taskDue', { date: task.due ? end(task.due) : date(task.dueDate ?? '') })}{' '}
                    {task.provisional ? <ProvisionalNote /> : null}
                  </p>
                ) : null}
                {task.stopped ? (
                  <p>
                    <StoppedNote stopped={task.stopped} />
                  </p>
                ) : null}
              </div>
              <Link
                className={task.mine ? 'button-link primary' : 'button-link'}
                to={`/tasks/${task.taskKey}`}
              >
                {t(task.mine ? 'case.doIt' : 'case.look')}
                <Icon name="chevron" size={16} />
                <span className="visually-hidden">{label(task.name)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is due first stands first; what has no date follows, in the order in which it came. */
const byUrgency = (tasks: CaseDetail['openTasks']) =>
  tasks.toSorted((a, b) => Date.parse(a.due ?? never) - Date.parse(b.due ?? never));

const never = '9999-12-31T00:00:00Z';
