import type { Node } from './model.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';
import { reachOf, type Within } from './upstream.ts';

/** The oldest token held at a node on each of its incoming flows, by flow. */
export function oldestPerFlow(run: Run, scope: string, node: Node): Map<string | undefined, Token> {
  const oldest = new Map<string | undefined, Token>();
  for (const id of run.scope(scope).held[node.id] ?? []) {
    const token = run.token(id);
    if (!oldest.has(token.flow)) oldest.set(token.flow, token);
  }
  return oldest;
}

/** The tokens of a scope that lie elsewhere, each by the incoming flows of the gateway that it can still reach. */
export function flowsWithinReach(run: Run, scope: string, gateway: Node): Within[] {
  const reach = reachOf(run.model, gateway);
  const sets: Within[] = [];
  for (const token of run.state.tokens) {
    const flows = token.scope === scope && token.node !== gateway.id ? reach.get(token.node) : undefined;
    if (flows) sets.push(flows);
  }
  return sets;
}
