import type { Draft } from '../draft.ts';
import type { StateRules } from '../state-rule.ts';
import { ownedIfThere } from '../owned.ts';
import { restoreScope, restoreToken, restoreTask } from '../restore.ts';
import type { CaseState } from '../state.ts';
import { byId } from '../table.ts';
import { giveUp, sealed, setAside, takeUp } from './detour-state.ts';
import { forgetPassed } from '../work/apply.ts';
import type { TrailEvent } from './event.ts';
import { cutOff, detoursIn, isKept } from './future.ts';
import { passDataOn, passSidesOn } from './pass-on.ts';
import { reverse, uncount } from './reverse.ts';
import type { TrailState } from './state.ts';

/** How the state changes by each of these events; nothing else may change it. */
export const trailChanges: StateRules<TrailEvent> = {
  stepReturned(draft, { visits = [], reason, node, person, actor }) {
    forgetPassed(draft);
    const by = person ?? (actor?.kind === 'person' ? actor.person : '');
    const trail = draft.own(draft.root, 'trail') as TrailState;
    const returned = visits.map((token) => [token, { reason, by, from: node }] as const);
    trail.returned = { ...trail.returned, ...Object.fromEntries(returned) };
    trail.wasReturned = true;
  },
  stepWithdrawn() {},
  stepMoved() {},
  trailUndone(draft, { tokens, firings, isExact, detour, firing: at }) {
    const trail = draft.own(draft.root, 'trail') as TrailState;
    const gone = new Set(firings);
    const over = detour ? [] : detoursIn(draft.root, firings);
    const undone = [...trail.firings, ...over.flatMap(cutOff)]
      .filter((firing) => gone.has(firing.at))
      .toSorted((one, other) => one.at - other.at);
    if (over.length > 0) trail.detours = trail.detours?.filter((each) => !over.includes(each)) ?? [];
    const made = new Set(undone.flatMap((firing) => firing.made));
    const left = trail.firings.flatMap((firing) => {
      if (firing.at === at) return [];
      if (!gone.has(firing.at)) return [firing];
      // A return stays an act on whatever else came back by it.
      const used = firing.used.filter((id) => !made.has(id));
      return firing.isSealed && used.length > 0 ? [{ ...firing, used }] : [];
    });
    if (isExact) passDataOn(undone, left);
    const toReverse = isExact ? passSidesOn(undone, left) : undone;
    if (detour) setAside(draft, detour, { at, firings: undone });
    else for (const firing of toReverse.toReversed()) reverse(draft, firing, isExact === true);
    if (isExact) for (const firing of undone) uncount(draft, made, firing);
    trail.firings = isExact || at === undefined ? left : [...left, sealed(at, tokens)];
    if (!isExact) forgetEnded(draft, detour?.targets ?? []);
  },
  scopeReopened: (draft, { scope }) => restoreScope(draft, scope),
  tokenRestored: (draft, { token }) => restoreToken(draft, token),
  taskReopened: (draft, { task }) => restoreTask(draft, task),
  variablesRestored(draft, { scope, token, variables, absent }) {
    const holder = ownedIfThere(draft, token === undefined ? 'scopes' : 'tokens', token ?? scope);
    if (!holder) return;
    const all = { ...holder.variables, ...variables };
    holder.variables = Object.fromEntries(Object.entries(all).filter(([name]) => !absent.includes(name)));
    if (token !== undefined && Object.keys(holder.variables).length === 0) delete holder.variables;
  },
  stepResumed: (draft, event) => takeUp(draft, event),
  detourEnded: (draft, event) => giveUp(draft, event),
};

/** What is remembered of tokens that are gone, and not about to come back, is not needed any more. */
function forgetEnded(draft: Draft<CaseState>, coming: string[]): void {
  const trail = draft.own(draft.root, 'trail') as TrailState;
  // One that an event has ended comes back when that event is taken back.
  const ended = new Set(trail.firings.flatMap((firing) => firing.ended.map(({ id }) => id)));
  const isThere = (token: string) =>
    coming.includes(token) || ended.has(token) || byId(draft.root.tokens, token) !== undefined;
  const returned = Object.entries(trail.returned ?? {}).filter(([token]) => isThere(token));
  if (returned.length > 0) trail.returned = Object.fromEntries(returned);
  else delete trail.returned;
  const detours = (trail.detours ?? []).filter(({ targets }) =>
    targets.some((token) => isThere(token) || isKept(draft.root, token)),
  );
  if (detours.length > 0) trail.detours = detours;
  else delete trail.detours;
}
