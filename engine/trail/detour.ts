import { cancelTokens, closeScope, releaseOwned } from '../cancel.ts';
import type { Run } from '../run.ts';
import type { CaseState, Token } from '../state.ts';
import { byId } from '../table.ts';
import { mapped, setVariables } from '../variables.ts';
import { cutOff, isKept, type Future } from './future.ts';
import type { Detour } from './state.ts';
import { attachAnew, comeBack, drop, forgetConditions, listenAgain, undone } from './undo.ts';

const joins = new Set(['parallelGateway', 'inclusiveGateway', 'complexGateway']);

/**
 * Returns to steps from which the case goes straight back: what came of them is cut off and kept, and only the steps
 * themselves begin anew, with what they lie in. What else was consumed with what came of them stays consumed. Those of
 * `resting` rest where they lay: whoever returns says what they wait for.
 */
export function beginDetour(
  run: Run,
  {
    future,
    targets,
    from,
    resting,
  }: { future: Future; targets: string[]; from: string; resting?: Set<string> },
): void {
  const lent = lentFor(future, targets);
  const ids = { tokens: lent.tokens.map(({ id }) => id), scopes: lent.scopes.map(({ id }) => id) };
  const { tokens } = future;
  run.emit({ ...undone({ ...future, ...lent }), detour: { targets, from, lent: ids } });
  drop(run, future);
  const begun = comeBack(
    run,
    { tokens: [...lent.tokens, ...tokens.filter(({ id }) => targets.includes(id))], scopes: lent.scopes },
    ({ id }) => targets.includes(id),
  );
  for (const token of begun)
    if (!resting?.has(token)) run.agenda.push({ kind: 'arrive', token, isAgain: true });
  run.isDataNew = true;
}

/** The closed scopes around the steps that begin anew, with the tokens that wait for them. */
function lentFor(future: Future, targets: string[]): Pick<Future, 'tokens' | 'scopes'> {
  const lent: Pick<Future, 'tokens' | 'scopes'> = { tokens: [], scopes: [] };
  const open = future.tokens.filter(({ id }) => targets.includes(id)).map(({ scope }) => scope);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const scope = future.scopes.find((closed) => closed.id === id);
    if (!scope || lent.scopes.includes(scope)) continue;
    lent.scopes.push(scope);
    const owner = future.tokens.find((token) => token.id === scope.token);
    if (!owner || lent.tokens.includes(owner)) continue;
    lent.tokens.push(owner);
    open.push(owner.scope);
  }
  return lent;
}

/** The detour that goes on when this token's step is done. */
export function detourOf({ trail }: CaseState, token: string): Detour | undefined {
  return trail?.detours?.find(({ targets }) => targets.includes(token));
}

/**
 * A step of a detour is done: its results count, its token ends, and with the last of them all that was cut off lives again
 * with fresh tasks, as if it had not been returned.
 */
export function endDetour(run: Run, token: Token, detour: Detour): void {
  const node = run.node(token.node);
  const outputs = mapped(run, node.outputs, token);
  if (Object.keys(outputs).length > 0) setVariables(run, token.scope, outputs);
  const result = resultOf(run, run.token(token.id));
  releaseOwned(run, token.id, { met: true });
  run.emit({ kind: 'elementCompleted', node: node.id, tokens: [token.id] });
  const isToCome = (other: string) =>
    other !== token.id && (byId(run.state.tokens, other) !== undefined || isKept(run.state, other));
  const isLast = !detour.targets.some(isToCome);
  if (isLast) closeLent(run, detour.lent);
  const before = isLast ? returnedBefore(run.state, detour) : undefined;
  run.emit({
    ...{ kind: 'stepResumed', node: detour.from, token: token.id, isBack: isLast && before === undefined },
    ...(before !== undefined && { with: before }),
    ...(result && { result }),
  });
  if (isLast && before === undefined) liveAgain(run, detour);
}

/**
 * What was cut off had come, over another flow, of a step that has been returned meanwhile: a token of that. While such a step
 * is done again, nothing that came of it lives.
 */
function returnedBefore({ trail }: CaseState, detour: Detour): string | undefined {
  const used = new Set(cutOff(detour).flatMap((firing) => firing.used));
  const before = trail?.detours?.find(
    (other) => other !== detour && cutOff(other).some(({ made }) => made.some((id) => used.has(id))),
  );
  return before?.targets[0];
}

/** What was open only for a detour closes again. */
export function closeLent(run: Run, { tokens, scopes }: Detour['lent']): void {
  for (const id of scopes) {
    const owner = byId(run.state.scopes, id)?.token;
    if (owner === undefined) continue;
    cancelTokens(run, id);
    closeScope(run, id, false);
    if (!tokens.includes(owner)) continue;
    const { node } = run.token(owner);
    releaseOwned(run, owner);
    run.emit({ kind: 'tokensConsumed', node, tokens: [owner] });
  }
}

/**
 * What was cut off goes on with fresh tasks, boundary events and deadlines; what waited for others waits again, and looks
 * whether they came meanwhile. Answers which tokens live again.
 */
export function liveAgain(
  run: Run,
  { tokens, scopes, listens }: Pick<Detour, 'tokens' | 'scopes' | 'listens'>,
  halted?: Set<string | undefined>,
): string[] {
  const { counter } = run.state;
  const isOwner = ({ id }: Token) => scopes.some((scope) => scope.token === id);
  const begun = comeBack(
    run,
    { tokens, scopes },
    (each) => !isOwner(each) && (each.active || halted?.has(each.id) === true || !canLie(run, each)),
  );
  listenAgain(run, listens);
  const alive = tokens.filter(({ id }) => byId(run.state.tokens, id));
  for (const each of alive) if (isOwner(each) && each.active) attachAnew(run, each);
  forgetConditions(run, counter);
  for (const each of alive) {
    const { id: token } = each;
    if (begun.has(token)) run.agenda.push({ kind: 'arrive', token, isAgain: true });
    else if (!isOwner(each)) run.agenda.push({ kind: 'arrive', token });
  }
  run.isDataNew = true;
  return alive.map(({ id }) => id);
}

/** Whether a token can rest at its node without being active there: at a join, or until others come with which it starts. */
function canLie(run: Run, { node }: Token): boolean {
  const { type, startQuantity = 1 } = run.node(node);
  return joins.has(type) || startQuantity > 1;
}

/** An instance's result replaces what it gave before: in the list that is still collected, and in the one that was. */
function resultOf(
  run: Run,
  token: Token,
): { scope: string; index: number; value: ReturnType<Run['evaluate']> } | undefined {
  const { loop } = run.node(token.node);
  if (token.index === undefined || !loop?.output) return undefined;
  const value = run.evaluate(loop.output.element, token);
  const { token: owner } = run.scope(token.scope);
  const collected =
    owner === undefined ? undefined : run.variables(run.token(owner).scope)[loop.output.collection];
  if (owner !== undefined && Array.isArray(collected) && token.index < collected.length)
    setVariables(run, run.token(owner).scope, {
      [loop.output.collection]: collected.with(token.index, value),
    });
  return { scope: token.scope, index: token.index, value };
}
