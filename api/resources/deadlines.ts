import { z } from 'zod';
import { calendarOfCase } from '../../db/case-calendar.ts';
import { findDeadline, type DeadlineRecord } from '../../db/case-list.ts';
import { clockRequestsTo, countDueByDay, listDue, type DueRow } from '../../db/due-list.ts';
import { configOf } from '../../engine/clock/config.ts';
import { whyThisDate } from '../../engine/clock/recount.ts';
import { byId } from '../../engine/table.ts';
import { addDays } from '../../engine/time/civil-date.ts';
import { workingDaysBetween } from '../../engine/time/working-days.ts';
import { AppError } from '../../errors.ts';
import { readCaseFile, type CaseFile } from '../case-file.ts';
import { rowContext, type RowContext } from '../case-row.ts';
import { requestRows } from '../beside-work.ts';
import { isMissed, stopOf, timeSense } from '../deadlines.ts';
import { hiddenDeadlines } from '../hidden-deadlines.ts';
import { wordingOf } from '../facts.ts';
import { momentOf } from '../moment.ts';
import { handler, readNames, readPeople, unitNameOrNull, type People } from '../names.ts';
import { may, standingInPosts } from '../policy.ts';
import { route } from '../route.ts';
import { versionOfCase } from '../case-versions.ts';
import { timelineOf } from '../timeline.ts';
import { peopleIn } from '../timeline/people.ts';
import { whyLines } from '../why-texts.ts';
import {
  ClockRequestList,
  DeadlineList,
  DeadlineQuery,
  WhyThisDate,
  type DeadlineRow,
} from './deadlines.shapes.ts';
import { CaseId, IdInCase, pageQuery } from './label.shapes.ts';

/** Days ahead that are listed where no end is given. */
const usualDays = 30;

/** What falls due when, and why on that day. */
export const deadlines = [
  route({
    method: 'get',
    path: '/deadlines',
    summary: { zh: '到期清单', en: 'What falls due, and when' },
    access: 'loggedIn',
    query: DeadlineQuery,
    reply: DeadlineList,
    handle: ({ user, query, scoped }, { now }) =>
      scoped(async (tx) => {
        const context = await rowContext(tx, momentOf(user, now()));
        const from = query.from;
        const to = query.to ?? addDays(from ?? user.today, usualDays);
        if (from !== undefined && to < from) {
          throw new AppError('bad-input', `Expected an end from ${from} on, but found ${to}`, {
            details: [{ at: 'query:/to', message: '不能早于开始日 / not before the first day' }],
          });
        }
        const filter = {
          to,
          ...(from !== undefined && { from }),
          ...(query.unit !== undefined && { units: [query.unit] }),
          ...(query.template !== undefined && { template: query.template }),
          ...(!may(user, 'case.seeAll') && { reader: { person: user.person, posts: standingInPosts(user) } }),
        };
        const { cursor, limit } = query;
        const page = await listDue(tx, { filter, limit, ...(cursor !== undefined && { cursor }) });
        const days = await countDueByDay(tx, filter);
        const people = await readPeople(
          tx,
          page.rows.flatMap(({ handlers }) => handlers.map(({ person }) => person)),
        );
        return {
          items: page.rows.map((row) => dueRow(row, { ...context, people })),
          next: page.next,
          days,
          from: from ?? null,
          to,
          total: days.reduce((sum, { count }) => sum + count, 0),
        };
      }),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId/deadlines/:deadline/why',
    summary: { zh: '为什么是这一天', en: 'Why this date' },
    access: 'loggedIn',
    params: z.strictObject({ caseId: CaseId, deadline: IdInCase }),
    reply: WhyThisDate,
    handle: ({ user, params, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const file = await readCaseFile(tx, keys, params.caseId);
        const row = await findDeadline(tx, params.caseId, params.deadline);
        const deadline = byId(file.state.deadlines, params.deadline);
        if (!row || !deadline || hiddenDeadlines(user, file).has(deadline.id))
          throw new AppError('not-found', `Expected deadline ${params.deadline} to run, but it does not`, {
            texts: { zh: '该时限已结束或不存在。', en: 'This deadline has ended, or there is none.' },
          });
        const { sense, names } = await rowContext(tx, momentOf(user, now()));
        const calendar = (await calendarOfCase(tx, keys, file)) ?? sense.calendar;
        const people = await readPeople(tx, peopleIn(file.events));
        const version = await versionOfCase(tx, file.row);
        const config = configOf(file.model, deadline);
        const lines = timelineOf(file.events, {
          model: file.model,
          wording: wordingOf(version.forms, names),
          people,
        });
        return {
          deadline: row.deadline,
          name: row.name,
          dueDate: row.dueDate,
          due: row.due,
          originalDueDate: row.originalDueDate,
          provisional: row.provisional,
          basis: row.basis,
          calendar: calendar.version,
          steps: whyLines(
            whyThisDate(deadline, file.model, calendar),
            (key) => config?.suspensions?.find((reason) => reason.key === key)?.name ?? { zh: key },
          ),
          history: lines.flatMap((entry) => {
            const moved = movesOf(file, row, entry.seq);
            return moved
              ? [{ at: entry.at, by: entry.who.person, text: entry.text, reason: entry.reason, ...moved }]
              : [];
          }),
        };
      }),
  }),
  route({
    method: 'get',
    path: '/clock-requests',
    summary: { zh: '待我审批的延期和中止申请', en: 'Requests about deadlines that I decide' },
    access: 'loggedIn',
    query: z.strictObject({ limit: pageQuery.limit }),
    reply: ClockRequestList,
    handle: ({ user, query, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const [sense, names] = await Promise.all([timeSense(tx, momentOf(user, now())), readNames(tx)]);
        const rows = await clockRequestsTo(tx, standingInPosts(user), query.limit);
        const people = await readPeople(
          tx,
          rows.map(({ request }) => request.askedBy),
        );
        return { items: await requestRows(tx, keys, rows, { sense, names, people, user }), next: null };
      }),
  }),
];

