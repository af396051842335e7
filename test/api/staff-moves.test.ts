import { beforeAll, expect, test } from 'vitest';
import { leftBehind } from '../../api/left-behind.ts';
import { inScope, system } from '../../db/connection.ts';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { begin, linesOf, publishTemplate } from './publish-template.ts';

/** What is left of somebody who leaves, beside the tasks that name them. */
const step = (id: string, name: string, inner: string) =>
  `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements>${inner}</bpmn:extensionElements></bpmn:userTask>`;
const xml = bpmn(
  `<bpmn:startEvent id="start"/>
  ${step(
    'plan',
    '编制方案',
    '<rf:assignment post="safety-officer" unit="school-no1"/><rf:verb name="delegate"/><rf:verb name="ask"/>',
  )}
  ${step('check', '审核', '<rf:assignment post="rectification-office" unit="bureau"/><rf:verb name="comment"/>')}
  ${step('mend', '补正', '<rf:assignment previousHandler="true" node="plan"/><rf:verb name="comment"/>')}
  <bpmn:endEvent id="end" name="办结"/>
  ${flow('start', 'plan')}${flow('plan', 'check')}${flow('check', 'mend')}${flow('mend', 'end')}`,
);

let office: Office;
let bureau: Client;
let officer: Client;
let vice: Client;
let principal: Client;
const people: Record<string, string> = {};
beforeAll(async () => {
  office = await openOffice();
  await publishTemplate(office, { key: 'moving', name: '移交演练', xml });
  bureau = await office.as('chenjianguo');
  officer = await office.as('maqiang');
  vice = await office.as('tangjun');
  principal = await office.as('zhouguodong');
  for (const row of await office.database.asOwner`select login, person from account`)
    people[row['login'] as string] = row['person'] as string;
});

const named = (login: string, post: string) => ({ post, unit: 'school-no1', person: people[login] });
const asOfficer = () => named('maqiang', 'safety-officer');

const planned = async (from: string, to: string) =>
  (
    await principal.post('/staff-moves', {
      from: people[from],
      to: people[to],
      reason: '调任',
      scope: { templates: ['moving'], units: [] },
    })
  ).body;
const itemsOf = async (batch: string, caseId: string) =>
  (await principal.get(`/batches/${batch}/items`)).body.items.filter(
    (item: { caseId: string }) => item.caseId === caseId,
  );
const run = async (batch: string) => {
  await principal.post(`/staff-moves/${batch}/run`);
  await office.dependencies.background.idle();
  return (await principal.get(`/batches/${batch}`)).body;
};

test('a question to a leaver is the heir’s to answer', async () => {
  const caseId = await begin(bureau, 'moving');
  const task = await openTask(officer, caseId, 'plan');
  const asked = await bureau.post(`/cases/${caseId}/questions`, {
    text: '几间教室？',
    to: asOfficer(),
    taskKey: task,
  });
  expect(asked.status).toBe(200);
  const { batch, parts } = await planned('maqiang', 'tangjun');
  expect(parts).toContainEqual(
    expect.objectContaining({
      part: 'questions',
      count: 1,
      name: expect.objectContaining({ zh: '向其提出、尚未答复的问题' }),
    }),
  );
  expect(await run(batch)).toMatchObject({ counts: { done: 1, failed: 0, refused: 0 } });
  const { thread } = (await vice.get(`/cases/${caseId}`)).body;
  expect(thread).toMatchObject([{ mayAnswer: true, to: [{ person: { name: '唐军' } }] }]);
  const answer = `/cases/${caseId}/questions/${thread[0].entry}/answer`;
  expect((await officer.post(answer, { text: '三间' })).status).toBe(403);
  expect((await vice.post(answer, { text: '三间' })).status).toBe(200);
  expect(await linesOf(bureau, caseId)).toContain(
    '周国栋 离职转办：向马强的提问改由唐军（青禾县第一中学财务负责人）答复',
  );
});

test('of a task that was delegated to a leaver the heir gives the opinion; one that they had delegated comes back to the heir', async () => {
  const caseId = await begin(bureau, 'moving');
  const task = await openTask(officer, caseId, 'plan');
  const to = named('tianrui', 'class-teacher');
  expect((await officer.post(`/tasks/${task}/delegate`, { to, reason: '请看消防' })).status).toBe(200);
  const [asked, adviser] = [await planned('tianrui', 'suqing'), await office.as('suqing')];
  expect(await itemsOf(asked.batch, caseId)).toMatchObject([
    { state: 'allowed', because: { zh: '由接收人提出意见，之后归还委派人' } },
  ]);
  expect(await run(asked.batch)).toMatchObject({ counts: { done: 1, failed: 0 } });

  const giver = await planned('maqiang', 'tangjun');
  expect(await itemsOf(giver.batch, caseId)).toMatchObject([
    { state: 'allowed', because: { zh: '归还后由接收人办理' } },
  ]);
  expect(await run(giver.batch)).toMatchObject({ counts: { done: 1, failed: 0 } });
  expect((await adviser.post(`/tasks/${task}/answer-delegation`, { opinion: '可行' })).status).toBe(200);
  expect((await vice.get(`/tasks/${task}`)).body).toMatchObject({ may: { complete: true } });
  expect((await vice.post(`/tasks/${task}/complete`, { values: {} })).status).toBe(200);
  const lines = await linesOf(bureau, caseId);
  expect(lines).toContainEqual(expect.stringMatching(/离职转办：“编制方案”的委派由苏晴.*接续/));
  expect(lines).toContainEqual(expect.stringMatching(/离职转办：“编制方案”的委派由唐军.*接续/));
});

