import type { PublishedCalendar } from '../db/calendars.ts';
import { countProvisionalDeadlines } from '../db/case-list.ts';
import { inScope, system, type Tx } from '../db/connection.ts';
import { dayOf, type WorkingCalendar } from '../engine/time/calendar.ts';
import { addDays } from '../engine/time/civil-date.ts';
import type { Dependencies } from './dependencies.ts';
import { knownPersonOrNull, readPeople } from './names.ts';
import type { User } from './policy.ts';
import type { Calendars } from './resources/calendars.shapes.ts';

/** The calendar in force as its page shows it. Provisional deadlines are counted in cases that the reader does not see too. */
export async function calendarView(
  tx: Tx,
  found: PublishedCalendar,
  { user, db }: { user: User; db: Dependencies['db'] },
): Promise<Calendars> {
  const { calendar } = found;
  const people = await readPeople(tx, [found.publishedBy]);
  const thisYear = Number(user.today.slice(0, 4));
  return {
    version: String(found.version),
    publishedAt: found.publishedAt,
    publishedBy: knownPersonOrNull(people, found.publishedBy),
    officeHours: calendar.officeHours,
    officeSeasons: calendar.officeSeasons ?? [],
    years: Object.entries(calendar.years)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([year, entry]) => ({
        year: Number(year),
        published: entry.published,
        off: entry.off,
        work: entry.work,
        basis: entry.basis ?? null,
        workingDays: workingDaysOf(calendar, year),
      })),
    closures: calendar.closures ?? [],
    terms: calendar.terms ?? [],
    today: user.today,
    awaited: [thisYear, thisYear + 1].filter((year) => !calendar.years[String(year)]?.published),
    provisionalDeadlines: await inScope(db, system(user.tenant), countProvisionalDeadlines),
  };
}

export function workingDaysOf(calendar: WorkingCalendar, year: string): number {
  let count = 0;
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    if (dayOf(calendar, date).kind === 'working') count += 1;
  }
  return count;
}
