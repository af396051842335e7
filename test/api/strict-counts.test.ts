/** Strict cases are counted for those who oversee, by term and unit; nobody learns anything else of them by it. */
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { inScope, person, system, type Scope } from '../../db/connection.ts';
import { countStrict } from '../../db/strict-counts.ts';
import { openOffice, type Office } from './office.ts';
import { beginStrict, publishStrict, strictTemplate } from './strict-template.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  await publishStrict(office);
  const teacher = await office.as('tianrui');
  const opened: { caseId: string }[] = [];
  for (let count = 0; count < 4; count += 1) opened.push(await beginStrict(teacher));
  const { asOwner } = office.database;
  const set = (index: number, unit: string, at: string) => asOwner`
    update "case" set responsible_unit = ${unit}, started_at = ${at} where case_id = ${opened[index]!.caseId}`;
  await set(0, 'school-no1', '2026-09-16T02:00:00Z');
  await set(1, 'school-no1', '2026-09-17T02:00:00Z');
  // The last evening of July in UTC is August in China; January belongs to the autumn before.
  await set(2, 'school-no1', '2026-07-31T16:30:00Z');
  await set(3, 'school-no2', '2026-01-20T02:00:00Z');
  await asOwner`update "case" set status = 'completed' where case_id = ${opened[1]!.caseId}`;
});

const board = async (login: string, query = '') =>
  (await (await office.as(login)).get(`/board${query}`)).body;

test('whoever oversees reads on the board how many began and are open, by term, kind and unit', async () => {
  const { strict, totals } = await board('linxiaowen');
  const row = (term: string, name: string, begun: number, open: number) => ({
    term: expect.objectContaining({ zh: term }),
    template: strictTemplate,
    templateName: { zh: '保密事项', en: 'Strict item' },
    unit: expect.objectContaining({ unit: name }),
    ...{ begun, open },
  });
  expect(strict).toEqual([
    row('2026年秋季学期', 'school-no1', 3, 2),
    row('2025年秋季学期', 'school-no2', 1, 1),
  ]);
  expect(totals.open).toBe(0);
});

test('the filter of the board holds for them', async () => {
  expect((await board('linxiaowen', '?template=rectification-item')).strict).toEqual([]);
  expect((await board('linxiaowen', `?template=${strictTemplate}`)).strict).toHaveLength(2);
});

test.each([
  ['who handles them', 'maqiang'],
  ['the head of the school', 'zhouguodong'],
  ['who oversees another county', 'guqinghe'],
])('%s reads none', async (_who, login) => {
  expect((await board(login)).strict).toEqual([]);
});

test('the database gives the numbers to overseers alone, of their own county, and its function leaves nothing open behind it', async () => {
  const { db } = office.database;
  const scope = (tenant: string, seesAll: boolean): Scope =>
    person({ tenant, person: 'p', units: ['bureau', 'school-no1'], seats: [], seesAll });
  const asked = (given: Scope) => inScope(db, given, (tx) => countStrict(tx, undefined));
  expect(await asked(scope('qinghe', true))).toHaveLength(2);
  expect(await asked(system('qinghe'))).toHaveLength(2);
  expect(await asked(scope('qinghe', false))).toEqual([]);
  expect(await asked(scope('baishui', true))).toEqual([]);
  const seen = await inScope(db, scope('qinghe', true), async (tx) => {
    await countStrict(tx, undefined);
    return tx.execute(sql`select from "case" where template = ${strictTemplate}`);
  });
  expect(seen).toHaveLength(0);
});
