/**
 * FEEL numbers: decimals of 34 digits (DMN 1.5, 10.3.2.3.1). A JS number stands for the decimal that it prints, so that
 * whole numbers and short decimals, which is nearly all of them, cost nothing; what needs more digits is a Decimal.
 */
export class Decimal {
  /** The value is `digits × 10^exponent`. */
  readonly digits: bigint;
  readonly exponent: number;

  constructor(digits: bigint, exponent: number) {
    this.digits = digits;
    this.exponent = exponent;
  }
}

export type FeelNumber = number | Decimal;

const precision = 34;
const largestExponent = 6144;

/** The powers of ten that rounding and aligning need, made once. */
const powers: bigint[] = [1n];
function pow10(exponent: number): bigint {
  for (let next = powers.length; next <= exponent; next++) powers.push(powers[next - 1]! * 10n);
  return powers[exponent]!;
}

function exact(value: FeelNumber): Decimal {
  if (value instanceof Decimal) return value;
  if (Number.isSafeInteger(value)) return new Decimal(BigInt(value), 0);
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return new Decimal(BigInt(whole + fraction), Number(exponent) - fraction.length);
}

function countDigits(digits: bigint): number {
  return (digits < 0n ? -digits : digits).toString().length;
}

/** Rounded to 34 digits, in its one form; null when it is larger than a decimal can be. */
function made(digits: bigint, exponent: number): FeelNumber | null {
  if (digits === 0n) return 0;
  let length = countDigits(digits);
  if (length > precision) {
    const cut = length - precision;
    digits = quotient(digits, pow10(cut), 'half-even');
    exponent += cut;
  }
  const text = digits.toString();
  const zeros = text.length - text.replace(/0+$/, '').length;
  if (zeros > 0) {
    digits /= pow10(zeros);
    exponent += zeros;
  }
  length = countDigits(digits);
  if (length + exponent > largestExponent + 1) return null;
  if (length + exponent < -largestExponent - precision) return 0;
  // A double keeps fifteen digits unharmed.
  if (length <= 15 && Math.abs(exponent) < 290) return Number(`${digits}e${exponent}`);
  return new Decimal(digits, exponent);
}

export type Rounding = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling';

function quotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor < 0n) [dividend, divisor] = [-dividend, -divisor];
  const whole = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return whole;
  const away = dividend < 0n ? -1n : 1n;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  switch (rounding) {
    case 'down':
      return whole;
    case 'up':
      return whole + away;
    case 'floor':
      return dividend < 0n ? whole - 1n : whole;
    case 'ceiling':
      return dividend < 0n ? whole : whole + 1n;
    case 'half-up':
      return twice >= divisor ? whole + away : whole;
    case 'half-down':
      return twice > divisor ? whole + away : whole;
    case 'half-even':
      if (twice === divisor) return whole % 2n === 0n ? whole : whole + away;
      return twice > divisor ? whole + away : whole;
  }
}

export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === 'number' || value instanceof Decimal;
}

/** The nearest double. */
export function toDouble(value: FeelNumber): number {
  return typeof value === 'number' ? value : Number(`${value.digits}e${value.exponent}`);
}

/** A result of double arithmetic (logarithms and the like) as a number; null when it is none. */
export function fromDouble(value: number): FeelNumber | null {
  if (!Number.isFinite(value)) return null;
  return value === 0 ? 0 : value;
}

/** Reads a FEEL numeric literal; null when it is none, or too large. */
export function parseNumber(text: string): FeelNumber | null {
  const parts = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text);
  if (!parts) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return null;
  return made(BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), Number(exponent) - fraction.length);
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const difference = subtract(a, b);
  if (difference === null) return toDouble(a) < toDouble(b) ? -1 : 1;
  const sign = typeof difference === 'number' ? difference : difference.digits;
  return sign < 0 ? -1 : sign > 0 ? 1 : 0;
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum) && Number.isInteger(a) && Number.isInteger(b)) return sum;
  }
  const [left, right] = [exact(a), exact(b)];
  const apart = left.exponent - right.exponent;
  // Too far apart to touch within the digits that are kept.
  if (apart > 4 * precision && left.digits !== 0n) return a;
  if (apart < -4 * precision && right.digits !== 0n) return b;
  return apart >= 0
    ? made(left.digits * pow10(apart) + right.digits, right.exponent)
    : made(left.digits + right.digits * pow10(-apart), left.exponent);
}

