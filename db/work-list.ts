/** 待办 and 已办: the tasks that a person could do, and those they did. Paged by key, each by the index made for it. */
import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import { seatName, type Tx } from './connection.ts';
import { seatsOf, type StandIn } from './substitution-chains.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { caseTable, task, taskCandidate, taskDraft } from './schema/index.ts';

export type TaskRecord = typeof task.$inferSelect;
export type CaseRecord = typeof caseTable.$inferSelect;

export interface TaskInCase {
  task: TaskRecord;
  case: CaseRecord;
  /** In a to-do list: the principal whose task it is; null: it is the person's own. */
  for?: string | null;
}

export interface WorkListFilter {
  bucket?: 'overdue' | 'dueToday' | 'later';
  template?: string;
  unit?: string;
  q?: string;
}

export interface Moment {
  /** The tenant's now (ISO) and today ('YYYY-MM-DD'). */
  now: string;
  today: string;
}

interface Who {
  person: string;
  posts: readonly PostAtUnit[];
  /** Those whose tasks are theirs to do as well. */
  standsInFor?: readonly Pick<StandIn, 'person' | 'posts' | 'templates'>[];
}

export interface TaskPage {
  rows: TaskInCase[];
  next: string | null;
}

/**
 * What the person can do now, overdue first, tasks without a deadline last: tasks of their posts, whoever holds them or they by
 * name; tasks that name them in no capacity; and the same of everyone for whom they stand in. By indexes `task_candidate_todo` and `…_named`.
 */
export async function listTodo(
  tx: Tx,
  ask: { who: Who; filter: WorkListFilter; at: Moment; cursor?: string; limit: number },
): Promise<TaskPage> {
  const way = wayOf(ask.who);
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['instant', 'uuid', 'text']);
  const rows = await tx
    .select({ task, case: caseTable, dueKey: mine.dueKey, way })
    .from(candidates(ask.who))
    .innerJoin(task, and(eq(task.caseId, mine.caseId), eq(task.task, mine.task)))
    .innerJoin(caseTable, eq(caseTable.caseId, mine.caseId))
    .where(
      and(
        isNotNull(way),
        inFilter(ask.filter),
        inBucket(ask.filter.bucket, ask.at),
        after &&
          sql`(${mine.dueKey}, ${mine.caseId}, ${mine.task}) > (${after[0]}, ${after[1]}::uuid, ${after[2]})`,
      ),
    )
    .orderBy(asc(mine.dueKey), asc(mine.caseId), asc(mine.task))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  const ways = waysOf(ask.who);
  return {
    rows: rows
      .slice(0, ask.limit)
      .map((row) => ({ task: row.task, case: row.case, for: row.way ? ways[row.way]!.person : null })),
    next: last ? cursorOf([last.dueKey, last.task.caseId, last.task.task]) : null,
  };
}

export async function countTodo(
  tx: Tx,
  ask: { who: Who; filter: WorkListFilter; at: Moment },
): Promise<{ overdue: number; dueToday: number; later: number }> {
  const inThis = (bucket: WorkListFilter['bucket']) =>
    sql<number>`count(*) filter (where ${inBucket(bucket, ask.at)})::int`;
  const [row] = await tx
    .select({ overdue: inThis('overdue'), dueToday: inThis('dueToday'), later: inThis('later') })
    .from(candidates(ask.who))
    .innerJoin(task, and(eq(task.caseId, mine.caseId), eq(task.task, mine.task)))
    .innerJoin(caseTable, eq(caseTable.caseId, mine.caseId))
    .where(and(isNotNull(wayOf(ask.who)), inFilter(ask.filter)));
  return row ?? { overdue: 0, dueToday: 0, later: 0 };
}

/** What the person completed, newest first. By index `task_done_newest`. */
export async function listDone(
  tx: Tx,
  ask: { person: string; filter: WorkListFilter; cursor?: string; limit: number },
): Promise<TaskPage> {
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['instant', 'uuid', 'text']);
  const rows = await tx
    .select({ task, case: caseTable })
    .from(task)
    .innerJoin(caseTable, eq(caseTable.caseId, task.caseId))
    .where(
      and(
        eq(task.completedBy, ask.person),
        inFilter(ask.filter),
        after &&
          sql`(${task.closedAt}, ${task.caseId}, ${task.task}) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]})`,
      ),
    )
    .orderBy(desc(task.closedAt), desc(task.caseId), desc(task.task))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return {
    rows: rows.slice(0, ask.limit),
    next: last ? cursorOf([last.task.closedAt ?? '', last.task.caseId, last.task.task]) : null,
  };
}

export async function countDone(tx: Tx, person: string, filter: WorkListFilter): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(task)
    .innerJoin(caseTable, eq(caseTable.caseId, task.caseId))
    .where(and(eq(task.completedBy, person), inFilter(filter)));
  return row?.count ?? 0;
}

export async function findTask(tx: Tx, caseId: string, id: string): Promise<TaskInCase | undefined> {
  const [row] = await tx
    .select({ task, case: caseTable })
    .from(task)
    .innerJoin(caseTable, eq(caseTable.caseId, task.caseId))
    .where(and(eq(task.caseId, caseId), eq(task.task, id)));
  return row;
}

