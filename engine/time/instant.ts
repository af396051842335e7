/**
 * Instants ('YYYY-MM-DDTHH:mm:ss.sssZ', what `toISOString` writes) and the civil time they have in China.
 *
 * China has one civil time, Asia/Shanghai, UTC+8 the whole year. It kept summer time from 1986 to 1991 and never since;
 * instants of those summers are read an hour early here, which no deadline of a running case can meet.
 */
import { invariant } from '../../errors.ts';
import { fromDayNumber, isCivilDate, toDayNumber, type CivilDate } from './civil-date.ts';

/** A UTC instant with exactly three decimals, so that comparing two of them as text compares them in time. */
export type Instant = string;

/** Time of day 'HH:mm' in Shanghai; '24:00' is the end of the day, the same instant as '00:00' of the next. */
export type TimeOfDay = string;

const msPerDay = 86_400_000;
const shanghaiAheadOfUtcMs = 8 * 3_600_000;
const earliestMs = toDayNumber('0001-01-01') * msPerDay;
/** 24:00 in Shanghai on the last date there is. */
const latestMs = (toDayNumber('9999-12-31') + 1) * msPerDay - shanghaiAheadOfUtcMs;

export function isInstant(value: unknown): value is Instant {
  if (typeof value !== 'string') return false;
  const parts = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.exec(value);
  return parts !== null && isCivilDate(parts[1]) && read(value) <= latestMs;
}

/**
 * The instant that a text names: one of ours, a date (its 00:00 in China), or a date and time as others write it; without
 * an offset that is Chinese time, whatever the host's zone. Undefined for what is none.
 */
export function instantFrom(value: unknown): Instant | undefined {
  if (isInstant(value)) return value;
  if (isCivilDate(value)) return instantAt(value, '00:00');
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const epochMs = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}+08:00`);
  return Number.isNaN(epochMs) ? undefined : fromEpochMs(epochMs);
}

/** Milliseconds since 1970-01-01T00:00:00.000Z. */
export function toEpochMs(instant: Instant): number {
  invariant(isInstant(instant), `Expected an instant 'YYYY-MM-DDTHH:mm:ss.sssZ', but found '${instant}'`);
  return read(instant);
}

/** Beyond the first or last instant there is, the result stays at it. Parts of a millisecond are dropped. */
export function fromEpochMs(epochMs: number): Instant {
  invariant(!Number.isNaN(epochMs), 'Expected milliseconds since 1970, but found NaN');
  const ms = Math.floor(Math.min(Math.max(epochMs, earliestMs), latestMs));
  const dayNumber = Math.floor(ms / msPerDay);
  return `${fromDayNumber(dayNumber)}T${clock(ms - dayNumber * msPerDay)}Z`;
}

export function addMilliseconds(instant: Instant, ms: number): Instant {
  return fromEpochMs(toEpochMs(instant) + ms);
}

export function compareInstants(a: Instant, b: Instant): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a clock on a wall in China shows at the instant; time is 'HH:mm:ss.sss'. */
export function shanghaiTime(instant: Instant): { date: CivilDate; time: string } {
  const ms = toEpochMs(instant) + shanghaiAheadOfUtcMs;
  const dayNumber = Math.floor(ms / msPerDay);
  return { date: fromDayNumber(dayNumber), time: clock(ms - dayNumber * msPerDay) };
}

/** The civil date in China at the instant. */
export function dateOf(instant: Instant): CivilDate {
  return shanghaiTime(instant).date;
}

export function isTimeOfDay(value: unknown): value is TimeOfDay {
  return typeof value === 'string' && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value);
}

/** The instant at which it is the given date and time of day in China. */
export function instantAt(date: CivilDate, time: TimeOfDay): Instant {
  invariant(isTimeOfDay(time), `Expected a time of day 'HH:mm', but found '${time}'`);
  const msOfDay = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
  return fromEpochMs(toDayNumber(date) * msPerDay + msOfDay - shanghaiAheadOfUtcMs);
}

/** The same time of day in China on another date. */
export function onDate(instant: Instant, date: CivilDate): Instant {
  const msOfDay = toEpochMs(instant) - toEpochMs(instantAt(dateOf(instant), '00:00'));
  return addMilliseconds(instantAt(date, '00:00'), msOfDay);
}

function read(instant: Instant): number {
  const [hours, minutes] = [Number(instant.slice(11, 13)), Number(instant.slice(14, 16))];
  const [seconds, ms] = [Number(instant.slice(17, 19)), Number(instant.slice(20, 23))];
  return toDayNumber(instant.slice(0, 10)) * msPerDay + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

function clock(msOfDay: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [hours, minutes] = [two(msOfDay / 3_600_000), two((msOfDay / 60_000) % 60)];
  return `${hours}:${minutes}:${two((msOfDay / 1000) % 60)}.${String(msOfDay % 1000).padStart(3, '0')}`;
}
