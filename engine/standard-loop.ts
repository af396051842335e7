import { attach } from './attach.ts';
import { closeScope, releaseOwned } from './cancel.ts';
import { recordInstances } from './compensation.ts';
import { openEmptyScope } from './empty-scope.ts';
import { leave, place } from './flow.ts';
import type { Node, StandardLoop } from './model.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';
import { invariant } from '../errors.ts';

/** An activity with the standard loop marker begins: it may not run at all (BPMN 2.0.2, 10.3.8 and 13.3.7). */
export function startLoop(run: Run, token: Token, node: Node, loop: StandardLoop): void {
  run.emit({ kind: 'elementStarted', token: token.id, node: node.id });
  attach(run, token.id, node);
  const scope = openEmptyScope(run, { node: node.id, kind: 'multiInstance', owner: token });
  if (loop.testBefore && !goesOn(run, scope, loop, 0)) return finish(run, scope);
  begin(run, scope, 0);
}

/** One iteration is done: another, or the end. */
export function completeIteration(run: Run, token: Token, loop: StandardLoop): void {
  const done = (token.index ?? 0) + 1;
  releaseOwned(run, token.id, { met: true });
  run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
  const scope = run.scope(token.scope);
  if (goesOn(run, scope, loop, done)) begin(run, scope, done);
  else finish(run, scope);
}

function begin(run: Run, scope: Scope, index: number): void {
  place(run, scope.id, scope.node, { index, variables: { loopCounter: index + 1 } });
}

/** `done`: how many iterations there were. Without a condition only the maximum ends it. */
function goesOn(run: Run, scope: Scope, { condition, maximum }: StandardLoop, done: number): boolean {
  if (maximum !== undefined && done >= maximum) return false;
  return condition === undefined || run.holdsIn(condition, scope.id, { loopCounter: done });
}

function finish(run: Run, scope: Scope): void {
  invariant(scope.token !== undefined, `Expected scope ${scope.id} to be owned by a token`);
  recordInstances(run, run.scope(scope.id), run.token(scope.token));
  closeScope(run, scope.id, false);
  releaseOwned(run, scope.token, { met: true });
  leave(run, run.token(scope.token));
}
