import { AppError } from '../../errors.ts';
import { mayRelease } from '../policy.ts';
import { ClaimTask } from '../resources/tasks.shapes.ts';
import { taskVerb } from '../verb-route.ts';

/** Somebody takes a task that several could do, or gives it back to them. */

export const claim = taskVerb({
  path: 'claim',
  summary: { zh: '认领任务', en: 'Claim a task' },
  body: ClaimTask,
  command: ({ said }) => ({ kind: 'claimTask', ...said }),
});

export const release = taskVerb({
  path: 'release',
  summary: { zh: '取消认领，任务可由他人认领', en: 'Give a claimed task back' },
  body: ClaimTask,
  refuse({ user, isRetry }, task) {
    if (isRetry || mayRelease(user, task)) return;
    throw new AppError('task-changed', `Expected task ${task.task} to be claimed by ${user.person}`);
  },
  command: ({ said }) => ({ kind: 'releaseTask', ...said }),
});
