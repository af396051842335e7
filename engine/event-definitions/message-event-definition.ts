import type { EventBehaviour } from '../element.ts';
import { evaluate } from '../feel.ts';
import type { Expression } from '../model.ts';

export interface MessageConfig {
  message: string;
  /** FEEL: only a message with this key is for this catch. */
  correlation?: Expression;
}

/** Message: waits for one message of its name, and of its correlation key where it has one (BPMN 2.0.2, 10.5.5). */
export const messageEventDefinition = {
  type: 'messageEventDefinition',
  wait(run, { token, scope, node }, { message, correlation }) {
    const key = correlation === undefined ? null : evaluate(correlation, run.variables(scope, token), run.at);
    run.emit({
      kind: 'subscriptionOpened',
      subscription: {
        id: run.nextId('b'),
        ...(token && { token: token.id }),
        scope,
        node: node.id,
        message,
        ...(key !== null && { correlation: typeof key === 'string' ? key : JSON.stringify(key) }),
      },
    });
  },
} satisfies EventBehaviour<MessageConfig>;
