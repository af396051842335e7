/** Lists at 20,000 cases are read from the indexes made for them, and a page costs what a page has. */
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { countCases, countForBoard, listCases } from '../../db/case-list.ts';
import { inScope, openDatabase, person, type Tx } from '../../db/connection.ts';
import { seatsOf } from '../../db/substitution-chains.ts';
import { countTodo, listDone, listTodo } from '../../db/work-list.ts';
import { freshDatabase } from '../support/database.ts';

const { asOwner, url } = await freshDatabase();
/** One connection, so that its counts of scans can be made to show at once. */
const single = openDatabase(url, { connections: 1 });
const cases = 20_000;
/** One in twenty is strict: those of every twentieth unit, seen by its officer, and by a person. */
const countyCases = (cases / 20) * 19;
const now = '2026-09-07T01:00:00.000Z';
const at = { now, today: '2026-09-07' };

beforeAll(async () => {
  await asOwner.unsafe(`
    insert into "case" (case_id, tenant_id, template, template_version, model, number, title, status, responsible_unit, units,
      started_at, changed_at, seq, due_date, due, facts)
    select md5(i::text)::uuid, 'qinghe', 'item', 1, 'm', i::text, 'title ' || i,
      case when i % 10 = 0 then 'completed' else 'active' end, 'u' || i % 200, '[]',
      timestamptz '${now}' - i * interval '1 minute', '${now}', 5, date '2026-09-01' + i % 60,
      timestamptz '2026-09-01' + i % 60 * interval '1 day', '{}'
    from generate_series(1, ${cases}) i;
    insert into case_unit (tenant_id, case_id, unit, role, template, started_at)
      select tenant_id, case_id, responsible_unit, 'responsible', template, started_at from "case";
    insert into strict_case (tenant_id, case_id, barred, took_part) select tenant_id, case_id, '{}', '{}' from "case" where number::int % 20 = 3;
    insert into case_seat (tenant_id, case_id, post, unit, person, template, barred, started_at)
      select tenant_id, case_id, 'officer', responsible_unit, '', template, '{}'::text[], started_at from "case" join strict_case using (tenant_id, case_id)
      union all
      select tenant_id, case_id, '', '', 'p' || number::int / 20 % 100, template, '{}'::text[], started_at from "case" join strict_case using (tenant_id, case_id);
    delete from case_unit using strict_case where case_unit.case_id = strict_case.case_id;
    insert into task (tenant_id, case_id, task, token, node, lineage, name, outcomes, candidates, excluded_units, due_date, due,
      generation, created_at, closed_at, closed_how, completed_by)
    select tenant_id, case_id, 't5', 'k4', 'plan', '{plan}', '{"zh":"方案"}', '{}', '[]', '{}', due_date, due, 1, started_at,
      case when status = 'completed' then changed_at end, case when status = 'completed' then 'completed' end,
      case when status = 'completed' then 'p' || number::int / 10 % 100 end
    from "case";
    insert into task_candidate (tenant_id, case_id, task, post, unit, due_key)
      select tenant_id, task.case_id, task, 'officer', responsible_unit, task.due
    from task join "case" using (tenant_id, case_id) where closed_at is null;
    analyze`);
  return () => single.close();
});

/** Indexes that the work read, and tables that it read from end to end; run often enough for the plan that stays. */
async function readsOf(work: (tx: Tx) => Promise<unknown>, units: string[], seesAll = false) {
  const seats = seatsOf({ person: 'p7', posts: units.map((unit) => ({ post: 'officer', unit })) });
  const scope = person({ tenant: 'qinghe', person: 'p7', units, seats, seesAll });
  const scans = () =>
    inScope(single, scope, (tx) =>
      tx.execute<{ name: string; count: string }>(sql`
        select indexrelname as name, idx_scan as count from pg_stat_user_indexes
        union all select relname || ' from end to end', seq_scan from pg_stat_user_tables
          where relname in ('case', 'task', 'task_candidate', 'case_unit', 'case_seat')`),
    );
  const flush = () => inScope(single, scope, (tx) => tx.execute(sql`select pg_stat_force_next_flush()`));
  await flush();
  const before = new Map((await scans()).map(({ name, count }) => [name, count]));
  for (let times = 0; times < 8; times++) await inScope(single, scope, work);
  await flush();
  return (await scans()).filter(({ name, count }) => before.get(name) !== count).map(({ name }) => name);
}

