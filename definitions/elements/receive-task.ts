import { readMessage } from '../event-definitions/message.ts';
import type { ElementReading } from '../reading.ts';

/** An activity that waits for a message. */
export const receiveTask = {
  type: 'receiveTask',
  kind: 'activity',
  attributes: ['messageRef', 'correlationKey', 'implementation', 'instantiate', 'operationRef'],
  read(source, context) {
    // Without a message it waits for one of its own name: whoever runs the process tells it to go on.
    const isOwn =
      source.attributes['messageRef'] === undefined && source.attributes['operationRef'] === undefined;
    const { config, problems } = isOwn
      ? { config: { message: source.id }, problems: [] }
      : readMessage(source, context);
    return { config: {}, events: [{ type: 'messageEventDefinition', config }], problems };
  },
} satisfies ElementReading;
