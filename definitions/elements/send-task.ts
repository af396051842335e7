import { readMessage } from '../event-definitions/message.ts';
import type { ElementReading } from '../reading.ts';

/** An activity that sends a message; its mapped inputs are what the message brings. */
export const sendTask = {
  type: 'sendTask',
  kind: 'activity',
  attributes: ['messageRef', 'correlationKey', 'implementation', 'operationRef'],
  read: readMessage,
} satisfies ElementReading;
