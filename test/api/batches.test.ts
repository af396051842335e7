import { beforeAll, expect, test } from 'vitest';
import { resumeBatches } from '../../api/batch-run.ts';
import { publishHumanWork } from './human-work-templates.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { linesOf } from './publish-template.ts';
import { beginVerbs, publishVerbs } from './verb-template.ts';

let office: Office;
let bureau: Client;
let school: Client;
let principal: Client;
const people: Record<string, string> = {};
beforeAll(async () => {
  office = await openOffice();
  await publishVerbs(office);
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
  principal = await office.as('zhouguodong');
  for (const row of await office.database.asOwner`select login, person from account`)
    people[row['login'] as string] = row['person'] as string;
});

const filter = { template: 'verbs', node: 'plan' };
const finished = async (batch: string, client = bureau) => {
  await office.dependencies.background.idle();
  return (await client.get(`/batches/${batch}`)).body;
};

test('a batch is previewed, does nothing until it is begun, and has a result for each', async () => {
  const [open, gone] = [await beginVerbs(office), await beginVerbs(office)];
  const planned = await bureau.post('/batches', { kind: 'comment', text: '请月底前完成', filter });
  expect(planned).toMatchObject({
    status: 201,
    body: { state: 'planned', counts: { total: 2, allowed: 2, done: 0 }, mayRun: true },
  });
  expect((await bureau.get(`/cases/${open}`)).body.thread).toEqual([]);
  await bureau.post(`/cases/${gone}/recall`, { reason: '重复' });
  const { batch } = planned.body;
  expect((await bureau.post(`/batches/${batch}/run`)).status).toBe(202);
  expect(await finished(batch)).toMatchObject({ state: 'done', counts: { done: 1, failed: 1, waiting: 0 } });
  const { items } = (await bureau.get(`/batches/${batch}/items?state=failed`)).body;
  expect(items).toMatchObject([{ caseId: gone, because: { zh: expect.stringMatching(/结|闭/) } }]);
  expect((await bureau.get(`/cases/${open}`)).body.thread).toMatchObject([{ text: '请月底前完成' }]);
  expect((await school.get(`/batches/${batch}`)).status).toBe(404);
});

test('what a crash leaves is taken up again, and nothing is done twice', async () => {
  const cases = [await beginVerbs(office), await beginVerbs(office), await beginVerbs(office)];
  const tasks = [];
  for (const caseId of cases) tasks.push(await openTask(school, caseId, 'plan'));
  const planned = await bureau.post('/batches', { kind: 'comment', text: '一次', tasks });
  // The case takes the first and the answer is lost; the process ends there.
  office.instances.fail('act', 'after');
  await bureau.post(`/batches/${planned.body.batch}/run`);
  await office.dependencies.background.idle();
  const restarted = await office.restarted();
  await resumeBatches(restarted.dependencies);
  await restarted.dependencies.background.idle();
  expect((await bureau.get(`/batches/${planned.body.batch}`)).body).toMatchObject({
    state: 'done',
    counts: { done: 3, failed: 0 },
  });
  for (const caseId of cases) expect((await bureau.get(`/cases/${caseId}`)).body.thread).toHaveLength(1);
});

test('many are completed only where the template allows it, and only by those who may', async () => {
  const caseId = await beginVerbs(office);
  const task = await openTask(school, caseId, 'plan');
  const mine = await bureau.post('/batches', { kind: 'complete', tasks: [task], values: { note: '代办' } });
  expect(mine.body.counts).toMatchObject({ total: 1, allowed: 0, refused: 1 });
  expect((await school.post('/batches', { kind: 'complete', tasks: [task] })).status).toBe(403);
});