function dueRow(
  { deadline: row, case: of, handlers }: DueRow,
  { sense, names, templates, people }: RowContext & { people: People },
): DeadlineRow {
  return {
    caseId: of.caseId,
    caseNumber: of.number,
    caseTitle: of.title,
    templateName: templates.template(of.template),
    unit: unitNameOrNull(names, of.responsibleUnit),
    deadline: row.deadline,
    name: row.name,
    nodeName: row.name,
    handlers: handlers.map((given) => handler(names, people, given)),
    dueDate: row.dueDate,
    due: row.due,
    originalDueDate: row.originalDueDate,
    provisional: row.provisional,
    passed: isMissed(sense, row),
    stopped: stopOf(row),
    remainingWorkingDays: workingDaysBetween(sense.today, row.dueDate, sense.calendar),
    colour: row.colour,
  };
}

/** Whether the event of this number moved the deadline or stopped it, and from when to when. */
function movesOf(
  { events }: CaseFile,
  { deadline: id }: DeadlineRecord,
  seq: number,
): { from: string | null; to: string | null } | undefined {
  const event = events[seq - 1];
  switch (event?.kind) {
    case 'deadlineChanged':
      return event.deadline === id ? { from: event.from, to: event.to.dueDate } : undefined;
    case 'clockSuspended':
      return event.deadline.id === id ? { from: event.deadline.dueDate, to: null } : undefined;
    case 'clockResumed':
      return event.deadline.id === id ? { from: event.from, to: event.deadline.dueDate } : undefined;
    case 'clockRequested':
      return event.request.deadline === id ? { from: null, to: event.request.date ?? null } : undefined;
    case 'clockRequestDecided':
      return event.deadline === id ? { from: null, to: null } : undefined;
    default:
      return undefined;
  }
}
