import { Worker, type DataConverter, type NativeConnection, type WorkflowBundle } from '@temporalio/worker';
import { taskQueue as usualTaskQueue, type CaseActivities } from '../workflows/contract.ts';

export interface CaseWorkerOptions {
  connection: NativeConnection;
  bundle: WorkflowBundle;
  dataConverter: DataConverter;
  activities: CaseActivities;
  namespace?: string;
  taskQueue?: string;
  /** Cases kept in memory, some hundred kilobytes each. */
  maxCachedWorkflows?: number;
  /** One that joins others of this process (case-workers.ts). */
  isFurther?: boolean;
}

const alone = { threads: 2, tasks: 40, activities: 20, polls: 10 };
const further = { threads: 1, tasks: 10, activities: 5, polls: 5 };

/** The worker that runs cases: their workflows, and the activities by which they touch the world. */
export function createCaseWorker(options: CaseWorkerOptions): Promise<Worker> {
  const { connection, bundle, dataConverter, activities, namespace, taskQueue, maxCachedWorkflows } = options;
  const most = options.isFurther ? further : alone;
  return Worker.create({
    connection,
    namespace,
    taskQueue: taskQueue ?? usualTaskQueue,
    workflowBundle: bundle,
    dataConverter,
    activities: { ...activities },
    // Without a bound the cache fills the isolates' heap; what falls out is replayed when it is needed again.
    maxCachedWorkflows: maxCachedWorkflows ?? 1000,
    workflowThreadPoolSize: most.threads,
    // After a worker's death its cases wait so long before another takes them.
    stickyQueueScheduleToStartTimeout: '5s',
    maxConcurrentWorkflowTaskExecutions: most.tasks,
    maxConcurrentLocalActivityExecutions: most.tasks,
    maxConcurrentActivityTaskExecutions: most.activities,
    maxConcurrentWorkflowTaskPolls: most.polls,
    maxConcurrentActivityTaskPolls: most.polls,
    shutdownGraceTime: '10s',
    shutdownForceTime: '20s',
  });
}
