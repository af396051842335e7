import type { NewBatch } from '../db/batches.ts';
import type { Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import { listOpenTasks } from '../db/open-tasks.ts';
import { knowsReporter, secretReportersOf } from '../db/secret-reporters.ts';
import { findTasks, type TaskInCase } from '../db/work-list.ts';
import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import type { Need, Verb, VerbConfig } from '../engine/work/model.ts';
import { verbsOf } from '../engine/work/verb-config.ts';
import { newState } from '../engine/state.ts';
import { AppError } from '../errors.ts';
import { mayAssign, refusalOfTask, standingInPosts, type User } from './policy.ts';
import type { PlanBatch } from './resources/batches.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import { whyNot } from './task-view.ts';
import { taskKeyOf } from './work-list-view.ts';

/** At most so many in one batch. */
export const mostItems = 2000;

export type PlannedItem = NewBatch['items'][number];

/** The tasks that a batch is about: those named, or all open ones that fit and that the person sees. */
export async function tasksOfBatch(
  tx: Tx,
  user: User,
  { plan, now }: { plan: PlanBatch; now: string },
): Promise<TaskInCase[]> {
  if ((plan.tasks === undefined) === (plan.filter === undefined)) {
    throw new AppError('bad-input', 'Expected either tasks or a filter', {
      details: [{ at: '/tasks', message: '请选择任务或给出筛选条件之一 / give either tasks or a filter' }],
    });
  }
  if (plan.filter) {
    const rows = await listOpenTasks(tx, { filter: { ...plan.filter, now }, limit: mostItems + 1 });
    if (rows.length <= mostItems) return withoutTheirReports(tx, { user, rows, of: plan.filter.person });
    throw new AppError('too-large', `Expected at most ${mostItems} tasks, but found more`, {
      texts: {
        zh: `一次最多处理 ${mostItems} 项，请缩小筛选范围。`,
        en: `At most ${mostItems} at once: narrow the filter.`,
      },
    });
  }
  const keys = [...new Set(plan.tasks)];
  const asked = keys.map((key) => {
    const [caseId = '', task = ''] = key.split(':');
    return { caseId, task };
  });
  const found = new Map((await findTasks(tx, asked)).map((row) => [taskKeyOf(row), row]));
  return keys.map((key) => {
    const row = found.get(key);
    if (!row) throw new AppError('not-found', `Expected task ${key} to be there and visible, but it is not`);
    return row;
  });
}

/** Who looks for somebody's tasks does not learn by what is found that they made a report. */
async function withoutTheirReports(
  tx: Tx,
  { user, rows, of }: { user: User; rows: TaskInCase[]; of: string | undefined },
): Promise<TaskInCase[]> {
  if (of === undefined) return rows;
  const who = { person: user.person, posts: standingInPosts(user) };
  const ids = [...new Set(rows.map(({ case: { caseId } }) => caseId))];
  const secrets = await secretReportersOf(ids, (work) => work(tx));
  return rows.filter(({ case: { caseId } }) => {
    const secret = secrets.get(caseId);
    return secret?.person?.id !== of || knowsReporter(secret, who);
  });
}

interface Refused {
  code: string;
  texts: Label;
}

/** Each with whether it may be done now, and why not: a preview; the case itself decides when its turn comes. */
export async function planItems(
  tx: Tx,
  user: User,
  ask: { plan: PlanBatch; rows: readonly TaskInCase[]; now: string },
): Promise<PlannedItem[]> {
  const { plan, rows, now } = ask;
  const first = rows[0];
  const items: PlannedItem[] = [];
  for (const row of rows) {
    const { task, case: of } = row;
    const model = await readContentIn<ProcessModel>(tx, of.model);
    const isOther =
      first !== undefined && (of.template !== first.case.template || task.node !== first.task.node);
    const why =
      closed(row) ??
      (plan.kind === 'complete' && isOther
        ? {
            code: 'bad-input',
            texts: {
              zh: '批量办理只能针对同一步骤',
              en: 'Many are completed only at one and the same step',
            },
          }
        : refusalIn(model, row, { user, plan, now }));
    items.push({
      caseId: of.caseId,
      task: task.task,
      generation: task.generation,
      ...(why && {
        refused: { code: why.code, message: why.texts.en ?? why.texts.zh },
        detail: { texts: why.texts },
      }),
    });
  }
  return items;
}

const closed = ({ task, case: of }: TaskInCase): Refused | undefined => {
  if (of.status !== 'active')
    return { code: 'case-closed', texts: { zh: '事项已结束', en: 'The case has ended' } };
  if (task.closedHow !== null)
    return { code: 'task-not-open', texts: { zh: '任务已办结', en: 'The task is closed already' } };
  return undefined;
};

function refusalIn(
  model: ProcessModel,
  { task, case: of }: TaskInCase,
  { user, plan, now }: { user: User; plan: PlanBatch; now: string },
): Refused | undefined {
  switch (plan.kind) {
    case 'assign':
      return mayAssign(user, task)
        ? undefined
        : { code: 'not-allowed', texts: { zh: '您没有指派任务的权限', en: 'You may not assign tasks' } };
    case 'comment':
      return notOffered(model, task.node, 'comment') ?? lacking(plan, verbNeeds(model, task.node, 'comment'));
    case 'urge': {
      const config = configOf(model, task.node, 'urge');
      const every = (config?.everyMinutes ?? 240) * 60_000;
      const isTooSoon = task.urgedAt !== null && Date.parse(task.urgedAt) + every > Date.parse(now);
      return (
        notOffered(model, task.node, 'urge') ??
        (isTooSoon
          ? {
              code: 'not-allowed',
              texts: { zh: '刚催办过，请稍后再催', en: 'It was urged a short while ago' },
            }
          : lacking(plan, config?.needs ?? []))
      );
    }
    case 'transfer':
    case 'complete':
      return (
        notOffered(model, task.node, plan.kind === 'transfer' ? 'transfer' : 'completeMany') ??
        notTheirs(user, task, of.template) ??
        (plan.kind === 'complete'
          ? (wrongOutcome(model, task.node, plan.outcome) ??
            lacking(plan, outcomeNeeds(model, task.node, plan.outcome)))
          : lacking(plan, verbNeeds(model, task.node, 'transfer')))
      );
  }
}

const configOf = (model: ProcessModel, node: string, verb: Verb): VerbConfig | undefined =>
  verbsOf(model, newState, node).find((offered) => offered.verb === verb);

const notOffered = (model: ProcessModel, node: string, verb: Verb): Refused | undefined =>
  configOf(model, node, verb)
    ? undefined
    : { code: 'not-allowed', texts: { zh: '这一步不提供该操作', en: 'The step does not offer this' } };

const verbNeeds = (model: ProcessModel, node: string, verb: Verb): readonly Need[] =>
  configOf(model, node, verb)?.needs ?? [];

function outcomeNeeds(model: ProcessModel, node: string, chosen: string | undefined): Need[] {
  const { outcomes = [] } = (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;
  const outcome = chosen === undefined ? outcomes[0] : outcomes.find(({ key }) => key === chosen);
  return [...(outcome?.needsReason ? (['reason'] as const) : []), ...(outcome?.needs ?? [])];
}

/** What the step asks for and did not come; a file is of one case, so that it never comes with many. */
function lacking(plan: PlanBatch, needs: readonly Need[]): Refused | undefined {
  const { reason, text, opinion } = plan as { reason?: string; text?: string; opinion?: string };
  const isThere = { reason: Boolean(reason ?? text), opinion: Boolean(opinion), attachment: false };
  const missing = needs.find((need) => !isThere[need]);
  return missing && { code: 'bad-input', texts: missingTexts[missing] };
}

const missingTexts: Record<Need, Required<Label>> = {
  reason: { zh: '这一步要求说明理由', en: 'The step asks for a reason' },
  opinion: { zh: '这一步要求填写意见', en: 'The step asks for an opinion' },
  attachment: {
    zh: '这一步要求上传附件，请在任务页面单独办理',
    en: 'The step asks for a file: do it on the page of the task',
  },
};

function notTheirs(user: User, task: TaskInCase['task'], template: string): Refused | undefined {
  if (task.waits !== null)
    return { code: 'not-allowed', texts: { zh: '任务正在等待他人', en: 'The task waits for others' } };
  const refusal = refusalOfTask(user, { ...task, template });
  // Who has claimed it is personal: the item says that somebody has.
  const texts = whyNot(refusal, undefined);
  return texts ? { code: 'not-allowed', texts } : undefined;
}

function wrongOutcome(model: ProcessModel, node: string, outcome: string | undefined): Refused | undefined {
  const { outcomes = [] } = (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;
  if (outcomes.length === 0 || (outcomes.length === 1 && outcome === undefined)) return undefined;
  return outcomes.some(({ key }) => key === outcome)
    ? undefined
    : { code: 'bad-input', texts: { zh: '请选择办理结果', en: 'Choose an outcome' } };
}
