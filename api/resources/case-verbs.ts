import { z } from 'zod';
import type { Command } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import { dueOn } from '../../engine/time/index.ts';
import type { Verb, VerbConfig } from '../../engine/work/model.ts';
import { AppError } from '../../errors.ts';
import { actOn } from '../act.ts';
import { actOnCase, taskOf, type CaseRequest } from '../case-command.ts';
import type { Dependencies } from '../dependencies.ts';
import { timeSense } from '../deadlines.ts';
import { refuseUnseated } from '../mentions.ts';
import { momentOf } from '../moment.ts';
import { route, type RouteRequest } from '../route.ts';
import { prepareVerb, type Choosing, type Prepared } from '../verb-preparing.ts';
import {
  AddParticipant,
  AddSubCase,
  AddTask,
  AnswerQuestion,
  AskQuestion,
  Comment,
  CopyTo,
  Urge,
} from './case-verbs.shapes.ts';
import { CaseId, CopyKey, IdInCase } from './label.shapes.ts';
import { Acted } from './tasks.shapes.ts';
import { MayHaveReason, WithReason } from './task-verbs.shapes.ts';
import type { Tx } from '../../db/connection.ts';
import { listUnits } from '../../db/organisation.ts';

const params = z.strictObject({ caseId: CaseId });
const onCase = { method: 'post', access: 'loggedIn', write: 'command', params, reply: Acted } as const;

/** What people do with a case as a whole, or say about it. */
export const caseVerbs = [
  route({
    ...onCase,
    path: '/cases/:caseId/copies',
    summary: { zh: '抄送', en: 'Copy a case to people' },
    body: CopyTo,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'copyTo',
        task: request.body.taskKey,
        choosing: { people: request.body.to, at: '/to', isList: true },
        commandFor: ({ people, task }) => ({ kind: 'copyTo', to: people, task, note: request.body.note }),
      }),
  }),
  route({
    ...onCase,
    path: '/copies/:copyKey/read',
    params: z.strictObject({ copyKey: CopyKey }),
    summary: { zh: '标记抄送已阅', en: 'Note that a copy was read' },
    handle: async ({ params: { copyKey }, ...request }, dependencies) => {
      const [caseId = '', copy = ''] = copyKey.split(':');
      return actOnCase({ ...request, params: { caseId } }, dependencies, () => ({ kind: 'readCopy', copy }));
    },
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/urge',
    summary: { zh: '催办', en: 'Urge those who have it' },
    body: Urge,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'urge',
        commandFor: () => ({
          kind: 'urge',
          tasks: request.body.tasks?.map((key) => taskOf(request.params.caseId, key, '/tasks')!),
          text: request.body.text,
        }),
      }),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/comments',
    summary: { zh: '评论', en: 'Comment' },
    body: Comment,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'comment',
        task: request.body.taskKey,
        choosing: { people: request.body.mentions ?? [], at: '/mentions', isList: true },
        async commandFor({ people, task }) {
          const { user, params, body, language } = request;
          await refuseUnseated(dependencies, { user, caseId: params.caseId, people, language });
          return {
            kind: 'comment',
            text: body.text,
            task,
            ...(people.length > 0 && { mentions: people }),
          };
        },
      }),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/questions',
    summary: { zh: '沟通：提问', en: 'Ask somebody' },
    body: AskQuestion,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'ask',
        task: request.body.taskKey,
        choosing: { people: [request.body.to], at: '/to', isList: false },
        commandFor: ({ people, task }) => ({
          kind: 'ask',
          text: request.body.text,
          to: people[0]!,
          task,
        }),
      }),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/questions/:question/answer',
    params: params.extend({ question: IdInCase }),
    summary: { zh: '沟通：回复', en: 'Answer a question' },
    body: AnswerQuestion,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => ({
        kind: 'answer',
        question: request.params.question,
        text: request.body.text,
      })),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/tasks',
    summary: { zh: '增加流程之外的任务', en: 'Add a task that the diagram does not know' },
    body: AddTask,
    handle: (request, { now, ...dependencies }) =>
      offered(
        request,
        { now, ...dependencies },
        {
          verb: 'addTask',
          task: request.body.taskKey,
          choosing: { people: request.body.people, at: '/people', isList: true },
          async commandFor({ people, task, config, tx }) {
            const { name, form, instruction, dueDate } = request.body;
            refuseOffer(config, form, '/form');
            return {
              kind: 'addTask',
              name: { zh: name },
              people,
              ...(form !== undefined && { form }),
              ...(instruction !== undefined && { instruction: { zh: instruction } }),
              ...(dueDate !== undefined && {
                due: await closeOfBusiness(tx, request, now(), dueDate),
              }),
              task: task!,
            };
          },
        },
      ),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/sub-cases',
    summary: { zh: '增加子事项', en: 'Add a case within this one' },
    body: AddSubCase,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'addSubCase',
        task: request.body.taskKey,
        commandFor({ task, config }) {
          const { template, name, values } = request.body;
          refuseOffer(config, template, '/template');
          return {
            kind: 'addSubCase',
            template,
            name: { zh: name },
            variables: values as JsonObject,
            task: task!,
          };
        },
      }),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/participants',
    summary: { zh: '增加参与单位', en: 'Let another unit take part' },
    body: AddParticipant,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'addParticipant',
        async commandFor({ tx }) {
          if (!(await listUnits(tx)).some(({ id }) => id === request.body.unit))
            throw new AppError('bad-input', `Expected a unit, but found ${request.body.unit}`, {
              details: [{ at: '/unit', message: '没有此单位，请重新选择 / no such unit: choose again' }],
            });
          return { kind: 'addParticipant', ...request.body };
        },
      }),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/suspend',
    access: { permission: 'case.suspend' },
    summary: { zh: '挂起事项', en: 'Let a case stand still' },
    body: WithReason,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => ({ kind: 'suspendCase', reason: request.body.reason })),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/resume',
    access: { permission: 'case.suspend' },
    summary: { zh: '恢复事项', en: 'Let a case go on' },
    body: MayHaveReason,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => ({ kind: 'resumeCase', reason: request.body.reason })),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/recall',
    summary: { zh: '撤销：由发起人收回', en: 'Recall: by whoever began it' },
    body: WithReason,
    handle: (request, dependencies) =>
      offered(request, dependencies, {
        verb: 'recall',
        commandFor: () => ({ kind: 'recallCase', reason: request.body.reason }),
      }),
  }),
  route({
    ...onCase,
    path: '/cases/:caseId/void',
    access: { permission: 'case.void' },
    summary: { zh: '作废，记录保留', en: 'Void a case; its history stays' },
    body: WithReason,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => ({ kind: 'voidCase', reason: request.body.reason })),
  }),
];

