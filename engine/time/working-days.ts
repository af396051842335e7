/** Counting in working days, and finding the first working day after a day off. */
import { isRolledOver, isWorkingDay, dayOf, type CalendarDay, type WorkingCalendar } from './calendar.ts';
import {
  addDays,
  compareDates,
  firstDate,
  lastDate,
  toDayNumber,
  weekdayOf,
  type CivilDate,
} from './civil-date.ts';

/** Days in a row, both ends included, that were passed over for one reason. */
export interface DaysOff {
  from: CivilDate;
  to: CivilDate;
  because: 'holiday' | 'localClosure';
}

/** Where a count of working days ends, and what it met on the way. */
export interface WorkingDayCount {
  date: CivilDate;
  /** Plain Saturdays and Sundays passed over. */
  weekendDays: number;
  daysOff: DaysOff[];
  /** Saturdays and Sundays that counted, because they are worked in exchange. */
  makeUpDays: CivilDate[];
  /** Years whose notice is not out, though days they may move were counted. */
  awaitedYears: number[];
  /** True when the calendar has next to no working days, so that the count was broken off: an error of the calendar. */
  isBrokenOff: boolean;
}

/** No real calendar is off for so long; beyond it, a search would only burn time on a mistaken calendar. */
const longestSearchDays = 400;

/**
 * The nth working day after a date, or before it when the amount is negative; the date itself does not count. Zero gives
 * the date, whether it is worked or not.
 */
export function addWorkingDays(from: CivilDate, amount: number, calendar: WorkingCalendar): WorkingDayCount {
  const count: WorkingDayCount = {
    date: from,
    weekendDays: 0,
    daysOff: [],
    makeUpDays: [],
    awaitedYears: [],
    isBrokenOff: false,
  };
  const direction = amount < 0 ? -1 : 1;
  let left = Math.abs(amount);
  let daysLeftToSearch = left * 4 + longestSearchDays;
  while (left > 0) {
    const isAtTheEnd = count.date === (direction > 0 ? lastDate : firstDate);
    if (daysLeftToSearch === 0 || isAtTheEnd) return { ...count, isBrokenOff: true };
    daysLeftToSearch -= 1;
    const day = dayOf(calendar, addDays(count.date, direction));
    note(count, day);
    count.date = day.date;
    if (day.kind === 'working') left -= 1;
  }
  return count;
}

/** The date itself when a period may end on it, else the first day after it on which it may. */
export function rollOverDaysOff(
  date: CivilDate,
  calendar: WorkingCalendar,
): { date: CivilDate; passed: CalendarDay[]; end: CalendarDay; isBrokenOff: boolean } {
  const passed: CalendarDay[] = [];
  let end = dayOf(calendar, date);
  while (isRolledOver(calendar, end)) {
    if (passed.length === longestSearchDays || end.date === lastDate) {
      return { date: end.date, passed, end, isBrokenOff: true };
    }
    passed.push(end);
    end = dayOf(calendar, addDays(end.date, 1));
  }
  return { date: end.date, passed, end, isBrokenOff: false };
}

/**
 * Working days after the first date up to and including the second; negative when the second is earlier. So a day gives
 * 0 to itself, and the result of `addWorkingDays(from, n)` gives n.
 * Weekdays are counted by arithmetic and only the days that a calendar names are looked up, so that a span of centuries
 * costs no more than one of days.
 */
export function workingDaysBetween(from: CivilDate, to: CivilDate, calendar: WorkingCalendar): number {
  if (compareDates(from, to) > 0) return -workingDaysBetween(to, from, calendar) || 0;
  const correction = [...namedDays(from, to, calendar)].reduce((sum, date) => {
    const isPlainWeekday = weekdayOf(date) < 6;
    return sum + Number(isWorkingDay(calendar, date)) - Number(isPlainWeekday);
  }, 0);
  return weekdaysUpTo(to) - weekdaysUpTo(from) + correction;
}

/** The days after `from` up to `to` that a notice or the county names. */
function namedDays(from: CivilDate, to: CivilDate, calendar: WorkingCalendar): Set<CivilDate> {
  const named = new Set<CivilDate>();
  for (const { off, work } of Object.values(calendar.years)) {
    for (const date of off) if (from < date && date <= to) named.add(date);
    for (const date of work) if (from < date && date <= to) named.add(date);
  }
  for (const closure of calendar.closures ?? []) {
    const last = closure.to < to ? closure.to : to;
    let date = closure.from > from ? closure.from : addDays(from, 1);
    for (; date <= last && from < date; date = addDays(date, 1)) {
      named.add(date);
      if (date === lastDate) break;
    }
  }
  return named;
}

/** Mondays to Fridays since the first Monday there is, 0001-01-01, up to and including the date. */
function weekdaysUpTo(date: CivilDate): number {
  const days = toDayNumber(date) - toDayNumber(firstDate) + 1;
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 5);
}

function note(count: WorkingDayCount, day: CalendarDay): void {
  if (day.awaits !== undefined && !count.awaitedYears.includes(day.awaits))
    count.awaitedYears.push(day.awaits);
  if (day.because === 'makeUpDay') count.makeUpDays.push(day.date);
  if (day.because === 'weekend') count.weekendDays += 1;
  if (day.because !== 'holiday' && day.because !== 'localClosure') return;
  const open = count.daysOff.at(-1);
  if (open?.because === day.because && addDays(open.to, 1) === day.date) open.to = day.date;
  else if (open?.because === day.because && addDays(open.from, -1) === day.date) open.from = day.date;
  else count.daysOff.push({ from: day.date, to: day.date, because: day.because });
}
