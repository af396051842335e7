import type { ElementReading } from '../reading.ts';

/** Goes on with the first event that comes; without a flow into it, its events begin a case. */
export const eventBasedGateway = {
  type: 'eventBasedGateway',
  kind: 'gateway',
  attributes: ['gatewayDirection', 'eventGatewayType', 'instantiate'],
  read(source) {
    return { config: { isParallel: source.attributes['eventGatewayType'] === 'Parallel' }, problems: [] };
  },
} satisfies ElementReading;