/** The same of many at once, of those that are seen, in no order. */
export const findTasks = (
  tx: Tx,
  asked: readonly { caseId: string; task: string }[],
): Promise<TaskInCase[]> =>
  tx
    .select({ task, case: caseTable })
    .from(task)
    .innerJoin(caseTable, eq(caseTable.caseId, task.caseId))
    .where(
      sql`(${task.caseId}, ${task.task}) in (
        select "caseId", task from json_to_recordset(${JSON.stringify(asked)}::json) as asked ("caseId" uuid, task text))`,
    );

export const openTasksOf = (tx: Tx, caseId: string): Promise<TaskRecord[]> =>
  tx
    .select()
    .from(task)
    .where(and(eq(task.caseId, caseId), isNull(task.closedHow)))
    .orderBy(asc(task.createdAt), asc(task.task));

/** The person's own draft of a task, sealed by the caller; theirs alone. */
export async function findDraft(
  tx: Tx,
  key: { person: string; caseId: string; task: string },
): Promise<typeof taskDraft.$inferSelect | undefined> {
  const [row] = await tx
    .select()
    .from(taskDraft)
    .where(
      and(eq(taskDraft.person, key.person), eq(taskDraft.caseId, key.caseId), eq(taskDraft.task, key.task)),
    );
  return row;
}

export async function saveDraft(tx: Tx, row: typeof taskDraft.$inferInsert): Promise<void> {
  await tx
    .insert(taskDraft)
    .values(row)
    .onConflictDoUpdate({
      target: [taskDraft.tenantId, taskDraft.person, taskDraft.caseId, taskDraft.task],
      set: { values: row.values, savedAt: row.savedAt },
    });
}

/** The ways in which a task is the person's to do: 0 as themselves, then each of those for whom they stand in. */
function waysOf({ person, posts, standsInFor = [] }: Who) {
  const own = posts.map(({ unit }) => unit);
  const seats = seatNames({ person, posts });
  return [
    { way: 0, person, posts, templates: null, units: own, seats },
    ...standsInFor.map((each, index) => ({
      way: index + 1,
      person: each.person,
      posts: each.posts,
      templates: each.templates,
      units: [...own, ...each.posts.map(({ unit }) => unit)],
      seats: [...seats, ...seatNames(each)],
    })),
  ];
}

const seatNames = (who: Pick<Who, 'person' | 'posts'>): string[] => seatsOf(who).map(seatName);

/** One row for each task, with the ways in which its posts and names allow it. Who is named must still hold the post. */
function candidates(who: Who): SQL {
  const ways = waysOf(who);
  const held = ways.flatMap(({ way, person, posts }) =>
    posts.map(({ post, unit }) => ({ way, person, post, unit })),
  );
  const listOf = <K extends keyof (typeof held)[number]>(key: K) => sql.param(held.map((each) => each[key]));
  return sql`(
    select case_id, task, due_key, array_agg(way) as ways from (
      select candidate.case_id, candidate.task, candidate.due_key, held.way
      from unnest(${sql.param(held.map(({ way }) => String(way)))}::text[]::int[], ${listOf('person')}::text[],
          ${listOf('post')}::text[], ${listOf('unit')}::text[]) as held (way, person, post, unit)
        join task_candidate candidate on candidate.unit = held.unit and candidate.post = held.post
          and (candidate.person is null or candidate.person = held.person)
      union all
      select candidate.case_id, candidate.task, candidate.due_key, held.way
      from unnest(${sql.param(ways.map(({ way }) => String(way)))}::text[]::int[], ${sql.param(ways.map(({ person }) => person))}::text[])
          as held (way, person)
        join task_candidate candidate on candidate.person = held.person and candidate.post = ''
    ) found
    group by case_id, task, due_key) mine`;
}

const mine = {
  caseId: sql<string>`mine.case_id`,
  task: sql<string>`mine.task`,
  dueKey: sql<string>`mine.due_key`.mapWith(taskCandidate.dueKey),
};

/** The first way in which the person may do it; null: they or a unit of theirs must keep out of it, or they stand in for other cases alone. */
const wayOf = (who: Who): SQL<number | null> => {
  const ways = waysOf(who).map(({ way, templates, units, seats }) => ({ way, templates, units, seats }));
  return sql<number | null>`(
    select min(allowed.way) from json_to_recordset(${JSON.stringify(ways)}::json) as allowed (way int, templates text[], units text[], seats text[])
    where allowed.way = any (mine.ways) and not (${task.excludedUnits} && allowed.units) and not (${task.keptOut} && allowed.seats)
      and (allowed.templates is null or ${caseTable.template} = any (allowed.templates)))`;
};

/** On the case of a task. */
export function inFilter({ template, unit, q }: WorkListFilter): SQL | undefined {
  return and(
    template === undefined ? undefined : eq(caseTable.template, template),
    unit === undefined ? undefined : eq(caseTable.responsibleUnit, unit),
    containing(q),
  );
}

/** Part of the number or the title, as typed: `%` and `_` mean themselves. */
export function containing(q: string | undefined): SQL | undefined {
  if (!q) return undefined;
  const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(like(caseTable.number, pattern), like(caseTable.title, pattern));
}

function inBucket(bucket: WorkListFilter['bucket'], { now, today }: Moment): SQL | undefined {
  if (bucket === 'overdue') return lt(task.due, now);
  if (bucket === 'dueToday') return and(gte(task.due, now), lte(task.dueDate, today));
  if (bucket === 'later') return or(isNull(task.due), and(gte(task.due, now), gt(task.dueDate, today)));
  return undefined;
}
