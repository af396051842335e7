import { FeelDate, FeelDateTime, FeelTime, offsetOf } from './date-time.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import { weekdayFromDays } from './civil-day.ts';
import { FeelRange, type Value } from './value.ts';

/** Properties of dates, times, durations and ranges. Undefined: it has no such property. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (value instanceof FeelDate) return ofDate(value, name);
  if (value instanceof FeelTime) return ofTime(value, name);
  if (value instanceof FeelDateTime) return ofDate(value.date, name) ?? ofTime(value.time, name, value.date);
  if (value instanceof YearsMonths) return ofYearsMonths(value, name);
  if (value instanceof DaysTime) return ofDaysTime(value, name);
  if (value instanceof FeelRange) return ofRange(value, name);
  return undefined;
}

function ofDate(date: FeelDate, name: string): Value | undefined {
  switch (name) {
    case 'year':
      return date.year;
    case 'month':
      return date.month;
    case 'day':
      return date.day;
    case 'weekday':
      return weekdayFromDays(date.dayNumber);
    default:
      return undefined;
  }
}

function ofTime(time: FeelTime, name: string, date?: FeelDate): Value | undefined {
  switch (name) {
    case 'hour':
      return time.hour;
    case 'minute':
      return time.minute;
    case 'second':
      return time.second;
    case 'time offset': {
      const offset = offsetOf(time, date);
      return offset === undefined ? null : new DaysTime(BigInt(offset) * 1_000_000_000n);
    }
    case 'timezone':
      return typeof time.zone === 'string' ? time.zone : null;
    default:
      return undefined;
  }
}

function ofYearsMonths({ months }: YearsMonths, name: string): Value | undefined {
  switch (name) {
    case 'years':
      return Math.trunc(months / 12) + 0;
    case 'months':
      return (months % 12) + 0;
    default:
      return undefined;
  }
}

function ofDaysTime(duration: DaysTime, name: string): Value | undefined {
  switch (name) {
    case 'days':
    case 'hours':
    case 'minutes':
    case 'seconds':
      return duration.parts[name];
    default:
      return undefined;
  }
}

function ofRange(range: FeelRange, name: string): Value | undefined {
  switch (name) {
    case 'start':
      return range.start;
    case 'end':
      return range.end;
    case 'start included':
      return range.startIncluded;
    case 'end included':
      return range.endIncluded;
    default:
      return undefined;
  }
}
