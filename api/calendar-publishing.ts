import { currentCalendar, publishCalendar, type PublishedCalendar } from '../db/calendars.ts';
import { isDuplicate, type Tx } from '../db/connection.ts';
import { canonicalJson } from '../engine/canonical-json.ts';
import { calendarProblems } from '../engine/time/calendar-check.ts';
import { byFirstDay, type CalendarYear, type WorkingCalendar } from '../engine/time/calendar.ts';
import { AppError, type ProblemDetail } from '../errors.ts';
import type { CalendarPart } from './resources/calendars.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** What somebody wants to be different in the next version. */
export type CalendarChange =
  { year: string; entry: Omit<CalendarYear, 'basis'> & { basis?: string | undefined } } | CalendarPart;

/** The next version of a tenant's calendar, without publishing it. */
export function nextCalendar(found: PublishedCalendar | undefined, change: CalendarChange): WorkingCalendar {
  const next: WorkingCalendar = {
    ...(found?.calendar ?? { officeHours: { open: '08:30', close: '17:30' }, years: {} }),
    version: String((found?.version ?? 0) + 1),
  };
  if ('year' in change) {
    const { published, off, work, basis } = change.entry;
    const entry = { published, off: sorted(off), work: sorted(work), ...(basis && { basis }) };
    return { ...next, years: { ...next.years, [change.year]: entry } };
  }
  if ('closures' in change) return { ...next, closures: byFirstDay(change.closures) };
  if ('terms' in change) return { ...next, terms: byFirstDay(change.terms) };
  // Seasons stay in the order that was given: the first that holds on a day wins.
  return { ...next, officeHours: change.officeHours, officeSeasons: change.officeSeasons };
}

export const problemsOf = (calendar: WorkingCalendar, language: Language): ProblemDetail[] =>
  calendarProblems(calendar).map(({ at, message, zh }) => ({
    at,
    message: language === 'zh' ? zh : message,
  }));

/**
 * Publishes what `seen` (a version) was changed to. What makes no difference makes no version. Refuses a version that is
 * not the newest any more (`version-conflict`) and what the arithmetic can not use (`unprocessable`).
 */
export async function publishNext(
  tx: Tx,
  change: CalendarChange,
  by: { tenant: string; person: string; at: string; seen: string; language: Language },
): Promise<PublishedCalendar> {
  const found = await currentCalendar(tx);
  const newest = String(found?.version ?? 0);
  if (newest !== by.seen) throw changedSince(by.seen, newest);
  const calendar = nextCalendar(found, change);
  if (found && isSame(found.calendar, calendar)) return found;
  const details = problemsOf(calendar, by.language);
  if (details.length > 0) {
    throw new AppError(
      'unprocessable',
      `Expected a calendar that can be used, but ${details.length} thing(s) are wrong`,
      { details },
    );
  }
  try {
    const { tenant, person, at } = by;
    return await publishCalendar(tx, { tenant, after: Number(newest), calendar, by: person, at });
  } catch (error) {
    if (isDuplicate(error)) throw changedSince(by.seen, calendar.version);
    throw error;
  }
}

/** But for their versions: a part without entries is a part that is not there. */
const isSame = (one: WorkingCalendar, other: WorkingCalendar): boolean =>
  canonicalJson(contentOf(one)) === canonicalJson(contentOf(other));

const contentOf = ({
  closures = [],
  terms = [],
  officeSeasons = [],
  ...calendar
}: WorkingCalendar): WorkingCalendar => ({ ...calendar, version: '', closures, terms, officeSeasons });

export const sorted = (dates: string[]): string[] => [...new Set(dates)].sort();

const changedSince = (expected: string, found: string): AppError =>
  new AppError('version-conflict', `Expected calendar version ${expected}, but it is at ${found}`, {
    data: { version: found },
  });
