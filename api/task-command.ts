import type { z } from 'zod';
import type { TaskToAct } from '../db/commands.ts';
import type { Tx } from '../db/connection.ts';
import { keptContent, readContentIn } from '../db/content.ts';
import { namesOfPeople } from '../db/organisation.ts';
import { wasOverLink } from '../db/links.ts';
import { findTask, type TaskInCase } from '../db/work-list.ts';
import type { Command } from '../engine/input.ts';
import type { ProcessModel } from '../engine/model.ts';
import { AppError } from '../errors.ts';
import { actOn } from './act.ts';
import { instantInWords } from './date-words.ts';
import type { Dependencies } from './dependencies.ts';
import { standInOver } from './stand-in-over.ts';
import { actorOf, capacitiesFor, refusalOfTask, type TaskTarget, type User } from './policy.ts';
import type { TaskKey } from './resources/label.shapes.ts';
import type { Acted } from './resources/tasks.shapes.ts';
import type { RouteRequest } from './route.ts';
import { whyNot } from './task-view.ts';

export type TaskRequest<B> = RouteRequest<
  { taskKey: z.infer<typeof TaskKey> },
  undefined,
  B,
  User,
  TaskToAct | undefined
>;

export interface TaskAct {
  command: Command;
  /** The principal for whom the caller wants to do it; absent: whoever fits, oneself first. */
  for?: string;
}

/** Who may send a command to a task at all; the engine checks the same again. */
export interface TaskCommandRule {
  /** False: not only those who have the task (a permission, or the previous handler, allows it). Default true. */
  isForHandlers?: boolean;
  /** True: the task is done already (withdrawal). */
  isOfDone?: boolean;
}

/**
 * Checks the task and sends the command that `actFor` checks and makes. A retry whose task is closed or somebody else's by
 * now still goes to the case: it was perhaps this very key that did it, and the case alone knows.
 */
export async function actOnTask<B>(
  request: TaskRequest<B>,
  dependencies: Dependencies,
  actFor: (task: TaskToAct) => TaskAct | Promise<TaskAct>,
  rule: TaskCommandRule = {},
): Promise<Acted> {
  const { user, params, key, scoped, isRetry, found } = request;
  if (!found) throw notVisible(params.taskKey);
  const mustBeOpen = rule.isOfDone !== true;
  if (mustBeOpen && found.closedHow !== null && !isRetry) throw await scoped((tx) => notOpen(tx, found));
  if (rule.isForHandlers !== false && !isRetry) {
    refuseWhenGivenAway(user, found, request.body);
    await refuseUnlessTheirs(scoped, user, found);
  }
  const { caseId, template } = found;
  const { command, for: principal } = await actFor(found);
  const actor = actingFor(user, found, principal);
  try {
    const { version, at } = await actOn(dependencies, { caseId, template, user, key, command, actor });
    return { caseId, version, at };
  } catch (error) {
    if (
      !(error instanceof AppError) ||
      !['task-not-open', 'task-changed', 'case-closed'].includes(error.code)
    )
      throw error;
    // Someone was faster: the page wants to know who, and when.
    const { task } = await scoped((tx) => visibleTask(tx, params.taskKey));
    if (mustBeOpen && task.closedHow !== null) throw await scoped((tx) => notOpen(tx, task));
    if (error.code !== 'task-changed') throw error;
    throw await scoped((tx) => changed(tx, user, task, error));
  }
}

/**
 * Whoever is named is acted for: the engine takes the person's own posts first, so those that would do it themselves are
 * left out then.
 */
function actingFor(user: User, task: TaskToAct, principal: string | undefined) {
  const actor = actorOf(user, task.template);
  if (principal === undefined || principal === user.person) return actor;
  const ways = capacitiesFor(user, task);
  if (!ways.some((way) => way.for === principal)) {
    throw new AppError('not-allowed', `Expected someone for whom ${user.person} stands in on this task`, {
      details: [
        {
          at: '/for',
          message: '您不能就此任务代理该人员 / you do not stand in for them on this task',
        },
      ],
      texts: {
        zh: '您不能就此任务代理该人员。',
        en: 'You do not stand in for that person on this task.',
      },
    });
  }
  const own = ways.find((way) => way.for === undefined)?.posts ?? [];
  return {
    ...actor,
    posts: actor.posts.filter(
      (held) => !own.some((named) => named.post === held.post && named.unit === held.unit),
    ),
    standsInFor: (actor.standsInFor ?? []).filter(({ person }) => person === principal),
  };
}

