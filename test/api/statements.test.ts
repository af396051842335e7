/** What the pages that staff open all day, and what they do there, cost in PostgreSQL: docs/performance.md has the table. */
import { beforeAll, expect, test } from 'vitest';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

/** Statements sent, and in how many flights: what is sent before any answer comes shares one. */
const sent = { statements: 0, flights: 0 };
let isAloft = false;
const count = () => {
  sent.statements += 1;
  if (isAloft) return;
  isAloft = true;
  sent.flights += 1;
  setImmediate(() => (isAloft = false));
};

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice({ onStatement: count });
  bureau = await office.as('chenjianguo');
});

/** Of the second time: the first fills what a process knows. Commits of cases run in the same process, and are counted. */
async function costOf(act: () => Promise<{ status: number }>): Promise<typeof sent> {
  for (const _ of ['first', 'second']) {
    Object.assign(sent, { statements: 0, flights: 0 });
    expect((await act()).status).toBeLessThan(300);
  }
  return { ...sent };
}

const within = (statements: number, flights: number) => ({
  statements: expect.toSatisfy((found: number) => found <= statements),
  flights: expect.toSatisfy((found: number) => found <= flights),
});

test('the first page of a work list is at most 17 statements in 4 flights', async () => {
  await openItem(office);
  expect(await costOf(() => bureau.get('/tasks'))).toEqual(within(17, 4));
});

test('a task is at most 15 statements in 5 flights', async () => {
  const { caseId } = await openItem(office);
  const task = await openTask(bureau, caseId, 'classify');
  expect(await costOf(() => bureau.get(`/tasks/${task}`))).toEqual(within(15, 5));
});

test('a case is at most 21 statements in 4 flights', async () => {
  const { caseId } = await openItem(office);
  expect(await costOf(() => bureau.get(`/cases/${caseId}`))).toEqual(within(21, 4));
});

test('a completion is at most 21 statements in 5 flights, its commit included', async () => {
  const items = [await openItem(office), await openItem(office)];
  const tasks = await Promise.all(items.map(({ caseId }) => openTask(bureau, caseId, 'classify')));
  const body = {
    outcome: 'assign',
    values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2026-10-16' },
  };
  expect(await costOf(() => bureau.post(`/tasks/${tasks.shift()!}/complete`, body))).toEqual(within(21, 5));
});

test('a list of batches, of what becomes of their items, and of substitutes costs the same however long it is', async () => {
  const plan = async (items: number) => {
    const tasks = [];
    for (let made = 0; made < items; made += 1)
      tasks.push(await openTask(bureau, (await openItem(office)).caseId, 'classify'));
    return (await bureau.post('/batches', { kind: 'comment', text: '请核对', tasks })).body.batch as string;
  };
  const principal = await office.as('zhouguodong');
  const substitute = (from: string) =>
    principal.post('/substitutions', {
      principal: 'maqiang',
      substitute: 'tianrui',
      from,
      to: from,
      reason: '出差',
    });
  const statements = async (path: string, client = bureau) =>
    (await costOf(() => client.get(path))).statements;
  const one = await plan(1);
  expect((await substitute('2026-10-12')).status).toBe(201);
  const before = [
    await statements('/batches'),
    await statements(`/batches/${one}/items`),
    await statements('/substitutions?all=true', principal),
  ];
  const three = await plan(3);
  for (const day of ['2026-10-13', '2026-10-14', '2026-10-15']) await substitute(day);
  expect([
    await statements('/batches'),
    await statements(`/batches/${three}/items`),
    await statements('/substitutions?all=true', principal),
  ]).toEqual(before);
});

test('previewing a calendar and planning a recount cost the same however many deadlines are open', async () => {
  const closures = [{ from: '2026-09-21', to: '2026-09-22', day: 'off', reason: '台风' }];
  const statements = async () => [
    (await costOf(() => bureau.post('/closures/preview', { closures }))).statements,
    (await costOf(() => bureau.post('/calendars/recounts'))).statements,
  ];
  await openItem(office);
  const few = await statements();
  for (let more = 0; more < 5; more += 1) await openItem(office);
  expect(await statements()).toEqual(few);
});
