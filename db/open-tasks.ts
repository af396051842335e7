/** Open tasks of whomever: for acts on many at once, and for whoever leaves. */
import { and, asc, eq, gte, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { caseTable, namedAhead, task, taskCandidate, taskDraft } from './schema/index.ts';
import { inFilter, type CaseRecord, type TaskInCase } from './work-list.ts';

export interface OpenTaskFilter {
  template?: string;
  node?: string;
  /** The unit that the case rests on. */
  unit?: string;
  /** Named by the task, or has claimed it. */
  person?: string;
  /** A post that may do it, at any unit or at `postUnit`. */
  post?: string;
  postUnit?: string;
  /** True: past its instant at `now`. */
  overdue?: boolean;
  q?: string;
  now: string;
}

/** Open tasks of all that is seen, the oldest first: for acts on many. At most `limit`; tasks that wait for others are not among them. */
export async function listOpenTasks(
  tx: Tx,
  { filter, limit }: { filter: OpenTaskFilter; limit: number },
): Promise<TaskInCase[]> {
  const given = <T>(value: T | undefined, condition: (value: T) => SQL | undefined) =>
    value === undefined ? undefined : condition(value);
  const candidate = (condition: SQL) => sql`exists (
    select from ${taskCandidate} where ${taskCandidate.caseId} = ${task.caseId} and ${taskCandidate.task} = ${task.task} and ${condition})`;
  return openTasks(tx, limit, [
    isNull(task.waits),
    inFilter(filter),
    given(filter.node, (node) => eq(task.node, node)),
    given(filter.person, (person) =>
      or(eq(task.claimedBy, person), candidate(sql`${taskCandidate.person} = ${person}`)),
    ),
    given(filter.post, (post) => candidate(sql`${taskCandidate.post} = ${post}`)),
    given(filter.postUnit, (unit) =>
      candidate(
        and(
          eq(taskCandidate.unit, unit),
          given(filter.post, (post) => eq(taskCandidate.post, post)),
        )!,
      ),
    ),
    given(filter.overdue, (overdue) =>
      overdue ? lt(task.due, filter.now) : or(isNull(task.due), gte(task.due, filter.now)),
    ),
  ]);
}

/** Open tasks that are this person's alone: that name them (also such as wait), or that they have claimed. For whoever leaves. */
export const tasksInHand = (tx: Tx, person: string, limit: number): Promise<TaskInCase[]> =>
  openTasks(tx, limit, [
    or(
      eq(task.claimedBy, person),
      sql`${task.candidates} @> ${JSON.stringify([{ person }])}::jsonb`,
      sql`${task.delegatedBy} @> ${JSON.stringify([{ by: person }])}::jsonb`,
    ),
  ]);

/** Open tasks of which this person has a draft: what they noted, and nobody else reads. */
export const tasksDraftedBy = (tx: Tx, person: string, limit: number): Promise<TaskInCase[]> =>
  openTasks(tx, limit, [
    sql`exists (
      select from ${taskDraft} where ${taskDraft.caseId} = ${task.caseId} and ${taskDraft.task} = ${task.task}
        and ${taskDraft.person} = ${person})`,
  ]);

/** Running cases that name this person for what is still to come or has been, or did: which of it is left is in their state. By index `named_ahead_by_person`. */
export const casesNamingAhead = async (tx: Tx, person: string, limit: number): Promise<CaseRecord[]> => {
  const rows = await tx
    .select({ case: caseTable })
    .from(namedAhead)
    .innerJoin(caseTable, eq(caseTable.caseId, namedAhead.caseId))
    .where(and(eq(namedAhead.person, person), eq(caseTable.status, 'active')))
    .orderBy(asc(caseTable.startedAt), asc(caseTable.caseId))
    .limit(limit);
  return rows.map((row) => row.case);
};

/** The oldest first. */
const openTasks = (tx: Tx, limit: number, conditions: (SQL | undefined)[]): Promise<TaskInCase[]> =>
  tx
    .select({ task, case: caseTable })
    .from(task)
    .innerJoin(caseTable, eq(caseTable.caseId, task.caseId))
    .where(and(isNull(task.closedAt), ...conditions))
    .orderBy(asc(task.createdAt), asc(task.caseId), asc(task.task))
    .limit(limit);
