import { Link } from 'react-router';
import { WhatFollows } from './what-follows.tsx';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ClockCard } from '../../parts/clocks/clock-card.tsx';
import { FactList } from '../../parts/fact-list.tsx';
import { HandlerList } from '../../parts/handler-list.tsx';
import { PostList } from '../../parts/post-list.tsx';
import { TimelineList } from '../../parts/timeline.tsx';

/** Beside the form: by when, why me, what follows, what the case is, and what happened so far. */
export function TaskAside({ task }: { task: TaskDetail }) {
  const { t, label, instant } = useTexts();
  const isOpen = task.status === 'open';
  return (
    <aside className="stack" aria-label={t('task.about')}>
      {isOpen || task.deadlines.length > 0 ? (
        <section className="card" aria-labelledby="when">
          <h2 id="when">{t('task.when')}</h2>
          {task.deadlines.length > 0 ? (
            <ul className="clocks">
              {task.deadlines.map((due) => (
                <li key={due.deadline}>
                  {task.deadlines.length > 1 || due.ofCase ? <h3>{label(due.name)}</h3> : null}
                  <ClockCard caseId={task.caseId} due={due} isEnded={!isOpen} />
                </li>
              ))}
            </ul>
          ) : (
            <p className="muted">{t('due.none')}</p>
          )}
        </section>
      ) : null}
      <section className="card" aria-labelledby="why">
        <h2 id="why">{t('task.why')}</h2>
        <p>
          {task.whyMe.length === 0 && task.actingFor.length > 0 ? (
            t('acting.why', {
              names: task.actingFor.map(({ person }) => person.name).join(t('state.listComma')),
            })
          ) : task.whyMe.length > 0 ? (
            <>
              {t('task.whyPost')}
              <strong>
                <PostList posts={task.whyMe} />
              </strong>
            </>
          ) : (
            <>
              {t('task.onlooker')}
              <HandlerList handlers={task.candidates} />
            </>
          )}
        </p>
        {task.claimedBy ? (
          <p className="small muted">
            {t('task.claimedBy', {
              name: task.claimedBy.name,
              at: task.claimedAt ? instant(task.claimedAt) : '',
            })}
          </p>
        ) : null}
      </section>
      {isOpen ? <WhatFollows task={task} /> : null}
      <section className="card" aria-labelledby="facts">
        <header className="row-between">
          <h2 id="facts">{t('task.facts')}</h2>
          <Link to={`/cases/${task.caseId}`} className="plain-link">
            {t('task.toCase')}
          </Link>
        </header>
        <FactList facts={task.facts} />
      </section>
      <section className="card" aria-labelledby="recent">
        <h2 id="recent">{t('task.recent')}</h2>
        {task.timeline.length > 0 ? (
          <TimelineList entries={task.timeline} caseId={task.caseId} files={task.attachments} />
        ) : (
          <p className="muted">{t('timeline.none')}</p>
        )}
      </section>
    </aside>
  );
}
