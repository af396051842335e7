import type { MessageConfig } from './event-definitions/message-event-definition.ts';
import type { SignalConfig } from './event-definitions/signal-event-definition.ts';
import type { EventDefinition, ProcessModel } from './model.ts';
import type { Trigger } from './state.ts';

/**
 * What begins a case of this process from outside: the messages and signals of its start events, of receive tasks and
 * event-based gateways that instantiate (BPMN 2.0.2, 13.2), and other start events by their id.
 */
export function triggersOf({ nodes, flows, process }: ProcessModel): Trigger[] {
  return (nodes[process]?.children ?? []).flatMap((id) => {
    const node = nodes[id];
    if (!node) return [];
    if (node.type === 'startEvent')
      return node.events.map((event) => triggerOf(event) ?? { kind: 'event', node: id });
    if (!node.instantiate) return [];
    const targets = node.outgoing.flatMap((flow) => nodes[flows[flow]?.target ?? '']?.events ?? []);
    const events = node.events.length > 0 ? node.events : targets;
    return events.flatMap((event) => triggerOf(event) ?? []);
  });
}

/**
 * Whether a case begins without a trigger, as when somebody opens it by hand: at a none or timer start event, at the only one
 * that there is, or where no start event is drawn (`open-case.ts` begins it so).
 */
export function beginsByHand({ nodes, process }: ProcessModel): boolean {
  const starts = (nodes[process]?.children ?? []).flatMap((id) => {
    const node = nodes[id];
    return node?.type === 'startEvent' ? [node] : [];
  });
  const isOpen = starts.some(
    ({ events }) => events.length === 0 || events.some(({ type }) => type === 'timerEventDefinition'),
  );
  return isOpen || starts.length < 2;
}

function triggerOf({ type, config }: EventDefinition): Trigger | undefined {
  switch (type) {
    case 'messageEventDefinition':
      return { kind: 'message', message: (config as unknown as MessageConfig).message };
    case 'signalEventDefinition':
      return { kind: 'signal', signal: (config as unknown as SignalConfig).signal };
    default:
      return undefined;
  }
}
