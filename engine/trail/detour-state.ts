import type { Draft } from '../draft.ts';
import { jsonCopy } from '../json.ts';
import { ownedIfThere } from '../owned.ts';
import type { CaseState } from '../state.ts';
import type { TrailEvent } from './event.ts';
import { cutOff } from './future.ts';
import { reverse } from './reverse.ts';
import type { Detour, Done, Firing, TrailState } from './state.ts';

type Draw = Draft<CaseState>;
type Event<K extends TrailEvent['kind']> = TrailEvent & { kind: K };

/** What a return that goes straight back cuts off: what lives of it is kept as it is now, before it ends. */
export function setAside(
  draft: Draw,
  { targets, from, lent }: NonNullable<Event<'trailUndone'>['detour']>,
  { at, firings }: { at: number | undefined; firings: Firing[] },
): void {
  const { tokens, scopes, timers, subscriptions } = draft.root;
  const trail = draft.own(draft.root, 'trail') as TrailState;
  const made = new Set(firings.flatMap((firing) => firing.made));
  const cut = tokens.filter(({ id }) => made.has(id));
  const cutIds = new Set(cut.map(({ id }) => id));
  // One of whose steps another is still under way goes on beside.
  const isCut = (detour: Detour) => detour.targets.every((token) => cutIds.has(token));
  const { detours = [], returned = {} } = trail;
  const detour: Detour = {
    ...(at !== undefined && { at }),
    ...{ targets, from, firings, lent },
    tokens: jsonCopy(cut),
    scopes: jsonCopy(scopes.filter(({ id }) => made.has(id))),
    listens: [...timers, ...subscriptions].flatMap(({ token, scope, node }) =>
      token === undefined && made.has(scope) ? [{ scope, node }] : [],
    ),
    detours: detours.filter(isCut),
    returned: Object.fromEntries(Object.entries(returned).filter(([token]) => cutIds.has(token))),
  };
  trail.detours = [...detours.filter((other) => !isCut(other)), detour];
}

/** One step of a detour is done. With the last, what was cut off is part of what happened again. */
export function takeUp(
  draft: Draw,
  { token, isBack, with: before, result, firing: at }: Event<'stepResumed'> & { firing?: number },
): void {
  if (result) setResult(draft, result);
  const trail = draft.own(draft.root, 'trail') as TrailState;
  const detour = trail.detours?.find(({ targets }) => targets.includes(token));
  if (!detour) return;
  const { [token]: _, ...returned } = trail.returned ?? {};
  trail.returned = isBack ? { ...returned, ...detour.returned } : returned;
  if (Object.keys(trail.returned).length === 0) delete trail.returned;
  const others = (trail.detours ?? []).filter((other) => other !== detour);
  const rest = { ...detour, targets: detour.targets.filter((other) => other !== token) };
  const detours = isBack
    ? [...others, ...detour.detours]
    : before === undefined
      ? [...others, rest]
      : others.map((other) => (other.targets.includes(before) ? keptBy(other, detour) : other));
  if (detours.length > 0) trail.detours = detours;
  else delete trail.detours;
  const numbers = new Set(isBack ? detour.firings.map((firing) => firing.at) : []);
  const beside = trail.firings.filter((firing) => !numbers.has(firing.at));
  const all = isBack ? [...beside, ...detour.firings] : beside;
  trail.firings = redone(inOrder(all), token);
  trail.firings = trail.firings.map((firing) => (firing.at === at ? sealed(at, [token]) : firing));
  if (!isBack) return;
  // A step that was done before its siblings counts as done anew too.
  for (const { id } of detour.firings.flatMap(({ ended }) => ended))
    if (id !== token) trail.firings = redone(trail.firings, id);
}

/** What one detour was to bring back, another will. */
function keptBy(detour: Detour, { firings, tokens, scopes, listens, detours, returned }: Detour): Detour {
  return {
    ...detour,
    firings: inOrder([...detour.firings, ...firings]),
    tokens: [...detour.tokens, ...tokens],
    scopes: [...detour.scopes, ...scopes],
    listens: [...detour.listens, ...listens],
    detours: [...detour.detours, ...detours],
    returned: { ...detour.returned, ...returned },
  };
}

/**
 * A step of a detour ended without being done: what had come of it is undone, and what had come only of others that were
 * done is part of what happened again. The return stays an act on all that lives again by it.
 */
export function giveUp(draft: Draw, { token, firings: undone, tokens }: Event<'detourEnded'>): void {
  const trail = draft.own(draft.root, 'trail') as TrailState;
  const { detours = [], returned = {} } = trail;
  const detour = detours.find(({ targets }) => targets.includes(token));
  if (!detour) return;
  const gone = new Set(undone);
  const isOver = (other: Detour) => other === detour || other.firings.some(({ at }) => gone.has(at));
  const cut = detours.filter(isOver).flatMap(cutOff);
  for (const firing of inOrder(cut).toReversed()) if (gone.has(firing.at)) reverse(draft, firing, false);
  const left = [...detours, ...detour.detours].filter((other) => !isOver(other));
  if (left.length > 0) trail.detours = left;
  else delete trail.detours;
  const again = Object.entries(detour.returned).filter(([id]) => tokens.includes(id));
  const all = { ...returned, ...Object.fromEntries(again) };
  if (Object.keys(all).length > 0) trail.returned = all;
  const rest = detour.firings.filter(({ at }) => !gone.has(at));
  const used = [...detour.targets, ...tokens];
  trail.firings = inOrder([...trail.firings, ...rest]).map((firing) =>
    firing.isSealed && firing.at === detour.at ? { ...firing, used: [...firing.used, ...used] } : firing,
  );
  for (const { id } of rest.flatMap(({ ended }) => ended)) trail.firings = redone(trail.firings, id);
}

function inOrder(firings: Firing[]): Firing[] {
  return firings.toSorted((one, other) => one.at - other.at);
}

/**
 * What goes back or straight back stays in the trail as an act of a person on what came back, so that nobody withdraws what
 * was before; what follows in the same firing is not remembered.
 */
export function sealed(at: number, used: string[]): Firing {
  return {
    ...{ at, isAct: true, isSealed: true, used },
    ...{ made: [], ended: [], closed: [], removed: [], changes: [], data: [] },
  };
}

/** A step that was done again: whoever did it last did it, and cannot take it back. */
function redone(firings: Firing[], token: string): Firing[] {
  const dones = firings.flatMap(({ done }) => (done?.token === token ? [done] : []));
  const last = dones.at(-1);
  if (!last || dones.length < 2) return firings;
  let isFirst = true;
  return firings.map((firing) => {
    if (firing.done?.token !== token) return firing;
    const { done: _, ...rest } = firing;
    if (!isFirst) return rest;
    isFirst = false;
    return { ...rest, done: { ...last, isDetour: true } satisfies Done };
  });
}

function setResult(
  draft: Draw,
  { scope: id, index, value }: NonNullable<Event<'stepResumed'>['result']>,
): void {
  const scope = ownedIfThere(draft, 'scopes', id);
  if (!scope?.instances || scope.instances.results.length === 0) return;
  scope.instances = { ...scope.instances, results: scope.instances.results.with(index, value) };
}
