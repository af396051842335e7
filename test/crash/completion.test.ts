import { afterAll, beforeAll, expect, test } from 'vitest';
import { item } from '../api/office.ts';
import { until } from '../workflows/connect-world.ts';
import { closeGate, crashAt } from './gate.ts';
import { logIn, type Staff } from './staff.ts';
import { openStage, type Part, type Stage } from './stage.ts';

let stage: Stage;
let office: Staff;
let school: Staff;
beforeAll(async () => {
  stage = await openStage();
  office = await logIn(stage.url, 'chenjianguo');
  school = await logIn(stage.url, 'maqiang');
}, 120_000);
afterAll(() => stage.end());

const assigned = {
  rectificationClass: 'rectifyByDate',
  responsibleUnit: 'school-no1',
  dueDate: '2026-10-16',
};
const completion = { table: 'journal', on: 'insert', when: "new.kind = 'taskCompleted'" } as const;

/** An item before the office, with the task that is to be completed. */
async function classified(): Promise<{ caseId: string; task: string }> {
  const { body } = await office.post('/cases', { template: 'rectification-item', values: item });
  return { caseId: body.caseId, task: await openTask(office, body.caseId, 'classify') };
}

const openTask = (staff: Staff, caseId: string, node: string): Promise<string> =>
  until(async () => {
    const { body } = await staff.get(`/cases/${caseId}`);
    return body.openTasks?.find((task: { node: string }) => task.node === node)?.taskKey;
  });

/** The journal has the completion once and no gap, and the case goes on: the school signs. */
async function expectDoneOnce(caseId: string): Promise<void> {
  const rows = await stage.sql()`select seq, kind from journal where case_id = ${caseId} order by seq`;
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.filter(({ kind }) => kind === 'taskCompleted')).toHaveLength(1);
  const sign = await openTask(school, caseId, 'sign');
  expect((await school.post(`/tasks/${sign}/claim`, {})).status).toBe(200);
  const [told] = await stage.sql()`
    select count(*)::int as count from outbox where case_id = ${caseId} and effect_id in (
      select effect_id from outbox group by effect_id having count(*) > 1)`;
  expect(told).toEqual({ count: 0 });
}

const parts: Part[] = ['worker', 'api', 'postgres', 'temporal'];

test.each(parts)(
  '%s killed while a completion is being written: done once, answered, and the case goes on',
  async (part) => {
    const { caseId, task } = await classified();
    const complete = () => office.post(`/tasks/${task}/complete`, { outcome: 'assign', values: assigned });
    expect((await crashAt(stage, { part, place: completion }, complete)).status).toBe(200);
    await expectDoneOnce(caseId);
  },
);

test.each(parts)(
  '%s killed when a completion is written but Temporal has not heard: done once, answered, and the case goes on',
  async (part) => {
    const { caseId, task } = await classified();
    const gate = await closeGate(stage, completion);
    const answer = office.post(`/tasks/${task}/complete`, { outcome: 'assign', values: assigned });
    await gate.reached();
    stage.freeze('temporal');
    await gate.open();
    const written = () =>
      stage.sql()`select 1 from journal where case_id = ${caseId} and kind = 'taskCompleted'`;
    await until(async () => (await written()).length > 0);
    await stage.kill(part);
    await stage.start(part);
    if (part !== 'temporal') stage.resume('temporal');
    await gate.takeDown();
    expect((await answer).status).toBe(200);
    await expectDoneOnce(caseId);
  },
);

test('when another command comes first after the crash, what the journal holds still happened first', async () => {
  const { caseId, task } = await classified();
  const gate = await closeGate(stage, completion);
  const key = crypto.randomUUID();
  const complete = () => office.post(`/tasks/${task}/complete`, { outcome: 'assign', values: assigned }, key);
  const lost = complete();
  await gate.reached();
  stage.freeze('temporal');
  await gate.open();
  await until(
    async () =>
      (await stage.sql()`select 1 from journal where case_id = ${caseId} and kind = 'taskCompleted'`).length >
      0,
  );
  await stage.kill('worker');
  await stage.kill('api');
  await stage.kill('temporal');
  await Promise.all([stage.start('temporal'), stage.start('api')]);
  await gate.takeDown();
  // No worker yet: both commands wait, and the colleague's may well be the first that the case sees.
  const colleague = office.post(`/cases/${caseId}/progress`, { text: '已电话通知学校' });
  await stage.start('worker');
  expect((await colleague).status).toBeLessThan(300);
  expect((await lost).status).toBe(200);
  expect((await complete()).body).toEqual((await lost).body);
  await expectDoneOnce(caseId);
});
