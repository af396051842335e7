import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { taskQuery } from '../../client/tasks.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DueDate } from '../../parts/due-date.tsx';
import { News } from '../../parts/news.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { OneTimeLinkCard } from './one-time-link.tsx';
import { TaskAside } from './task-aside.tsx';
import { TaskBanners } from './task-banners.tsx';
import { TaskEnded } from './task-ended.tsx';
import { TaskWork } from './task-work.tsx';
import './task.css';

/** One task: what to do, why me, by when, what happens next and if it is late. */
export default function TaskPage() {
  const { taskKey = '' } = useParams();
  const query = useQuery(taskQuery(taskKey));
  return (
    <div className="page task-page">
      <News>
        <Loaded query={query}>{(task) => <TaskView key={task.taskKey} task={task} />}</Loaded>
      </News>
    </div>
  );
}

function TaskView({ task }: { task: TaskDetail }) {
  const { t, label } = useTexts();
  return (
    <>
      <PageHead
        above={{ to: '/', text: t('page.tasks') }}
        title={label(task.name)}
        hint={
          <>
            {task.caseTitle}
            <span className="small">
              {' '}
              · <span className="nowrap">{task.caseNumber}</span>
            </span>
          </>
        }
        actions={
          task.due && task.status === 'open' ? (
            <div className="narrow-only">
              <DueDate
                dueDate={task.due.dueDate}
                remainingWorkingDays={task.due.remainingWorkingDays}
                isOverdue={task.due.passed}
                provisional={task.due.provisional}
                stopped={task.due.suspended}
              />
            </div>
          ) : null
        }
      />
      <div className="task-columns">
        <div className="stack">
          {task.status === 'open' ? <TaskBanners task={task} /> : <TaskEnded task={task} />}
          {task.linkUnit ? <OneTimeLinkCard task={task} /> : null}
          <TaskWork task={task} />
        </div>
        <TaskAside task={task} />
      </div>
    </>
  );
}