const who = {
  person: 'p7',
  posts: [
    { post: 'officer', unit: 'u7' },
    { post: 'officer', unit: 'u8' },
  ],
};

test('the work list', async () => {
  const reads = await readsOf((tx) => listTodo(tx, { who, filter: {}, at, limit: 50 }), ['u7', 'u8']);
  expect(reads).toContain('task_candidate_todo');
  expect(reads.filter((name) => name.endsWith('end to end'))).toEqual([]);
});

test('the counts beside it', async () => {
  const reads = await readsOf((tx) => countTodo(tx, { who, filter: {}, at }), ['u7', 'u8']);
  expect(reads).toContain('task_candidate_todo');
  expect(reads.filter((name) => name.endsWith('end to end'))).toEqual([]);
});

test('what I did', async () => {
  const reads = await readsOf((tx) => listDone(tx, { person: 'p7', filter: {}, limit: 50 }), ['u7']);
  expect(reads).toContain('task_done_newest');
  expect(reads.filter((name) => name.endsWith('end to end'))).toEqual([]);
});

test('all cases of the county, newest first, also deep in the list', async () => {
  let cursor: string | undefined;
  const reads = await readsOf(
    async (tx) => {
      cursor = (await listCases(tx, { filter: { now }, cursor, limit: 50 })).next ?? undefined;
    },
    [],
    true,
  );
  // Strict cases are left out by their ids, but for those in which the reader has a seat.
  expect(reads).toEqual(['case_newest', 'case_seat_newest']);
});

test('the cases of a seat: the work list, and the cases that it sees', async () => {
  const seated = { person: 'p7', posts: ['u3', 'u23'].map((unit) => ({ post: 'officer', unit })) };
  const all = { now, unit: 'u3' };
  const found: number[] = [];
  const reads = await readsOf(
    async (tx) => {
      const todo = await listTodo(tx, { who: seated, filter: {}, at, limit: 50 });
      const listed = await listCases(tx, { filter: all, limit: 50 });
      found.push(todo.rows.length, listed.rows.length, await countCases(tx, all));
    },
    ['u3', 'u23'],
  );
  expect(found.slice(0, 3)).toEqual([50, 50, 100]);
  expect(reads).toContain('case_seat_newest');
  expect(reads.filter((name) => name.endsWith('end to end'))).toEqual([]);
});

test('the cases of one unit, newest first', async () => {
  const reads = await readsOf((tx) => listCases(tx, { filter: { now, unit: 'u7' }, limit: 50 }), [], true);
  expect(reads).toEqual(['case_by_unit']);
});

test('the cases that a unit sees', async () => {
  const list = (tx: Tx) => listCases(tx, { filter: { now }, limit: 50 });
  const reads = await readsOf(list, ['u7']);
  expect(reads.filter((name) => name.endsWith('end to end'))).toEqual([]);
});

test('a page follows the one before without a gap or a repeat', async () => {
  const seen: string[] = [];
  const scope = person({ tenant: 'qinghe', person: 'p7', units: [], seesAll: true });
  for (let cursor: string | null | undefined; cursor !== null && seen.length < 500;) {
    const page = await inScope(single, scope, (tx) =>
      listCases(tx, { filter: { now, unit: 'u7' }, cursor: cursor ?? undefined, limit: 30 }),
    );
    seen.push(...page.rows.map((row) => row.number));
    cursor = page.next;
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => String(7 + index * 200)));
});

test('the board counts every case of the county once, but for strict ones', async () => {
  const scope = person({ tenant: 'qinghe', person: 'p7', units: [], seesAll: true });
  const rows = await inScope(single, scope, (tx) => countForBoard(tx, { now, dueBy: '2026-09-09' }));
  expect(rows.reduce((sum, row) => sum + row.open + row.closed, 0)).toBe(countyCases);
  expect(await inScope(single, scope, (tx) => countCases(tx, { now }))).toBe(countyCases);
});
