import type { EventReading } from '../reading.ts';

/** Cancels the transaction that it stands in, or leaves it when it was. */
export const cancel = {
  type: 'cancelEventDefinition',
  read: () => ({ config: {}, problems: [] }),
} satisfies EventReading;
