import type { Element } from '../element.ts';
import { flowsThatHold, noFlow, outgoing, take } from '../flow.ts';
import { mustWait, oldestPerFlow } from '../held-tokens.ts';
import type { Node } from '../model.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';

/**
 * Inclusive gateway (BPMN 2.0.2, 13.4.3): waits as long as a token elsewhere can reach an incoming flow that has none
 * and no incoming flow that has one; then takes one token from each flow, and sends one along every outgoing flow whose
 * condition holds, else along the default flow. It decides when all other tokens are at rest, so it is right in loops,
 * nested forks and graphs without structure.
 */
export const inclusiveGateway = {
  type: 'inclusiveGateway',
  arrive(run, token, node) {
    // One that waits here for a person, since no flow was possible for it, is left alone.
    if (node.incoming.length <= 1) pass(run, node, [token]);
  },
  settle(run, scope, node) {
    if (node.incoming.length > 1 && canPass(run, scope, node))
      pass(run, node, [...oldestPerFlow(run, scope, node).values()]);
  },
} satisfies Element;

function canPass(run: Run, scope: string, node: Node): boolean {
  const filled = oldestPerFlow(run, scope, node);
  if (filled.size === 0) return false;
  return !mustWait(run, { scope, gateway: node, filled });
}

function pass(run: Run, node: Node, tokens: Token[]): void {
  const [first] = tokens;
  if (!first) return;
  const flows = flowsThatHold(run, first);
  if (flows.length === 0 && outgoing(run, node.id).length > 0) throw noFlow(node.id);
  run.emit({ kind: 'elementCompleted', node: node.id, tokens: tokens.map(({ id }) => id) });
  for (const flow of flows) take(run, flow, first.scope);
  run.agenda.close(first.scope);
}
