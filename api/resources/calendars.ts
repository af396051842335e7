import { z } from 'zod';
import { calendarHashOf } from '../../db/case-calendar.ts';
import { countProvisionalDeadlines } from '../../db/case-list.ts';
import { currentCalendar, publishCalendar, type PublishedCalendar } from '../../db/calendars.ts';
import { inScope, isDuplicate, system, type Tx } from '../../db/connection.ts';
import { casesWithDeadlines } from '../../db/due-list.ts';
import { canonicalJson } from '../../engine/canonical-json.ts';
import { calendarProblems } from '../../engine/time/calendar-check.ts';
import { dayOf, type CalendarYear, type WorkingCalendar } from '../../engine/time/calendar.ts';
import { addDays } from '../../engine/time/civil-date.ts';
import { AppError } from '../../errors.ts';
import { movesOf } from '../calendar-preview.ts';
import type { Dependencies } from '../dependencies.ts';
import { readNotice } from '../../definitions/calendars/notice.ts';
import { momentOf } from '../moment.ts';
import { personNameOrNull, readPeople } from '../names.ts';
import type { User } from '../policy.ts';
import { route } from '../route.ts';
import { planned } from './batches.ts';
import { Batch, CalendarPreview, PlanRecount, PreviewCalendarYear } from './batches.shapes.ts';
import { Calendars, SaveCalendarYear } from './calendars.shapes.ts';

const yearParams = z.strictObject({ year: z.string().regex(/^(19|20|21)\d{2}$/) });

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
    params: yearParams,
    body: SaveCalendarYear,
    reply: Calendars,
    handle: ({ user, params, body, scoped }, { now, log }) =>
      scoped(async (tx) => {
        const found = await currentCalendar(tx);
        const seen = String(found?.version ?? 0);
        if (seen !== body.version) throw changedSince(body.version, seen);
        const { calendar, version } = withYear(found, params.year, body);
        if (found && isSame(found.calendar, calendar)) return shown(tx, found, user);
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
  route({
    method: 'post',
    path: '/calendars/:year/preview',
    summary: {
      zh: '预览某一年的节假日安排会改变哪些期限（可粘贴通知原文）',
      en: 'Which deadlines a year of the calendar would move; also from the text of the notice',
    },
    access: { permission: 'calendar.edit' },
    write: 'question',
    params: yearParams,
    body: PreviewCalendarYear,
    reply: CalendarPreview,
    async handle({ user, params, body, language, scoped }, dependencies) {
      const found = await scoped((tx) => currentCalendar(tx));
      const read = 'notice' in body ? noticeOf(body.notice, Number(params.year), language) : body;
      const { basis } = read;
      const year = { ...read, published: true, ...(basis && { basis }) };
      const { calendar } = withYear(found, params.year, year);
      const problems = calendarProblems(calendar);
      const moves =
        problems.length > 0
          ? { counts: { cases: 0, deadlines: 0, moved: 0, settled: 0 }, moves: [] }
          : await movesOf(dependencies, { tenant: user.tenant, calendar, scoped });
      return {
        year: Number(params.year),
        off: sorted(read.off),
        work: sorted(read.work),
        basis: basis ?? null,
        workingDays: problems.length > 0 ? 0 : workingDaysOf(calendar, params.year),
        problems,
        ...moves,
      };
    },
  }),
  route({
    method: 'post',
    path: '/calendars/recounts',
    summary: {
      zh: '按最新日历重算所有未结事项的期限（预览，执行用 /batches/:batch/run）',
      en: 'Count the deadlines of every open case again by the newest calendar; begun by /batches/:batch/run',
    },
    access: { permission: 'calendar.edit' },
    write: 'once',
    body: PlanRecount,
    reply: Batch,
    status: 201,
    handle: ({ user, scoped }, dependencies) =>
      scoped(async (tx) => {
        const found = await currentCalendar(tx);
        if (!found) throw new AppError('not-found', 'Expected a working calendar, but none is published');
        const cases = await countedByOthers(dependencies, user.tenant, found.hash);
        const items = cases.map((caseId) => ({ caseId, task: null }));
        return planned(tx, dependencies, {
          ...{ user, kind: 'recount', items, plan: { calendar: found.hash } },
          at: momentOf(user, dependencies.now()).now,
        });
      }),
  }),
];

/** The days that a notice names; what is not clear is refused with its words. */
function noticeOf(
  text: string,
  year: number,
  language: 'zh' | 'en',
): Pick<CalendarYear, 'off' | 'work' | 'basis'> {
  const read = readNotice(text, year);
  if (read.ok) return read.notice.calendar;
  throw new AppError(
    'unprocessable',
    `Expected the notice of ${year}, but ${read.problems.length} thing(s) are unclear`,
    {
      details: read.problems.map((problem) => ({
        at: '/notice',
        message: language === 'en' ? (problem.en ?? problem.zh) : problem.zh,
      })),
    },
  );
}

/**
 * Running cases with deadlines that do not count by this calendar yet: who was told of it once is not told again. Also those
 * that the one who publishes it does not see: the law moves them all.
 */
async function countedByOthers(
  { db, keys }: Dependencies,
  tenant: string,
  calendar: string,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ;) {
    const page = { limit: 1000, ...(after !== undefined && { after }) };
    const ids = await inScope(db, system(tenant), async (tx) => {
      const ids = await casesWithDeadlines(tx, page);
      for (const caseId of ids) if ((await calendarHashOf(tx, keys, caseId)) !== calendar) found.push(caseId);
      return ids;
    });
    if (ids.length < page.limit) return found;
    after = ids.at(-1);
  }
}

/** The next version, with one year replaced. */
function withYear(
  found: PublishedCalendar | undefined,
  year: string,
  { published, off, work, basis }: Pick<SaveCalendarYear, 'published' | 'off' | 'work' | 'basis'>,
): { calendar: WorkingCalendar; version: number } {
  const version = (found?.version ?? 0) + 1;
  const replaced: CalendarYear = {
    published,
    off: sorted(off),
    work: sorted(work),
    ...(basis && { basis }),
  };
  const calendar: WorkingCalendar = {
    ...(found?.calendar ?? { officeHours: { open: '08:30', close: '17:30' } }),
    version: String(version),
    years: { ...found?.calendar.years, [year]: replaced },
  };
  return { calendar, version };
}

/** But for their versions. */
const isSame = (one: WorkingCalendar, other: WorkingCalendar): boolean =>
  canonicalJson({ ...one, version: '' }) === canonicalJson({ ...other, version: '' });

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
