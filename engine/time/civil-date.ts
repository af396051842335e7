/**
 * Civil dates ('YYYY-MM-DD') as plain integer arithmetic on day numbers (days since 1970-01-01, which is day 0), in the
 * proleptic Gregorian calendar. Nothing here asks the host: no clock, no time zone, no `Date`.
 *
 * Dates run from 0001-01-01 to 9999-12-31. Arithmetic that would leave this range stops at its end, so that it is total;
 * a text that is no date breaks an invariant, so check what comes from outside with `isCivilDate` first.
 */
import { invariant } from '../../errors.ts';

/** 'YYYY-MM-DD', a day that exists. Comparing two of them as text compares them in time. */
export type CivilDate = string;

/** ISO 8601 weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const firstDate: CivilDate = '0001-01-01';
export const lastDate: CivilDate = '9999-12-31';

const daysBefore1970 = 719_162;
const lastDayNumber = 2_932_896;
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

export function isCivilDate(value: unknown): value is CivilDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const { year, month, day } = split(value);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01; negative before it. */
export function toDayNumber(date: CivilDate): number {
  invariant(isCivilDate(date), `Expected a date 'YYYY-MM-DD', but found '${date}'`);
  const { year, month, day } = split(date);
  return daysBeforeYear(year) + daysBeforeMonthOf(year, month) + day - 1 - daysBefore1970;
}

export function fromDayNumber(dayNumber: number): CivilDate {
  invariant(Number.isInteger(dayNumber), `Expected a whole day number, but found ${dayNumber}`);
  const days = Math.min(Math.max(dayNumber, -daysBefore1970), lastDayNumber) + daysBefore1970;
  // The mean length of a year finds the year or a neighbour of it.
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBeforeYear(year) > days) year -= 1;
  while (daysBeforeYear(year + 1) <= days) year += 1;
  const dayOfYear = days - daysBeforeYear(year);
  let month = 12;
  while (daysBeforeMonthOf(year, month) > dayOfYear) month -= 1;
  return join(year, month, dayOfYear - daysBeforeMonthOf(year, month) + 1);
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** The same day of the month, or the end of the month where it has no such day (Civil Code art. 202). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  invariant(isCivilDate(date), `Expected a date 'YYYY-MM-DD', but found '${date}'`);
  invariant(Number.isInteger(months), `Expected a whole number of months, but found ${months}`);
  const { year, month, day } = split(date);
  const monthCount = year * 12 + (month - 1) + months;
  if (monthCount < 12) return firstDate;
  if (monthCount > 9999 * 12 + 11) return lastDate;
  const [toYear, toMonth] = [Math.floor(monthCount / 12), modulo(monthCount, 12) + 1];
  return join(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days from the first date to the second: 1 from a day to the next, negative backwards. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

export function weekdayOf(date: CivilDate): Weekday {
  return (modulo(toDayNumber(date) + 3, 7) + 1) as Weekday; // 1970-01-01 was a Thursday
}

export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

export function dayOfMonth(date: CivilDate): number {
  return Number(date.slice(8, 10));
}

function split(date: CivilDate) {
  return { year: yearOf(date), month: Number(date.slice(5, 7)), day: dayOfMonth(date) };
}

function join(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function daysBeforeMonthOf(year: number, month: number): number {
  return daysBeforeMonth[month - 1]! + (month > 2 && isLeapYear(year) ? 1 : 0);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
