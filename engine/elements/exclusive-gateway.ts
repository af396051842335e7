import type { Element } from '../element.ts';
import { noFlow, outgoing, take } from '../flow.ts';

/**
 * Exclusive gateway: each token takes the first outgoing flow, in the order of the file, whose condition holds, else the
 * default flow. None at all is an incident: the standard makes it a runtime exception (BPMN 2.0.2, 13.4.2).
 */
export const exclusiveGateway = {
  type: 'exclusiveGateway',
  arrive(run, token, node) {
    const flows = outgoing(run, node.id);
    const chosen =
      flows.find(
        (flow) =>
          flow.id !== node.defaultFlow && (flow.condition === undefined || run.holds(flow.condition, token)),
      ) ?? flows.find((flow) => flow.id === node.defaultFlow);
    if (flows.length > 0 && !chosen) throw noFlow(node.id);
    run.emit({ kind: 'elementCompleted', node: node.id, tokens: [token.id] });
    if (chosen) take(run, chosen, token.scope);
    run.agenda.close(token.scope);
  },
} satisfies Element;
