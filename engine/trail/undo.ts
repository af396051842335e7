import { attach } from '../attach.ts';
import { endWaiting, releaseOwned } from '../cancel.ts';
import { CaseFault } from '../fault.ts';
import { raiseIncident } from '../incident.ts';
import type { Node } from '../model.ts';
import type { Run } from '../run.ts';
import { isEventSubProcess, startEventsOf } from '../scope.ts';
import type { Scope, Token } from '../state.ts';
import { byId, numberOf } from '../table.ts';
import { wait } from '../waiting.ts';
import { detoursIn, haltedIn, type Future } from './future.ts';
import type { Firing, Removed } from './state.ts';

interface Undoing {
  future: Future;
  /** Those of the tokens that come back whose step begins anew. */
  again: Set<string>;
  /** Those that come back and rest: whoever takes back says what they wait for. */
  resting?: Set<string>;
}

/**
 * Takes a future back so that people go on from before it: what lives of it ends, what it consumed lies where it lay, held at
 * its join or begun anew, scopes that closed are open again with their boundary events, event sub-processes and deadlines
 * attached anew. Data stays as it is now. The steps of `again` arrive anew when this is done.
 */
export function takeBack(run: Run, { future, again, resting }: Undoing): void {
  const { counter } = run.state;
  const left = scopesLeft(run, future.made);
  const undoneBy = requestsIn(run, future.made);
  drop(run, future);
  const begun = comeBack(
    run,
    future,
    (token) => again.has(token.id) || resting?.has(token.id) === true || beginsAgain(future, token),
  );
  listenAgain(run, listensOf(future));
  for (const token of future.tokens) {
    if (begun.has(token.id) || !isOwner(future, token) || !token.active) continue;
    attachAnew(run, token);
  }
  // What was open only for a detour that ends by this is open as it was at first.
  const over = detoursIn(
    run.state,
    future.firings.map(({ at }) => at),
  );
  for (const id of over.flatMap(({ lent }) => lent.tokens)) {
    const owner = byId(run.state.tokens, id);
    if (owner?.active) attachAnew(run, owner);
  }
  forgetConditions(run, counter);
  occurAnew(run, undoneBy);
  run.emit(undone(future));
  for (const id of begun)
    if (!resting?.has(id)) run.agenda.push({ kind: 'arrive', token: id, isAgain: true });
  closeEmpty(run, left);
  run.isDataNew = true;
}

/** A token that was active, or that an incident held, begins anew; one held at a join lies there again. */
function beginsAgain(future: Future, token: Token): boolean {
  return !isOwner(future, token) && (token.active || haltedIn(future.firings).has(token.id));
}

function isOwner({ scopes }: Future, { id }: Token): boolean {
  return scopes.some(({ token }) => token === id);
}

/**
 * Ends all that lives of what was made: the outermost first, with all that hangs on it. A token from elsewhere whose step only
 * began because of it (it needs several tokens) lives on without that step.
 */
export function drop(run: Run, { firings, made }: Pick<Future, 'firings' | 'made'>): void {
  // Steps that were to go straight back first: what they were to go back to is taken back with the rest.
  for (const { targets } of run.state.trail?.detours ?? [])
    for (const id of targets) if (made.has(id)) end(run, id);
  for (const id of startedIn(firings)) if (!made.has(id) && byId(run.state.tokens, id)) releaseOwned(run, id);
  for (const { id } of run.state.tokens.filter((token) => made.has(token.id))) end(run, id);
  const { tasks, timers, deadlines, jobs, subscriptions, calls } = run.state;
  for (const { id } of [...tasks, ...timers, ...deadlines, ...jobs, ...subscriptions, ...calls])
    if (made.has(id)) endWaiting(run, id);
  for (const { id } of run.state.incidents)
    if (made.has(id)) run.emit({ kind: 'incidentResolved', incident: id, how: 'dismissed' });
}

function end(run: Run, id: string): void {
  const token = byId(run.state.tokens, id);
  if (!token) return;
  releaseOwned(run, id);
  run.emit({ kind: 'elementCancelled', node: token.node, token: id });
}

/** Tokens whose step began in these firings. */
export function startedIn(firings: Firing[]): string[] {
  return firings.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.of === 'started' ? [change.token] : [])),
  );
}

/** Gives tokens and scopes back in the order in which they came to be; answers which of them begin anew. */
export function comeBack(
  run: Run,
  { tokens, scopes }: Pick<Future, 'tokens' | 'scopes'>,
  isAnew: (token: Token) => boolean,
): Set<string> {
  const begun = new Set<string>();
  const things = [
    ...tokens.map((token) => ({ id: token.id, token })),
    ...scopes.map((scope) => ({ id: scope.id, scope })),
  ];
  for (const thing of things.sort((one, other) => numberOf(one.id) - numberOf(other.id))) {
    // What it lay in may have been ended meanwhile, and it with that.
    if (!hasPlace(run, thing)) continue;
    if ('scope' in thing) {
      run.emit({ kind: 'scopeReopened', scope: emptied(thing.scope) });
      continue;
    }
    const { token } = thing;
    if (isAnew(token)) begun.add(token.id);
    run.emit({ kind: 'tokenRestored', token: begun.has(token.id) ? anew(token) : { ...token, owns: [] } });
  }
  return begun;
}

