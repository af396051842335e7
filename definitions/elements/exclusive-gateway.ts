import { errorAt, warningAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { leadsNowhere } from '../structure-problems.ts';

/** One way on, the first whose condition holds, else the default. */
export const exclusiveGateway = {
  type: 'exclusiveGateway',
  kind: 'gateway',
  attributes: ['gatewayDirection'],
  choosesFlow: true,
  check({ source, node, outgoing }) {
    if (outgoing.length === 0) return [leadsNowhere(source)];
    if (outgoing.length === 1) return [];
    const problems: Problem[] = outgoing
      .filter((flow) => flow.condition === undefined && flow.id !== node.defaultFlow)
      .map((flow) =>
        errorAt(
          { ...source, id: flow.id, name: flow.name?.zh ?? source.name },
          'condition-missing',
          ['互斥网关的这条出线没有条件', 'This way out of an exclusive gateway has no condition'],
          ['填写条件，或设为默认流向', 'Give it a condition, or make it the default flow'],
        ),
      );
    if (node.defaultFlow === undefined) {
      problems.push(
        warningAt(
          source,
          'default-missing',
          [
            '互斥网关没有默认流向：条件都不满足时案件会停在这里',
            'The exclusive gateway has no default flow: a case stops here when no condition holds',
          ],
          ['把其中一条出线设为默认流向', 'Make one of the ways out the default flow'],
        ),
      );
    }
    return problems;
  },
} satisfies ElementReading;
