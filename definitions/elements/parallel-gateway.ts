import type { ElementReading } from '../reading.ts';
import { leadsNowhere } from '../structure-problems.ts';

/** All ways on at once, after all ways in have come. */
export const parallelGateway = {
  type: 'parallelGateway',
  kind: 'gateway',
  attributes: ['gatewayDirection'],
  check: ({ source, outgoing }) => (outgoing.length === 0 ? [leadsNowhere(source)] : []),
} satisfies ElementReading;