export function negate(value: FeelNumber): FeelNumber {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  return new Decimal(-value.digits, value.exponent);
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return add(a, negate(b));
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product) && Number.isInteger(a) && Number.isInteger(b)) return product + 0;
  }
  const [left, right] = [exact(a), exact(b)];
  return made(left.digits * right.digits, left.exponent + right.exponent);
}

/** Null for a division by zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && (a as number) % (b as number) === 0) {
    return (a as number) / (b as number) + 0;
  }
  const [left, right] = [exact(a), exact(b)];
  const shift = Math.max(0, precision + 2 + countDigits(right.digits) - countDigits(left.digits));
  // A digit that only says "there is more" keeps the last rounding right.
  const [dividend, divisor] = [left.digits * pow10(shift), right.digits];
  const whole = dividend / divisor;
  const sticky = dividend % divisor === 0n ? 0n : dividend < 0n === divisor < 0n ? 1n : -1n;
  return made(whole * 10n + sticky, left.exponent - right.exponent - shift - 1);
}

/** `a - b × floor(a / b)`, whose sign is that of the divisor; null for a divisor of zero. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  const [left, right] = [exact(a), exact(b)];
  const exponent = Math.min(left.exponent, right.exponent);
  if (left.exponent - exponent > largestExponent || right.exponent - exponent > largestExponent) return null;
  const [x, y] = [
    left.digits * pow10(left.exponent - exponent),
    right.digits * pow10(right.exponent - exponent),
  ];
  return made(x - y * quotient(x, y, 'floor'), exponent);
}

/** Whole exponents exactly to 34 digits; others as doubles. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  const times = wholeNumber(exponent);
  if (times === null) return fromDouble(Math.pow(toDouble(base), toDouble(exponent)));
  if (base === 0 && times < 0) return null;
  let result: FeelNumber | null = 1;
  let square: FeelNumber | null = base;
  for (let left = Math.abs(times); left > 0; left = Math.floor(left / 2)) {
    if (result === null || square === null) return null;
    if (left % 2 === 1) result = multiply(result, square);
    if (left > 1) square = multiply(square, square);
  }
  return result === null || times >= 0 ? result : divide(1, result);
}

/** Rounded to a number of decimal places, which may be negative. */
export function round(value: FeelNumber, scale: number, rounding: Rounding): FeelNumber | null {
  const { digits, exponent } = exact(value);
  if (-exponent <= scale) return value;
  const cut = -exponent - scale;
  // Beyond its first digit only the sign matters: one digit that is far below one half keeps it.
  if (cut > countDigits(digits) + 1) return made(quotient(digits < 0n ? -1n : 1n, 100n, rounding), -scale);
  return made(quotient(digits, pow10(cut), rounding), -scale);
}

/** The value as a whole JS number, or null when it has a fraction or is too large to count with. */
export function wholeNumber(value: FeelNumber): number | null {
  const number = typeof value === 'number' ? value : toDouble(value);
  if (!Number.isSafeInteger(number) || compareNumbers(number, value) !== 0) return null;
  return number + 0;
}

/** Without an exponent where it can be read so. */
export function formatNumber(value: FeelNumber): string {
  const { digits, exponent } = exact(value);
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString();
  if (exponent >= 0) {
    if (text.length + exponent > 2 * precision) return `${sign}${text}E+${exponent}`;
    return `${sign}${text}${'0'.repeat(digits === 0n ? 0 : exponent)}`;
  }
  if (-exponent > 2 * precision) return `${sign}${text}E${exponent}`;
  const padded = text.padStart(1 - exponent, '0');
  const point = padded.length + exponent;
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`.replace(/\.?0+$/, '');
}
