import type { EventBehaviour } from '../element.ts';
import type { Expression } from '../model.ts';

export interface ConditionalConfig {
  condition: Expression;
}

/** Conditional: occurs when its condition becomes true, also if it is when the wait begins; `settle.ts` watches (BPMN 2.0.2, 10.5.5). */
export const conditionalEventDefinition = {
  type: 'conditionalEventDefinition',
  wait(run, { token, scope, node, event }, { condition }) {
    run.emit({
      kind: 'subscriptionOpened',
      subscription: {
        id: run.nextId('b'),
        ...(token && { token: token.id }),
        scope,
        node: node.id,
        ...(event !== undefined && { event }),
        awaits: { kind: 'condition', condition, holds: false },
      },
    });
  },
} satisfies EventBehaviour<ConditionalConfig>;
