import { readFileSync } from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { takeUpTheRest } from '../../api/housekeeping.ts';
import { readLedger, type ReadLedgerOptions } from '../../api/ledger/read.ts';
import columns from '../../definitions/rectification-item/ledger.json' with { type: 'json' };
import { demonstration } from '../../definitions/demo/index.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';

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

/** The cells of the export of one item, by their headings. */
async function exported(item: string, list?: string): Promise<Record<string, string | number | undefined>> {
  const q = encodeURIComponent(item);
  const answer = await bureau.download(`/ledger/export?q=${q}${list ? `&list=${list}` : ''}`);
  const { Sheets, SheetNames } = XLSX.read(answer.body as Buffer);
  const rows = XLSX.utils.sheet_to_json<(string | number)[]>(Sheets[SheetNames[0]!]!, { header: 1 });
  const [headings = [], cells = []] = rows.slice(2);
  return Object.fromEntries(headings.map((heading, at) => [String(heading), cells[at]]));
}

describe('what an item became stands in its line', () => {
  const opened = async (problem: string) => {
    const values = {
      ...{ source: '督导反馈', place: '南门外', category: 'perimeter', problem },
      ...{ responsibleUnit: 'school-no1', rectificationClass: 'rectifyByDate', dueDate: '2026-09-30' },
    };
    const { caseId } = (await bureau.post('/cases', { template: 'rectification-item', values })).body;
    const step = async (login: string, node: string, outcome: string, more: object = {}) => {
      const client = await office.as(login);
      const key = await openTask(client, caseId, node);
      const answer = await client.post(`/tasks/${key}/complete`, { outcome, values: {}, ...more });
      expect(answer.status, answer.text).toBe(200);
    };
    return { caseId, step };
  };
  const classified = {
    values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2026-09-30' },
  };

  test('who is not accepted is not merely registered, and who is void is void', async () => {
    const { step } = await opened('不归教育系统的事项');
    await step('chenjianguo', 'classify', 'reject', { ...classified, reason: '不属本部门' });
    expect(await exported('不归教育系统的事项')).toMatchObject({ 状态: '不予受理', 序号: 1 });
    const listed = (await bureau.get(`/ledger?q=${encodeURIComponent('不归教育系统的事项')}`)).body.items;
    expect(listed).toMatchObject([{ status: 'completed', outcomeName: { zh: '不予受理' } }]);

    const { caseId } = await opened('登记重了的事项');
    await bureau.post(`/cases/${caseId}/void`, { reason: '重复登记' });
    expect(await exported('登记重了的事项')).toMatchObject({ 状态: '作废' });
  });

  test('the plan fills in measures and funds; each of the three lists shows the same item with its own columns', async () => {
    const { step } = await opened('楼梯扶手松动');
    await step('chenjianguo', 'classify', 'assign', classified);
    await step('maqiang', 'sign', 'sign');
    const values = {
      ...{
        target: '扶手牢固',
        planMeasures: '一、加固；二、每周检查',
        planFunds: 3000,
        planFinish: '2026-09-28',
      },
      ...{ responsibleLeader: '周国栋', responsiblePerson: '马强', contingency: '封闭楼梯' },
    };
    await step('maqiang', 'plan', 'submit', { values });
    const whole = await exported('楼梯扶手松动');
    expect(whole).toMatchObject({
      整改措施: '一、加固；二、每周检查',
      整改资金: '3000',
      整改目标: '扶手牢固',
    });
    for (const [list, own] of [
      ['problems', { 问题来源: '督导反馈', 具体地点: '南门外' }],
      ['tasks', { 整改措施: '一、加固；二、每周检查', 整改类型: '限期整改' }],
      ['duties', { 责任单位: '青禾县第一中学', 责任领导: '周国栋', 责任人: '马强' }],
    ] as const) {
      const line = await exported('楼梯扶手松动', list);
      expect(line).toMatchObject({
        整改项编号: whole['整改项编号'],
        存在的问题或隐患: '楼梯扶手松动',
        ...own,
      });
      expect(Object.keys(line).length).toBeLessThan(Object.keys(whole).length);
    }
  });
});
