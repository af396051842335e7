/** Instants measured from a due instant, for reminders before it and ladders after it, and how much time is left. */
import { invariant } from '../../errors.ts';
import { officeHoursOn, type WorkingCalendar } from './calendar.ts';
import { addDays, addMonths, daysBetween, type CivilDate } from './civil-date.ts';
import { dueDateOf, longestAmount, type DeadlineUnit } from './deadline.ts';
import { addMilliseconds, compareInstants, dateOf, instantAt, type Instant } from './instant.ts';
import { addWorkingDays, workingDaysBetween } from './working-days.ts';

export interface DueOffset {
  /** Negative before the due instant, positive after it: a whole number from -10,000 to 10,000. */
  amount: number;
  unit: DeadlineUnit;
}

export interface OffsetInstant {
  at: Instant;
  date: CivilDate;
  /** True when a notice still to come may move the instant, apart from what moves the due instant itself. */
  provisional: boolean;
}

/**
 * Hours and minutes run from the due instant. Days and months run from the named day (a reminder three working days
 * before Thursday the 24th is on Monday the 21st) and fall at the opening of the office, when people can act on them.
 */
export function offsetFrom(due: Instant, offset: DueOffset, calendar: WorkingCalendar): OffsetInstant {
  const { amount, unit } = offset;
  const isUsable = Number.isInteger(amount) && Math.abs(amount) <= longestAmount;
  invariant(isUsable, `Expected a whole offset within ±${longestAmount} ${unit}s, but found ${amount}`);
  const dueDate = dueDateOf(due);
  switch (unit) {
    case 'minute':
    case 'hour': {
      const at = addMilliseconds(due, amount * (unit === 'hour' ? 3_600_000 : 60_000));
      return { at, date: dateOf(at), provisional: false };
    }
    case 'calendarDay':
      return atOpening(addDays(dueDate, amount), calendar, false);
    case 'month':
      return atOpening(addMonths(dueDate, amount), calendar, false);
    case 'workingDay': {
      const count = addWorkingDays(dueDate, amount, calendar);
      return atOpening(count.date, calendar, count.awaitedYears.length > 0 || count.isBrokenOff);
    }
  }
}

export interface Remaining {
  /** Working days after today up to the named day, with it; negative after it. 0 is today. */
  workingDays: number;
  /** The same in calendar days. */
  calendarDays: number;
  /** True from the due instant on: what happens at that very instant is late. */
  overdue: boolean;
}

export function remaining(now: Instant, due: Instant, calendar: WorkingCalendar): Remaining {
  const [today, dueDate] = [dateOf(now), dueDateOf(due)];
  return {
    workingDays: workingDaysBetween(today, dueDate, calendar),
    calendarDays: daysBetween(today, dueDate),
    overdue: compareInstants(now, due) >= 0,
  };
}

function atOpening(date: CivilDate, calendar: WorkingCalendar, provisional: boolean): OffsetInstant {
  return { at: instantAt(date, officeHoursOn(calendar, date).open), date, provisional };
}
