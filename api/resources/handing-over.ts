import type { Verb } from '../../engine/work/model.ts';
import { AppError } from '../../errors.ts';
import { checkCandidates } from '../candidates.ts';
import { readCaseFile } from '../case-file.ts';
import { mayAssign } from '../policy.ts';
import { route } from '../route.ts';
import { actOnTask, type TaskRequest } from '../task-command.ts';
import { checkedSaidOn, offered, onTask, saidOn } from '../task-verb.ts';
import { reachOf } from '../verb-preparing.ts';
import type { Label } from './label.shapes.ts';
import { AnswerDelegation, AssignTask, GiveTask } from './task-verbs.shapes.ts';

/** A verb that gives the task to one other. */
const giving = ({
  verb,
  kind,
  summary,
}: {
  verb: Verb & ('transfer' | 'delegate');
  kind: 'transferTask' | 'delegateTask';
  summary: Required<Label>;
}) =>
  route({
    ...onTask,
    path: `/tasks/:taskKey/${verb}`,
    summary,
    body: GiveTask,
    handle: (request: TaskRequest<GiveTask>, dependencies) =>
      actOnTask(request, dependencies, (task) =>
        offered(request, dependencies, {
          task,
          verb,
          choosing: { people: [request.body.to], at: '/to', isList: false },
          commandFor: ([to]) => ({ kind, ...saidOn(request, task), to: to! }),
        }),
      ),
  });

/** A task goes to others: for good, for an opinion, or because somebody who looks after it says so. */
export const handingOver = [
  giving({
    verb: 'transfer',
    kind: 'transferTask',
    summary: { zh: '转办', en: 'Transfer for good' },
  }),
  giving({
    verb: 'delegate',
    kind: 'delegateTask',
    summary: { zh: '委派：征求意见后由本人决定', en: 'Delegate: get an opinion, and decide then' },
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/answer-delegation',
    summary: { zh: '归还委派的任务并附意见', en: 'Give a delegated task back with an opinion' },
    body: AnswerDelegation,
    handle: (request: TaskRequest<AnswerDelegation>, dependencies) =>
      actOnTask(request, dependencies, async (task) => ({
        command: {
          kind: 'answerDelegation',
          ...(await checkedSaidOn(request, dependencies, task)),
          opinion: request.body.opinion,
        },
      })),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/assign',
    access: { permission: 'task.assign' },
    summary: { zh: '指派办理人', en: 'Assign a task' },
    body: AssignTask,
    handle: (request: TaskRequest<AssignTask>, dependencies) =>
      actOnTask(
        request,
        dependencies,
        (task) =>
          request.scoped(async (tx) => {
            const { to, reason } = request.body;
            const { user, language } = request;
            if (!mayAssign(user, task))
              throw new AppError('not-allowed', `Expected ${user.person} to look after a unit of the task`, {
                texts: {
                  zh: '只能指派所管单位的任务。',
                  en: 'You can assign the tasks of units that you look after.',
                },
              });
            const file = await readCaseFile(tx, dependencies.keys, task.caseId);
            const reach = reachOf(file, user, { task: task.task });
            const people = await checkCandidates(tx, to, { user, reach, at: '/to', isList: true, language });
            return {
              command: {
                kind: 'assignTask',
                ...saidOn(request, task),
                to: people,
                reason,
                cause: 'supervisor',
              },
            };
          }),
        { isForHandlers: false },
      ),
  }),
];
