import type { BatchItemRecord, BatchRecord } from '../db/batches.ts';
import type { Tx } from '../db/connection.ts';
import { personOn } from '../db/holders.ts';
import {
  addSubstitution,
  endSubstitution,
  findSubstitution,
  listSubstitutions,
} from '../db/substitutions.ts';
import type { TaskInCase } from '../db/work-list.ts';
import { mustKeepOut } from '../db/kept-out.ts';
import type { JsonObject } from '../engine/json.ts';
import type { PostAtUnit } from '../engine/model.ts';
import { refuse } from '../engine/refuse.ts';
import type { CaseState } from '../engine/state.ts';
import { nodeOf } from '../engine/work/added-nodes.ts';
import { capacityOf } from '../engine/work/heirs.ts';
import { chosenFor, isToBeAsked, namedAhead, roundsOf } from '../engine/work/named-ahead.ts';
import type { Candidate } from '../engine/work/state.ts';
import { AppError } from '../errors.ts';
import type { PlannedItem } from './batch-items.ts';
import { commandOfMove, type BatchPlan, type BatchWords, type MoveDetail } from './batch-command.ts';
import type { LeftBehind } from './left-behind.ts';
import { becomes, type Part } from './move-parts.ts';
import { actorOf, mayAssign, type User } from './policy.ts';
import type { PlanStaffMove } from './resources/batches.shapes.ts';

interface Heir {
  person: string;
  posts: PostAtUnit[];
}

/**
 * 离职转办: everything that is the leaver's alone. Tasks of posts need nothing: whoever holds the post next has them. What they
 * have delegated comes back to the heir, who also gives the opinions that they were asked for. Their drafts are theirs, and stay. Of
 * strict cases the mover sees how much there is, and nothing else.
 */
export async function planStaffMove(
  tx: Tx,
  user: User,
  asked: PlanStaffMove & { left: LeftBehind; at: string },
): Promise<{ items: PlannedItem[]; plan: BatchPlan }> {
  const { from, to, scope, left, at } = asked;
  const heir = await personOn(tx, to, user.today);
  if (!heir || heir.posts.length === 0)
    throw new AppError('bad-input', 'Expected an heir who holds a post, but they hold none', {
      details: [{ at: '/to', message: '接收人现无任职，请另选 / they hold no post now: choose another' }],
    });
  const units = scope.units.length > 0 ? scope.units : undefined;
  const plan: BatchPlan = {
    from,
    heir: to,
    heirPosts: heir.posts,
    ...(units && { units }),
    ...(left.isCut && { isCut: true }),
  };
  const planning = { user, from, heir, plan, at };
  const isMeant = (template: string, people: readonly Candidate[]) =>
    (scope.templates.length === 0 || scope.templates.includes(template)) &&
    (!units || people.some(({ unit }) => units.includes(unit)));
  const items = [
    ...left.inHand.flatMap((row) =>
      isMeant(row.case.template, row.task.candidates) ? [inHand(planning, row)] : [],
    ),
    ...left.ahead.flatMap((of) =>
      namedAhead(of.state, from).flatMap((node) => {
        const wanted = seatAhead(of.state, { node, person: from });
        const name = nodeOf(of.model, of.state, node)?.name ?? { zh: node };
        const detail = { part: 'ahead', node, name: { ...name } } as const;
        return isMeant(of.row.template, wanted ? [wanted] : [])
          ? [inCase(planning, of, { wanted, detail })]
          : [];
      }),
    ),
    ...left.begun.flatMap(({ as, ...of }) => {
      const theirs = as.filter((each) => isMeant(of.row.template, [each]));
      if (theirs.length === 0) return [];
      return [inCase(planning, of, { wanted: theirs[0], detail: { part: 'begun', isBegun: true } })];
    }),
    ...left.questions.flatMap(({ question, of }) => {
      const { post, unit } = question;
      const detail = { part: 'questions', question: question.question } as const;
      return isMeant(of.row.template, [{ post, unit }])
        ? [inCase(planning, of, { wanted: { post, unit, person: from }, detail })]
        : [];
    }),
    ...left.drafts.flatMap((row) =>
      isMeant(row.case.template, row.task.candidates)
        ? [plannedItem(row, { part: 'drafts' }, draftStays)]
        : [],
    ),
  ];
  for (const row of await listSubstitutions(tx, { person: from, after: user.today, limit: 1000 })) {
    const part = row.substitute === from ? 'substituteFor' : 'substitutedBy';
    const { id: substitution, principal, substitute } = row;
    const detail = { part, substitution, principal, substitute, texts: { ...becomes[part]! } };
    items.push({ caseId: null, task: null, detail });
  }
  const parts = Object.groupBy(items, ({ detail }) => (detail as unknown as MoveDetail).part);
  const counts = Object.entries(parts).map(([part, found = []]) => [part, found.length] as const);
  return { items, plan: { ...plan, parts: Object.fromEntries(counts) } };
}

