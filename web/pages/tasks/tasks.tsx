import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Bucket, TaskList, TaskRow } from '../../../api/resources/tasks.shapes.ts';
import { taskListQuery } from '../../client/tasks.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FilterText, useFilters } from '../../parts/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { Icon } from '../../parts/icon.tsx';
import { TaskLine } from './task-line.tsx';
import './tasks.css';

const buckets: Bucket[] = ['overdue', 'dueToday', 'later'];

/** The home of staff: what is to do, in the order in which it presses, and what is done. */
export default function TasksPage() {
  const { t } = useTexts();
  const { values, set } = useFilters(['view', 'q']);
  const view = values.view === 'done' ? 'done' : 'todo';
  const query = useInfiniteQuery(taskListQuery({ view, q: values.q || undefined }));
  const counts = query.data?.pages[0]?.counts;
  const todo = counts ? counts.overdue + counts.dueToday + counts.later : undefined;

  return (
    <div className="page">
      <PageHead title={t('page.tasks')} hint={t('tasks.hint')} />
      <div className="row-between task-tools">
        <nav className="switch" aria-label={t('tasks.views')}>
          <Link to="/" aria-current={view === 'todo' ? 'page' : undefined}>
            {t('tasks.todo')} {todo === undefined ? null : <span className="count">{todo}</span>}
          </Link>
          <Link to="/?view=done" aria-current={view === 'done' ? 'page' : undefined}>
            {t('tasks.done')} {counts ? <span className="count">{counts.done}</span> : null}
          </Link>
        </nav>
        <FilterText
          id="task-find"
          label={t('tasks.find')}
          value={values.q}
          onChange={(value) => set('q', value)}
          placeholder={t('tasks.findHint')}
        />
      </div>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return (
              <div className="card">
                <Empty
                  icon={values.q ? 'search' : 'checkCircle'}
                  title={t(
                    values.q ? 'state.nothingFound' : view === 'done' ? 'tasks.noneDone' : 'tasks.noneTodo',
                  )}
                />
              </div>
            );
          }
          return view === 'done' ? (
            <ul className="task-list">
              {rows.map((row) => (
                <TaskLine key={row.taskKey} row={row} />
              ))}
            </ul>
          ) : (
            <Groups rows={rows} counts={counts} />
          );
        }}
      </Loaded>
      <LoadMore query={query} />
    </div>
  );
}

function Groups({ rows, counts }: { rows: TaskRow[]; counts?: TaskList['counts'] }) {
  const { t } = useTexts();
  const icons = { overdue: 'alert', dueToday: 'clock', later: 'calendar' } as const;
  return (
    <div className="stack">
      {buckets.map((bucket) => {
        const own = rows.filter((row) => row.bucket === bucket);
        if (own.length === 0) return null;
        return (
          <section key={bucket} aria-labelledby={`bucket-${bucket}`}>
            <h2 id={`bucket-${bucket}`} className={`bucket bucket-${bucket}`}>
              <Icon name={icons[bucket]} />
              {t(`tasks.bucket.${bucket}`)}
              <span className="count">{counts?.[bucket] ?? own.length}</span>
            </h2>
            <ul className="task-list">
              {own.map((row) => (
                <TaskLine key={row.taskKey} row={row} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
