import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { takeUpTheRest } from '../../api/housekeeping.ts';
import { readLedger, type ReadLedgerOptions } from '../../api/ledger/read.ts';
import columns from '../../definitions/rectification-item/ledger.json' with { type: 'json' };
import { demonstration } from '../../definitions/demo/index.ts';
import { openOffice, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
});

const sample = (name: string) =>
  readFileSync(new URL(`../../definitions/rectification-item/samples/${name}`, import.meta.url));

const preview = async (name: string) =>
  (await bureau.upload(`/ledger/previews?name=${name}`, sample(name))).body;

test('a ledger is previewed, its good rows become one case each, and the same file starts nothing twice', async () => {
  const seen = await preview('bureau-ledger.xlsx');
  expect(seen.counts.good).toBeGreaterThanOrEqual(30);
  const begun = await bureau.post('/ledger/imports', { preview: seen.preview });
  expect(begun.status).toBe(202);
  await office.dependencies.background.idle();
  const done = (await bureau.get(`/ledger/imports/${begun.body.import}`)).body;
  expect(done).toMatchObject({ state: 'done', started: seen.counts.good, failed: 0, skipped: 0 });
  expect(done.rows.every((row: { case: { number: string } }) => /号$/.test(row.case.number))).toBe(true);

  const again = await preview('bureau-ledger.xlsx');
  expect(again.counts).toMatchObject({ good: 0, known: seen.counts.good });
  expect(again.importedBefore).toMatchObject({ import: seen.preview, by: { person: 'chenjianguo' } });
  const second = await bureau.post('/ledger/imports', { preview: again.preview });
  await office.dependencies.background.idle();
  expect(second.body).toMatchObject({ started: 0, skipped: seen.counts.good });
  expect(office.instances.starts).toHaveLength(seen.counts.good);
});

test('an import that an earlier process left half-way is finished at the next start, and nothing comes twice', async () => {
  const before = office.instances.starts.length;
  const seen = await preview('notice-14.xlsx');
  expect(seen.counts.good).toBeGreaterThan(3);
  // The process dies after the third row was given to Temporal.
  office.dependencies.background.stop();
  await bureau.post('/ledger/imports', { preview: seen.preview });
  const next = await office.restarted();
  next.instances.fail('start', 'after');
  await takeUpTheRest(next.dependencies);
  await next.dependencies.background.idle();
  const colleague = await next.as('sunyuting');
  const done = (await colleague.get(`/ledger/imports/${seen.preview}`)).body;
  expect(done).toMatchObject({ state: 'done', started: seen.counts.good, failed: 0 });
  expect(office.instances.starts.length - before).toBe(seen.counts.good);
  office = next;
  bureau = colleague;
});

test('the list is filtered and paged, and a school sees its own items alone', async () => {
  const first = (await bureau.get('/ledger?limit=10')).body;
  expect(first.items).toHaveLength(10);
  const second = (await bureau.get(`/ledger?limit=10&cursor=${first.next}`)).body;
  const ids = [...first.items, ...second.items].map((row: { caseId: string }) => row.caseId);
  expect(new Set(ids).size).toBe(20);
  const school = (await (await office.as('maqiang')).get('/ledger?limit=200')).body;
  expect(school.total).toBeLessThan(first.total);
  const others = school.items.filter(
    (row: { responsibleUnit: { unit: string }; assistUnits: { unit: string }[] }) =>
      row.responsibleUnit.unit !== 'school-no1' && !row.assistUnits.some(({ unit }) => unit === 'school-no1'),
  );
  expect(others).toEqual([]);
  const otherCounty = await office.as('guqinghe');
  expect((await otherCounty.get('/ledger')).body.total).toBe(0);
});

test('the board counts what the list shows behind each number', async () => {
  const board = (await bureau.get('/board?template=rectification-item')).body;
  const [worst] = board.units;
  const behind = (await bureau.get(`/cases?unit=${worst.unit.unit}&status=active&limit=200`)).body;
  expect(behind.items).toHaveLength(worst.open);
  const late = (await bureau.get(`/cases?unit=${worst.unit.unit}&overdue=true&limit=200`)).body;
  expect(late.items).toHaveLength(worst.overdue);
});

test('the export reads back as the same items', async () => {
  const total = (await bureau.get('/ledger')).body.total;
  const answer = await bureau.download('/ledger/export');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''/);
  const [county] = demonstration.tenants;
  const read = readLedger(answer.body as Buffer, {
    columns: columns as ReadLedgerOptions['columns'],
    units: county!.units.map(({ id, names, aliases, kind }) => ({ id, name: names.zh, aliases, kind })),
    importDate: '2026-09-16',
  });
  expect(read.counts.good).toBe(total);
});