test('a batch runs as long as its person may plan one, and in the cases that they see when its turn comes', async () => {
  const { asOwner } = office.database;
  const caseId = await beginVerbs(office);
  const tasks = [await openTask(school, caseId, 'plan')];
  const comment = { kind: 'comment', text: '请核对', tasks };
  await asOwner`update post set permissions = permissions || '{batch.run}' where key = 'principal'`;
  const [unseen, forbidden] = [
    await principal.post('/batches', comment),
    await principal.post('/batches', comment),
  ];
  await asOwner`update holding set unit = 'school-no2' where person = ${people['zhouguodong']!}`;
  expect((await principal.post(`/batches/${unseen.body.batch}/run`)).status).toBe(202);
  await finished(unseen.body.batch, principal);
  const { items } = (await principal.get(`/batches/${unseen.body.batch}/items`)).body;
  expect(items).toMatchObject([{ state: 'failed', because: { zh: expect.stringContaining('无权知悉') } }]);
  await asOwner`update holding set unit = 'school-no1' where person = ${people['zhouguodong']!}`;
  await asOwner`update post set permissions = array_remove(permissions, 'batch.run') where key = 'principal'`;
  expect((await principal.get(`/batches/${forbidden.body.batch}`)).body).toMatchObject({ mayRun: false });
  expect((await principal.post(`/batches/${forbidden.body.batch}/run`)).status).toBe(403);
  expect((await bureau.get(`/cases/${caseId}`)).body.thread).toEqual([]);
});

test('the work of a leaver goes to another in one batch with a preview', async () => {
  const caseId = await beginVerbs(office);
  const task = await openTask(school, caseId, 'plan');
  await school.post(`/tasks/${task}/claim`, {});
  const planned = await principal.post('/staff-moves', {
    from: people['maqiang'],
    to: people['zhouguodong'],
    reason: '工作调动',
  });
  expect(planned.status).toBe(201);
  expect(planned.body).toMatchObject({
    what: { zh: '马强的工作移交给周国栋' },
    parts: [{ part: 'claimed', count: 1 }],
  });
  await principal.post(`/staff-moves/${planned.body.batch}/run`);
  expect(await finished(planned.body.batch, principal)).toMatchObject({ counts: { done: 1, failed: 0 } });
  expect((await principal.get(`/tasks/${task}`)).body).toMatchObject({ may: { complete: true } });
  expect((await bureau.get(`/cases/${caseId}/timeline`)).body.items).toContainEqual(
    expect.objectContaining({
      text: expect.objectContaining({ zh: expect.stringContaining('离职转办') }),
      reason: '工作调动',
    }),
  );
});

test('for steps to come, who was chosen gives way to the heir as well, where the template allows them', async () => {
  await publishHumanWork(office);
  const inspector = { post: 'acceptance-team', unit: 'bureau', person: people['luofang']! };
  const opened = await bureau.post('/cases', {
    template: 'choosing',
    values: {},
    choices: { check: [inspector] },
  });
  const { caseId } = opened.body;
  const deputy = await office.as('linxiaowen');
  const plan = async (to: string) =>
    (await deputy.post('/staff-moves', { from: people['luofang'], to: people[to], reason: '退休' })).body;
  const itemsOf = async (batch: string) =>
    (await deputy.get(`/batches/${batch}/items`)).body.items.filter(
      (item: { caseId: string }) => item.caseId === caseId,
    );

  const toOffice = await plan('sunyuting');
  expect(toOffice.parts).toContainEqual(
    expect.objectContaining({
      part: 'ahead',
      name: expect.objectContaining({ zh: '选定由其办理的后续步骤' }),
    }),
  );
  expect(await itemsOf(toOffice.batch)).toMatchObject([
    { name: { zh: '验收' }, state: 'refused', because: { zh: '接收人不在“验收”的可选范围内' } },
  ]);

  const planned = await plan('wangshoucheng');
  expect(await itemsOf(planned.batch)).toMatchObject([{ name: { zh: '验收' }, state: 'allowed' }]);
  await deputy.post(`/staff-moves/${planned.batch}/run`);
  await finished(planned.batch, deputy);
  expect(await itemsOf(planned.batch)).toMatchObject([{ state: 'done' }]);
  expect(await linesOf(bureau, caseId)).toContain(
    '林晓雯 离职转办：“验收”届时改由王守诚（青禾县教育局验收组）办理',
  );

  const task = await openTask(school, caseId, 'plan');
  await school.post(`/tasks/${task}/complete`, { outcome: 'alone', values: {} });
  const check = await openTask(await office.as('wangshoucheng'), caseId, 'check');
  expect((await (await office.as('luofang')).get(`/tasks/${check}`)).body).not.toMatchObject({
    may: { complete: true },
  });
  expect((await plan('wangshoucheng')).parts).not.toContainEqual(expect.objectContaining({ part: 'ahead' }));
});
