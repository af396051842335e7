import { negateDuration } from '../arithmetic.ts';
import { DaysTime, YearsMonths } from '../duration.ts';
import * as number from '../number.ts';
import type { FeelNumber, Rounding } from '../number.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { define } from './signature.ts';

/** Scales of 34-digit decimals (DMN 1.5, 10.3.4.5). */
const [smallestScale, largestScale] = [-6111, 6176];

function rounded(rounding: Rounding) {
  return ([value, scale]: [FeelNumber, FeelNumber], run: Run): Value => {
    const places = number.wholeNumber(number.round(scale, 0, 'down') ?? 0);
    if (places === null || places < smallestScale || places > largestScale) {
      return run.warn(`A scale lies between ${smallestScale} and ${largestScale}`);
    }
    return number.round(value, places, rounding);
  };
}

const toWhole = (rounding: Rounding) => (given: FeelNumber[], run: Run) =>
  rounded(rounding)([given[0]!, given[1] ?? 0], run);

function absolute([value]: [FeelNumber | YearsMonths | DaysTime]): Value {
  if (value instanceof YearsMonths) return value.months < 0 ? negateDuration(value) : value;
  if (value instanceof DaysTime) return value.nanos < 0n ? negateDuration(value) : value;
  return number.compareNumbers(value, 0) < 0 ? number.negate(value) : value;
}

function rest(value: FeelNumber): FeelNumber | null {
  return number.modulo(value, 2);
}

export const numberFunctions = {
  decimal: define({ 'decimal(n: number, scale: number)': rounded('half-even') }),
  floor: define({ 'floor(n: number, scale?: number)': toWhole('floor') }),
  ceiling: define({ 'ceiling(n: number, scale?: number)': toWhole('ceiling') }),
  'round up': define({ 'round up(n: number, scale: number)': rounded('up') }),
  'round down': define({ 'round down(n: number, scale: number)': rounded('down') }),
  'round half up': define({ 'round half up(n: number, scale: number)': rounded('half-up') }),
  'round half down': define({ 'round half down(n: number, scale: number)': rounded('half-down') }),
  abs: define({ 'abs(n: number | duration)': absolute }),
  modulo: define({
    'modulo(dividend: number, divisor: number)': ([a, b]: [FeelNumber, FeelNumber]) => number.modulo(a, b),
  }),
  sqrt: define({
    'sqrt(number: number)': ([value]: [FeelNumber]) => number.fromDouble(Math.sqrt(number.toDouble(value))),
  }),
  log: define({
    'log(number: number)': ([value]: [FeelNumber]) => number.fromDouble(Math.log(number.toDouble(value))),
  }),
  exp: define({
    'exp(number: number)': ([value]: [FeelNumber]) => number.fromDouble(Math.exp(number.toDouble(value))),
  }),
  odd: define({ 'odd(number: number)': ([value]: [FeelNumber]) => rest(value) === 1 }),
  even: define({ 'even(number: number)': ([value]: [FeelNumber]) => rest(value) === 0 }),
};
