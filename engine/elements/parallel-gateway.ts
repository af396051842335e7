import type { Element } from '../element.ts';
import { outgoing, take } from '../flow.ts';
import { oldestPerFlow } from '../held-tokens.ts';

/**
 * Parallel gateway: waits for one token on every incoming flow, then sends one along every outgoing flow.
 * A second token on the same flow stays there for the next round (BPMN 2.0.2, 13.4.1 Parallel Gateway).
 */
export const parallelGateway = {
  type: 'parallelGateway',
  arrive(run, token, node) {
    const { length: come } = run.scope(token.scope).held[node.id] ?? [];
    if (come < node.incoming.length) return;
    const oldest = oldestPerFlow(run, token.scope, node);
    if (oldest.size < node.incoming.length) return;
    const tokens = [...oldest.values()].map(({ id }) => id);
    run.emit({ kind: 'elementCompleted', node: node.id, tokens });
    for (const flow of outgoing(run, node.id)) take(run, flow, token.scope);
    run.agenda.close(token.scope);
  },
} satisfies Element;
