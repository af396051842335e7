/**
 * Which days are worked. In China the State Council's General Office says so year by year: a notice of late autumn
 * names the days off of the next year and the weekend days worked in exchange (调休). Nobody can compute it beforehand,
 * so a calendar is data with a version, and a day that no notice covers yet is counted as a plain weekday or weekend
 * day and says that it still awaits a notice.
 */
import { weekdayOf, yearOf, type CivilDate } from './civil-date.ts';
import type { TimeOfDay } from './instant.ts';

/** What the notice for one year says. It may name days of a neighbouring year: 2019's made 2018-12-29 a working day. */
export interface CalendarYear {
  /** False while the notice is not out: the lists are then drafts and are not used. */
  published: boolean;
  off: CivilDate[];
  work: CivilDate[];
  /** The notice, for the "why this date" page. */
  basis?: string;
}

/** Days on which a county differs from the notice: a regional festival (三月三), a storm, a local exchange of days. */
export interface Closure {
  from: CivilDate;
  /** Included. */
  to: CivilDate;
  day: 'off' | 'work';
  reason: string;
}

/** Other office hours in a part of every year, as summer hours are. Both ends included; it may run over the year's end. */
export interface OfficeSeason {
  /** 'MM-DD'. */
  from: string;
  to: string;
  open: TimeOfDay;
  close: TimeOfDay;
}

/** A school term, both ends included; what lies between two terms is holidays. */
export interface SchoolTerm {
  from: CivilDate;
  to: CivilDate;
  name: string;
}

/** Closures and terms are kept in the order of their first days, seasons in the order that was given. */
export const byFirstDay = <T extends { from: CivilDate }>(entries: T[]): T[] =>
  entries.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));

/** Plain JSON. A version never changes its content, so that a replay counts as the first run did. */
export interface WorkingCalendar {
  version: string;
  /** By year, 'YYYY'. */
  years: Record<string, CalendarYear>;
  officeHours: { open: TimeOfDay; close: TimeOfDay };
  /** The first that holds on a day wins; on other days `officeHours` hold. */
  officeSeasons?: OfficeSeason[];
  /** Never part of a deadline's count: in the holidays duty staff is there, and bureau deadlines go on. */
  terms?: SchoolTerm[];
  /** School holidays do not belong here but in `terms`. The last entry for a day wins. */
  closures?: Closure[];
  /**
   * Which last days roll forward. Art. 203 of the Civil Code says 法定休假日; that this takes in plain Saturdays and
   * Sundays is common practice ('daysOff', the default). 'holidays' rolls only on days the notice or the county names.
   */
  rollOver?: 'daysOff' | 'holidays';
}

export type DayReason = 'weekday' | 'weekend' | 'holiday' | 'makeUpDay' | 'localClosure' | 'localWorkday';

export interface CalendarDay {
  date: CivilDate;
  kind: 'working' | 'off';
  because: DayReason;
  /** False when a notice that is still to come may decide otherwise. */
  known: boolean;
  /** The year whose notice is missing, when not known. */
  awaits?: number;
}

/**
 * From 29 December on, the notice for the next year has moved days (2007-12-29, 2011-12-31, 2018-12-29 and 31, 2022-12-31):
 * a New Year's holiday has three days at most, and the weekend beside it may be exchanged.
 */
const nextNoticeMayMoveFrom = '12-29';

/** Any date gives an answer. An earlier notice yields to a later one, and every notice to the county's own entry. */
export function dayOf(calendar: WorkingCalendar, date: CivilDate): CalendarDay {
  const isWeekend = weekdayOf(date) > 5;
  const closure = calendar.closures?.findLast(({ from, to }) => from <= date && date <= to);
  if (closure?.day === 'off') return { date, kind: 'off', because: 'localClosure', known: true };
  if (closure?.day === 'work') return { date, kind: 'working', because: 'localWorkday', known: true };

  const year = yearOf(date);
  for (const noticeYear of [year + 1, year, year - 1]) {
    const notice = publishedYear(calendar, noticeYear);
    if (notice?.off.includes(date)) return { date, kind: 'off', because: 'holiday', known: true };
    if (notice?.work.includes(date)) {
      return { date, kind: 'working', because: isWeekend ? 'makeUpDay' : 'weekday', known: true };
    }
  }

  const awaits = missingNotice(calendar, date);
  const known = awaits === undefined;
  const day: CalendarDay = isWeekend
    ? { date, kind: 'off', because: 'weekend', known }
    : { date, kind: 'working', because: 'weekday', known };
  return known ? day : { ...day, awaits };
}

export function isWorkingDay(calendar: WorkingCalendar, date: CivilDate): boolean {
  return dayOf(calendar, date).kind === 'working';
}

/** When the office opens and closes on this day, in the season that holds then. */
export function officeHoursOn(
  { officeHours, officeSeasons = [] }: WorkingCalendar,
  date: CivilDate,
): { open: TimeOfDay; close: TimeOfDay } {
  const day = date.slice(5);
  const { open, close } = officeSeasons.find((season) => isWithin(season, day)) ?? officeHours;
  return { open, close };
}

function isWithin({ from, to }: OfficeSeason, day: string): boolean {
  return from <= to ? from <= day && day <= to : from <= day || day <= to;
}

/**
 * Whether schools teach on this day: a working day within a term. Undefined where no term of that time is known, neither
 * before nor after it: whoever asks must not take that for a holiday.
 */
export function isSchoolDay(calendar: WorkingCalendar, date: CivilDate): boolean | undefined {
  const terms = calendar.terms ?? [];
  if (terms.some(({ from, to }) => from <= date && date <= to)) return isWorkingDay(calendar, date);
  const isBetween = terms.some(({ to }) => to < date) && terms.some(({ from }) => date < from);
  return isBetween ? false : undefined;
}

/** Whether a period that would end on this day ends later instead (see `rollOver`). */
export function isRolledOver(calendar: WorkingCalendar, day: CalendarDay): boolean {
  return day.kind === 'off' && !(calendar.rollOver === 'holidays' && day.because === 'weekend');
}

/** The notice for a year, if it is out. */
export function publishedYear(calendar: WorkingCalendar, year: number): CalendarYear | undefined {
  const key = String(year).padStart(4, '0');
  const entry = Object.hasOwn(calendar.years, key) ? calendar.years[key] : undefined;
  return entry?.published ? entry : undefined;
}

function missingNotice(calendar: WorkingCalendar, date: CivilDate): number | undefined {
  const year = yearOf(date);
  if (!publishedYear(calendar, year)) return year;
  const isAtYearsEnd = date.slice(5) >= nextNoticeMayMoveFrom;
  return isAtYearsEnd && !publishedYear(calendar, year + 1) ? year + 1 : undefined;
}
