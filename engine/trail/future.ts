import type { ProcessModel } from '../model.ts';
import type { CaseState, Scope, Token } from '../state.ts';
import { byId } from '../table.ts';
import { reachOf } from '../upstream.ts';
import type { Detour, Firing } from './state.ts';

/** All that came of some firings, and what taking them back gives again. */
export interface Future {
  /** By number, in order. */
  firings: Firing[];
  /** Ids of all that was made in them. */
  made: Set<string>;
  /** Tokens and scopes that ended in them and were not made in them: they come back. */
  tokens: Token[];
  scopes: Scope[];
}

/**
 * The causal future of firings: what they set going, what used what they made, what closed a scope or decided on its
 * end after a token of theirs had ended there, and joins that passed because of it. One pass, since what comes of a firing
 * has a higher number. Nothing else is touched: what happened beside it stays.
 */
export function futureOf(
  model: ProcessModel,
  { firings }: { firings: Firing[] },
  roots: Set<number>,
): Future {
  const taken = new Set<number>();
  const made = new Set<string>();
  const ended: Token[] = [];
  const closed: Scope[] = [];
  const within: Firing[] = [];
  const endedIn = new Set<string>();
  const owners = new Set<string>();
  for (const firing of firings) {
    const isWithin =
      roots.has(firing.at) ||
      (firing.by !== undefined && taken.has(firing.by)) ||
      firing.used.some((id) => made.has(id)) ||
      firing.closed.some(({ id }) => endedIn.has(id)) ||
      firing.ended.some(({ id }) => owners.has(id)) ||
      (firing.decides !== undefined && decidedOn(model, firing, { endedIn, ended }));
    if (!isWithin) continue;
    // What goes back begins several steps that have nothing to do with each other.
    if (!firing.isSealed) taken.add(firing.at);
    within.push(firing);
    for (const id of firing.made) made.add(id);
    for (const token of firing.ended) {
      ended.push(token);
      endedIn.add(token.scope);
    }
    for (const scope of firing.closed) {
      closed.push(scope);
      if (scope.token !== undefined) owners.add(scope.token);
    }
  }
  return {
    firings: within,
    made,
    tokens: ended.filter(({ id }) => !made.has(id)),
    scopes: closed.filter(({ id }) => !made.has(id)),
  };
}

/**
 * The future of firings for a case that walks forward from before them. A detour ends that goes back to what would be gone,
 * or whose step would be: what it had cut off is undone with the rest, or what that had consumed would be lost.
 */
export function futureWithDetours(
  model: ProcessModel,
  { tokens, scopes, trail }: CaseState,
  roots: Set<number>,
): Future {
  let { firings = [], detours = [] } = trail ?? {};
  let from = roots;
  for (;;) {
    const future = futureOf(model, { firings }, from);
    const { made } = future;
    const isOver = (detour: Detour) =>
      detour.targets.some((token) => made.has(token)) ||
      cutOff(detour).some(({ used }) => used.some((id) => made.has(id)));
    const cut = detours.filter(isOver).flatMap(cutOff);
    if (cut.length === 0) {
      const isThere = (id: string) =>
        byId(tokens, id) !== undefined || detours.some((each) => keeps(each, id));
      return {
        ...future,
        tokens: future.tokens.filter(({ id }) => !isThere(id)),
        scopes: future.scopes.filter(({ id }) => !byId(scopes, id)),
      };
    }
    detours = detours.filter((detour) => !isOver(detour));
    firings = [...firings, ...cut].toSorted((one, other) => one.at - other.at);
    from = new Set([...from, ...cut.map(({ at }) => at)]);
  }
}

/** All that a detour keeps, with what the detours within it keep. */
export function cutOff({ firings, detours }: Detour): Firing[] {
  return [...firings, ...detours.flatMap(cutOff)];
}

/** Whether a token was cut off by a detour that is still under way, and may live again. */
export function isKept({ trail }: CaseState, token: string): boolean {
  return (trail?.detours ?? []).some((detour) => keeps(detour, token));
}

function keeps({ tokens, detours }: Detour, token: string): boolean {
  return tokens.some(({ id }) => id === token) || detours.some((each) => keeps(each, token));
}

/** The detours that end when these firings are undone. */
export function detoursIn({ trail }: CaseState, firings: number[]): Detour[] {
  return (trail?.detours ?? []).filter((detour) => detour.firings.some(({ at }) => firings.includes(at)));
}

/** Whether a scope's end, or a join that looks around, was decided by the absence of what would be there again. */
function decidedOn(
  model: ProcessModel,
  { decides, ended: consumed }: Firing,
  { endedIn, ended }: { endedIn: Set<string>; ended: Token[] },
): boolean {
  if (!decides || !endedIn.has(decides.scope)) return false;
  if (decides.node === undefined) return true;
  const gateway = model.nodes[decides.node];
  if (!gateway) return false;
  const filled = new Set(consumed.map(({ flow }) => flow));
  const reach = reachOf(model, gateway);
  return ended.some(({ scope, node }) => {
    const way = scope === decides.scope && node !== gateway.id ? reach.get(node) : undefined;
    if (!way || [...way.along].some((flow) => filled.has(flow))) return false;
    return [...way.possible].some((flow) => !filled.has(flow));
  });
}

/** Tokens that lay with an incident when they ended: what they do begins again. */
export function haltedIn(firings: Firing[]): Set<string | undefined> {
  return new Set(
    firings.flatMap(({ removed }) =>
      removed.flatMap(({ kind, thing }) => (kind === 'incidents' ? [thing.token] : [])),
    ),
  );
}

const joins = new Set(['parallelGateway', 'inclusiveGateway', 'complexGateway']);

/**
 * Whether the case can be as it would be after taking this future back: everything that comes back lies where a token can
 * rest, within what is open or comes back too, and no event that something in the case threw would be forgotten while its
 * throw stands. `again`: tokens that begin anew and so may lie anywhere.
 */
export function canRest(
  model: ProcessModel,
  state: CaseState,
  { future, again }: { future: Future; again: Set<string> },
): boolean {
  const { firings, made, tokens, scopes } = future;
  const numbers = new Set(firings.map(({ at }) => at));
  const known = new Map((state.trail?.firings ?? []).map((firing) => [firing.at, firing]));
  const isThrown = ({ by, caught }: Firing) => {
    if (!caught || by === undefined || numbers.has(by)) return false;
    return known.get(by)?.by !== undefined;
  };
  if (firings.some(isThrown)) return false;
  const open = new Set(scopes.map(({ id }) => id));
  const halted = haltedIn(firings);
  const alive = new Set(tokens.map(({ id }) => id));
  const isOpen = (id: string) => open.has(id) || (!made.has(id) && byId(state.scopes, id) !== undefined);
  const isAlive = (id: string) => alive.has(id) || (!made.has(id) && byId(state.tokens, id) !== undefined);
  return (
    tokens.every((token) => {
      if (!isOpen(token.scope)) return false;
      if (again.has(token.id) || halted.has(token.id) || token.active) return true;
      const { type, startQuantity = 1 } = model.nodes[token.node] ?? {};
      return joins.has(type ?? '') || startQuantity > 1 || scopes.some((scope) => scope.token === token.id);
    }) && scopes.every((scope) => scope.token === undefined || isAlive(scope.token))
  );
}
