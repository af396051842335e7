import { afterAll, beforeAll, expect, test } from 'vitest';
import { row, shortHeader, workbook } from '../ledger/make-ledger.ts';
import { until } from '../workflows/connect-world.ts';
import { beginning, crashAt, type Place } from './gate.ts';
import { logIn, type Staff } from './staff.ts';
import { openStage, type Part, type Stage } from './stage.ts';

let stage: Stage;
let office: Staff;
beforeAll(async () => {
  stage = await openStage();
  office = await logIn(stage.url, 'chenjianguo');
}, 120_000);
afterAll(() => stage.end());

const items = 6;
let ledgers = 0;

/** Uploads a ledger of its own and begins to import it. */
async function beginImport(): Promise<string> {
  ledgers += 1;
  const rows = Array.from({ length: items }, (_, index) =>
    row({ 序号: index + 1, 存在问题: `第${ledgers}批第${index + 1}项问题` }),
  );
  const file = workbook([{ rows: [['青禾县整改台账'], shortHeader, ...rows] }]);
  const preview = await office.upload(`/ledger/previews?name=${encodeURIComponent('台账.xlsx')}`, file);
  expect(preview.body.bad ?? []).toEqual([]);
  const { body } = await office.post('/ledger/imports', { preview: preview.body.preview });
  return body.import;
}

/** Every row has one case, of which the journal begins once, and each case waits for the office to classify it. */
async function expectImportedOnce(importId: string): Promise<void> {
  const { body } = await until(async () => {
    const answer = await office.get(`/ledger/imports/${importId}`);
    return answer.body.state === 'done' && answer;
  });
  expect(body).toMatchObject({ total: items, started: items, failed: 0 });
  const rows = await stage.sql()`select distinct case_id from ledger_row where import_id = ${importId}`;
  const cases = rows.map((each) => each.case_id as string);
  expect(cases).toHaveLength(items);
  await until(async () => {
    const open =
      await stage.sql()`select case_id from task where case_id = any (${cases}::uuid[]) and node = 'classify' and closed_at is null`;
    return open.length === items;
  });
  const begun = await stage.sql()`
    select case_id, count(*)::int as times from journal
    where case_id = any (${cases}::uuid[]) and kind = 'caseStarted' group by case_id`;
  expect(begun.map(({ times }) => times)).toEqual(cases.map(() => 1));
  const unsettled = await stage.sql()`select status from case_opening where status <> 'confirmed'`;
  expect(unsettled).toEqual([]);
}

const reserving: Place = { table: 'case_opening', on: 'insert', when: "new.status = 'reserved'" };
const starting: Place = { table: 'case_opening', on: 'update', when: "new.status = 'starting'" };
const confirming: Place = { table: 'case_opening', on: 'update', when: "new.status = 'confirmed'" };
const settling: Place = { table: 'ledger_row', on: 'update', when: 'true' };

const crashes: [Part, string, Place][] = [
  ['api', 'a case is reserved', reserving],
  ['api', 'a case is about to be started', starting],
  ['api', 'a case was started and is about to be confirmed', confirming],
  ['api', 'a case was confirmed and its row is about to be settled', settling],
  ['postgres', 'a case is reserved', reserving],
  ['postgres', 'a case was started and is about to be confirmed', confirming],
  ['postgres', 'the first events of a case are written', beginning],
  ['worker', 'the first events of a case are written', beginning],
  ['temporal', 'a case is about to be started', starting],
  ['temporal', 'the first events of a case are written', beginning],
];

test.each(crashes)('%s killed while %s: the import ends with every item once', async (part, _, place) => {
  await expectImportedOnce(await crashAt(stage, { part, place }, beginImport));
});
