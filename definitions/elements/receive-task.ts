import { readMessage } from '../event-definitions/message.ts';
import type { ElementReading } from '../reading.ts';

/** An activity that waits for a message. */
export const receiveTask = {
  type: 'receiveTask',
  kind: 'activity',
  attributes: ['messageRef', 'correlationKey', 'implementation', 'instantiate', 'operationRef'],
  read(source, context) {
    const { config, problems } = readMessage(source, context);
    return { config: {}, events: [{ type: 'messageEventDefinition', config }], problems };
  },
} satisfies ElementReading;
