/** Dates, times of day and both together, as FEEL has them: years of up to nine digits, nanoseconds, offsets and zones. */
import { civilFromDays, daysFromCivil, daysInMonth } from './civil-day.ts';
import { isZone, zoneOffset } from './zone.ts';

/** Seconds east of UTC, or the name of a zone. */
export type Zone = number | string;

export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Days since 1970-01-01. */
  get dayNumber(): number {
    return daysFromCivil(this.year, this.month, this.day);
  }

  /** Days later; null beyond the last year there is. */
  later(days: number): FeelDate | null {
    return dateFromDays(this.dayNumber + days);
  }

  toString(): string {
    const digits = String(Math.abs(this.year)).padStart(4, '0');
    return `${this.year < 0 ? '-' : ''}${digits}-${two(this.month)}-${two(this.day)}`;
  }
}

export class FeelTime {
  /** Nanoseconds since midnight. */
  readonly nanos: number;
  readonly zone: Zone | undefined;

  constructor(nanos: number, zone?: Zone) {
    this.nanos = nanos;
    this.zone = zone;
  }

  get hour(): number {
    return Math.floor(this.nanos / nanosPerHour);
  }

  get minute(): number {
    return Math.floor(this.nanos / nanosPerMinute) % 60;
  }

  get second(): number {
    return Math.floor(this.nanos / nanosPerSecond) % 60;
  }

  toString(): string {
    const fraction = String(this.nanos % nanosPerSecond)
      .padStart(9, '0')
      .replace(/0+$/, '');
    const clock = `${two(this.hour)}:${two(this.minute)}:${two(this.second)}`;
    return `${clock}${fraction === '' ? '' : `.${fraction}`}${formatZone(this.zone)}`;
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`;
  }
}

const nanosPerSecond = 1e9;
const nanosPerMinute = 60e9;
const nanosPerHour = 3600e9;
export const nanosPerDay = 86_400e9;
const largestYear = 999_999_999;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function formatZone(zone: Zone | undefined): string {
  if (zone === undefined) return '';
  if (typeof zone === 'string') return `@${zone}`;
  if (zone === 0) return 'Z';
  const seconds = Math.abs(zone);
  const rest = seconds % 60;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return `${zone < 0 ? '-' : '+'}${clock}${rest === 0 ? '' : `:${two(rest)}`}`;
}

/** A day that exists, or null. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isInteger(year) || Math.abs(year) > largestYear) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null;
  return new FeelDate(year, month, day);
}

export function dateFromDays(days: number): FeelDate | null {
  if (Math.abs(days) > (largestYear + 1) * 366) return null;
  const { year, month, day } = civilFromDays(days);
  return dateOf(year, month, day);
}

/** A time of day; `seconds` may have a fraction. Null when it does not exist. */
export function timeOf(hour: number, minute: number, seconds: number, zone?: Zone): FeelTime | null {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) return null;
  if (!Number.isInteger(minute) || minute < 0 || minute > 59) return null;
  if (!(seconds >= 0 && seconds < 60)) return null;
  if (typeof zone === 'number' && Math.abs(zone) > 18 * 3600) return null;
  const nanos = Math.round((seconds % 1) * 1e9) + Math.floor(seconds) * 1e9;
  return new FeelTime(hour * nanosPerHour + minute * nanosPerMinute + nanos, zone);
}

export function parseDate(text: string): FeelDate | null {
  const parts = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return null;
  const [, sign, year, month, day] = parts;
  return dateOf((sign === '-' ? -1 : 1) * Number(year), Number(month), Number(day));
}

export function parseTime(text: string): FeelTime | null {
  const parts = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[\w/+-]+)?$/.exec(text);
  if (!parts) return null;
  const [, hour, minute, second, fraction = '', zoneText = ''] = parts;
  const zone = parseZone(zoneText);
  if (zone === null) return null;
  const time = timeOf(Number(hour), Number(minute), Number(second), zone);
  return time && new FeelTime(time.nanos + Number(fraction.padEnd(9, '0').slice(0, 9)), zone);
}

/** Undefined for no zone, null for one that does not exist. */
function parseZone(text: string): Zone | undefined | null {
  if (text === '') return undefined;
  if (text === 'Z') return 0;
  if (text.startsWith('@')) return isZone(text.slice(1)) ? text.slice(1) : null;
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  if (minutes > 59 || seconds > 59) return null;
  const offset = hours * 3600 + minutes * 60 + seconds;
  return offset > 18 * 3600 ? null : (text.startsWith('-') ? -offset : offset) + 0;
}

/** A date alone is its midnight; 24:00:00 is the midnight that ends the day. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  if (split < 0) {
    const date = parseDate(text);
    return date && new FeelDateTime(date, new FeelTime(0));
  }
  const date = parseDate(text.slice(0, split));
  const clock = text.slice(split + 1);
  if (date && /^24:00:00(?:\.0+)?(?![\d.])/.test(clock)) {
    const [next, midnight] = [dateFromDays(date.dayNumber + 1), parseTime(`00${clock.slice(2)}`)];
    return next && midnight && new FeelDateTime(next, midnight);
  }
  const time = parseTime(clock);
  return date && time && new FeelDateTime(date, time);
}

/** Seconds east of UTC on that day, undefined for a local time. A time of day alone has the offset of winter. */
export function offsetOf(time: FeelTime, date?: FeelDate): number | undefined {
  if (typeof time.zone !== 'string') return time.zone;
  const day = date ?? new FeelDate(1970, 1, 1);
  return zoneOffset(time.zone, day.dayNumber, day.year, Math.floor(time.nanos / nanosPerSecond));
}

/** Nanoseconds since 1970-01-01T00:00:00, in UTC when the value has an offset, else of the local clock. */
export function epochNanos({ date, time }: FeelDateTime): bigint {
  const offset = offsetOf(time, date) ?? 0;
  return (BigInt(date.dayNumber) * 86_400n - BigInt(offset)) * 1_000_000_000n + BigInt(time.nanos);
}

/** The local clock moved by some nanoseconds, in its own zone. */
export function moveByNanos({ date, time }: FeelDateTime, nanos: bigint): FeelDateTime | null {
  const perDay = BigInt(nanosPerDay);
  const total = BigInt(time.nanos) + nanos;
  let days = total / perDay;
  if (days * perDay > total) days -= 1n;
  const moved = dateFromDays(date.dayNumber + Number(days));
  return moved && new FeelDateTime(moved, new FeelTime(Number(total - days * perDay), time.zone));
}

/** The same day of another month, or its last. */
export function moveByMonths(date: FeelDate, months: number): FeelDate | null {
  const count = date.year * 12 + date.month - 1 + months;
  const [year, month] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (Math.abs(year) > largestYear) return null;
  return dateOf(year, month, Math.min(date.day, daysInMonth(year, month)));
}
