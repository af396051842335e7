import type { BatchItemRecord, BatchRecord } from '../db/batches.ts';
import type { Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import type { Keys } from '../db/keys.ts';
import { findTask } from '../db/work-list.ts';
import type { Command } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import type { PostAtUnit, ProcessModel, UserTaskConfig } from '../engine/model.ts';
import type { Candidate } from '../engine/work/state.ts';
import { AppError } from '../errors.ts';
import { readCaseFile } from './case-file.ts';
import type { Label } from './resources/label.shapes.ts';
import { accessedForm, checkValues, formOf } from './forms.ts';
import { knownValues } from './task-view.ts';
import { versionOfCase } from './case-versions.ts';

/** What a batch does with each, as it was planned: ids and keys. */
export interface BatchPlan {
  to?: Candidate[];
  outcome?: string;
  /** recount: hash of the calendar. */
  calendar?: string;
  /** staffMove. */
  from?: string;
  heir?: string;
  /** What the heir held as it was planned. */
  heirPosts?: PostAtUnit[];
  /** Only what is given to posts at these units. */
  units?: string[];
  parts?: Record<string, number>;
  /** There was more than fits into one batch. */
  isCut?: true;
}

/** What people wrote for it. */
export interface BatchWords {
  reason?: string;
  text?: string;
  opinion?: string;
  values?: JsonObject;
}

/** The command for one item; always the same for the same item, so that a repeat is known by its key. */
export async function commandOfItem(
  tx: Tx,
  keys: Keys,
  ask: { batch: BatchRecord; item: BatchItemRecord; words: BatchWords },
): Promise<Command> {
  const { batch, item, words } = ask;
  const plan = batch.plan as unknown as BatchPlan;
  const { to = [] } = plan;
  const reason = words.reason ?? '';
  const opinion = words.opinion ? { opinion: words.opinion } : {};
  const onTask = { task: item.task ?? '', ...(item.generation !== null && { generation: item.generation }) };
  switch (batch.kind) {
    case 'assign':
      return { kind: 'assignTask', ...onTask, to, reason, cause: 'supervisor' };
    case 'staffMove': {
      const moved = { from: plan.from ?? '', reason };
      return commandOfMove(plan, { item, moved, onTask });
    }
    case 'transfer':
      return { kind: 'transferTask', ...onTask, to: to[0]!, ...(reason && { reason }), ...opinion };
    case 'urge':
      return { kind: 'urge', tasks: [onTask.task], ...(words.text && { text: words.text }), ...opinion };
    case 'comment':
      return { kind: 'comment', task: onTask.task, text: words.text ?? '', ...opinion };
    case 'recount':
      return { kind: 'recountDeadlines', calendar: plan.calendar ?? '' };
    case 'complete':
      return completion(tx, keys, { item, words, outcome: plan.outcome });
    default:
      throw new AppError('unprocessable', `Expected a kind of batch that is known, but found ${batch.kind}`);
  }
}

/** What becomes of one thing that a leaver leaves behind. */
export function commandOfMove(
  { heir = '', heirPosts = [], units }: BatchPlan,
  given: {
    item: Pick<BatchItemRecord, 'detail'>;
    moved: { from: string; reason: string };
    onTask: { task: string; generation?: number };
  },
): Command {
  const { moved, onTask } = given;
  const { to, node, question, isBegun } = (given.item.detail ?? {}) as unknown as MoveDetail;
  if (isBegun) return { kind: 'nameHeir', ...moved, person: heir, posts: heirPosts, ...(units && { units }) };
  if (node !== undefined) return { kind: 'replaceChosen', node, ...moved, to: to! };
  if (question !== undefined) return { kind: 'handOnQuestion', question, ...moved, to: to! };
  return { kind: 'takeOverTask', ...onTask, ...moved, to: to! };
}

/** What an item of a staff move is about, beside its case and task. */
export interface MoveDetail {
  part: string;
  /** In which capacity the heir comes. */
  to?: Required<Candidate>;
  /** A step to come. */
  node?: string;
  /** An open question. */
  question?: string;
  /** What they began or did. */
  isBegun?: true;
  substitution?: string;
  /** Of the substitution: who is away, and who acts for them. */
  principal?: string;
  substitute?: string;
  name?: Label;
  /** Why it does not move, or what becomes of it. */
  texts?: Label;
}

async function completion(
  tx: Tx,
  keys: Keys,
  { item, words, outcome }: { item: BatchItemRecord; words: BatchWords; outcome: string | undefined },
): Promise<Command> {
  const row = await findTask(tx, item.caseId ?? '', item.task ?? '');
  if (!row) throw new AppError('not-found', `Expected task ${String(item.task)} to be there`);
  const { task, case: of } = row;
  const model = await readContentIn<ProcessModel>(tx, of.model);
  const config = (model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>;
  const form = accessedForm(formOf((await versionOfCase(tx, of)).forms, task.form), config.fields);
  const known = form ? knownValues(await readCaseFile(tx, keys, of.caseId), task.task) : {};
  const only = config.outcomes?.length === 1 ? config.outcomes[0]!.key : undefined;
  const chosen = outcome ?? only;
  return {
    kind: 'completeTask',
    task: task.task,
    ...(item.generation !== null && { generation: item.generation }),
    ...(chosen !== undefined && { outcome: chosen }),
    ...(words.reason && { reason: words.reason }),
    ...(words.opinion && { opinion: words.opinion }),
    variables: checkValues(form, words.values ?? {}, {
      known,
      language: 'zh',
      requires: config.outcomes?.find(({ key }) => key === chosen)?.requires,
    }),
  };
}
