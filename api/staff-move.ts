import type { BatchItemRecord, BatchRecord } from '../db/batches.ts';
import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { casesNamingAhead, tasksInHand } from '../db/open-tasks.ts';
import { personOn } from '../db/holders.ts';
import {
  addSubstitution,
  endSubstitution,
  findSubstitution,
  listSubstitutions,
} from '../db/substitutions.ts';
import type { TaskInCase } from '../db/work-list.ts';
import { mustKeepOut, type KeepsOut } from '../db/kept-out.ts';
import type { Command } from '../engine/input.ts';
import type { PostAtUnit } from '../engine/model.ts';
import { refuse } from '../engine/refuse.ts';
import type { CaseState } from '../engine/state.ts';
import { nodeOf } from '../engine/work/added-nodes.ts';
import { chosenFor, isToBeAsked, namedAhead, roundsOf } from '../engine/work/named-ahead.ts';
import type { Candidate } from '../engine/work/state.ts';
import { AppError } from '../errors.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import { mostItems, type PlannedItem } from './batch-items.ts';
import type { BatchPlan, BatchWords } from './batch-command.ts';
import { actorOf, mayAssign, type User } from './policy.ts';
import type { PlanStaffMove } from './resources/batches.shapes.ts';
import type { Label } from './resources/label.shapes.ts';

/** What there is of a person to hand over, by kind. */
export const partNames: Record<string, Required<Label>> = {
  named: { zh: '指名由其办理的任务', en: 'Tasks that name them' },
  claimed: { zh: '其已认领的任务', en: 'Tasks that they have claimed' },
  delegated: { zh: '其委派给他人的任务', en: 'Tasks that they have delegated' },
  ahead: { zh: '选定由其办理的后续步骤', en: 'Steps to come for which they are chosen' },
  substituteFor: { zh: '其代理他人', en: 'Those for whom they stand in' },
  substitutedBy: { zh: '他人代理其', en: 'Those who stand in for them' },
};

type Part = 'named' | 'claimed' | 'delegated' | 'ahead' | 'substituteFor' | 'substitutedBy';

/** What there is of a leaver, as the machine sees it, because what is in strict cases moves too. */
export interface LeftBehind {
  inHand: readonly TaskInCase[];
  /** Cases that name them for steps to come. */
  ahead: readonly Pick<CaseFile, 'row' | 'model' | 'state'>[];
}

export async function leftBehind(tx: Tx, keys: Keys, person: string): Promise<LeftBehind> {
  const inHand = await tasksInHand(tx, person, mostItems);
  const ahead = [];
  for (const row of await casesNamingAhead(tx, person, mostItems)) {
    const { model, state } = await readCaseFile(tx, keys, row);
    if (namedAhead(state, person).length > 0) ahead.push({ row, model, state });
  }
  return { inHand, ahead };
}

/**
 * 离职转办: everything that is the leaver's alone. Tasks of posts need nothing: whoever holds the post next has them. What they
 * have delegated stays with whoever gives the opinion; it is shown, and goes on when it comes back. Of strict cases the mover
 * sees how much there is, and nothing else.
 */
export async function planStaffMove(
  tx: Tx,
  user: User,
  { from, to, scope, inHand, ahead, at }: PlanStaffMove & LeftBehind & { at: string },
): Promise<{ items: PlannedItem[]; parts: Record<string, number> }> {
  const heir = await personOn(tx, to, user.today);
  if (!heir || heir.posts.length === 0)
    throw new AppError('bad-input', 'Expected an heir who holds a post, but they hold none', {
      details: [{ at: '/to', message: '接收人现无任职，请另选 / they hold no post now: choose another' }],
    });
  const parts: Record<string, number> = {};
  const items: PlannedItem[] = [];
  const count = (part: Part) => {
    parts[part] = (parts[part] ?? 0) + 1;
    return part;
  };
  for (const { task, case: of } of inHand) {
    if (scope.templates.length > 0 && !scope.templates.includes(of.template)) continue;
    if (scope.units.length > 0 && !task.candidates.some(({ unit }) => scope.units.includes(unit))) continue;
    const named = task.candidates.find(({ person }) => person === from);
    const isDelegated = !named && task.claimedBy !== from;
    const part = count(isDelegated ? 'delegated' : named ? 'named' : 'claimed');
    const wanted = named ?? task.candidates[0];
    const { texts, to: capacity } = mayAssign(user, task)
      ? capacityOf(heir, { wanted, isDelegated, keepsOut: task })
      : { texts: notTheirs, to: undefined };
    items.push({
      caseId: of.caseId,
      task: task.task,
      generation: task.generation,
      ...(texts && { refused: { code: 'not-allowed', message: texts.en } }),
      detail: { part, ...(texts && { texts }), ...(capacity && { to: { ...capacity } }) },
    });
  }
  for (const { row, model, state } of ahead) {
    if (scope.templates.length > 0 && !scope.templates.includes(row.template)) continue;
    const actor = actorOf(user, row.template);
    for (const node of namedAhead(state, from)) {
      const wanted = seatAhead(state, { node, person: from });
      if (scope.units.length > 0 && !scope.units.includes(wanted?.unit ?? '')) continue;
      const part = count('ahead');
      const { to: capacity } = capacityOf(heir, { wanted, isDelegated: false, keepsOut: keepsNobodyOut });
      const command: Command = { kind: 'replaceChosen', node, from, to: capacity!, reason: '—' };
      const texts = mayAssign(user, { candidates: wanted ? [wanted] : [] })
        ? refuse({ model, state, actor, at, command })?.texts
        : notTheirs;
      items.push({
        caseId: row.caseId,
        task: null,
        ...(texts && { refused: { code: 'not-allowed', message: texts.en } }),
        detail: {
          ...{
            part,
            node,
            name: { ...(nodeOf(model, state, node)?.name ?? { zh: node }) },
            to: { ...capacity },
          },
          ...(texts && { texts: { ...texts } }),
        },
      });
    }
  }
  for (const row of await listSubstitutions(tx, { person: from, after: user.today, limit: 1000 })) {
    const part = count(row.substitute === from ? 'substituteFor' : 'substitutedBy');
    items.push({ caseId: null, task: null, detail: { part, substitution: row.id } });
  }
  return { items, parts };
}

const notTheirs = {
  zh: '您没有指派这项任务的权限',
  en: 'You may not assign this task',
};

/** As what the heir gets a task: in the same post where they hold it, else in one at the same unit, else in their first. */
function capacityOf(
  heir: { person: string; posts: PostAtUnit[] },
  given: { wanted: Candidate | undefined; isDelegated: boolean; keepsOut: KeepsOut },
): { to?: Required<Candidate>; texts?: { zh: string; en: string } } {
  const { wanted, isDelegated, keepsOut } = given;
  if (isDelegated)
    return {
      texts: {
        zh: '已委派他人，待归还后再转',
        en: 'It was delegated: it moves when it comes back',
      },
    };
  if (mustKeepOut(heir, keepsOut))
    return {
      texts: {
        zh: '接收人或其所在单位应当回避，请另行指派',
        en: 'The heir, or their unit, must keep out of it: assign it to somebody else',
      },
    };
  const held =
    heir.posts.find(({ post, unit }) => post === wanted?.post && unit === wanted.unit) ??
    heir.posts.find(({ unit }) => unit === wanted?.unit) ??
    heir.posts[0]!;
  return { to: { ...held, person: heir.person } };
}

const keepsNobodyOut: KeepsOut = { excludedUnits: [] };

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
