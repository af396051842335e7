import type { ElementReading } from '../reading.ts';

/** Where a scope begins. Which triggers it may have depends on the scope, see `structure.ts`. */
export const startEvent = {
  type: 'startEvent',
  kind: 'event',
  attributes: ['isInterrupting', 'parallelMultiple'],
  events: [
    'none',
    'timerEventDefinition',
    'messageEventDefinition',
    'signalEventDefinition',
    'conditionalEventDefinition',
    'errorEventDefinition',
    'escalationEventDefinition',
    'compensateEventDefinition',
  ],
} satisfies ElementReading;
