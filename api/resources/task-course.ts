import { untouchedCallsOf } from '../../db/case-list.ts';
import { inScope, system } from '../../db/connection.ts';
import { AppError } from '../../errors.ts';
import { route } from '../route.ts';
import { actOnTask, visibleTask, type TaskRequest } from '../task-command.ts';
import { checkedSaidOn, offered, onTask, saidOn } from '../task-verb.ts';
import { MayHaveReason, MoveTask, ReturnTask, WithdrawTask, WithReason } from './task-verbs.shapes.ts';

/** A task stands still, or its case goes back or on from it by another way than its completion. */
export const taskCourse = [
  route({
    ...onTask,
    path: '/tasks/:taskKey/suspend',
    summary: { zh: '挂起任务', en: 'Suspend a task' },
    body: WithReason,
    handle: (request: TaskRequest<WithReason>, dependencies) =>
      actOnTask(request, dependencies, (task) =>
        offered(request, dependencies, {
          task,
          verb: 'suspend',
          commandFor: () => ({ kind: 'suspendTask', ...saidOn(request, task), reason: request.body.reason }),
        }),
      ),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/resume',
    summary: { zh: '恢复任务', en: 'Resume a task' },
    body: MayHaveReason,
    handle: (request: TaskRequest<MayHaveReason>, dependencies) =>
      actOnTask(request, dependencies, async (task) => ({
        command: { kind: 'resumeTask', ...(await checkedSaidOn(request, dependencies, task)) },
      })),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/return',
    summary: { zh: '退回到已办步骤', en: 'Return to a step that was done before' },
    body: ReturnTask,
    handle: (request: TaskRequest<ReturnTask>, dependencies) =>
      actOnTask(request, dependencies, (task) =>
        offered(request, dependencies, {
          task,
          verb: 'return',
          commandFor: () => {
            const { to, resume, reason } = request.body;
            return { kind: 'returnTask', ...saidOn(request, task), to, resume, reason };
          },
        }),
      ),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/move',
    access: { permission: 'case.move' },
    summary: { zh: '跳转到其他步骤', en: 'Move on to another step' },
    body: MoveTask,
    handle: (request: TaskRequest<MoveTask>, dependencies) =>
      actOnTask(
        request,
        dependencies,
        (task) =>
          offered(request, dependencies, {
            task,
            verb: 'move',
            commandFor: () => {
              const { to, reason } = request.body;
              return { kind: 'moveTask', ...saidOn(request, task), to, reason };
            },
          }),
        { isForHandlers: false },
      ),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/withdraw',
    summary: {
      zh: '撤回：后续尚未办理时收回自己的办理',
      en: 'Withdraw what one has just done, while nobody has acted on it',
    },
    body: WithdrawTask,
    handle: (request: TaskRequest<WithdrawTask>, dependencies) =>
      actOnTask(
        request,
        dependencies,
        async (task) => {
          const { closedHow, completedBy } = task;
          if (closedHow !== 'completed' || completedBy !== request.user.person) {
            throw new AppError(
              'not-allowed',
              `Expected a task that ${request.user.person} completed, but it is ${String(closedHow)}`,
              {
                texts: {
                  zh: '只有办理人本人可以撤回自己办结的任务。',
                  en: 'Only the one who completed a task can withdraw it.',
                },
              },
            );
          }
          const row = await request.scoped((tx) => visibleTask(tx, request.params.taskKey));
          // Also of calls that the person does not see: they may end with what called them.
          const all = system(request.user.tenant);
          const untouched = await inScope(dependencies.db, all, (tx) => untouchedCallsOf(tx, task.caseId));
          // Its step is over: what it offers is asked of the step, not of the task.
          return offered(request, dependencies, {
            task,
            verb: 'withdraw',
            commandFor: () => ({
              kind: 'withdrawTask',
              visit: row.task.token,
              ...(request.body.reason && { reason: request.body.reason }),
              untouched,
            }),
          });
        },
        { isForHandlers: false, isOfDone: true },
      ),
  }),
];
