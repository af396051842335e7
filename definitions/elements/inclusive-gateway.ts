import { warningAt } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { leadsNowhere } from '../structure-problems.ts';

/** Every way on whose condition holds, else the default; as a join it waits for all that can still come. */
export const inclusiveGateway = {
  type: 'inclusiveGateway',
  kind: 'gateway',
  attributes: ['gatewayDirection'],
  choosesFlow: true,
  check({ source, node, outgoing }) {
    if (outgoing.length === 0) return [leadsNowhere(source)];
    const isConditional = outgoing.every(
      ({ id, condition }) => condition !== undefined || id === node.defaultFlow,
    );
    if (outgoing.length === 1 || node.defaultFlow !== undefined || !isConditional) return [];
    return [
      warningAt(
        source,
        'default-missing',
        [
          '包容网关没有默认流向：条件都不满足时案件会停在这里',
          'The inclusive gateway has no default flow: a case stops here when no condition holds',
        ],
        ['把其中一条出线设为默认流向', 'Make one of the ways out the default flow'],
      ),
    ];
  },
} satisfies ElementReading;
