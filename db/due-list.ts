/** What falls due when: running deadlines of units, by date. And requests about deadlines that wait for a decision. */
import { and, asc, desc, eq, gte, isNull, lte, sql, type SQL } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { DeadlineRecord } from './case-list.ts';
import type { Tx } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { caseTable, clockRequest, deadline } from './schema/index.ts';
import type { CountedFrom } from './schema/tasks.ts';
import type { CaseRecord } from './work-list.ts';

export interface DueFilter {
  /** Dates, both included; absent: without that end. */
  from?: string;
  to?: string;
  /** Of cases that rest on one of these units, or whose tasks under the deadline are given to one of them. Absent: all that is seen. */
  units?: readonly string[];
  template?: string;
  /** Who reads it: of deadlines that are their handlers' alone, only those under which they have a task. Absent: all. */
  reader?: { person: string; posts: readonly PostAtUnit[] };
}

export interface DueRow {
  deadline: DeadlineRecord;
  case: CaseRecord;
  /** Whoever can act now on the tasks under it. */
  handlers: Candidate[];
}

/** Running deadlines, the earliest first. By index `deadline_falling_due`. */
export async function listDue(
  tx: Tx,
  ask: { filter: DueFilter; cursor?: string; limit: number },
): Promise<{ rows: DueRow[]; next: string | null }> {
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['date', 'uuid', 'text']);
  const rows = await tx
    .select({
      deadline,
      case: caseTable,
      handlers: sql<Candidate[]>`(
        select coalesce(json_agg(distinct jsonb_strip_nulls(jsonb_build_object(
          'post', candidate.post, 'unit', candidate.unit, 'person', candidate.person))), '[]')
        from ${underIt})`,
    })
    .from(deadline)
    .innerJoin(caseTable, eq(caseTable.caseId, deadline.caseId))
    .where(
      and(
        inFilter(ask.filter),
        after &&
          sql`(${deadline.dueDate}, ${deadline.caseId}, ${deadline.deadline}) > (${after[0]}::date, ${after[1]}::uuid, ${after[2]})`,
      ),
    )
    .orderBy(asc(deadline.dueDate), asc(deadline.caseId), asc(deadline.deadline))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1]!.deadline : undefined;
  return {
    rows: rows.slice(0, ask.limit),
    next: last ? cursorOf([last.dueDate, last.caseId, last.deadline]) : null,
  };
}

/** How many fall due on each day on which any does, and how many of these dates are provisional. */
export const countDueByDay = (
  tx: Tx,
  filter: DueFilter,
): Promise<{ date: string; count: number; provisional: number }[]> =>
  tx
    .select({
      date: deadline.dueDate,
      count: sql<number>`count(*)::int`,
      provisional: sql<number>`count(*) filter (where ${deadline.provisional})::int`,
    })
    .from(deadline)
    .innerJoin(caseTable, eq(caseTable.caseId, deadline.caseId))
    .where(inFilter(filter))
    .groupBy(deadline.dueDate)
    .orderBy(asc(deadline.dueDate));

/** The task is in the very instance whose deadline it is, as far as that is known: up from its token, from scope to owner. */
const isInInstance = sql`(${deadline.token} is null or ${deadline.token} = task.token
  or not exists (select from active_node known where known.case_id = task.case_id and known.token = ${deadline.token}
    and known.scope is not null)
  or exists (
    with recursive up as (
      select token, scope from active_node own where own.case_id = task.case_id and own.token = task.token
      union
      select owner.token, owner.scope from up join active_node owner
        on owner.case_id = task.case_id and owner.inner_scope = up.scope and up.scope <> '')
    select from up where up.token = ${deadline.token}))`;

/** Posts and people of the open tasks that go by the deadline. */
const underIt = sql`task join task_candidate candidate on candidate.case_id = task.case_id and candidate.task = task.task
  where task.case_id = ${deadline.caseId} and task.closed_at is null
    and (${deadline.ofCase} or (${deadline.node} = any (task.lineage) and ${isInInstance}))`;

function inFilter({ from, to, units, template, reader }: DueFilter): SQL | undefined {
  const given = units && sql.param([...units]);
  return and(
    isNull(deadline.closedAt),
    from === undefined ? undefined : gte(deadline.dueDate, from),
    to === undefined ? undefined : lte(deadline.dueDate, to),
    template === undefined ? undefined : eq(caseTable.template, template),
    reader &&
      sql`(${deadline.visibility} <> 'handlers' or exists (
        select from ${underIt} and (candidate.person is null or candidate.person = ${reader.person})
          and (candidate.post, candidate.unit) in (select * from ${postsIn(reader.posts)})))`,
    given &&
      sql`(${caseTable.responsibleUnit} = any (${given}::text[])
        or exists (select from ${underIt} and candidate.unit = any (${given}::text[])))`,
  );
}

const postsIn = (posts: readonly PostAtUnit[]): SQL =>
  sql`unnest(${sql.param(posts.map(({ post }) => post))}::text[], ${sql.param(posts.map(({ unit }) => unit))}::text[])`;

