import { monthsBetween } from '../arithmetic.ts';
import { daysFromCivil, weekdayFromDays } from '../civil-day.ts';
import {
  dateOf,
  FeelDate,
  FeelDateTime,
  FeelTime,
  parseDate,
  parseDateTime,
  parseTime,
  timeOf,
} from '../date-time.ts';
import { parseDuration, type DaysTime } from '../duration.ts';
import { toDouble, wholeNumber, type FeelNumber } from '../number.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { isZone } from '../zone.ts';
import { shanghaiTime } from '../../time/instant.ts';
import { define } from './signature.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

type Day = FeelDate | FeelDateTime;

function dayOf(value: Day): FeelDate {
  return value instanceof FeelDate ? value : value.date;
}

function whole(value: FeelNumber): number {
  return wholeNumber(value) ?? NaN;
}

/** Reading or making a date costs more than most operations. */
function orWarn(value: Value, what: string, run: Run): Value {
  run.spend(4);
  return value ?? run.warn(`That is no ${what}`);
}

/** What has no time of its own is midnight in UTC. */
function timeFrom(value: FeelTime | Day): FeelTime {
  if (value instanceof FeelTime) return value;
  return value instanceof FeelDateTime ? value.time : new FeelTime(0, 0);
}

function zoneOf(zone: DaysTime | string | null | undefined): number | string | undefined {
  if (zone === null || zone === undefined || typeof zone === 'string') return zone ?? undefined;
  return Number(zone.nanos / 1_000_000_000n);
}

function timeOfParts(
  [hour, minute, second, offset]: [FeelNumber, FeelNumber, FeelNumber, (DaysTime | null)?],
  run: Run,
): Value {
  return orWarn(timeOf(whole(hour), whole(minute), toDouble(second), zoneOf(offset)), 'time', run);
}

function dateTimeOfParts(parts: FeelNumber[], zone: DaysTime | string | null | undefined, run: Run): Value {
  const [year, month, day, hour, minute, second] = parts.map(toDouble) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (typeof zone === 'string' && !isZone(zone)) return run.warn(`There is no time zone '${zone}'`);
  const [date, time] = [dateOf(year, month, day), timeOf(hour, minute, second, zoneOf(zone))];
  return orWarn(date && time && new FeelDateTime(date, time), 'date and time', run);
}

function weekOf(date: FeelDate): number {
  // The week of a day is that of its Thursday (ISO 8601).
  const thursday = date.dayNumber + 4 - weekdayFromDays(date.dayNumber);
  const year = date.later(thursday - date.dayNumber)?.year ?? date.year;
  return Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1;
}

function ofDay(name: string, read: (date: FeelDate) => Value) {
  return define({ [`${name}(date: date | date and time)`]: ([value]: [Day]) => read(dayOf(value)) });
}

const partsOfDateTime =
  'year: number, month: number, day: number, hour: number, minute: number, second: number';

export const dateFunctions = {
  date: define({
    'date(from: string)': ([text]: [string], run: Run) => orWarn(parseDate(text), 'date', run),
    'date(from: date | date and time)': ([value]: [Day]) => dayOf(value),
    'date(year: number, month: number, day: number)': (
      parts: [FeelNumber, FeelNumber, FeelNumber],
      run: Run,
    ) => orWarn(dateOf(whole(parts[0]), whole(parts[1]), whole(parts[2])), 'date', run),
  }),
  time: define({
    'time(from: string)': ([text]: [string], run: Run) => orWarn(parseTime(text), 'time', run),
    'time(from: time | date and time | date)': ([value]: [FeelTime | Day]) => timeFrom(value),
    'time(hour: number, minute: number, second: number, offset?: days and time duration?)': timeOfParts,
  }),
  'date and time': define({
    'date and time(from: string)': ([text]: [string], run: Run) =>
      orWarn(parseDateTime(text), 'date and time', run),
    'date and time(from: date and time)': ([value]: [FeelDateTime]) => value,
    'date and time(from: date)': ([value]: [FeelDate]) => new FeelDateTime(value, new FeelTime(0, 0)),
    'date and time(date: date | date and time, time: time)': ([date, time]: [Day, FeelTime]) =>
      new FeelDateTime(dayOf(date), time),
    [`date and time(${partsOfDateTime}, offset?: days and time duration?)`]: (
      given: FeelNumber[],
      run: Run,
    ) => dateTimeOfParts(given.slice(0, 6), given[6] as unknown as DaysTime | undefined, run),
    [`date and time(${partsOfDateTime}, timezone: string)`]: (given: FeelNumber[], run: Run) =>
      dateTimeOfParts(given.slice(0, 6), given[6] as unknown as string, run),
  }),
  duration: define({
    'duration(from: string)': ([text]: [string], run: Run) => orWarn(parseDuration(text), 'duration', run),
    'duration(from: duration)': ([value]: [Value]) => value,
  }),
  'years and months duration': define({
    'years and months duration(from: date | date and time, to: date | date and time)': ([from, to]: [
      Day,
      Day,
    ]) => monthsBetween(dayOf(from), dayOf(to)),
  }),
  'day of year': ofDay('day of year', (date) => date.dayNumber - daysFromCivil(date.year, 1, 1) + 1),
  'day of week': ofDay('day of week', (date) => weekdays[weekdayFromDays(date.dayNumber) - 1]!),
  'month of year': ofDay('month of year', (date) => months[date.month - 1]!),
  'week of year': ofDay('week of year', weekOf),
  now: define({
    'now()': (_: [], run: Run) => {
      run.spend(8);
      const { date, time } = shanghaiTime(run.at);
      return parseDateTime(`${date}T${time}+08:00`);
    },
  }),
  today: define({ 'today()': (_: [], run: Run) => parseDate(shanghaiTime(run.at).date) }),
};
