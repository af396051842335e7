import type { EventBehaviour } from '../element.ts';
import { evaluate } from '../feel.ts';
import type { Json } from '../json.ts';
import type { Expression } from '../model.ts';
import { occur } from '../occur.ts';
import type { Run } from '../run.ts';
import type { KeptMessage, Subscription, Token } from '../state.ts';
import { compareInstants } from '../time/index.ts';
import { mapped } from '../variables.ts';

export interface MessageConfig {
  message: string;
  /** FEEL: only a message with this key is for this catch; of a message that is sent, its key. */
  correlation?: Expression;
}

/** Message: waits for one message of its name, and of its correlation key where it has one (BPMN 2.0.2, 10.5.5). */
export const messageEventDefinition = {
  type: 'messageEventDefinition',
  wait(run, { token, scope, node, event }, { message, correlation }) {
    const key =
      correlation === undefined ? undefined : keyOf(evaluate(correlation, run.variables(scope, token), run));
    const subscription: Subscription = {
      id: run.nextId('b'),
      ...(token && { token: token.id }),
      scope,
      node: node.id,
      ...(event !== undefined && { event }),
      awaits: { kind: 'message', message, ...(key !== undefined && { correlation: key }) },
    };
    run.emit({ kind: 'subscriptionOpened', subscription });
    takeKept(run, subscription);
  },
  throw(run, token, config) {
    publish(run, token, config);
    return false;
  },
} satisfies EventBehaviour<MessageConfig>;

/** Whether a message is for a subscription: by its name, and by its key where the subscription has one. */
export function isFor({ awaits }: Subscription, message: string, correlation?: string): boolean {
  if (awaits.kind !== 'message' || awaits.message !== message) return false;
  return awaits.correlation === undefined || awaits.correlation === correlation;
}

/** The key that a message must bring to be for this subscription; absent: any will do. */
export function correlationOf({ awaits }: Subscription): string | undefined {
  return awaits.kind === 'message' ? awaits.correlation : undefined;
}

/** Sends a message into the world: whichever case waits for it, or begins with it, gets it once. */
export function publish(run: Run, token: Token, { message, correlation }: MessageConfig): void {
  const key = correlation === undefined ? undefined : keyOf(run.evaluate(correlation, token));
  const variables = mapped(run, run.node(token.node).inputs, token);
  const messageId = `${run.state.caseId}/${run.nextId('g')}`;
  const sent = { message, messageId, ...(key !== undefined && { correlation: key }) };
  const content = Object.keys(variables).length > 0 && { variables };
  run.emit({ kind: 'messageSent', node: token.node, ...sent, ...content });
  run.effect({ kind: 'publishMessage', ...sent, variables });
}

/** A message that came before its catch is taken now, the oldest first, unless its time is over. */
function takeKept(run: Run, subscription: Subscription): void {
  const isTaken = ({ message, correlation, until }: KeptMessage) =>
    isFor(subscription, message, correlation) && compareInstants(until, run.at) > 0;
  const kept = Object.values(run.state.messages).find(isTaken);
  if (!kept) return;
  const { id, message, variables } = kept;
  run.emit({ kind: 'messageReceived', message, messageId: id, node: subscription.node });
  occur(run, [subscription], variables);
}

function keyOf(value: Json): string | undefined {
  if (value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
