import { equal, order } from '../feel/compare.ts';
import * as number from '../feel/number.ts';
import { isNumber } from '../feel/number.ts';
import type { Run } from '../feel/run.ts';
import type { Value } from '../feel/value.ts';
import type { DecisionTable } from './model.ts';

/** A rule that matched: its outputs, column by column, and as the one value that they make. */
export interface Hit {
  rule: string;
  outputs: Value[];
  value: Value;
}

/** What the hits of a table come to (DMN 1.5, 8.2.10). `rank` tells how early an output stands in its column's list. */
export function applyHitPolicy(
  { hitPolicy, aggregation }: DecisionTable,
  hits: Hit[],
  { rank, run }: { rank: (output: Value, column: number) => number; run: Run },
): Value {
  const [first] = hits;
  switch (hitPolicy) {
    case 'UNIQUE':
      if (hits.length > 1)
        return run.fail({
          zh: `应只有一条规则符合，现有 ${namesOf(hits)} 同时符合`,
          en: `Expected one rule to match, but ${namesOf(hits)} do`,
        });
      return first?.value ?? null;
    case 'ANY':
      if (hits.some(({ value }) => equal(value, first?.value ?? null, run) !== true)) {
        return run.fail({
          zh: `符合的规则结果应一致，${namesOf(hits)} 却不一致`,
          en: `Expected all rules that match to agree, but ${namesOf(hits)} do not`,
        });
      }
      return first?.value ?? null;
    case 'FIRST':
      return first?.value ?? null;
    case 'PRIORITY':
      return byPriority(hits, rank)[0]?.value ?? null;
    case 'RULE ORDER':
      return hits.map(({ value }) => value);
    case 'OUTPUT ORDER':
      return byPriority(hits, rank).map(({ value }) => value);
    case 'COLLECT':
      return aggregate(aggregation, hits, run);
  }
}

function namesOf(hits: Hit[]): string {
  return hits.map(({ rule }) => `'${rule}'`).join(', ');
}

/** The first column counts before the second; rules that are alike stay in their order. */
function byPriority(hits: Hit[], rank: (output: Value, column: number) => number): Hit[] {
  return hits.toSorted((a, b) => {
    for (const [column, output] of a.outputs.entries()) {
      const difference = rank(output, column) - rank(b.outputs[column] ?? null, column);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function aggregate(aggregation: DecisionTable['aggregation'], hits: Hit[], run: Run): Value {
  const values = hits.map(({ value }) => value);
  switch (aggregation) {
    case undefined:
      return values;
    case 'COUNT':
      return values.length;
    case 'SUM':
      return values.reduce<Value>(
        (total, value) => (isNumber(total) && isNumber(value) ? number.add(total, value) : notNumbers(run)),
        0,
      );
    case 'MIN':
      return extreme(values, (found) => found < 0, run);
    case 'MAX':
      return extreme(values, (found) => found > 0, run);
  }
}

function extreme(values: Value[], isBetter: (order: number) => boolean, run: Run): Value {
  let best = values[0] ?? null;
  for (const value of values) {
    const found = order(value, best);
    if (found === null) return notNumbers(run);
    if (isBetter(found)) best = value;
  }
  return best;
}

function notNumbers(run: Run): null {
  return run.fail({
    zh: '结果应为可相加或可比较的值',
    en: 'Expected outputs that can be added or compared, but found others',
  });
}
