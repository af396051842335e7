import {
  epochNanos,
  FeelDate,
  FeelDateTime,
  FeelTime,
  moveByMonths,
  moveByNanos,
  nanosPerDay,
  offsetOf,
} from './date-time.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import * as number from './number.ts';
import { isNumber, type FeelNumber } from './number.ts';
import type { Run } from './run.ts';
import { kindOf, type Value } from './value.ts';

/** Steps that an operation on decimals is worth, beside one on whole numbers. */
const decimalCost = 4;

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/** `a operator b` over numbers, texts, dates, times and durations; null for what has no meaning. */
export function calculate(operator: ArithmeticOperator, a: Value, b: Value, run: Run): Value {
  if (isNumber(a) && isNumber(b)) return onNumbers(operator, a, b, run);
  const result = onOthers(operator, a, b, run);
  if (result !== undefined && result !== null) return result;
  return run.warn(`'${operator}' has no meaning for a ${kindOf(a)} and a ${kindOf(b)}`);
}

function onNumbers(operator: ArithmeticOperator, a: FeelNumber, b: FeelNumber, run: Run): Value {
  if (!(Number.isInteger(a) && Number.isInteger(b))) run.spend(decimalCost);
  switch (operator) {
    case '+':
      return number.add(a, b);
    case '-':
      return number.subtract(a, b);
    case '*':
      return number.multiply(a, b);
    case '/':
      return number.divide(a, b);
    case '**':
      run.spend(2 * decimalCost * Math.ceil(Math.log2(2 + Math.abs(number.toDouble(b)))));
      return number.power(a, b);
  }
}

function onOthers(operator: ArithmeticOperator, a: Value, b: Value, run: Run): Value | undefined {
  switch (operator) {
    case '+':
      if (typeof a === 'string' && typeof b === 'string') return run.text(a + b);
      return isDuration(a) && !isDuration(b) ? plus(b, a) : plus(a, b);
    case '-':
      return isDuration(b) ? plus(a, negateDuration(b)) : between(a, b);
    case '*':
      if (isNumber(a)) return times(b, a);
      return isNumber(b) ? times(a, b) : undefined;
    case '/':
      if (isNumber(b)) return dividedBy(a, b);
      return ratio(a, b);
    case '**':
      return undefined;
  }
}

function isDuration(value: Value): value is YearsMonths | DaysTime {
  return value instanceof YearsMonths || value instanceof DaysTime;
}

export function negateDuration<T extends YearsMonths | DaysTime>(duration: T): T {
  return (
    duration instanceof YearsMonths
      ? new YearsMonths(0 - duration.months)
      : new DaysTime(-(duration as DaysTime).nanos)
  ) as T;
}

/** A date, a time or a duration moved by a duration. */
function plus(a: Value, by: Value): Value | undefined {
  if (by instanceof YearsMonths) {
    if (a instanceof YearsMonths) return new YearsMonths(a.months + by.months);
    if (a instanceof FeelDate) return moveByMonths(a, by.months);
    if (!(a instanceof FeelDateTime)) return undefined;
    const date = moveByMonths(a.date, by.months);
    return date && new FeelDateTime(date, a.time);
  }
  if (!(by instanceof DaysTime)) return undefined;
  if (a instanceof DaysTime) return new DaysTime(a.nanos + by.nanos);
  if (a instanceof FeelDateTime) return moveByNanos(a, by.nanos);
  // A date is its midnight; what is less than a day does not show.
  if (a instanceof FeelDate) return moveByNanos(new FeelDateTime(a, new FeelTime(0)), by.nanos)?.date;
  if (!(a instanceof FeelTime)) return undefined;
  const perDay = BigInt(nanosPerDay);
  const total = (((BigInt(a.nanos) + by.nanos) % perDay) + perDay) % perDay;
  return new FeelTime(Number(total), a.zone);
}

/** The duration from `b` to `a`. A date is its midnight in UTC. */
function between(a: Value, b: Value): Value | undefined {
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const [left, right] = [offsetOf(a), offsetOf(b)];
    if ((left === undefined) !== (right === undefined)) return undefined;
    return new DaysTime(BigInt(a.nanos - b.nanos) - BigInt((left ?? 0) - (right ?? 0)) * 1_000_000_000n);
  }
  if (a instanceof FeelDate && b instanceof FeelDate) return daysApart(a, b);
  const [left, right] = [asDateTime(a), asDateTime(b)];
  if (!left || !right || (left.time.zone === undefined) !== (right.time.zone === undefined)) return undefined;
  return new DaysTime(epochNanos(left) - epochNanos(right));
}

function daysApart(a: FeelDate, b: FeelDate): DaysTime {
  return new DaysTime(BigInt(a.dayNumber - b.dayNumber) * BigInt(nanosPerDay));
}

function asDateTime(value: Value): FeelDateTime | undefined {
  if (value instanceof FeelDate) return new FeelDateTime(value, new FeelTime(0, 0));
  return value instanceof FeelDateTime ? value : undefined;
}

function times(duration: Value, factor: FeelNumber): Value | undefined {
  if (duration instanceof YearsMonths) return months(number.multiply(duration.months, factor));
  if (duration instanceof DaysTime) return nanos(number.multiply(nanosAsNumber(duration), factor));
  return undefined;
}

function dividedBy(duration: Value, divisor: FeelNumber): Value | undefined {
  if (duration instanceof YearsMonths) return months(number.divide(duration.months, divisor));
  if (duration instanceof DaysTime) return nanos(number.divide(nanosAsNumber(duration), divisor));
  return undefined;
}

function ratio(a: Value, b: Value): Value | undefined {
  if (a instanceof YearsMonths && b instanceof YearsMonths) return number.divide(a.months, b.months);
  if (a instanceof DaysTime && b instanceof DaysTime)
    return number.divide(nanosAsNumber(a), nanosAsNumber(b));
  return undefined;
}

function nanosAsNumber({ nanos }: DaysTime): FeelNumber {
  return number.parseNumber(nanos.toString()) ?? 0;
}

function months(count: FeelNumber | null): YearsMonths | null {
  const whole = count && number.wholeNumber(number.round(count, 0, 'down') ?? 0);
  return whole === null ? null : new YearsMonths(whole);
}

function nanos(count: FeelNumber | null): DaysTime | null {
  const whole = count && number.round(count, 0, 'down');
  if (whole === null) return null;
  const text = number.formatNumber(whole);
  return /^-?\d+$/.test(text) ? new DaysTime(BigInt(text)) : null;
}

/** Whole months from one day to another; times of day do not count. */
export function monthsBetween(from: FeelDate, to: FeelDate): YearsMonths {
  const count = (to.year - from.year) * 12 + to.month - from.month;
  if (count > 0 && to.day < from.day) return new YearsMonths(count - 1);
  if (count < 0 && to.day > from.day) return new YearsMonths(count + 1);
  return new YearsMonths(count);
}
