import { Link } from 'react-router';
import { WhatFollows } from './what-follows.tsx';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DueDate } from '../../parts/due-date.tsx';
import { FactList } from '../../parts/fact-list.tsx';
import { NextStepLine } from '../../parts/next-step-line.tsx';
import { PostList } from '../../parts/post-list.tsx';
import { TimelineList } from '../../parts/timeline.tsx';

/** Beside the form: by when, why me, what follows, what the case is, and what happened so far. */
export function TaskAside({ task }: { task: TaskDetail }) {
  const { t, label, date, instant } = useTexts();
  const { due } = task;
  return (
    <aside className="stack" aria-label={t('task.about')}>
      <section className="card" aria-labelledby="when">
        <h2 id="when">{t('task.when')}</h2>
        {due ? (
          <div className="stack-tight">
            <DueDate
              dueDate={due.dueDate}
              remainingWorkingDays={due.remainingWorkingDays}
              isOverdue={due.passed && task.status === 'open'}
              provisional={due.provisional}
              isEnded={task.status !== 'open'}
            />
            <dl className="lines">
              <div>
                <dt>{t('due.until')}</dt>
                <dd>{instant(due.due)}</dd>
              </div>
              {due.extensions > 0 ? (
                <div>
                  <dt>{t('due.original')}</dt>
                  <dd>{date(due.originalDueDate)}</dd>
                </div>
              ) : null}
              <div>
                <dt>{t('due.basis')}</dt>
                <dd>{due.basis || label(due.name)}</dd>
              </div>
              <div>
                <dt>{t('due.calendar')}</dt>
                <dd>{t('due.calendarVersion', { version: due.calendar })}</dd>
              </div>
              {task.status === 'open' ? (
                <div>
                  <dt>{t('due.ifLate')}</dt>
                  <dd>
                    <NextStepLine step={due.next} />
                  </dd>
                </div>
              ) : null}
            </dl>
          </div>
        ) : (
          <p className="muted">{t('due.none')}</p>
        )}
      </section>
      <section className="card" aria-labelledby="why">
        <h2 id="why">{t('task.why')}</h2>
        <p>
          {task.whyMe.length > 0 ? (
            <>
              {t('task.whyPost')}
              <strong>
                <PostList posts={task.whyMe} />
              </strong>
            </>
          ) : (
            <>
              {t('task.onlooker')}
              <PostList posts={task.candidates} />
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
      {task.status === 'open' ? <WhatFollows task={task} /> : null}
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
          <TimelineList entries={task.timeline} />
        ) : (
          <p className="muted">{t('timeline.none')}</p>
        )}
      </section>
    </aside>
  );
}
