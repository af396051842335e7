import { asFeel, expressionProblems } from '../expression-reading.ts';
import type { ElementReading, Reading } from '../reading.ts';
import { childOf } from '../source-element.ts';
import { leadsNowhere } from '../structure-problems.ts';

/** A join that says itself when enough has come (`activationCount`), and waits for the rest before its next round. */
export const complexGateway = {
  type: 'complexGateway',
  kind: 'gateway',
  attributes: ['gatewayDirection'],
  children: ['activationCondition'],
  choosesFlow: true,
  read(source, context): Reading {
    const written = childOf(source, 'activationCondition')?.text;
    if (written === undefined || written === '') return { config: {}, problems: [] };
    const activationCondition = asFeel(written);
    const problems = expressionProblems(
      source,
      activationCondition,
      ['激活条件', 'activation condition'],
      context,
    );
    return { config: { activationCondition }, problems };
  },
  check({ source, outgoing }) {
    return outgoing.length === 0 ? [leadsNowhere(source)] : [];
  },
} satisfies ElementReading;