interface OfferedAct {
  verb: Verb;
  /** The task from which it is done; its step says what is offered then. */
  task?: string | undefined;
  choosing?: Choosing | undefined;
  commandFor(known: Prepared & { task: string | undefined; tx: Tx }): Command | Promise<Command>;
}

/** Sends a verb of the template to its case, once it is prepared. */
async function offered<B extends object>(
  { user, params: { caseId }, key, language, body, scoped }: RouteRequest<{ caseId: string }, undefined, B>,
  dependencies: Dependencies,
  { verb, task: taskKey, choosing, commandFor }: OfferedAct,
): Promise<Acted> {
  const task = taskOf(caseId, taskKey);
  const { template, command } = await scoped(async (tx) => {
    const asked = { user, language, body, caseId, verb, task, choosing };
    const prepared = await prepareVerb(tx, dependencies.keys, asked);
    return { template: prepared.file.row.template, command: await commandFor({ ...prepared, task, tx }) };
  });
  const { version, at: when } = await actOn(dependencies, { caseId, template, user, key, command });
  return { caseId, version, at: when };
}

/** Only the forms and templates that the step lists may be added. */
function refuseOffer(config: VerbConfig | undefined, chosen: string | undefined, at: string): void {
  const offers = config?.offers;
  if (!config || chosen === undefined || offers?.includes(chosen)) return;
  throw new AppError('bad-input', `Expected one of ${offers?.join(', ') ?? 'none'}, but found ${chosen}`, {
    details: [{ at, message: '不在可选范围内，请从列表中选择 / choose one of those offered' }],
  });
}

/** The instant at which offices close on that day. */
async function closeOfBusiness(
  tx: Tx,
  { user }: Pick<CaseRequest<unknown>, 'user'>,
  now: Date,
  date: string,
): Promise<string> {
  const { calendar, today } = await timeSense(tx, momentOf(user, now));
  if (date < today) {
    throw new AppError('bad-input', `Expected a date from ${today} on, but found ${date}`, {
      details: [{ at: '/dueDate', message: '不能早于今天 / not before today' }],
    });
  }
  return dueOn(date, { rollForward: true, endOfDay: 'closeOfBusiness' }, calendar).due;
}
