import type { EventBehaviour } from '../element.ts';
import { errorEventDefinition } from './error-event-definition.ts';
import { messageEventDefinition } from './message-event-definition.ts';
import { terminateEventDefinition } from './terminate-event-definition.ts';
import { timerEventDefinition } from './timer-event-definition.ts';

/** Every kind of event definition that the engine knows, by its BPMN name. */
export const eventDefinitions: Record<string, EventBehaviour> = Object.fromEntries(
  [errorEventDefinition, messageEventDefinition, terminateEventDefinition, timerEventDefinition].map(
    (behaviour) => [behaviour.type, behaviour as EventBehaviour],
  ),
);
