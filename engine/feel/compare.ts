import { epochNanos, FeelDate, FeelDateTime, FeelTime, offsetOf } from './date-time.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import { compareNumbers, isNumber } from './number.ts';
import type { Run } from './run.ts';
import { entryOf, FeelRange, kindOf, type Context, type Value } from './value.ts';

/** FEEL equality: null when the two are of different kinds. */
export function equal(a: Value, b: Value, run: Run): boolean | null {
  if (typeof a === 'string' && typeof b === 'string') {
    spendOnTexts(a, b, run);
    return a === b;
  }
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (a === null || b === null) return a === b;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return run.warn(`A ${kind} cannot be equal to a ${kindOf(b)}`);
  switch (kind) {
    case 'null':
    case 'boolean':
    case 'string':
      return a === b;
    case 'function':
      return a === b ? true : null;
    case 'number':
    case 'date':
    case 'years and months duration':
    case 'days and time duration':
      return order(a, b) === 0;
    case 'time':
    case 'date and time':
      // A local time and one with an offset cannot be ordered, and are not the same either.
      return order(a, b) === 0;
    case 'list':
      return equalLists(a as Value[], b as Value[], run);
    case 'range':
      return equalRanges(a as FeelRange, b as FeelRange, run);
    case 'context':
      return equalContexts(a as Context, b as Context, run);
  }
}

/** Long texts that are alike for long are gone through character by character. */
export function spendOnTexts(a: Value, b: Value, run: Run): void {
  if (typeof a === 'string' && typeof b === 'string' && a.length > 64) {
    run.spend(Math.min(a.length, b.length) >> 6);
  }
}

function equalLists(a: Value[], b: Value[], run: Run): boolean {
  if (a.length !== b.length) return false;
  run.spend(a.length);
  return run.within(1, () => a.every((item, index) => equal(item, b[index] ?? null, run) === true));
}

function equalContexts(a: Context, b: Context, run: Run): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  run.spend(names.length);
  return run.within(1, () =>
    names.every((name) => {
      const other = entryOf(b, name);
      return other !== undefined && equal(a[name] ?? null, other, run) === true;
    }),
  );
}

function equalRanges(a: FeelRange, b: FeelRange, run: Run): boolean {
  return (
    a.operator === b.operator &&
    a.startIncluded === b.startIncluded &&
    a.endIncluded === b.endIncluded &&
    equal(a.start, b.start, run) === true &&
    equal(a.end, b.end, run) === true
  );
}

/** Negative, zero or positive; null when the two have no order (different kinds, contexts, booleans …). */
export function order(a: Value, b: Value): number | null {
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? a.dayNumber - b.dayNumber : null;
  if (a instanceof YearsMonths) return b instanceof YearsMonths ? a.months - b.months : null;
  if (a instanceof DaysTime) return b instanceof DaysTime ? sign(a.nanos - b.nanos) : null;
  if (a instanceof FeelDateTime) return b instanceof FeelDateTime ? orderDateTimes(a, b) : null;
  if (a instanceof FeelTime) return b instanceof FeelTime ? orderTimes(a, b) : null;
  return null;
}

function orderDateTimes(a: FeelDateTime, b: FeelDateTime): number | null {
  if ((a.time.zone === undefined) !== (b.time.zone === undefined)) return null;
  return sign(epochNanos(a) - epochNanos(b));
}

function orderTimes(a: FeelTime, b: FeelTime): number | null {
  const [left, right] = [offsetOf(a), offsetOf(b)];
  if (left === undefined || right === undefined) return left === right ? a.nanos - b.nanos : null;
  return a.nanos - left * 1e9 - (b.nanos - right * 1e9);
}

function sign(difference: bigint): number {
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether a value lies in a range; null when it cannot be compared with its ends. */
export function inRange(value: Value, range: FeelRange, run: Run): boolean | null {
  if (range.operator === '=') return equal(value, range.start, run);
  if (range.operator === '!=') return negated(equal(value, range.start, run));
  spendOnTexts(value, range.start ?? range.end, run);
  const fromStart = range.start === null ? 1 : order(value, range.start);
  const toEnd = range.end === null ? -1 : order(value, range.end);
  if (fromStart === null || toEnd === null) return null;
  return (
    (range.startIncluded ? fromStart >= 0 : fromStart > 0) && (range.endIncluded ? toEnd <= 0 : toEnd < 0)
  );
}

export function negated(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** `value in test`: equal to it, inside it when it is a range, or either of these for an item when it is a list. */
export function isIn(value: Value, test: Value, run: Run): boolean | null {
  if (test instanceof FeelRange && !(value instanceof FeelRange)) return inRange(value, test, run);
  if (Array.isArray(test)) {
    run.spend(test.length);
    if (Array.isArray(value) && equal(value, test, run) === true) return true;
    return test.some((item) =>
      item instanceof FeelRange && !(value instanceof FeelRange)
        ? inRange(value, item, run) === true
        : Array.isArray(item) && !Array.isArray(value)
          ? isIn(value, item, run) === true
          : equal(value, item, run) === true,
    );
  }
  return equal(value, test, run);
}
