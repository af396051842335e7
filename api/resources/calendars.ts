import { z } from 'zod';
import { calendarHashesOf } from '../../db/case-calendar.ts';
import { currentCalendar } from '../../db/calendars.ts';
import { inScope, system } from '../../db/connection.ts';
import { casesWithDeadlines } from '../../db/due-list.ts';
import { readNotice } from '../../definitions/calendars/notice.ts';
import type { CalendarYear } from '../../engine/time/calendar.ts';
import { AppError } from '../../errors.ts';
import { movesOf, noMoves } from '../calendar-preview.ts';
import { nextCalendar, problemsOf, publishNext, sorted } from '../calendar-publishing.ts';
import { calendarView, workingDaysOf } from '../calendar-view.ts';
import type { Dependencies } from '../dependencies.ts';
import { momentOf } from '../moment.ts';
import { route } from '../route.ts';
import { planned } from './batches.ts';
import { Batch, CalendarPreview, MovesPage, PlanRecount, PreviewCalendarYear } from './batches.shapes.ts';
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
    handle: ({ user, scoped }, { db }) =>
      scoped(async (tx) => {
        const found = await currentCalendar(tx);
        if (!found) throw new AppError('not-found', 'Expected a working calendar, but none is published');
        return calendarView(tx, found, { user, db });
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
    handle: ({ user, params, body, language, scoped }, { now, log, db }) =>
      scoped(async (tx) => {
        const { tenant, person } = user;
        const { version, ...entry } = body;
        const added = await publishNext(
          tx,
          { year: params.year, entry },
          { tenant, person, at: now().toISOString(), seen: version, language },
        );
        log.info({ by: person, year: params.year, version: added.version }, 'calendar published');
        return calendarView(tx, added, { user, db });
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
    query: MovesPage,
    body: PreviewCalendarYear,
    reply: CalendarPreview,
    async handle({ user, params, query, body, language, scoped }, dependencies) {
      const found = await scoped((tx) => currentCalendar(tx));
      const read = 'notice' in body ? noticeOf(body.notice, Number(params.year), language) : body;
      const { basis } = read;
      const entry = { ...read, published: true, ...(basis && { basis }) };
      const calendar = nextCalendar(found, { year: params.year, entry });
      const problems = problemsOf(calendar, language);
      const moves =
        problems.length > 0
          ? noMoves
          : await movesOf(dependencies, { ...query, tenant: user.tenant, calendar, scoped });
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
      const hashes = await calendarHashesOf(tx, keys, ids);
      found.push(...ids.filter((caseId) => hashes.get(caseId) !== calendar));
      return ids;
    });
    if (ids.length < page.limit) return found;
    after = ids.at(-1);
  }
}
