import { negateDuration } from './arithmetic.ts';
import { equal, negated, order, spendOnTexts } from './compare.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import { isNumber, negate } from './number.ts';
import type { Run } from './run.ts';
import type { Code } from './scope.ts';
import { FeelRange, kindOf, type RangeOperator, type Value } from './value.ts';

export function negation(value: Value, run: Run): Value {
  if (isNumber(value)) return negate(value);
  if (value instanceof YearsMonths || value instanceof DaysTime) return negateDuration(value);
  return run.warn(`A ${kindOf(value)} has no negative`);
}

export function comparison(operator: RangeOperator, left: Code, right: Code): Code {
  return (scope) => compareWith(operator, left(scope), right(scope), scope.run);
}

export function compareWith(operator: RangeOperator, left: Value, right: Value, run: Run): boolean | null {
  switch (operator) {
    case '=':
      return equal(left, right, run);
    case '!=':
      return negated(equal(left, right, run));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return holdsOrder(operator, left, right, run);
  }
}

export function holdsOrder(
  operator: '<' | '<=' | '>' | '>=',
  left: Value,
  right: Value,
  run: Run,
): boolean | null {
  spendOnTexts(left, right, run);
  const found = typeof left === 'number' && typeof right === 'number' ? left - right : order(left, right);
  if (found === null) return run.warn(`A ${kindOf(left)} and a ${kindOf(right)} have no order`);
  switch (operator) {
    case '<':
      return found < 0;
    case '<=':
      return found <= 0;
    case '>':
      return found > 0;
    case '>=':
      return found >= 0;
  }
}

export function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

/** `and` (decided by false) and `or` (decided by true): what is no boolean counts as not known. */
export function conjunction(left: Code, right: Code, decides: boolean): Code {
  return (scope) => {
    const first = left(scope);
    if (first === decides) return decides;
    const second = right(scope);
    if (second === decides) return decides;
    return typeof first === 'boolean' && typeof second === 'boolean' ? !decides : null;
  };
}

export function rangeOf(
  [start, end]: [Value, Value],
  included: [boolean, boolean],
  run: Run,
): FeelRange | null {
  if (start === null || end === null || order(start, end) === null) {
    return run.warn(`There is no range from a ${kindOf(start)} to a ${kindOf(end)}`);
  }
  return new FeelRange([start, end], included);
}

export function unaryRange(operator: RangeOperator, operand: Value, run: Run): FeelRange | null {
  switch (operator) {
    case '=':
    case '!=':
      return new FeelRange([operand, operand], [true, true], operator);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (order(operand, operand) === null) return run.warn(`A ${kindOf(operand)} bounds no range`);
      const isEnd = operator === '<' || operator === '<=';
      const ends: [Value, Value] = isEnd ? [null, operand] : [operand, null];
      return new FeelRange(ends, [operator === '>=', operator === '<='], operator);
    }
  }
}