interface Planning {
  user: User;
  from: string;
  heir: Heir;
  plan: BatchPlan;
  at: string;
}

/** A task that is the leaver's, or in whose delegation they have a part. */
function inHand({ user, from, heir }: Planning, row: TaskInCase): PlannedItem {
  const { task } = row;
  const named = task.candidates.find(({ person }) => person === from);
  const given = task.delegatedBy?.find(({ by }) => by === from);
  const part: Part =
    named && task.delegatedBy
      ? 'delegatedTo'
      : named
        ? 'named'
        : task.claimedBy === from
          ? task.delegatedBy
            ? 'delegatedTo'
            : 'claimed'
          : 'delegated';
  const to = capacityOf(heir, named ?? given?.from[0] ?? task.candidates[0]);
  const why = !mayAssign(user, task) ? notTheirs : mustKeepOut(heir, task) ? heirKeptOut : undefined;
  return plannedItem(row, { part, to }, why);
}

/** What is in a case without a task of theirs: the case itself says whether it may move. */
function inCase(
  { user, from, heir, plan, at }: Planning,
  { row, model, state }: LeftBehind['ahead'][number],
  { wanted, detail }: { wanted: Candidate | undefined; detail: MoveDetail },
): PlannedItem {
  const item = { ...detail, to: capacityOf(heir, wanted) };
  const command = commandOfMove(plan, {
    item: { detail: item as unknown as JsonObject },
    moved: { from, reason: '—' },
    onTask: { task: '' },
  });
  const why = mayAssign(user, { candidates: wanted ? [wanted] : [] })
    ? refuse({ model, state, actor: actorOf(user, row.template), at, command })?.texts
    : notTheirs;
  return plannedItem({ case: row }, item, why);
}

/** Without the task's version: whatever changed meanwhile, what is still the leaver's moves, and what is not is refused. */
function plannedItem(
  { case: of, task }: Pick<TaskInCase, 'case'> & Partial<TaskInCase>,
  detail: MoveDetail & { part: string },
  why?: { zh: string; en: string },
): PlannedItem {
  const texts = why ?? becomes[detail.part as Part];
  return {
    caseId: of.caseId,
    task: task?.task ?? null,
    ...(why && { refused: { code: 'not-allowed', message: why.en } }),
    detail: { ...detail, ...(texts && { texts }) } as unknown as JsonObject,
  };
}

const notTheirs = {
  zh: '您没有指派这项任务的权限',
  en: 'You may not assign this task',
};

const heirKeptOut = {
  zh: '接收人或其所在单位应当回避，请另行指派',
  en: 'The heir, or their unit, must keep out of it: assign it to somebody else',
};

const draftStays = {
  zh: '草稿只有其本人能看，不移交：请其离岗前提交，或由接收人重新填写',
  en: 'A draft is for its author alone and does not move: they send it before they leave, or the heir fills it in anew',
};

/** In which capacity they are named there. */
function seatAhead(
  state: CaseState,
  { node, person }: { node: string; person: string },
): Candidate | undefined {
  const seats = roundsOf(state.work, node).flatMap(({ members }) =>
    members.filter(isToBeAsked).map(({ candidate }) => candidate),
  );
  return [...chosenFor(state, node), ...seats].find((each) => each.person === person);
}

/** The heir stands in where the leaver did; who stood in for the leaver does so no longer. Done once: the old one is ended by it. */
export async function moveSubstitution(
  tx: Tx,
  doing: { tenant: string; batch: BatchRecord; words: BatchWords; today: string; at: string },
  item: BatchItemRecord,
): Promise<void> {
  const { part, substitution } = item.detail as { part: Part; substitution: string };
  const { heir = '' } = doing.batch.plan as unknown as BatchPlan;
  const row = await findSubstitution(tx, substitution);
  const by = { by: doing.batch.person, at: doing.at };
  if (!row || !(await endSubstitution(tx, substitution, by))) return;
  if (part !== 'substituteFor' || row.principal === heir) return;
  await addSubstitution(tx, {
    tenant: doing.tenant,
    principal: row.principal,
    substitute: heir,
    from: row.validFrom > doing.today ? row.validFrom : doing.today,
    to: row.validTo,
    templates: row.templates,
    units: row.units,
    reason: doing.words.reason ?? '',
    ...by,
  });
}
