import type { Element } from '../element.ts';
import { outgoing, take } from '../flow.ts';

/**
 * Parallel gateway: waits for one token on every incoming flow, then sends one along every outgoing flow.
 * A second token on the same flow stays there for the next round (BPMN 2.0.2, 13.4.1 Parallel Gateway).
 */
export const parallelGateway = {
  type: 'parallelGateway',
  arrive(run, token, node) {
    const oldestPerFlow = new Map<string | undefined, string>();
    for (const id of run.scope(token.scope).held[node.id] ?? []) {
      const { flow } = run.token(id);
      if (!oldestPerFlow.has(flow)) oldestPerFlow.set(flow, id);
    }
    if (oldestPerFlow.size < node.incoming.length) return;
    run.emit({ kind: 'elementCompleted', node: node.id, tokens: [...oldestPerFlow.values()] });
    for (const flow of outgoing(run, node.id)) take(run, flow, token.scope);
    run.closing.push({ kind: 'close', scope: token.scope });
  },
} satisfies Element;
