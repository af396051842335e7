import { beforeAll, expect, test } from 'vitest';
import { openItem, openOffice, openTask, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});

test('an item goes from the office to the school, and each sees it in their own work list', async () => {
  const { caseId, number } = await openItem(office);
  expect(number).toMatch(/^青禾整改〔2026〕\d+号$/);

  const bureau = await office.as('chenjianguo');
  const todo = await bureau.get('/tasks');
  expect(todo.body.items.map((row: { name: { zh: string } }) => row.name.zh)).toContain('分类交办');

  const school = await office.as('maqiang');
  expect((await school.get('/tasks')).body.items).toEqual([]);
  const classify = await openTask(bureau, caseId, 'classify');
  const acted = await bureau.post(`/tasks/${classify}/complete`, {
    outcome: 'assign',
    values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2026-10-16' },
  });
  expect(acted.body).toMatchObject({ caseId });

  const theirs = await school.get('/tasks');
  expect(theirs.body.items).toMatchObject([{ name: { zh: '签收' }, caseNumber: number, bucket: 'later' }]);
  expect(theirs.body.counts).toMatchObject({ later: 1 });
});

test('where a check sends a step back, its page says first what must be mended, and who asked for it', async () => {
  const { caseId } = await openItem(office);
  const step = async (login: string, node: string, body: object) => {
    const client = await office.as(login);
    const key = await openTask(client, caseId, node);
    const { body: page } = await client.get(`/tasks/${key}`);
    const answer = await client.post(`/tasks/${key}/complete`, { values: {}, ...body });
    expect(answer.status, answer.text).toBe(200);
    return page;
  };
  const classified = {
    rectificationClass: 'rectifyByDate',
    responsibleUnit: 'school-no1',
    dueDate: '2026-10-16',
  };
  const values = {
    ...{ target: '无摊点', planMeasures: '每日巡查', planFunds: 0, planFinish: '2026-10-10' },
    ...{ responsibleLeader: '周国栋', responsiblePerson: '马强', contingency: '值班顶岗' },
  };
  await step('chenjianguo', 'classify', { outcome: 'assign', values: classified });
  await step('maqiang', 'sign', { outcome: 'sign' });
  expect((await step('maqiang', 'plan', { outcome: 'submit', values })).returned).toBeNull();
  await step('zhaoweimin', 'planReview', { outcome: 'return', reason: '缺少节假日的值班安排' });
  const again = await step('maqiang', 'plan', { outcome: 'submit', values });
  expect(again.returned).toMatchObject({
    reason: '缺少节假日的值班安排',
    by: { name: '赵为民' },
    fromName: { zh: '方案审核' },
  });
});
