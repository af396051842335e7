import { z } from 'zod';
import type { TaskToAct } from '../../db/commands.ts';
import { inScope, system } from '../../db/connection.ts';
import { seal } from '../../db/crypto.ts';
import { caseKeyIn } from '../../db/keys.ts';
import { namesOfPeople } from '../../db/organisation.ts';
import { findTask, saveDraft, type TaskInCase } from '../../db/work-list.ts';
import type { Tx } from '../../db/connection.ts';
import type { Command } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { UserTaskConfig } from '../../engine/model.ts';
import { keptContent, readContentIn } from '../../db/content.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { AppError } from '../../errors.ts';
import { actOn } from '../act.ts';
import { readCaseFile } from '../case-file.ts';
import { instantInWords } from '../date-words.ts';
import type { Dependencies } from '../dependencies.ts';
import { checkValues, formOf } from '../forms.ts';
import { momentOf } from '../moment.ts';
import { mayRelease, refusalOfTask, type TaskTarget, type User } from '../policy.ts';
import { route, type RouteRequest } from '../route.ts';
import {
  draftPlace,
  keptVersion,
  knownValues,
  taskDetail,
  versionOfCase,
  whyNot,
  workList,
} from '../task-view.ts';
import { TaskKey } from './label.shapes.ts';
import {
  Acted,
  ClaimTask,
  CompleteTask,
  DraftSaved,
  SaveDraft,
  TaskDetail,
  TaskList,
  TaskQuery,
} from './tasks.shapes.ts';

const params = z.strictObject({ taskKey: TaskKey });

