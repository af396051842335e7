import type { ElementReading } from '../reading.ts';

/** Throws on the way and goes on; without a definition a milestone that stands in the timeline. */
export const intermediateThrowEvent = {
  type: 'intermediateThrowEvent',
  kind: 'event',
  events: [
    'none',
    'messageEventDefinition',
    'signalEventDefinition',
    'escalationEventDefinition',
    'compensateEventDefinition',
    'linkEventDefinition',
  ],
  extensions: ['rf:input'],
  mapsPayload: true,
} satisfies ElementReading;
