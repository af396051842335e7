import type { Draft } from '../draft.ts';
import type { Json } from '../json.ts';
import { ownedIfThere } from '../owned.ts';
import { holdAgain, noteEnd } from '../restore.ts';
import type { CaseState, Scope } from '../state.ts';
import type { Deadline } from '../clock/state.ts';
import { isBefore, placeOf } from '../table.ts';
import { forgetToken } from '../work/apply.ts';
import type { WorkState } from '../work/state.ts';
import type { Change, Firing, TrailState } from './state.ts';

type Draw = Draft<CaseState>;

/**
 * Takes back what a firing did to things that go on living, last first. `isExact`: also what it did to what people did
 * and to conditions. What is gone is passed over.
 */
export function reverse(draft: Draw, { changes }: Firing, isExact: boolean): void {
  for (const change of changes.toReversed()) {
    if ('scope' in change && change.of !== 'gathered') {
      const scope = ownedIfThere(draft, 'scopes', change.scope);
      if (scope) inScope(draft, scope, change);
    } else if (change.of === 'gathered') gather(draft, change);
    else if (change.of === 'end') noteEnd(draft.root, change.before);
    else if (change.of === 'started') unstart(draft, change);
    else if (change.of === 'passed') unpass(draft, change);
    else if (isExact && change.of === 'returned') {
      const trail = draft.own(draft.root, 'trail') as TrailState;
      trail.returned = { ...trail.returned, [change.token]: change.before };
    } else if (isExact && change.of === 'condition') condition(draft, change);
    else if (isExact && change.of === 'side') side(draft, change);
    else if (isExact && change.of === 'vote') unvote(draft, change);
  }
}

function inScope(draft: Draw, scope: Scope, change: Change): void {
  switch (change.of) {
    case 'instance': {
      if (!scope.instances) return;
      const instances = draft.own(scope, 'instances') as NonNullable<Scope['instances']>;
      instances.completed -= 1;
      if (instances.results.length > 0) draft.own(instances, 'results')[change.index] = change.before;
      return;
    }
    case 'compensable': {
      const left = (scope.compensable ?? []).filter(({ id }) => id !== change.activity);
      if (left.length === 0 && change.isFirst) delete scope.compensable;
      else scope.compensable = left;
      return;
    }
    case 'compensated':
      scope.compensable = byNumber([...(scope.compensable ?? []), ...change.activities]);
      return;
    case 'compensation': {
      const { compensation } = scope;
      if (!compensation) return;
      scope.compensation = { ...compensation, queue: byNumber([...compensation.queue, change.activity]) };
      return;
    }
    case 'adHoc': {
      if (!scope.adHoc) return;
      const queue = [...scope.adHoc.queue];
      queue.splice(change.place, 0, change.node);
      scope.adHoc = { ...scope.adHoc, queue };
      return;
    }
    case 'adHocEnd': {
      if (!scope.adHoc) return;
      const { isSatisfied: _, ...rest } = scope.adHoc;
      scope.adHoc = { ...rest, queue: change.queue };
      return;
    }
    case 'activated': {
      const { [change.node]: _, ...others } = scope.activated ?? {};
      if (change.before) scope.activated = { ...others, [change.node]: change.before };
      else if (change.isFirst && Object.keys(others).length === 0) delete scope.activated;
      else scope.activated = others;
      return;
    }
    // The others are no change of a scope.
    default:
      return;
  }
}

function byNumber<T extends { id: string }>(things: T[]): T[] {
  return things.toSorted((one, other) => (isBefore(one.id, other.id) ? -1 : 1));
}

function gather(draft: Draw, { token, scope, node, before, isFirst }: Change & { of: 'gathered' }): void {
  const holder =
    token === undefined ? ownedIfThere(draft, 'scopes', scope) : ownedIfThere(draft, 'tokens', token);
  if (!holder) return;
  const { [node]: _, ...others } = holder.gathered ?? {};
  if (before) holder.gathered = { ...others, [node]: before };
  else if (isFirst && Object.keys(others).length === 0) delete holder.gathered;
  else holder.gathered = others;
}

function unstart(draft: Draw, { token: id, before }: Change & { of: 'started' }): void {
  const token = ownedIfThere(draft, 'tokens', id);
  if (!token?.active) return;
  token.active = false;
  if (before) token.variables = before;
  else delete token.variables;
  forgetToken(draft, id);
  holdAgain(draft, token);
}

function unpass(draft: Draw, { added, isFirst }: Change & { of: 'passed' }): void {
  const { work } = draft.root;
  if (!work?.passed) return;
  const own = draft.own(draft.root, 'work') as WorkState;
  const left = work.passed.filter(
    (entry) => !added.some(({ person, node }) => person === entry.person && node === entry.node),
  );
  if (left.length === 0 && isFirst) delete own.passed;
  else own.passed = left;
}

function unvote(draft: Draw, { round: id, task }: Change & { of: 'vote' }): void {
  const { rounds = [] } = draft.root.work ?? {};
  const index = rounds.findIndex((round) => round.id === id);
  if (index < 0) return;
  const own = draft.own(draft.own(draft.root, 'work') as WorkState, 'rounds');
  const members = draft.own(draft.own(own, index), 'members');
  const place = members.findIndex((member) => member.task === task);
  if (place >= 0) delete draft.own(members, place).decision;
}

function condition(draft: Draw, { subscription: id, before }: Change & { of: 'condition' }): void {
  const subscription = ownedIfThere(draft, 'subscriptions', id);
  if (subscription?.awaits.kind === 'condition')
    subscription.awaits = { ...subscription.awaits, holds: before };
}

function side(draft: Draw, { part, key, before, isFirst }: Change & { of: 'side' }): void {
  const { root } = draft;
  if (part === 'endedClocks') {
    const { cycles, ended } = root.clocks ?? { cycles: {}, ended: [] };
    const left = ended.filter(({ id }) => id !== key);
    return setClocks(root, cycles, before === null ? left : [...left, before as unknown as Deadline]);
  }
  const holder = (part === 'clockRequests' ? root : draft.own(root, 'work')) as unknown as Record<
    string,
    Json
  >;
  const old = holder[part] as Json | undefined;
  const isList = Array.isArray(old) || (old === undefined && lists.has(part));
  if (isList) {
    const left = ((old ?? []) as { id: string }[]).filter(({ id }) => id !== key);
    if (before !== null) left.splice(placeOf(left, key), 0, before as { id: string });
    if (left.length === 0 && isFirst) delete holder[part];
    else holder[part] = left;
    return;
  }
  const { [key]: _, ...others } = (old ?? {}) as Record<string, Json>;
  const entries = before === null ? others : { ...others, [key]: before };
  if (Object.keys(entries).length === 0 && isFirst) delete holder[part];
  else holder[part] = entries;
}

/** A deadline that was made and ended in what is taken back was no cycle of its key. */
export function uncount({ root }: Draw, made: Set<string>, { removed }: Firing): void {
  for (const { kind, thing, isChanged } of removed) {
    if (kind !== 'deadlines' || isChanged || !made.has(thing.id) || !root.clocks) continue;
    const { [thing.key]: count = 0, ...others } = root.clocks.cycles;
    setClocks(root, count > 1 ? { ...others, [thing.key]: count - 1 } : others, root.clocks.ended);
  }
}

function setClocks(root: CaseState, cycles: Record<string, number>, ended: Deadline[]): void {
  if (Object.keys(cycles).length + ended.length > 0) root.clocks = { cycles, ended };
  else delete root.clocks;
}

const lists = new Set<string>(['rounds', 'lookups', 'questions', 'clockRequests']);
