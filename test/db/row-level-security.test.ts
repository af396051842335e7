import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  inScope,
  machineRole,
  openDatabase,
  person,
  platform,
  system,
  type Scope,
} from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { caseTable, task } from '../../db/schema/index.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner, url } = await freshDatabase();
await seedCounty(db, 'qinghe');
await seedCounty(db, 'linshui');

const record = await openRecordedCase(db, keys, longProcess, {
  units: [{ unit: 'school', role: 'responsible' }],
});
await record.commit(begunLongCase().events);

const tablesOfCases = ['case', 'task', 'task_candidate', 'deadline', 'active_node', 'journal'];
const countIn = (scope: Scope, table: string) =>
  inScope(db, scope, async (tx) => {
    const [row] = await tx.execute<{ count: number }>(
      sql`select count(*)::int from ${sql.identifier(table)}`,
    );
    return row!.count;
  });
const of = (units: string[], seesAll = false, tenant = 'qinghe') =>
  person({ tenant, person: 'p9', units, seesAll });

test('every table with a tenant forces row-level security and has a policy', async () => {
  const rows = await asOwner`
    select relname from pg_class c join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relkind = 'r' and relname <> 'content' and not (
      relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))`;
  expect(rows).toEqual([]);
});

test("the application's role owns nothing and bypasses nothing", async () => {
  const [role] =
    await asOwner`select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'rectiflow_app'`;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  const [who] = await inScope(db, platform, (tx) => tx.execute(sql`select current_user`));
  expect(who).toEqual({ current_user: 'rectiflow_app' });
});

test("the machine's role is one that only the application may take, and bypasses nothing", async () => {
  const [role] =
    await asOwner`select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin from pg_roles where rolname = ${machineRole}`;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false });
  const [app] = await asOwner`
    select pg_has_role('rectiflow_app', ${machineRole}, 'usage') as has, pg_has_role('rectiflow_app', ${machineRole}, 'set') as may_take`;
  expect(app).toEqual({ has: false, may_take: true });
});

test('the machine sees all of a tenant and nothing of another, and acts for nobody', async () => {
  const machine = openDatabase(url, { role: machineRole, connections: 1 });
  const count = (scope: Scope, table: string) =>
    inScope(machine, scope, async (tx) => {
      const [row] = await tx.execute<{ count: number }>(
        sql`select count(*)::int from ${sql.identifier(table)}`,
      );
      return row!.count;
    });
  for (const table of [...tablesOfCases, 'case_unit', 'task_draft']) {
    expect(await count(system('qinghe'), table)).toBe(await countIn(system('qinghe'), table));
    expect(await count(system('linshui'), table)).toBe(0);
    expect(await count(platform, table)).toBe(0);
    await expect(count(of(['school']), table)).rejects.toThrow(/found one of a person/);
  }
  expect(await count(system('qinghe'), 'task')).toBeGreaterThan(0);
  const move = (tenant: string) =>
    inScope(machine, system('qinghe'), (tx) =>
      tx.execute(sql`update task set tenant_id = ${tenant} where tenant_id = 'qinghe'`),
    );
  await expect(move('linshui')).rejects.toThrow(/row-level security/);
  for (const statement of ['update journal set kind = kind', 'delete from journal', 'delete from case_key'])
    await expect(inScope(machine, system('qinghe'), (tx) => tx.execute(sql.raw(statement)))).rejects.toThrow(
      /permission denied/,
    );
  await machine.close();
});

test('no policy of a table holds for everybody, and each is held for the machine too', async () => {
  const rows = await asOwner`
    select tablename from pg_policies where schemaname = 'public'
    group by tablename having bool_or('public' = any (roles)) or not bool_or(${machineRole} = any (roles))`;
  expect(rows).toEqual([]);
});

test.each(tablesOfCases)(
  'of %s, those see rows whose unit takes part, and those who see all of the county',
  async (table) => {
    expect(await countIn(of(['school']), table)).toBeGreaterThan(0);
    expect(await countIn(of(['other-school', 'school']), table)).toBeGreaterThan(0);
    expect(await countIn(of([], true), table)).toBeGreaterThan(0);
    expect(await countIn(of(['other-school']), table)).toBe(0);
    expect(await countIn(of([]), table)).toBe(0);
    expect(await countIn(of(['school'], true, 'linshui'), table)).toBe(0);
    expect(await countIn(platform, table)).toBe(0);
    expect(await countIn({}, table)).toBe(0);
  },
);

test('a unit that is given a task sees the case from then on', async () => {
  const run = begunLongCase();
  const another = await openRecordedCase(db, keys, longProcess);
  await another.commit(run.events);
  const seen = async () => (await inScope(db, of(['bureau']), (tx) => tx.select().from(caseTable))).length;
  expect(await seen()).toBe(0);
  run.complete('plan', {}, { outcome: 'submit' });
  await another.commit(run.events);
  expect(await seen()).toBe(1);
});

test('unit ids with commas, quotes and braces are themselves', async () => {
  expect(await countIn(of(['a,school', '"school"', '{school}', "school'", '\\school']), 'case')).toBe(0);
});

test('nothing of a scope is left on a connection for the next to use it', async () => {
  const single = openDatabase(url, { connections: 1 });
  await inScope(single, system('qinghe'), async () => undefined);
  const rows = await inScope(single, {}, (tx) => tx.select().from(task));
  await expect(inScope(single, system('qinghe'), () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect([...rows, ...(await inScope(single, {}, (tx) => tx.select().from(task)))]).toEqual([]);
  await single.close();
});

test('rows of another tenant can be neither read nor written', async () => {
  await expect(
    inScope(db, system('linshui'), (tx) =>
      tx.execute(sql`insert into post values ('qinghe', 'x', '{}', '{}', '2026-01-01')`),
    ),
  ).rejects.toThrow(/row-level security/);
});

test.each([
  'update journal set kind = kind',
  'delete from journal',
  'truncate journal',
  'update content set kind = kind',
])('"%s" is refused to the application, and to the owner', async (statement) => {
  await expect(inScope(db, system('qinghe'), (tx) => tx.execute(sql.raw(statement)))).rejects.toThrow(
    /permission denied/,
  );
  await expect(asOwner.unsafe(statement)).rejects.toThrow(/added and never changed/);
});

test('a failed statement tells neither its values nor the row', async () => {
  const id = randomUUID();
  const insert = () =>
    inScope(db, system('qinghe'), (tx) =>
      tx.execute(sql`insert into person (tenant_id, id, name) values ('qinghe', ${id}, '王某某')`),
    );
  await insert();
  const error: unknown = await insert().catch((caught: unknown) => caught);
  expect(String((error as Error).stack) + JSON.stringify(error)).not.toMatch(new RegExp(`王某某|${id}`));
});

test('migrating again, and by several at once, changes nothing', async () => {
  await Promise.all([migrate(url), migrate(url)]);
  expect(await countIn(system('qinghe'), 'tenant')).toBe(1);
});