export const tasks = [
  route({
    method: 'get',
    path: '/tasks',
    summary: { zh: '我的待办和已办', en: 'My tasks: to do, and done' },
    access: 'loggedIn',
    query: TaskQuery,
    reply: TaskList,
    handle: ({ user, query, scoped }, { now }) =>
      scoped((tx) => workList(tx, user, query, momentOf(user, now()))),
  }),
  route({
    method: 'get',
    path: '/tasks/:taskKey',
    summary: { zh: '一项任务的全部内容', en: 'All about one task' },
    access: 'loggedIn',
    params,
    reply: TaskDetail,
    etag: ({ caseVersion, generation }) => `${caseVersion}-${generation}`,
    handle: ({ user, params, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const row = await visibleTask(tx, params.taskKey);
        return taskDetail(tx, { row, user, keys, moment: momentOf(user, now()) });
      }),
  }),
  route({
    method: 'put',
    path: '/tasks/:taskKey/draft',
    summary: { zh: '保存草稿（不校验）', en: 'Save a draft, without validation' },
    access: 'loggedIn',
    write: 'repeatable',
    params,
    body: SaveDraft,
    reply: DraftSaved,
    handle: ({ user, params, body, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const { task } = await visibleTask(tx, params.taskKey);
        if (task.closedHow !== null) throw await notOpen(tx, task);
        refuseUnlessTheirs(user, task);
        const key = await caseKeyIn(tx, keys, task.caseId);
        const plain = Buffer.from(JSON.stringify(body.values));
        const values = seal(key, plain, draftPlace(task.caseId, task.task, user.person));
        const savedAt = now().toISOString();
        await saveDraft(tx, {
          tenantId: user.tenant,
          person: user.person,
          caseId: task.caseId,
          task: task.task,
          values,
          savedAt,
        });
        return { savedAt };
      }),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/claim',
    summary: { zh: '认领任务', en: 'Claim a task' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: ClaimTask,
    reply: Acted,
    handle: (request: TaskRequest<ClaimTask>, dependencies) =>
      actOnTask(request, dependencies, ({ task }) => ({
        kind: 'claimTask',
        task,
        generation: request.body.generation,
      })),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/release',
    summary: { zh: '取消认领，任务可由他人认领', en: 'Give a claimed task back' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: ClaimTask,
    reply: Acted,
    handle: (request: TaskRequest<ClaimTask>, dependencies) =>
      actOnTask(request, dependencies, (task) => {
        if (!request.isRetry && !mayRelease(request.user, task)) {
          throw new AppError(
            'task-changed',
            `Expected task ${task.task} to be claimed by ${request.user.person}`,
          );
        }
        return { kind: 'releaseTask', task: task.task, generation: request.body.generation };
      }),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/complete',
    summary: { zh: '办理任务', en: 'Complete a task' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: CompleteTask,
    reply: Acted,
    handle: (request: TaskRequest<CompleteTask>, dependencies) =>
      actOnTask(request, dependencies, (task) => completion(request, dependencies, task)),
  }),
];

type TaskRequest<B> = RouteRequest<z.infer<typeof params>, undefined, B, User, TaskToAct | undefined>;

async function completion(
  { body, language, scoped }: TaskRequest<CompleteTask>,
  { keys }: Dependencies,
  task: TaskToAct,
): Promise<Command> {
  const { forms } = keptVersion(task) ?? (await scoped((tx) => versionOfCase(tx, task)));
  const form = formOf(forms, task.form);
  const model = (keptContent(task.model) ??
    (await scoped((tx) => readContentIn(tx, task.model)))) as ProcessModel;
  const outcome = chosenOutcome(model, task, body);
  const hasReadOnly = form?.layout.some(({ fields }) => fields.some(({ readOnly }) => readOnly)) ?? false;
  const known: JsonObject = hasReadOnly
    ? knownValues(await scoped((tx) => readCaseFile(tx, keys, task.caseId)), task.task)
    : {};
  return {
    kind: 'completeTask',
    task: task.task,
    generation: body.generation,
    outcome,
    reason: body.reason || undefined,
    variables: checkValues(form, body.values as JsonObject, { known, language }),
  };
}

/** The one outcome of a task need not be named; of several, one must be. */
function chosenOutcome(model: ProcessModel, task: TaskToAct, body: CompleteTask): string | undefined {
  const { outcomes = [] } = (model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>;
  const chosen =
    outcomes.length === 1 && body.outcome === undefined
      ? outcomes[0]
      : outcomes.find(({ key }) => key === body.outcome);
  if (!chosen && (outcomes.length > 0 || body.outcome !== undefined)) {
    throw new AppError(
      'bad-input',
      `Expected one of ${outcomes.map(({ key }) => key).join(', ') || 'no outcome'}`,
      {
        details: [
          {
            at: '/outcome',
            message: `请选择办理结果：${outcomes.map(({ name }) => name.zh).join('、')} / choose one of: ${outcomes.map(({ name }) => name.en ?? name.zh).join(', ')}`,
          },
        ],
      },
    );
  }
  if (chosen?.needsReason && !body.reason) {
    throw new AppError('bad-input', `Expected a reason for outcome ${chosen.key}, but it is empty`, {
      details: [{ at: '/reason', message: `“${chosen.name.zh}”须说明理由 / say why` }],
    });
  }
  return chosen?.key;
}

/**
 * Checks the task and sends the command that `commandFor` checks and makes. A retry whose task is closed by now still goes to
 * the case: it was perhaps this very key that closed it, and the case alone knows.
 */
async function actOnTask<B>(
  request: TaskRequest<B>,
  dependencies: Dependencies,
  commandFor: (task: TaskToAct) => Command | Promise<Command>,
): Promise<Acted> {
  const { user, params, key, scoped, isRetry, found } = request;
  if (!found) throw notVisible(params.taskKey);
  if (found.closedHow !== null && !isRetry) throw await scoped((tx) => notOpen(tx, found));
  refuseUnlessTheirs(user, found);
  const { caseId } = found;
  const command = await commandFor(found);
  try {
    const { version, at } = await actOn(dependencies, { caseId, user, key, command });
    return { caseId, version, at };
  } catch (error) {
    if (
      !(error instanceof AppError) ||
      !['task-not-open', 'task-changed', 'case-closed'].includes(error.code)
    )
      throw error;
    // Someone was faster: the page wants to know who, and when.
    const { task } = await scoped((tx) => visibleTask(tx, params.taskKey));
    if (task.closedHow !== null) throw await scoped((tx) => notOpen(tx, task));
    if (error.code !== 'task-changed') throw error;
    throw await changed(dependencies, user, task, error);
  }
}

async function visibleTask(tx: Tx, taskKey: string): Promise<TaskInCase> {
  const [caseId = '', task = ''] = taskKey.split(':');
  const row = await findTask(tx, caseId, task);
  if (!row) throw notVisible(taskKey);
  return row;
}

const notVisible = (taskKey: string): AppError =>
  new AppError('not-found', `Expected task ${taskKey} to be there and visible, but it is not`);

/** A task that one sees but whose posts one does not hold. Whether someone else claimed it is the case's to say. */
function refuseUnlessTheirs(user: User, task: TaskTarget & { task: string }): void {
  const refusal = refusalOfTask(user, { ...task, claimedBy: null });
  if (refusal === undefined) return;
  const because = whyNot(refusal, undefined);
  throw new AppError(
    'not-allowed',
    `Expected a post of task ${task.task}, but ${user.person} may not: ${refusal}`,
    {
      texts: because ? { zh: `${because.zh}。`, en: `${because.en ?? because.zh}.` } : undefined,
    },
  );
}

async function notOpen(
  tx: Tx,
  task: Pick<TaskToAct, 'task' | 'closedAt' | 'closedHow' | 'completedBy' | 'outcome'>,
): Promise<AppError> {
  const by = task.completedBy;
  const name = by === null ? undefined : (await namesOfPeople(tx, [by])).get(by);
  const closedAt = task.closedAt === null ? undefined : instantInWords(task.closedAt);
  const who = {
    completedBy: by === null ? null : { person: by, name: name ?? by },
    completedAt: task.closedAt,
  };
  return new AppError('task-not-open', `Expected task ${task.task} to be open, but it is ${task.closedHow}`, {
    data: { ...who, how: task.closedHow, outcome: task.outcome },
    texts:
      task.closedHow === 'completed'
        ? {
            zh: `该任务已由${name ?? '他人'}于${closedAt?.zh ?? '此前'}办结。`,
            en: `${name ?? 'Someone'} completed it at ${closedAt?.en ?? 'an earlier time'} (China time).`,
          }
        : { zh: '该任务已取消，无需办理。', en: 'It was cancelled: nothing is left to do.' },
  });
}

async function changed(
  { db }: Dependencies,
  user: User,
  task: TaskInCase['task'],
  cause: AppError,
): Promise<AppError> {
  const by = task.claimedBy;
  const name =
    by === null
      ? undefined
      : (await inScope(db, system(user.tenant), (tx) => namesOfPeople(tx, [by]))).get(by);
  return new AppError('task-changed', cause.message, {
    cause,
    data: { generation: task.generation, claimedBy: by === null ? null : { person: by, name: name ?? by } },
    texts:
      by !== null && by !== user.person
        ? { zh: `该任务已由${name ?? '他人'}认领。`, en: `${name ?? 'Someone else'} has claimed it.` }
        : undefined,
  });
}
