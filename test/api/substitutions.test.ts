import { beforeAll, beforeEach, expect, test } from 'vitest';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { beginVerbs, publishVerbs } from './verb-template.ts';

let office: Office;
let school: Client;
let teacher: Client;
const people: Record<string, string> = {};
beforeAll(async () => {
  office = await openOffice();
  await publishVerbs(office);
  school = await office.as('maqiang');
  teacher = await office.as('tianrui');
  for (const row of await office.database.asOwner`select login, person from account`)
    people[row['login'] as string] = row['person'] as string;
});
let caseId: string;
beforeEach(async () => {
  caseId = await beginVerbs(office);
});

const stand = (more: object = {}) =>
  school.post('/substitutions', {
    substitute: people['tianrui'],
    from: '2026-09-16',
    to: null,
    reason: '外出',
    ...more,
  });
const complete = (client: Client, task: string) =>
  client.post(`/tasks/${task}/complete`, { values: { note: '已落实' } });

test('both see the task until one acts, and the record says who acted for whom; it ends at once', async () => {
  const task = await openTask(school, caseId, 'plan');
  expect((await complete(teacher, task)).status).toBe(403);
  const made = await stand();
  expect(made).toMatchObject({ status: 201, body: { isCurrent: true, principal: { name: '马强' } } });
  const listed = (await teacher.get('/tasks')).body.items.find(
    (row: { caseId: string }) => row.caseId === caseId,
  );
  expect(listed).toMatchObject({ taskKey: task, for: { name: '马强' } });
  expect((await teacher.get(`/tasks/${task}`)).body).toMatchObject({
    actingFor: [{ person: { name: '马强' } }],
    may: { complete: true },
  });
  expect((await complete(teacher, task)).status).toBe(200);
  expect(
    (await school.get('/tasks')).body.items.map((row: { taskKey: string }) => row.taskKey),
  ).not.toContain(task);
  const bureau = await office.as('chenjianguo');
  const { items } = (await bureau.get(`/cases/${caseId}/timeline`)).body;
  expect(items).toContainEqual(
    expect.objectContaining({
      kind: 'taskCompleted',
      who: expect.objectContaining({ name: { zh: '田蕊 代 马强', en: '田蕊 for 马强' } }),
    }),
  );
  const next = await beginVerbs(office);
  const open = await openTask(school, next, 'plan');
  const ended = await school.send('delete', `/substitutions/${made.body.substitution}`);
  expect(ended.status).toBe(204);
  expect((await complete(teacher, open)).status).toBe(403);
});

test('who was at it when it ended is told for whom they acted and until when, and keeps what they had filled in', async () => {
  const made = await stand();
  const task = await openTask(school, caseId, 'plan');
  await teacher.put(`/tasks/${task}/draft`, { values: { note: '写到一半' } });
  await school.send('delete', `/substitutions/${made.body.substitution}`);
  expect(await complete(teacher, task)).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('您代马强办理已于2026年9月16日结束') },
  });
  expect((await teacher.get(`/tasks/${task}`)).body).toMatchObject({
    may: { complete: false, because: { zh: expect.stringContaining('您代马强办理已于2026年9月16日结束') } },
    draft: { values: { note: '写到一半' } },
  });
  const other = await office.as('suqing');
  expect((await other.get(`/tasks/${task}`)).body).not.toMatchObject({
    may: { because: { zh: expect.stringContaining('马强') } },
  });
});

test('a substitute for other cases neither does nor sees these', async () => {
  const made = await stand({ templates: ['rectification-item'] });
  const task = await openTask(school, caseId, 'plan');
  expect((await complete(teacher, task)).status).toBe(403);
  await school.send('delete', `/substitutions/${made.body.substitution}`);
});

test('over a chain the last in it has the task as well, and the record says for whom it was done', async () => {
  const [first, counsellor] = [await stand(), await office.as('suqing')];
  const second = await teacher.post('/substitutions', {
    ...{ substitute: people['suqing'], from: '2026-09-16', to: '2026-09-20', reason: '病假' },
  });
  const task = await openTask(school, caseId, 'plan');
  const { items } = (await counsellor.get('/tasks')).body;
  expect(items).toContainEqual(
    expect.objectContaining({ taskKey: task, for: expect.objectContaining({ name: '马强' }) }),
  );
  expect((await complete(counsellor, task)).status).toBe(200);
  const { items: lines } = (await school.get(`/cases/${caseId}/timeline`)).body;
  expect(lines).toContainEqual(
    expect.objectContaining({
      who: expect.objectContaining({ name: { zh: '苏晴 代 马强', en: '苏晴 for 马强' } }),
    }),
  );
  for (const { body } of [first, second]) await school.send('delete', `/substitutions/${body.substitution}`);
  await teacher.send('delete', `/substitutions/${second.body.substitution}`);
});

test('a circle is refused with the names on it', async () => {
  const made = await stand();
  const back = await teacher.post('/substitutions', {
    substitute: people['maqiang'],
    from: '2026-09-16',
    reason: '互相代理',
  });
  expect(back.status).toBe(422);
  expect(back.body.detail).toContain('田蕊 → 马强 → 田蕊');
  await school.send('delete', `/substitutions/${made.body.substitution}`);
});

test("the county's own clock says whether one holds, also where it is behind the host's", async () => {
  const behind = 9 * 24 * 60 * 60_000;
  const { asOwner } = office.database;
  await asOwner`insert into demo_clock (tenant_id, offset_ms) values ('qinghe', ${-behind})`;
  const made = await stand({ from: '2026-09-06', to: '2026-09-08' });
  expect(made).toMatchObject({ status: 201, body: { isCurrent: true } });
  expect((await complete(teacher, await openTask(school, caseId, 'plan'))).status).toBe(200);
  await school.send('delete', `/substitutions/${made.body.substitution}`);
  await asOwner`delete from demo_clock`;
});

test('for others only by those who look after their unit', async () => {
  const body = {
    principal: people['maqiang'],
    substitute: people['tianrui'],
    from: '2026-09-16',
    reason: '病假',
  };
  expect((await (await office.as('wuchunhua')).post('/substitutions', body)).status).toBe(403);
  expect((await (await office.as('zhouguodong')).post('/substitutions', body)).status).toBe(201);
});
