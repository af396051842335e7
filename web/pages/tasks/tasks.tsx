import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TaskCounts, TaskList } from '../../../api/resources/work-list.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { taskListQuery } from '../../client/tasks.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FilterText, useFilters } from '../../parts/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { Views } from '../../parts/views.tsx';
import { BatchBar } from './batch-bar.tsx';
import { CopyList } from './copy-list.tsx';
import { StartedList } from './started-list.tsx';
import { TaskLine } from './task-line.tsx';
import { ToAnswer } from './to-answer.tsx';
import { TodoGroups } from './todo-groups.tsx';
import './tasks.css';

const views = ['todo', 'done', 'started', 'copies'] as const;
type View = (typeof views)[number];

const countOf: Record<View, (counts: TaskCounts) => number> = {
  todo: ({ overdue, dueToday, later }) => overdue + dueToday + later,
  done: ({ done }) => done,
  started: ({ started }) => started,
  copies: ({ unreadCopies }) => unreadCopies,
};

/** The home of staff: 待办 in the order in which it presses, 已办, 我发起, 抄送. */
export default function TasksPage() {
  const { t } = useTexts();
  const { may } = useWho();
  const { values, set } = useFilters(['view', 'q']);
  const view = views.find((one) => one === values.view) ?? 'todo';
  const [selected, setSelected] = useState<ReadonlySet<string>>();
  const query = useInfiniteQuery(taskListQuery({ view, q: values.q || undefined }));
  const counts = query.data?.pages[0]?.counts;
  const mayBatch = may('batch.run') && view === 'todo';
  const selection = mayBatch && selected ? { selected, change: setSelected } : undefined;

  return (
    <div className="page">
      <PageHead title={t('page.tasks')} hint={t('tasks.hint')} />
      <div className="row-between task-tools">
        <Views
          label={t('tasks.views')}
          current={view}
          links={views.map((one) => ({
            key: one,
            to: one === 'todo' ? '/' : `/?view=${one}`,
            text: t(`tasks.view.${one}`),
            count: counts && countOf[one](counts),
            counts: one === 'copies' ? t('tasks.unread') : undefined,
          }))}
          onChoose={() => setSelected(undefined)}
        />
        <FilterText
          id="task-find"
          label={t('tasks.find')}
          value={values.q}
          onChange={(value) => set('q', value)}
          placeholder={t('tasks.findHint')}
        />
      </div>
      {mayBatch ? (
        <BatchBar
          rows={query.data?.pages.flatMap((page) => page.items) ?? []}
          selected={selected}
          change={setSelected}
        />
      ) : null}
      <Loaded query={query}>
        {(data) => {
          const first = data.pages[0];
          return (
            <div className="stack">
              {view === 'todo' && first ? (
                <ToAnswer
                  acknowledgements={first.acknowledgements}
                  questions={first.questions}
                  requests={first.requests}
                />
              ) : null}
              <View view={view} pages={data.pages} isFiltered={values.q !== ''} selection={selection} />
            </div>
          );
        }}
      </Loaded>
      <LoadMore query={query} />
    </div>
  );
}

interface ViewProps {
  view: View;
  pages: TaskList[];
  isFiltered: boolean;
  selection?: { selected: ReadonlySet<string>; change: (selected: ReadonlySet<string>) => void };
}

function View({ view, pages, isFiltered, selection }: ViewProps) {
  const { t } = useTexts();
  const rows = pages.flatMap((page) => page.items);
  const started = pages.flatMap((page) => page.started);
  const copies = pages.flatMap((page) => page.copies);
  if (rows.length + started.length + copies.length === 0) {
    return (
      <div className="card">
        <Empty
          icon={isFiltered ? 'search' : 'checkCircle'}
          title={isFiltered ? t('state.nothingFound') : t(`tasks.none.${view}`)}
        />
      </div>
    );
  }
  switch (view) {
    case 'todo':
      return <TodoGroups rows={rows} counts={pages[0]?.counts} selection={selection} />;
    case 'done':
      return (
        <ul className="task-list">
          {rows.map((row) => (
            <TaskLine key={row.taskKey} row={row} />
          ))}
        </ul>
      );
    case 'started':
      return <StartedList rows={started} />;
    case 'copies':
      return <CopyList rows={copies} />;
  }
}