test('a step for whoever did an earlier one goes straight to the heir when it comes, and the record says so', async () => {
  const caseId = await begin(bureau, 'moving');
  expect(
    (await officer.post(`/tasks/${await openTask(officer, caseId, 'plan')}/complete`, { values: {} })).status,
  ).toBe(200);
  const { batch } = await planned('maqiang', 'tangjun');
  expect(await itemsOf(batch, caseId)).toMatchObject([
    { state: 'allowed', taskKey: null, because: { zh: '以后须找其本人时，改找接收人' } },
  ]);
  expect(await run(batch)).toMatchObject({ counts: { failed: 0 } });
  expect(await itemsOf((await planned('maqiang', 'tangjun')).batch, caseId)).toEqual([]);
  await bureau.post(`/tasks/${await openTask(bureau, caseId, 'check')}/complete`, { values: {} });
  const mend = await openTask(vice, caseId, 'mend');
  expect((await officer.post(`/tasks/${mend}/complete`, { values: {} })).status).toBe(403);
  expect(await linesOf(bureau, caseId)).toContain(
    '系统（按规则） “补正”原应由马强办理，其工作已移交，改由唐军（青禾县第一中学财务负责人）办理',
  );
  expect((await vice.post(`/tasks/${mend}/complete`, { values: {} })).status).toBe(200);
});

test('what changed between preview and run and is still the leaver’s moves; what they have done meanwhile does not', async () => {
  const [changed, done] = [await begin(bureau, 'moving'), await begin(bureau, 'moving')];
  const [kept, finished] = [await openTask(officer, changed, 'plan'), await openTask(officer, done, 'plan')];
  for (const task of [kept, finished]) await officer.post(`/tasks/${task}/claim`, {});
  const { batch } = await planned('maqiang', 'tangjun');
  for (const act of ['release', 'claim']) await officer.post(`/tasks/${kept}/${act}`, {});
  expect((await officer.post(`/tasks/${finished}/complete`, { values: {} })).status).toBe(200);
  await run(batch);
  expect(await itemsOf(batch, changed)).toMatchObject([{ state: 'done' }]);
  expect(await itemsOf(batch, done)).toMatchObject([
    { state: 'failed', because: { zh: expect.stringContaining('任务已办结') } },
  ]);
});

test('a substitution is named by its people, says what becomes of it, and ends with the move', async () => {
  const post = await officer.post('/substitutions', {
    ...{ substitute: people['suqing'], from: '2026-09-16', reason: '培训' },
  });
  expect(post.status).toBe(201);
  const { batch, parts } = await planned('maqiang', 'tangjun');
  expect(parts.at(-1)).toMatchObject({ part: 'substitutedBy', count: 1 });
  const { items } = (await principal.get(`/batches/${batch}/items`)).body;
  expect(items.at(-1)).toMatchObject({
    ...{ caseId: null, state: 'allowed' },
    ...{ name: { zh: '苏晴 代 马强' }, because: { zh: '代理随之终止' } },
  });
  await run(batch);
  expect((await officer.get('/substitutions')).body.items).toEqual([]);
});

test('a draft stays its author’s: the preview says so, and nobody else reads it', async () => {
  const caseId = await begin(bureau, 'moving');
  const task = await openTask(officer, caseId, 'plan');
  await officer.post(`/tasks/${task}/claim`, {});
  expect((await officer.put(`/tasks/${task}/draft`, { values: { note: '私下记的' } })).status).toBe(200);
  const { batch } = await planned('maqiang', 'tangjun');
  const found = await itemsOf(batch, caseId);
  expect(found).toMatchObject([
    { state: 'allowed', name: { zh: '编制方案' } },
    { state: 'refused', because: { zh: expect.stringContaining('草稿只有其本人能看，不移交') } },
  ]);
  await run(batch);
  expect((await vice.get(`/tasks/${task}`)).body).toMatchObject({ draft: null, may: { complete: true } });
});

test('where more is left behind than fits into one batch, it is known that the rest is still to come', async () => {
  for (const _ of [1, 2]) {
    const caseId = await begin(bureau, 'moving');
    await officer.post(`/tasks/${await openTask(officer, caseId, 'plan')}/claim`);
  }
  const { dependencies } = office;
  const left = (most: number) =>
    inScope(dependencies.db, system('qinghe'), (tx) =>
      leftBehind(tx, dependencies.keys, people['maqiang']!, most),
    );
  expect(await left(1)).toMatchObject({ isCut: true, inHand: [expect.anything()] });
  expect((await left(2000)).isCut).toBe(false);
});
