/**
 * Working days in expressions: the functions that are ours and not the language's. They count as the deadlines do, by the
 * calendar of the case (`engine/time`), which comes with each input; so a replay gives the same answer.
 *
 * A day whose year has no published notice yet is a plain weekday or weekend day, as it is for deadlines. A deadline is
 * counted again when the notice comes; a value that a case keeps is not, so that `is calendar published` lets a template ask.
 */
import { CaseFault } from '../../fault.ts';
import {
  addWorkingDays,
  dayOf,
  instantFrom,
  dateOf as dateInChina,
  isCivilDate,
  isSchoolDay,
  longestAmount,
  officeHoursOn,
  rollOverDaysOff,
  type CivilDate,
  type WorkingCalendar,
} from '../../time/index.ts';
import type { FeelDate } from '../date-time.ts';
import { FeelDateTime, parseDate, parseDateTime } from '../date-time.ts';
import { wholeNumber, type FeelNumber } from '../number.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { define } from './signature.ts';

/** A date as the case's data hold it (a text), or as FEEL does. */
type Day = FeelDate | FeelDateTime | string;

const day = 'date: date | date and time | string';

/** A date, or why it is none: an instant with an offset is the day that it is in China then. */
function civilDate(value: Day, run: Run): CivilDate | null {
  const text = String(value);
  const date = isCivilDate(text) ? text : dayOfInstant(text);
  return date ?? run.warn('That is no date of the years 1 to 9999');
}

function dayOfInstant(text: string): CivilDate | undefined {
  const instant = instantFrom(text);
  if (instant !== undefined) return dateInChina(instant);
  // A zone by name: its wall clock is taken, as without one.
  const date = text.slice(0, 10);
  return isCivilDate(date) && parseDateTime(text) instanceof FeelDateTime ? date : undefined;
}

function calendarOf(run: Run, name: string): WorkingCalendar {
  if (run.calendar) return run.calendar;
  throw new CaseFault('no-calendar', {
    zh: `${name}() 需要工作日历，此处没有：只能用在事项的表达式里`,
    en: `Expected a working calendar for ${name}(), but there is none here: it can be asked in the expressions of a case only`,
  });
}

/** What a function gives for a date by the calendar; null, with a warning, where the argument is no date. */
function byCalendar(name: string, answer: (date: CivilDate, calendar: WorkingCalendar, run: Run) => Value) {
  return define({
    [`${name}(${day})`]: ([value]: [Day], run: Run) => {
      const calendar = calendarOf(run, name);
      const date = civilDate(value, run);
      run.spend(8);
      return date === null ? null : answer(date, calendar, run);
    },
  });
}

/** By name: what each gives, for the page of capabilities and for authors. */
export const workingDayFunctions = {
  'is working day': byCalendar(
    'is working day',
    (date, calendar) => dayOf(calendar, date).kind === 'working',
  ),
  'add working days': define({
    [`add working days(${day}, days: number)`]: ([from, given]: [Day, FeelNumber], run: Run) => {
      const calendar = calendarOf(run, 'add working days');
      const days = wholeNumber(given);
      if (days === null || days === undefined || Math.abs(days) > longestAmount)
        return run.warn(`Expected a whole number of working days of at most ${longestAmount}`);
      const date = civilDate(from, run);
      if (date === null) return null;
      run.spend(8 + Math.abs(days) * 4);
      const count = addWorkingDays(date, days, calendar);
      return count.isBrokenOff
        ? run.warn('The calendar has no working day within reach')
        : parseDate(count.date);
    },
  }),
  'roll forward': byCalendar('roll forward', (date, calendar, run) => {
    const { date: end, passed, isBrokenOff } = rollOverDaysOff(date, calendar);
    run.spend(passed.length * 4);
    return isBrokenOff ? run.warn('The calendar has no working day within reach') : parseDate(end);
  }),
  'is school day': byCalendar('is school day', (date, calendar, run) => {
    return isSchoolDay(calendar, date) ?? run.warn('The calendar has no school term about that date');
  }),
  'close of business': byCalendar('close of business', (date, calendar) =>
    parseDateTime(`${date}T${officeHoursOn(calendar, date).close}:00+08:00`),
  ),
  'is calendar published': byCalendar(
    'is calendar published',
    (date, calendar) => dayOf(calendar, date).known,
  ),
};
