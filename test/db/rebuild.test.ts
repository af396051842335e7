import { expect, test } from 'vitest';
import { readModelTables } from '../../db/read-model/index.ts';
import { rebuild } from '../../db/rebuild.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, inspector, longProcess, walk } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db, asOwner } = database;
await seedCounty(db, 'qinghe');
await seedCounty(db, 'linshui');

/** Cases of two counties: fresh, under way, overdue, closed; each committed as its steps came. */
async function fill() {
  for (const tenant of ['qinghe', 'linshui']) {
    for (let walked = 0; walked < 6; walked++) {
      const run = begunLongCase();
      const record = await openRecordedCase(db, keys, longProcess, {
        tenant,
        units: [{ unit: 'school', role: 'responsible' }],
      });
      await record.commit(run.events);
      let seed = walked;
      const pick = (below: number) => (seed = (seed * 7919 + 104_729) % 1_000_003) % below;
      for (let move = 0; move < walked * 3; move++) {
        const before = run.events.length;
        walk(run, pick);
        await record.commit(run.events.slice(before));
      }
      if (walked === 5 && run.state.status === 'active') {
        const before = run.events.length;
        run.does({ ...inspector, permissions: ['case.cancel'] }, { kind: 'cancelCase', reason: '并案' });
        await record.commit(run.events.slice(before));
      }
    }
  }
}

test('a rebuild gives the same rows, whatever had become of them', async () => {
  await fill();
  const before = await dumpReadModel(database);
  expect(before.length).toBeGreaterThan(50);

  await asOwner.unsafe(`delete from task_candidate; update task set name = '{"zh": "?"}', closed_at = null;
    update "case" set seq = 1, facts = '{}', stage = 'x'; delete from deadline; delete from case_unit`);
  expect(await rebuild(db, keys)).toMatchObject({ cases: 12, erased: [] });
  expect(await dumpReadModel(database)).toEqual(before);

  await rebuild(db, keys);
  expect(await dumpReadModel(database)).toEqual(before);
});

test('every table about cases is rebuilt, but those that hold what the journal does not tell', async () => {
  const rows = await asOwner<{ name: string }[]>`
    select table_name as name from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and column_name = 'case_id' order by 1`;
  const kept = [
    'armed_timer',
    'attachment',
    'batch_item',
    'case_key',
    'case_opening',
    'delivery',
    'journal',
    'kept_input',
    'ledger_row',
    'outbox',
    'task_draft',
  ];
  expect(rows.map(({ name }) => name).filter((name) => !kept.includes(name))).toEqual(
    [...readModelTables].sort(),
  );
});

test('a case whose key was destroyed loses its rows, and the others keep theirs', async () => {
  const [erased] = await asOwner<{ case_id: string }[]>`
    update case_key set wrapped = null, erased_at = now()
    where case_id = (select case_id from "case" where tenant_id = 'linshui' limit 1) returning case_id`;
  keys.kept.clear();
  const before = (await dumpReadModel(database)).filter((line) => !line.includes(erased!.case_id));
  expect((await rebuild(db, keys)).erased).toEqual([erased!.case_id]);
  expect(await dumpReadModel(database)).toEqual(before);
});
