import type { Node } from './model.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';
import { reachOf } from './upstream.ts';

/** The oldest token held at a node on each of its incoming flows, by flow. */
export function oldestPerFlow(run: Run, scope: string, node: Node): Map<string | undefined, Token> {
  const oldest = new Map<string | undefined, Token>();
  for (const id of run.scope(scope).held[node.id] ?? []) {
    const token = run.token(id);
    if (!oldest.has(token.flow)) oldest.set(token.flow, token);
  }
  return oldest;
}

/**
 * Whether a gateway must wait for more than has come on the filled flows: as long as a token elsewhere in the scope can
 * reach an incoming flow that is not filled, and none that is (BPMN 2.0.2, 13.4.3 and, for the reset, 13.4.5).
 */
export function mustWait(
  run: Run,
  { scope, gateway, filled }: { scope: string; gateway: Node; filled: { has(flow: string): boolean } },
): boolean {
  const reach = reachOf(run.model, gateway);
  return run.state.tokens.some((token) => {
    const within = token.scope === scope && token.node !== gateway.id ? reach.get(token.node) : undefined;
    if (!within) return false;
    // What a boundary event may send there beside its activity is no reason to go on without the activity.
    const reachesFilled = [...within.along].some((flow) => filled.has(flow));
    return !reachesFilled && [...within.possible].some((flow) => !filled.has(flow));
  });
}
