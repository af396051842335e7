import type { ElementReading } from '../reading.ts';

/** A sub-process whose cancel end event undoes what was completed in it. */
export const transaction = {
  type: 'transaction',
  kind: 'container',
  attributes: ['method', 'protocol'],
  read: () => ({ config: { isEventSubProcess: false }, problems: [] }),
} satisfies ElementReading;
