import { attach } from './attach.ts';
import { releaseOwned } from './cancel.ts';
import { recordActivity } from './compensation.ts';
import { leave } from './flow.ts';
import type { Node } from './model.ts';
import { completeInstance, startInstances } from './multi-instance.ts';
import type { Run } from './run.ts';
import { completeIteration, startLoop } from './standard-loop.ts';
import type { Token } from './state.ts';
import { mapped, setVariables } from './variables.ts';
import { invariant } from '../errors.ts';

/**
 * An activity begins: its boundary events wait and its deadline runs. With a loop or multi-instance marker this is done
 * once, for the activity as a whole, and each instance then begins for itself (BPMN 2.0.2, 13.3.7). `isAgain`: it had
 * begun before, so that it has the tokens it needs.
 */
export function startActivity(run: Run, token: Token, node: Node, isAgain = false): void {
  const isBody = token.index !== undefined;
  if (!isBody && !isAgain && !hasEnoughTokens(run, token, node)) return;
  if (node.loop && !isBody) return startInstances(run, token, node, node.loop);
  if (node.standardLoop && !isBody) return startLoop(run, token, node, node.standardLoop);
  const own = node.properties?.map((name) => [name, null] as const) ?? [];
  const variables = { ...Object.fromEntries(own), ...mapped(run, node.inputs, token) };
  run.emit({
    kind: 'elementStarted',
    token: token.id,
    node: node.id,
    ...(Object.keys(variables).length > 0 && { variables }),
  });
  if (!isBody) attach(run, token.id, node);
  const element = run.behaviours.elements[node.type];
  invariant(element?.start, `Expected ${node.type} to be an activity, but it cannot be started`);
  element.start(run, run.token(token.id), node);
}

/** An activity's work is done: outputs are mapped, all it owned ends, and its token goes on. */
export function completeActivity(run: Run, token: Token): void {
  const node = run.node(token.node);
  const outputs = mapped(run, node.outputs, token);
  if (Object.keys(outputs).length > 0) setVariables(run, token.scope, outputs);
  recordActivity(run, run.token(token.id), node);
  if (token.index !== undefined && node.loop) return completeInstance(run, token, node.loop);
  if (token.index !== undefined && node.standardLoop) return completeIteration(run, token, node.standardLoop);
  releaseOwned(run, token.id, { met: true });
  leave(run, run.token(token.id));
}

/** Start quantity: tokens wait for each other, and together become the one that starts (BPMN 2.0.2, 13.3.1). */
function hasEnoughTokens(run: Run, token: Token, { id, startQuantity = 1 }: Node): boolean {
  if (startQuantity <= 1) return true;
  const held = run.scope(token.scope).held[id] ?? [];
  if (held.length < startQuantity) return false;
  const others = held.filter((other) => other !== token.id).slice(0, startQuantity - 1);
  run.emit({ kind: 'tokensConsumed', node: id, tokens: others });
  return true;
}
