import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { item } from '../api/office.ts';
import { until } from '../workflows/connect-world.ts';
import { beginning, crashAt, type Place } from './gate.ts';
import { logIn, type Answer, type Staff } from './staff.ts';
import { openStage, type Part, type Stage } from './stage.ts';

let stage: Stage;
let office: Staff;
beforeAll(async () => {
  stage = await openStage();
  office = await logIn(stage.url, 'chenjianguo');
}, 120_000);
afterAll(() => stage.end());

const open = (key: string): Promise<Answer> =>
  office.post('/cases', { template: 'rectification-item', values: item }, key);

/** One case with one beginning and the next number, given as often as the key is sent. */
async function expectOpenedOnce(key: string, answer: Answer): Promise<void> {
  expect(answer.status).toBe(201);
  const { caseId, number } = answer.body;
  await until(async () => (await office.get(`/cases/${caseId}`)).body.openTasks?.length === 1);
  const openings = await stage.sql()`
    select case_id, number, status from case_opening where idempotency_key = ${key}`;
  expect(openings).toEqual([{ case_id: caseId, number, status: 'confirmed' }]);
  const begun = await stage.sql()`select 1 from journal where case_id = ${caseId} and kind = 'caseStarted'`;
  expect(begun).toHaveLength(1);
  expect((await open(key)).body).toEqual(answer.body);
  const [numbers] = await stage.sql()`select max(last)::int as last from case_number`;
  const [cases] = await stage.sql()`select count(*)::int as all from "case"`;
  expect(numbers!.last).toBe(cases!.all);
}

const reserving: Place = { table: 'case_opening', on: 'insert', when: 'true' };

const crashes: [Part, string, Place][] = [
  ['api', 'a case is reserved', reserving],
  ['api', 'the first events of a case are written', beginning],
  ['postgres', 'a case is reserved', reserving],
  ['postgres', 'the first events of a case are written', beginning],
  ['worker', 'the first events of a case are written', beginning],
  ['temporal', 'the first events of a case are written', beginning],
];

test.each(crashes)('%s killed while %s: the person gets one case', async (part, _, place) => {
  const key = randomUUID();
  await expectOpenedOnce(key, await crashAt(stage, { part, place }, () => open(key)));
});

test('temporal killed while a start is on its way: the person gets one case', async () => {
  const key = randomUUID();
  stage.freeze('temporal');
  const answer = open(key);
  await until(async () => {
    const rows = await stage.sql()`select 1 from case_opening where idempotency_key = ${key}`;
    return rows.length > 0;
  });
  await stage.kill('temporal');
  await stage.start('temporal');
  await expectOpenedOnce(key, await answer);
});
