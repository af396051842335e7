/** What is wrong with a calendar that someone wants to load. A calendar without problems never makes the arithmetic throw. */
import type { ProblemDetail } from '../../errors.ts';
import type { WorkingCalendar } from './calendar.ts';
import { daysBetween, isCivilDate, weekdayOf, yearOf } from './civil-date.ts';
import { isTimeOfDay } from './instant.ts';

const longestClosureDays = 366;

/** Each problem names its place as a JSON pointer; an empty list means that the calendar may be used. */
export function calendarProblems(calendar: WorkingCalendar): ProblemDetail[] {
  return [
    ...officeHoursProblems(calendar),
    ...Object.keys(calendar.years).flatMap((year) => yearProblems(calendar, year)),
    ...(calendar.closures ?? []).flatMap((_, index) => closureProblems(calendar, index)),
    ...(calendar.officeSeasons ?? []).flatMap((_, index) => seasonProblems(calendar, index)),
    ...(calendar.terms ?? []).flatMap((_, index) => termProblems(calendar, index)),
  ];
}

function officeHoursProblems({ officeHours }: WorkingCalendar): ProblemDetail[] {
  return hoursProblems('/officeHours', officeHours);
}

function hoursProblems(at: string, { open, close }: { open: string; close: string }): ProblemDetail[] {
  const problems: ProblemDetail[] = [];
  for (const [name, time] of Object.entries({ open, close })) {
    if (isTimeOfDay(time)) continue;
    problems.push({
      at: `${at}/${name}`,
      message: `Expected a time of day such as 08:30, but found '${time}'`,
    });
  }
  if (problems.length === 0 && open >= close) {
    const message = `Expected the office to close after it opens at ${open}, but it closes at ${close}`;
    problems.push({ at: `${at}/close`, message });
  }
  return problems;
}

function yearProblems(calendar: WorkingCalendar, year: string): ProblemDetail[] {
  const at = `/years/${year}`;
  if (!/^\d{4}$/.test(year)) return [{ at, message: `Expected a year of four digits, but found '${year}'` }];
  const { published, off, work } = calendar.years[year]!;
  const problems: ProblemDetail[] = [];
  for (const [name, dates] of Object.entries({ off, work })) {
    dates.forEach((date, index) => {
      const here = `${at}/${name}/${index}`;
      if (!isCivilDate(date)) {
        problems.push({ at: here, message: `Expected a date YYYY-MM-DD, but found '${date}'` });
      } else if (Math.abs(yearOf(date) - Number(year)) > 1) {
        const message = `Expected a day of ${year} or of a year beside it, but found ${date}: move it to its own year`;
        problems.push({ at: here, message });
      } else if (name === 'work' && off.includes(date)) {
        const message = `${date} is both a day off and a working day: take it out of one of the lists`;
        problems.push({ at: here, message });
      } else if (dates.indexOf(date) !== index) {
        problems.push({ at: here, message: `${date} stands twice: take one out` });
      }
    });
  }
  // Each notice so far gives New Year's Day off; a year "published" without it was loaded half or by mistake.
  const newYear = `${year}-01-01`;
  if (published && problems.length === 0 && weekdayOf(newYear) < 6 && !off.includes(newYear)) {
    const message = `Expected ${newYear} among the days off of a published year, but it is not: load the whole notice, or set published to false`;
    problems.push({ at: `${at}/off`, message });
  }
  return problems;
}

function closureProblems(calendar: WorkingCalendar, index: number): ProblemDetail[] {
  const { from, to } = calendar.closures![index]!;
  const at = `/closures/${index}`;
  const wrong = Object.entries({ from, to }).filter(([, date]) => !isCivilDate(date));
  if (wrong.length > 0) {
    return wrong.map(([name, date]) => ({
      at: `${at}/${name}`,
      message: `Expected a date YYYY-MM-DD, but found '${date}'`,
    }));
  }
  const days = daysBetween(from, to) + 1;
  if (days < 1)
    return [{ at, message: `Expected the closure to end after it begins, but it runs ${from} to ${to}` }];
  if (days > longestClosureDays) {
    return [{ at, message: `Expected a closure of ${longestClosureDays} days at most, but found ${days}` }];
  }
  return [];
}

function seasonProblems(calendar: WorkingCalendar, index: number): ProblemDetail[] {
  const { from, to, open, close } = calendar.officeSeasons![index]!;
  const at = `/officeSeasons/${index}`;
  const wrong = Object.entries({ from, to }).filter(([, day]) => !isDayOfYear(day));
  return [
    ...wrong.map(([name, day]) => ({
      at: `${at}/${name}`,
      message: `Expected a day MM-DD such as 06-01, but found '${day}'`,
    })),
    ...hoursProblems(at, { open, close }),
  ];
}

/** A day that some year has: 02-29 too. */
const isDayOfYear = (day: string): boolean => isCivilDate(`2024-${day}`);

function termProblems(calendar: WorkingCalendar, index: number): ProblemDetail[] {
  const terms = calendar.terms!;
  const { from, to, name } = terms[index]!;
  const at = `/terms/${index}`;
  const wrong = Object.entries({ from, to }).filter(([, date]) => !isCivilDate(date));
  if (wrong.length > 0)
    return wrong.map(([end, date]) => ({
      at: `${at}/${end}`,
      message: `Expected a date YYYY-MM-DD, but found '${date}'`,
    }));
  const problems: ProblemDetail[] = [];
  if (name.trim() === '')
    problems.push({ at: `${at}/name`, message: 'Expected the name of the term, but it is empty' });
  if (to < from)
    return [
      ...problems,
      { at, message: `Expected the term to end after it begins, but it runs ${from} to ${to}` },
    ];
  const other = terms.findIndex((term, before) => before < index && term.from <= to && from <= term.to);
  if (other >= 0)
    problems.push({ at, message: `Expected terms one after the other, but it overlaps with term ${other}` });
  return problems;
}
