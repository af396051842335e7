import { z } from 'zod';
import { untouchedCallsOf } from '../../db/case-list.ts';
import type { TaskToAct } from '../../db/commands.ts';
import { inScope, system } from '../../db/connection.ts';
import type { Command } from '../../engine/input.ts';
import type { Verb } from '../../engine/work/model.ts';
import type { Candidate } from '../../engine/work/state.ts';
import { AppError } from '../../errors.ts';
import { checkCandidates } from '../candidates.ts';
import { checkAttachments } from '../attachments.ts';
import { readCaseFile } from '../case-file.ts';
import type { Dependencies } from '../dependencies.ts';
import { mayAssign } from '../policy.ts';
import { actOnTask, visibleTask, type TaskRequest } from '../task-command.ts';
import { prepareVerb, reachOf, type Choosing } from '../verb-preparing.ts';
import { route } from '../route.ts';
import { TaskKey, type Label } from './label.shapes.ts';
import { Acted } from './tasks.shapes.ts';
import {
  AddSigners,
  AnswerDelegation,
  AssignTask,
  GiveTask,
  MayHaveReason,
  MoveTask,
  RemoveSigner,
  ReturnTask,
  WithdrawTask,
  WithReason,
} from './work.shapes.ts';

const params = z.strictObject({ taskKey: TaskKey });
const onTask = { method: 'post', access: 'loggedIn', write: 'command', params, reply: Acted } as const;

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
          commandFor: ([to]) => ({ kind, ...of(request, task), to: to! }),
        }),
      ),
  });

/** What people do with a task beside claiming, releasing and completing it. */
export const taskVerbs = [
  route({
    ...onTask,
    path: '/tasks/:taskKey/add-signers',
    summary: { zh: '前加签、后加签', en: 'Add signers, before or after oneself' },
    body: AddSigners,
    handle: (request: TaskRequest<AddSigners>, dependencies) =>
      actOnTask(request, dependencies, async (task) => {
        const { sign, people } = request.body;
        const verb = sign === 'before' ? 'addSignersBefore' : 'addSignersAfter';
        return offered(request, dependencies, {
          task,
          verb,
          choosing: { people, at: '/people', isList: true },
          commandFor: (people) => ({ kind: 'addSigners', ...of(request, task), sign, people }),
        });
      }),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/remove-signer',
    summary: { zh: '减签：移除加签人员', en: 'Remove a signer who was added' },
    body: RemoveSigner,
    handle: (request: TaskRequest<RemoveSigner>, dependencies) =>
      actOnTask(
        request,
        dependencies,
        (task) =>
          offered(request, dependencies, {
            task,
            verb: 'removeSigner',
            commandFor: () => ({ kind: 'removeSigner', ...of(request, task), reason: request.body.reason }),
          }),
        // By whoever added them: the case knows.
        { isForHandlers: false },
      ),
  }),
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
      actOnTask(request, dependencies, async (task) => {
        const { opinion, attachments: given } = request.body;
        const { scoped, language } = request;
        const { caseId } = task;
        await scoped((tx) => checkAttachments(tx, dependencies.keys, { caseId, given, language }));
        return { command: { kind: 'answerDelegation', ...of(request, task), opinion } };
      }),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/recuse',
    summary: { zh: '回避：退出共同办理', en: 'Recuse oneself from deciding together' },
    body: WithReason,
    handle: (request: TaskRequest<WithReason>, dependencies) =>
      actOnTask(request, dependencies, (task) => ({
        command: { kind: 'recuse', ...of(request, task), reason: request.body.reason },
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
              command: { kind: 'assignTask', ...of(request, task), to: people, reason, cause: 'supervisor' },
            };
          }),
        { isForHandlers: false },
      ),
  }),
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
          commandFor: () => ({ kind: 'suspendTask', ...of(request, task), reason: request.body.reason }),
        }),
      ),
  }),
  route({
    ...onTask,
    path: '/tasks/:taskKey/resume',
    summary: { zh: '恢复任务', en: 'Resume a task' },
    body: MayHaveReason,
    handle: (request: TaskRequest<MayHaveReason>, dependencies) =>
      actOnTask(request, dependencies, (task) => ({
        command: { kind: 'resumeTask', ...of(request, task), reason: request.body.reason },
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
            return { kind: 'returnTask', ...of(request, task), to, resume, reason };
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
        (task) => ({
          command: {
            kind: 'moveTask',
            ...of(request, task),
            to: request.body.to,
            reason: request.body.reason,
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

/** What every command on a task carries: the version that the page saw, and what was said with it. */
function of({ body }: { body: object }, { task }: TaskToAct): { task: string; reason?: string } & Said {
  const { generation, reason, opinion, attachments } = body as Said & { reason?: string };
  return {
    task,
    ...(generation !== undefined && { generation }),
    ...(reason && { reason }),
    ...(opinion && { opinion }),
    ...(attachments?.length && { attachments }),
  };
}

interface Said {
  generation?: number;
  opinion?: string;
  attachments?: string[];
}

interface OfferedAct {
  task: TaskToAct;
  verb: Verb;
  choosing?: Choosing;
  commandFor(people: Candidate[]): Command;
}

/** A command for a verb of the template, once it is prepared. */
function offered<B extends object>(
  { scoped, user, language, body }: TaskRequest<B>,
  { keys }: Dependencies,
  { task: { caseId, task, node }, verb, choosing, commandFor }: OfferedAct,
): Promise<{ command: Command }> {
  return scoped(async (tx) => {
    const asked = { user, language, body, caseId, verb, task, node, choosing };
    const { people } = await prepareVerb(tx, keys, asked);
    return { command: commandFor(people) };
  });
}