function hasPlace(run: Run, thing: { token: Token } | { scope: Scope }): boolean {
  const { tokens, scopes } = run.state;
  if ('token' in thing) {
    const { scope } = thing.token;
    return byId(scopes, scope) !== undefined && !isInterrupted(run, scope);
  }
  const { token } = thing.scope;
  return token === undefined || byId(tokens, token) !== undefined;
}

/** Whether an event sub-process runs in a scope that ended all else in it. */
function isInterrupted(run: Run, id: string): boolean {
  return run.state.tokens.some(({ scope, node }) => scope === id && interrupts(run, run.node(node)));
}

function interrupts(run: Run, node: Node): boolean {
  return isEventSubProcess(node) && startEventsOf(run, node).some((each) => each.isInterrupting !== false);
}

function anew({ gathered: _, ...token }: Token): Token {
  return { ...token, owns: [], active: false };
}

export function emptied(scope: Scope): Scope {
  return { ...scope, live: 0, held: {}, owns: [] };
}

/** Event nodes of event sub-processes that were waited for, and are no longer. */
export function listensOf({ firings, made }: Pick<Future, 'firings' | 'made'>): {
  scope: string;
  node: string;
}[] {
  const found = removedIn(firings, made).flatMap(({ kind, thing, isChanged }) =>
    (kind === 'timers' || kind === 'subscriptions') && thing.token === undefined && !isChanged
      ? [{ scope: thing.scope, node: thing.node }]
      : [],
  );
  return found.filter(
    ({ scope, node }, index) =>
      index === found.findIndex((other) => other.scope === scope && other.node === node),
  );
}

export function removedIn(firings: Firing[], made: Set<string>): Removed[] {
  return firings.flatMap(({ removed }) => removed.filter(({ thing }) => !made.has(thing.id)));
}

/** The same begin to be waited for, where their scope is open and nothing waits for them. */
export function listenAgain(run: Run, listens: { scope: string; node: string }[]): void {
  const { timers, subscriptions } = run.state;
  for (const { scope, node } of listens) {
    if (!byId(run.state.scopes, scope)) continue;
    const isThere = [...timers, ...subscriptions].some(
      (waiting) => waiting.token === undefined && waiting.scope === scope && waiting.node === node,
    );
    if (!isThere) orIncident(run, undefined, () => wait(run, { scope, node: run.node(node) }));
  }
}

/** Boundary events and deadlines of an activity that is open again; instances have none of their own. */
export function attachAnew(run: Run, { id, node, index }: Token): void {
  if (index === undefined) orIncident(run, id, () => attach(run, id, run.node(node)));
}

/** Going back is whole: what the case's data do not let begin again is for somebody to look at. */
function orIncident(run: Run, token: string | undefined, begin: () => void): void {
  try {
    begin();
  } catch (fault) {
    if (!(fault instanceof CaseFault)) throw fault;
    const { code, texts } = fault;
    raiseIncident(run, { ...(token !== undefined && { token }), code, texts, retry: [] });
  }
}

/**
 * A condition that holds when its wait comes back has had its effect: it occurs when it becomes true anew. `since`: what the
 * counter was before the waits came back; of what waited all the time it is not known.
 */
export function forgetConditions(run: Run, since: number): void {
  for (const { id, node, scope, token: owner, awaits } of run.state.subscriptions) {
    if (awaits.kind !== 'condition' || awaits.holds || numberOf(id) <= since) continue;
    const token = owner === undefined ? undefined : byId(run.state.tokens, owner);
    if (run.isTrue(awaits.condition, scope, token))
      run.emit({ kind: 'conditionChanged', subscription: id, node, holds: true });
  }
}

/** Event sub-processes that were under way and end with what is taken back, and the scope in which each began. */
function requestsIn({ model, state }: Run, made: ReadonlySet<string>): Pick<Token, 'node' | 'scope'>[] {
  return state.tokens.filter(({ id, node, scope }) => {
    const found = model.nodes[node];
    return made.has(id) && !made.has(scope) && found !== undefined && isEventSubProcess(found);
  });
}

/** What a condition had begun was not finished: while it holds it begins once more. A duty does not end with a step that goes back. */
function occurAnew(run: Run, ended: Pick<Token, 'node' | 'scope'>[]): void {
  for (const { id, node, scope, awaits } of run.state.subscriptions) {
    if (awaits.kind !== 'condition' || !awaits.holds) continue;
    if (ended.some((one) => one.scope === scope && run.model.nodes[node]?.parent === one.node))
      run.emit({ kind: 'conditionChanged', subscription: id, node, holds: false });
  }
}

export function undone({ firings, tokens, scopes }: Future) {
  return {
    kind: 'trailUndone' as const,
    tokens: tokens.map(({ id }) => id),
    scopes: scopes.map(({ id }) => id),
    firings: firings.map(({ at }) => at),
    nodes: [...new Set(firings.flatMap(completedIn))],
  };
}

function completedIn({ ended, cancelled = [] }: Firing): string[] {
  return ended.filter(({ id }) => !cancelled.includes(id)).map(({ node }) => node);
}

/** The scopes in which something of what was made lives beside other things. */
export function scopesLeft(run: Run, made: Set<string>): string[] {
  const scopes = run.state.tokens.flatMap(({ id, scope }) =>
    made.has(id) && !made.has(scope) ? [scope] : [],
  );
  return [...new Set(scopes)];
}

/** What an undone path left empty completes, as when its last token ends. */
export function closeEmpty(run: Run, scopes: string[]): void {
  for (const id of scopes) if (byId(run.state.scopes, id)?.live === 0) run.agenda.close(id);
}
