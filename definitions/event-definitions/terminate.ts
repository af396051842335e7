import type { EventReading } from '../reading.ts';

/** Ends everything in its scope at once. */
export const terminate = {
  type: 'terminateEventDefinition',
  read: () => ({ config: {}, problems: [] }),
} satisfies EventReading;
