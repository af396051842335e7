import { z } from 'zod';
import { countProvisionalDeadlines } from '../../db/case-list.ts';
import { currentCalendar, publishCalendar, type PublishedCalendar } from '../../db/calendars.ts';
import { isDuplicate, type Tx } from '../../db/connection.ts';
import { calendarProblems } from '../../engine/time/calendar-check.ts';
import { dayOf, type CalendarYear, type WorkingCalendar } from '../../engine/time/calendar.ts';
import { addDays } from '../../engine/time/civil-date.ts';
import { AppError } from '../../errors.ts';
import { personNameOrNull, readPeople } from '../names.ts';
import type { User } from '../policy.ts';
import { route } from '../route.ts';
import { Calendars, SaveCalendarYear } from './calendars.shapes.ts';

export const calendars = [
  route({
    method: 'get',
    path: '/calendars',
    summary: { zh: '工作日历', en: 'The working calendar' },
    access: 'loggedIn',
    reply: Calendars,
    etag: ({ version }) => version,
    handle: ({ user, scoped }) =>
      scoped(async (tx) => {
        const found = await currentCalendar(tx);
        if (!found) throw new AppError('not-found', 'Expected a working calendar, but none is published');
        return shown(tx, found, user);
      }),
  }),
  route({
    method: 'put',
    path: '/calendars/:year',
    summary: { zh: '发布某一年的节假日安排', en: "Publish one year's days off and make-up days" },
    access: { permission: 'calendar.edit' },
    write: 'once',
    params: z.strictObject({ year: z.string().regex(/^(19|20|21)\d{2}$/) }),
    body: SaveCalendarYear,
    reply: Calendars,
    handle: ({ user, params, body, scoped }, { now, log }) =>
      scoped(async (tx) => {
        const found = await currentCalendar(tx);
        const seen = String(found?.version ?? 0);
        if (seen !== body.version) throw changedSince(body.version, seen);
        const { published, off, work, basis } = body;
        const year: CalendarYear = {
          published,
          off: sorted(off),
          work: sorted(work),
          ...(basis && { basis }),
        };
        const version = (found?.version ?? 0) + 1;
        const calendar: WorkingCalendar = {
          ...(found?.calendar ?? { officeHours: { open: '08:30', close: '17:30' } }),
          version: String(version),
          years: { ...found?.calendar.years, [params.year]: year },
        };
        const details = calendarProblems(calendar);
        if (details.length > 0) {
          throw new AppError(
            'unprocessable',
            `Expected a calendar that can be used, but ${details.length} thing(s) are wrong`,
            { details },
          );
        }
        try {
          const given = {
            tenant: user.tenant,
            after: version - 1,
            calendar,
            by: user.person,
            at: now().toISOString(),
          };
          const added = await publishCalendar(tx, given);
          log.info({ by: user.person, year: params.year, version }, 'calendar published');
          return await shown(tx, added, user);
        } catch (error) {
          if (isDuplicate(error)) throw changedSince(body.version, String(version));
          throw error;
        }
      }),
  }),
];

const sorted = (dates: string[]): string[] => [...new Set(dates)].sort();

const changedSince = (expected: string, found: string): AppError =>
  new AppError('version-conflict', `Expected calendar version ${expected}, but it is at ${found}`, {
    data: { version: found },
  });

async function shown(tx: Tx, found: PublishedCalendar, user: User): Promise<Calendars> {
  const { calendar } = found;
  const people = await readPeople(tx, [found.publishedBy]);
  const thisYear = Number(user.today.slice(0, 4));
  return {
    version: String(found.version),
    publishedAt: found.publishedAt,
    publishedBy: people.has(found.publishedBy) ? personNameOrNull(people, found.publishedBy) : null,
    officeHours: calendar.officeHours,
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
    today: user.today,
    awaited: [thisYear, thisYear + 1].filter((year) => !calendar.years[String(year)]?.published),
    provisionalDeadlines: await countProvisionalDeadlines(tx),
  };
}

function workingDaysOf(calendar: WorkingCalendar, year: string): number {
  let count = 0;
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    if (dayOf(calendar, date).kind === 'working') count += 1;
  }
  return count;
}