/**
 * Deadlines with a step that asks to be seen, of which nobody has said so yet, and of which one of these people or posts was told: the
 * earliest first. By index `deadline_awaiting`.
 */
export const deadlinesAwaiting = (
  tx: Tx,
  who: { people: readonly string[]; posts: readonly PostAtUnit[] },
  limit: number,
): Promise<{ deadline: DeadlineRecord; case: CaseRecord }[]> =>
  tx
    .select({ deadline, case: caseTable })
    .from(deadline)
    .innerJoin(caseTable, eq(caseTable.caseId, deadline.caseId))
    .where(
      and(
        isNull(deadline.closedAt),
        sql`${deadline.awaiting} <> '[]'`,
        sql`exists (
          select from jsonb_array_elements(${deadline.awaiting}) as awaited,
            jsonb_to_recordset(awaited -> 'tell') as told (post text, unit text, person text)
          where awaited -> 'by' is null and (told.person is null or told.person = any (${sql.param([...who.people])}::text[]))
            and ((told.person is not null and told.post = '') or (told.post, told.unit) in (select * from ${postsIn(who.posts)})))`,
      ),
    )
    .orderBy(asc(deadline.due), asc(deadline.caseId), asc(deadline.deadline))
    .limit(limit);

export type ClockRequestRecord = typeof clockRequest.$inferSelect;

/** Requests that one of these posts may decide now, oldest first. */
export const clockRequestsTo = (
  tx: Tx,
  posts: readonly PostAtUnit[],
  limit: number,
): Promise<{ request: ClockRequestRecord; deadline: DeadlineRecord; case: CaseRecord }[]> =>
  tx
    .select({ request: clockRequest, deadline, case: caseTable })
    .from(clockRequest)
    .innerJoin(caseTable, eq(caseTable.caseId, clockRequest.caseId))
    .innerJoin(
      deadline,
      and(eq(deadline.caseId, clockRequest.caseId), eq(deadline.deadline, clockRequest.deadline)),
    )
    .where(
      and(
        isNull(clockRequest.decidedAt),
        isNull(deadline.closedAt),
        sql`exists (
          select from jsonb_to_recordset(${clockRequest.approvers}) as approver (post text, unit text)
          where (approver.post, approver.unit) in (select * from ${postsIn(posts)}))`,
      ),
    )
    .orderBy(asc(clockRequest.askedAt), asc(clockRequest.caseId), asc(clockRequest.request))
    .limit(limit);

/** Of one case, the newest first. */
export const clockRequestsOf = (tx: Tx, caseId: string): Promise<ClockRequestRecord[]> =>
  tx
    .select()
    .from(clockRequest)
    .where(eq(clockRequest.caseId, caseId))
    .orderBy(desc(clockRequest.askedAt), desc(clockRequest.request));

/** A running deadline with what another calendar needs to count it anew, and what the journal need not be read for. */
export type DeadlineToCount = Pick<
  DeadlineRecord,
  'caseId' | 'deadline' | 'key' | 'node' | 'name' | 'ofCase' | 'startedAt' | 'dueDate' | 'due' | 'provisional'
> & { countedFrom: CountedFrom | null; model: string };

/** Those of all running cases, in the order of cases and deadlines. */
export const deadlinesToCount = (
  tx: Tx,
  page: { after?: readonly [caseId: string, deadline: string]; limit: number },
): Promise<DeadlineToCount[]> =>
  tx
    .select({
      ...{ caseId: deadline.caseId, deadline: deadline.deadline, key: deadline.key, node: deadline.node },
      ...{ name: deadline.name, ofCase: deadline.ofCase, startedAt: deadline.startedAt },
      ...{ dueDate: deadline.dueDate, due: deadline.due, provisional: deadline.provisional },
      ...{ countedFrom: deadline.countedFrom, model: caseTable.model },
    })
    .from(deadline)
    .innerJoin(caseTable, eq(caseTable.caseId, deadline.caseId))
    .where(
      and(
        isNull(deadline.closedAt),
        eq(caseTable.status, 'active'),
        page.after &&
          sql`(${deadline.caseId}, ${deadline.deadline}) > (${page.after[0]}::uuid, ${page.after[1]})`,
      ),
    )
    .orderBy(asc(deadline.caseId), asc(deadline.deadline))
    .limit(page.limit);

/** Running cases with a running deadline, in the order of their ids: whose dates a new calendar may move. */
export async function casesWithDeadlines(tx: Tx, page: { after?: string; limit: number }): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ caseId: deadline.caseId })
    .from(deadline)
    .innerJoin(caseTable, eq(caseTable.caseId, deadline.caseId))
    .where(
      and(
        isNull(deadline.closedAt),
        eq(caseTable.status, 'active'),
        page.after === undefined ? undefined : sql`${deadline.caseId} > ${page.after}::uuid`,
      ),
    )
    .orderBy(asc(deadline.caseId))
    .limit(page.limit);
  return rows.map((row) => row.caseId);
}
