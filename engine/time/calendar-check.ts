/** What is wrong with a calendar that someone wants to load. A calendar without problems never makes the arithmetic throw. */
import type { ProblemDetail } from '../../errors.ts';
import type { WorkingCalendar } from './calendar.ts';
import { daysBetween, isCivilDate, weekdayOf, yearOf } from './civil-date.ts';
import { isTimeOfDay } from './instant.ts';

const longestClosureDays = 366;

/** `message` is English, `zh` the same in Chinese. */
export interface CalendarProblem extends ProblemDetail {
  zh: string;
}

/** Each problem names its place as a JSON pointer; an empty list means that the calendar may be used. */
export function calendarProblems(calendar: WorkingCalendar): CalendarProblem[] {
  return [
    ...officeHoursProblems(calendar),
    ...Object.keys(calendar.years).flatMap((year) => yearProblems(calendar, year)),
    ...(calendar.closures ?? []).flatMap((_, index) => closureProblems(calendar, index)),
    ...(calendar.officeSeasons ?? []).flatMap((_, index) => seasonProblems(calendar, index)),
    ...(calendar.terms ?? []).flatMap((_, index) => termProblems(calendar, index)),
  ];
}

function officeHoursProblems({ officeHours }: WorkingCalendar): CalendarProblem[] {
  return hoursProblems('/officeHours', officeHours);
}

function hoursProblems(at: string, { open, close }: { open: string; close: string }): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  for (const [name, time] of Object.entries({ open, close })) {
    if (isTimeOfDay(time)) continue;
    problems.push({
      at: `${at}/${name}`,
      message: `Expected a time of day such as 08:30, but found '${time}'`,
      zh: `应为 08:30 这样的时刻，现在是“${time}”`,
    });
  }
  if (problems.length === 0 && open >= close) {
    const message = `Expected the office to close after it opens at ${open}, but it closes at ${close}`;
    problems.push({
      at: `${at}/close`,
      message,
      zh: `下班时刻 ${close} 应晚于上班时刻 ${open}`,
    });
  }
  return problems;
}

function yearProblems(calendar: WorkingCalendar, year: string): CalendarProblem[] {
  const at = `/years/${year}`;
  if (!/^\d{4}$/.test(year)) {
    const message = `Expected a year of four digits, but found '${year}'`;
    return [{ at, message, zh: `年份应为四位数字，现在是“${year}”` }];
  }
  const { published, off, work } = calendar.years[year]!;
  const problems: CalendarProblem[] = [];
  for (const [name, dates] of Object.entries({ off, work })) {
    dates.forEach((date, index) => {
      const here = `${at}/${name}/${index}`;
      if (!isCivilDate(date)) {
        problems.push(noDate(here, date));
      } else if (Math.abs(yearOf(date) - Number(year)) > 1) {
        const message = `Expected a day of ${year} or of a year beside it, but found ${date}: move it to its own year`;
        problems.push({
          at: here,
          message,
          zh: `${date} 不属于 ${year} 年，也不属于相邻年份：请移到所属年份`,
        });
      } else if (name === 'work' && off.includes(date)) {
        const message = `${date} is both a day off and a working day: take it out of one of the lists`;
        problems.push({
          at: here,
          message,
          zh: `${date} 既是放假日又是调休上班日：请从其中一个列表中去掉`,
        });
      } else if (dates.indexOf(date) !== index) {
        problems.push({
          at: here,
          message: `${date} stands twice: take one out`,
          zh: `${date} 重复：请去掉一个`,
        });
      }
    });
  }
  // Each notice so far gives New Year's Day off; a year "published" without it was loaded half or by mistake.
  const newYear = `${year}-01-01`;
  if (published && problems.length === 0 && weekdayOf(newYear) < 6 && !off.includes(newYear)) {
    const message = `Expected ${newYear} among the days off of a published year, but it is not: load the whole notice, or set published to false`;
    problems.push({
      at: `${at}/off`,
      message,
      zh: `已发布的年份应含元旦（${newYear}）放假，现在没有：请录入完整的通知`,
    });
  }
  return problems;
}

function closureProblems(calendar: WorkingCalendar, index: number): CalendarProblem[] {
  const { from, to } = calendar.closures![index]!;
  const at = `/closures/${index}`;
  const wrong = Object.entries({ from, to }).filter(([, date]) => !isCivilDate(date));
  if (wrong.length > 0) return wrong.map(([name, date]) => noDate(`${at}/${name}`, date));
  const days = daysBetween(from, to) + 1;
  if (days < 1) {
    const message = `Expected the closure to end after it begins, but it runs ${from} to ${to}`;
    return [{ at, message, zh: `结束日 ${to} 早于开始日 ${from}` }];
  }
  if (days > longestClosureDays) {
    const message = `Expected a closure of ${longestClosureDays} days at most, but found ${days}`;
    return [{ at, message, zh: `最长 ${longestClosureDays} 天，现在是 ${days} 天` }];
  }
  return [];
}

function seasonProblems(calendar: WorkingCalendar, index: number): CalendarProblem[] {
  const { from, to, open, close } = calendar.officeSeasons![index]!;
  const at = `/officeSeasons/${index}`;
  const wrong = Object.entries({ from, to }).filter(([, day]) => !isDayOfYear(day));
  return [
    ...wrong.map(([name, day]) => ({
      at: `${at}/${name}`,
      message: `Expected a day MM-DD such as 06-01, but found '${day}'`,
      zh: `应为 06-01 这样的月日，现在是“${day}”`,
    })),
    ...hoursProblems(at, { open, close }),
  ];
}

/** A day that some year has: 02-29 too. */
const isDayOfYear = (day: string): boolean => isCivilDate(`2024-${day}`);

function termProblems(calendar: WorkingCalendar, index: number): CalendarProblem[] {
  const terms = calendar.terms!;
  const { from, to, name } = terms[index]!;
  const at = `/terms/${index}`;
  const wrong = Object.entries({ from, to }).filter(([, date]) => !isCivilDate(date));
  if (wrong.length > 0) return wrong.map(([end, date]) => noDate(`${at}/${end}`, date));
  const problems: CalendarProblem[] = [];
  if (name.trim() === '')
    problems.push({
      at: `${at}/name`,
      message: 'Expected the name of the term, but it is empty',
      zh: '应填写学期名称',
    });
  if (to < from)
    return [
      ...problems,
      {
        at: `${at}/to`,
        message: `Expected the term to end after it begins, but it runs ${from} to ${to}`,
        zh: `学期结束日 ${to} 早于开始日 ${from}`,
      },
    ];
  const other = terms.find((term, before) => before < index && term.from <= to && from <= term.to);
  if (other)
    problems.push({
      at: `${at}/from`,
      message: `Expected terms one after the other, but it overlaps with ${other.name} (${other.from} to ${other.to})`,
      zh: `与“${other.name}”（${other.from} 至 ${other.to}）重叠`,
    });
  return problems;
}

const noDate = (at: string, date: string): CalendarProblem => ({
  at,
  message: `Expected a date YYYY-MM-DD, but found '${date}'`,
  zh: `应为 2027-01-01 这样的日期，现在是“${date}”`,
});
