import type { EventBehaviour } from '../element.ts';
import { cancelEventDefinition } from './cancel-event-definition.ts';
import { compensateEventDefinition } from './compensate-event-definition.ts';
import { conditionalEventDefinition } from './conditional-event-definition.ts';
import { errorEventDefinition } from './error-event-definition.ts';
import { escalationEventDefinition } from './escalation-event-definition.ts';
import { linkEventDefinition } from './link-event-definition.ts';
import { messageEventDefinition } from './message-event-definition.ts';
import { signalEventDefinition } from './signal-event-definition.ts';
import { terminateEventDefinition } from './terminate-event-definition.ts';
import { timerEventDefinition } from './timer-event-definition.ts';

/** Every kind of event definition that the engine knows, by its BPMN name. */
export const eventDefinitions: Record<string, EventBehaviour> = Object.fromEntries(
  [
    cancelEventDefinition,
    compensateEventDefinition,
    conditionalEventDefinition,
    errorEventDefinition,
    escalationEventDefinition,
    linkEventDefinition,
    messageEventDefinition,
    signalEventDefinition,
    terminateEventDefinition,
    timerEventDefinition,
  ].map((behaviour) => [behaviour.type, behaviour as EventBehaviour]),
);
