import type { Element } from '../element.ts';
import { publish, type MessageConfig } from '../event-definitions/message-event-definition.ts';

/** Send task: sends its message and is done (BPMN 2.0.2, 13.3.3). Its mapped inputs are what the message brings. */
export const sendTask = {
  type: 'sendTask',
  start(run, token, { config }) {
    publish(run, token, config);
    run.agenda.push({ kind: 'leave', token: token.id });
  },
} satisfies Element<MessageConfig>;
