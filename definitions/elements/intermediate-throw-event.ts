import type { ElementReading } from '../reading.ts';

/** A milestone: nothing happens, but it stands in the timeline. */
export const intermediateThrowEvent = {
  type: 'intermediateThrowEvent',
  kind: 'event',
  events: ['none'],
} satisfies ElementReading;
