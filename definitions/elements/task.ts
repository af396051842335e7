import type { ElementReading } from '../reading.ts';

/** A step without a kind: it is passed and stands in the timeline. */
export const task = { type: 'task', kind: 'activity' } satisfies ElementReading;
