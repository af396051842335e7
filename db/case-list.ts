/** Cases: lists, the ledger's items, the supervisor's board, and what hangs on one case. */
import {
  and,
  asc,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  not,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { caseTable, deadline, incident, journal, progress } from './schema/index.ts';
import { containing, type CaseRecord } from './work-list.ts';

export type DeadlineRecord = typeof deadline.$inferSelect;
export type IncidentRecord = typeof incident.$inferSelect;

export interface CaseFilter {
  /** `closed`: every status but active. */
  status?: CaseRecord['status'] | 'closed';
  stage?: string;
  /** True: of those in no stage. */
  withoutStage?: boolean;
  unit?: string;
  /** True: of those that no unit is responsible for. */
  withoutUnit?: boolean;
  /** True: with an open incident; false: without. */
  incidents?: boolean;
  template?: string;
  /** True: open and past its instant at `now`; false: the others. */
  overdue?: boolean;
  /** True: open, and its clock stands still; false: the others. */
  stopped?: boolean;
  /** Not late itself, while another of its clocks is in red. */
  supervised?: boolean;
  /** Open, not past at `now`, and due on this date or before. */
  dueBy?: string;
  dueFrom?: string;
  dueTo?: string;
  category?: string;
  /** Class of a rectification item. */
  class?: string;
  /** Person id: 我发起. By index `case_started_by`. */
  startedBy?: string;
  /** Id of a ledger import. */
  import?: string;
  q?: string;
  /** The tenant's now (ISO). */
  now: string;
}

export interface CasePage {
  rows: CaseRecord[];
  next: string | null;
}

/** Newest first. By index `case_newest`, `case_by_unit` or `case_by_status`. */
export async function listCases(
  tx: Tx,
  ask: { filter: CaseFilter; cursor?: string; limit: number },
): Promise<CasePage> {
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['instant', 'uuid']);
  const rows = await tx
    .select()
    .from(caseTable)
    .where(
      and(
        inFilter(ask.filter),
        after &&
          sql`(${caseTable.startedAt}, ${caseTable.caseId}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(caseTable.startedAt), desc(caseTable.caseId))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return { rows: rows.slice(0, ask.limit), next: last ? cursorOf([last.startedAt, last.caseId]) : null };
}

export async function countCases(tx: Tx, filter: CaseFilter): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(caseTable)
    .where(inFilter(filter));
  return row?.count ?? 0;
}

/** Values of a fact that occur in the cases of a template, for a filter: at most 200. */
export async function valuesOfFact(tx: Tx, template: string, fact: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ value: sql<string>`${caseTable.facts} ->> ${fact}` })
    .from(caseTable)
    .where(and(eq(caseTable.template, template), isNotNull(sql`${caseTable.facts} ->> ${fact}`)))
    .orderBy(sql`1`)
    .limit(200);
  return rows.map((row) => row.value);
}

export async function findCase(tx: Tx, caseId: string): Promise<CaseRecord | undefined> {
  const [row] = await tx.select().from(caseTable).where(eq(caseTable.caseId, caseId));
  return row;
}

export const findCases = (tx: Tx, ids: readonly string[]): Promise<CaseRecord[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(caseTable)
        .where(inArray(caseTable.caseId, [...ids]));

/** Numbers and titles of those of the cases that are seen, however many are asked for. */
export const titlesOf = (
  tx: Tx,
  ids: readonly string[],
): Promise<Pick<CaseRecord, 'caseId' | 'number' | 'title'>[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select({ caseId: caseTable.caseId, number: caseTable.number, title: caseTable.title })
        .from(caseTable)
        .where(sql`${caseTable.caseId} = any (${sql.param([...ids])}::uuid[])`);

export const childrenOf = (tx: Tx, caseId: string): Promise<CaseRecord[]> =>
  tx.select().from(caseTable).where(eq(caseTable.parentCase, caseId)).orderBy(asc(caseTable.startedAt));

/** Those that it called in which no person has done anything: who acted stands beside the sealed journal. */
export async function untouchedCallsOf(tx: Tx, caseId: string): Promise<string[]> {
  const byPerson = sql`exists (
    select from ${journal} where ${journal.caseId} = ${caseTable.caseId} and ${journal.actor} like 'person:%')`;
  const rows = await tx
    .select({ caseId: caseTable.caseId })
    .from(caseTable)
    .where(and(eq(caseTable.parentCase, caseId), not(byPerson)))
    .orderBy(asc(caseTable.startedAt));
  return rows.map((row) => row.caseId);
}

/** Open cases that the person began. By index `case_started_by`. */
export async function countStartedBy(tx: Tx, person: string, now: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(caseTable)
    .where(inFilter({ startedBy: person, status: 'active', now }));
  return row?.count ?? 0;
}

/** Those that submit this one anew. */
export const resubmissionsOf = (tx: Tx, caseId: string): Promise<CaseRecord[]> =>
  tx.select().from(caseTable).where(eq(caseTable.resubmissionOf, caseId)).orderBy(asc(caseTable.startedAt));

export const openDeadlinesOf = (tx: Tx, caseId: string): Promise<DeadlineRecord[]> =>
  tx
    .select()
    .from(deadline)
    .where(and(eq(deadline.caseId, caseId), isNull(deadline.closedAt)))
    .orderBy(asc(deadline.depth), asc(deadline.due));

export async function findDeadline(tx: Tx, caseId: string, id: string): Promise<DeadlineRecord | undefined> {
  const [row] = await tx
    .select()
    .from(deadline)
    .where(and(eq(deadline.caseId, caseId), eq(deadline.deadline, id)));
  return row;
}

export const openIncidentsOf = (tx: Tx, caseId: string): Promise<IncidentRecord[]> =>
  tx
    .select()
    .from(incident)
    .where(and(eq(incident.caseId, caseId), isNull(incident.resolvedAt)))
    .orderBy(asc(incident.raisedAt));

export const newestProgressOf = (
  tx: Tx,
  caseId: string,
  limit: number,
): Promise<(typeof progress.$inferSelect)[]> =>
  tx.select().from(progress).where(eq(progress.caseId, caseId)).orderBy(desc(progress.entry)).limit(limit);

/** The chain as kept: hashes and sealed rows, for those who verify it. */
export const chainOf = (tx: Tx, caseId: string, page: { after: number; limit: number }) =>
  tx
    .select({
      seq: journal.seq,
      at: journal.at,
      kind: journal.kind,
      actor: journal.actor,
      previousHash: journal.previousHash,
      hash: journal.hash,
    })
    .from(journal)
    .where(and(eq(journal.caseId, caseId), sql`${journal.seq} > ${page.after}`))
    .orderBy(asc(journal.seq))
    .limit(page.limit);

export interface BoardRow {
  unit: string | null;
  stage: string | null;
  open: number;
  overdue: number;
  dueSoon: number;
  /** Their clocks stand still: neither late nor due. */
  stopped: number;
  /** Not late themselves, while another of their clocks is in red. */
  supervised: number;
  closed: number;
  incidents: number;
}

/** Cases counted by unit and stage: open, of these overdue at `now`, due by `dueBy` and stopped, and closed. */
export const countForBoard = (
  tx: Tx,
  ask: { template?: string; now: string; dueBy: string },
): Promise<BoardRow[]> => {
  const isOpen = eq(caseTable.status, 'active');
  const counted = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition})::int`;
  return tx
    .select({
      unit: caseTable.responsibleUnit,
      stage: caseTable.stage,
      open: counted(isOpen),
      overdue: counted(and(isOpen, lt(caseTable.due, ask.now))),
      dueSoon: counted(and(isOpen, gte(caseTable.due, ask.now), lte(caseTable.dueDate, ask.dueBy))),
      stopped: counted(and(isOpen, isNotNull(caseTable.clockStoppedAt))),
      supervised: counted(isSupervised(ask.now)),
      closed: counted(sql`${caseTable.status} <> 'active'`),
      incidents: counted(and(isOpen, sql`${caseTable.openIncidents} > 0`)),
    })
    .from(caseTable)
    .where(ask.template === undefined ? undefined : eq(caseTable.template, ask.template))
    .groupBy(caseTable.responsibleUnit, caseTable.stage);
};

/** One step of a case may be long late, and supervised, while the case as a whole still has time: nobody should take it for on track. */
const isSupervised = (now: string) =>
  and(
    eq(caseTable.status, 'active'),
    eq(caseTable.colour, 'red'),
    or(isNull(caseTable.due), gte(caseTable.due, now)),
  )!;

/** Cases that run now, by template and version. */
export const countOpenByVersion = (tx: Tx): Promise<{ template: string; version: number; open: number }[]> =>
  tx
    .select({
      template: caseTable.template,
      version: caseTable.templateVersion,
      open: sql<number>`count(*)::int`,
    })
    .from(caseTable)
    .where(eq(caseTable.status, 'active'))
    .groupBy(caseTable.template, caseTable.templateVersion);

export async function countProvisionalDeadlines(tx: Tx): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(deadline)
    .where(and(isNull(deadline.closedAt), eq(deadline.provisional, true)));
  return row?.count ?? 0;
}

function inFilter(filter: CaseFilter): SQL | undefined {
  const isOpen = eq(caseTable.status, 'active');
  const isLate = and(isOpen, lt(caseTable.due, filter.now));
  const given = <T>(value: T | undefined, condition: (value: T) => SQL | undefined) =>
    value === undefined ? undefined : condition(value);
  return and(
    given(filter.status, (status) =>
      status === 'closed' ? sql`${caseTable.status} <> 'active'` : eq(caseTable.status, status),
    ),
    given(filter.stage, (stage) => eq(caseTable.stage, stage)),
    given(filter.withoutStage, (none) => (none ? isNull(caseTable.stage) : isNotNull(caseTable.stage))),
    given(filter.unit, (unit) => eq(caseTable.responsibleUnit, unit)),
    given(filter.withoutUnit, (none) =>
      none ? isNull(caseTable.responsibleUnit) : isNotNull(caseTable.responsibleUnit),
    ),
    given(filter.incidents, (some) =>
      some ? sql`${caseTable.openIncidents} > 0` : sql`${caseTable.openIncidents} = 0`,
    ),
    given(filter.template, (template) => eq(caseTable.template, template)),
    given(filter.overdue, (overdue) =>
      overdue
        ? isLate
        : or(sql`${caseTable.status} <> 'active'`, isNull(caseTable.due), gte(caseTable.due, filter.now)),
    ),
    given(filter.stopped, (some) => {
      const isStopped = and(isOpen, isNotNull(caseTable.clockStoppedAt));
      return some ? isStopped : not(isStopped!);
    }),
    given(filter.supervised, (some) => {
      const supervised = isSupervised(filter.now);
      return some ? supervised : sql`(${supervised}) is not true`;
    }),
    given(filter.dueBy, (date) => and(isOpen, gte(caseTable.due, filter.now), lte(caseTable.dueDate, date))),
    given(filter.dueFrom, (date) => gte(caseTable.dueDate, date)),
    given(filter.dueTo, (date) => lte(caseTable.dueDate, date)),
    given(filter.startedBy, (person) => eq(caseTable.startedBy, person)),
    given(filter.category, (category) => sql`${caseTable.facts} ->> 'category' = ${category}`),
    given(filter.class, (value) => sql`${caseTable.facts} ->> 'rectificationClass' = ${value}`),
    given(
      filter.import,
      (id) => sql`${caseTable.caseId} in (select case_id from ledger_row where import_id = ${id}::uuid)`,
    ),
    containing(filter.q),
  );
}
