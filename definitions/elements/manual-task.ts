import type { ElementReading } from '../reading.ts';

/** Work that nobody reports here: it is passed and stands in the timeline. */
export const manualTask = { type: 'manualTask', kind: 'activity' } satisfies ElementReading;