/** The model of a task's case, from memory where it can be. */
export const modelOf = async (
  { scoped }: Pick<TaskRequest<unknown>, 'scoped'>,
  { model }: { model: string },
): Promise<ProcessModel> =>
  (keptContent(model) ?? (await scoped((tx) => readContentIn(tx, model)))) as ProcessModel;

export async function visibleTask(tx: Tx, taskKey: string): Promise<TaskInCase> {
  const [caseId = '', task = ''] = taskKey.split(':');
  const row = await findTask(tx, caseId, task);
  if (!row) throw notVisible(taskKey);
  return row;
}

const notVisible = (taskKey: string): AppError =>
  new AppError('not-found', `Expected task ${taskKey} to be there and visible, but it is not`);

/** The page was opened before the task went to others: that is what happened, and nothing is wrong with the reader's posts. */
function refuseWhenGivenAway(user: User, task: TaskToAct, body: unknown): void {
  const seen = (body as { generation?: number } | undefined)?.generation;
  if (seen === undefined || seen === task.generation) return;
  if (refusalOfTask(user, { ...task, claimedBy: null }) === undefined) return;
  throw new AppError(
    'task-changed',
    `Expected task ${task.task} in version ${seen}, but it is in ${task.generation}`,
    {
      data: { generation: task.generation },
      texts: {
        zh: '您打开本页之后，任务已交给别人办理。',
        en: 'The task went to somebody else after you opened this page.',
      },
    },
  );
}

/** A task that one sees but whose posts one does not hold. Whether someone else claimed it is the case's to say. */
export async function refuseUnlessTheirs(
  scoped: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  user: User,
  task: TaskTarget & { task: string },
): Promise<void> {
  const refusal = refusalOfTask(user, { ...task, claimedBy: null });
  if (refusal === undefined) return;
  const over = refusal === 'no-post' ? await scoped((tx) => standInOver(tx, user, task)) : null;
  const because = over ?? whyNot(refusal, undefined);
  throw new AppError(
    'not-allowed',
    `Expected a post of task ${task.task}, but ${user.person} may not: ${refusal}`,
    {
      texts: because ? { zh: `${because.zh}。`, en: `${because.en ?? because.zh}.` } : undefined,
    },
  );
}

/** It was done or cancelled meanwhile: by whom, and when. */
export async function notOpen(
  tx: Tx,
  task: Pick<TaskToAct, 'caseId' | 'task' | 'closedAt' | 'closedHow' | 'completedBy' | 'outcome'>,
): Promise<AppError> {
  const by = task.completedBy;
  const isOverLink =
    by === null && task.closedAt !== null && (await wasOverLink(tx, task.caseId, task.closedAt));
  const name = by === null ? undefined : (await namesOfPeople(tx, [by])).get(by);
  const closedAt = task.closedAt === null ? undefined : instantInWords(task.closedAt);
  const who = {
    completedBy: by === null ? null : { person: by, name: name ?? by },
    completedAt: task.closedAt,
  };
  return new AppError('task-not-open', `Expected task ${task.task} to be open, but it is ${task.closedHow}`, {
    data: { ...who, how: task.closedHow, outcome: task.outcome },
    texts: isOverLink
      ? {
          zh: `对方单位已于${closedAt?.zh}经一次性链接办理，不重复登记。`,
          en: `The agency did it over the one-time link at ${closedAt?.en} (China time): there is nothing to register.`,
        }
      : task.closedHow === 'completed'
        ? {
            zh: `该任务已由${name ?? '他人'}于${closedAt?.zh ?? '此前'}办结。`,
            en: `${name ?? 'Someone'} completed it at ${closedAt?.en ?? 'an earlier time'} (China time).`,
          }
        : { zh: '该任务已取消，无需办理。', en: 'It was cancelled: nothing is left to do.' },
  });
}

async function changed(tx: Tx, user: User, task: TaskInCase['task'], cause: AppError): Promise<AppError> {
  const by = task.claimedBy;
  const name = by === null ? undefined : (await namesOfPeople(tx, [by])).get(by);
  return new AppError('task-changed', cause.message, {
    cause,
    data: { generation: task.generation, claimedBy: by === null ? null : { person: by, name: name ?? by } },
    texts:
      by !== null && by !== user.person
        ? { zh: `该任务已由${name ?? '他人'}认领。`, en: `${name ?? 'Someone else'} has claimed it.` }
        : undefined,
  });
}
