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
