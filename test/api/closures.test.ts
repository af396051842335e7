import { beforeAll, expect, test } from 'vitest';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

/** The county's own days, on top of the State Council's notice: 台风停工, 本县调班. */
let office: Office;
let bureau: Client;
let school: Client;
let caseId: string;
beforeAll(async () => {
  office = await openOffice();
  [bureau, school] = await Promise.all([office.as('chenjianguo'), office.as('maqiang')]);
  ({ caseId } = await openItem(office));
  await bureau.post(`/tasks/${await openTask(bureau, caseId, 'classify')}/complete`, {
    outcome: 'assign',
    values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2026-10-16' },
  });
});

const storm = { from: '2026-09-17', to: '2026-09-18', day: 'off', reason: '台风停工' };
const signBy = async () =>
  (await school.get(`/cases/${caseId}`)).body.deadlines.find(({ key }: { key: string }) => key === 'sign')
    ?.dueDate as string;

test('two days closed move a date by as many working days: seen before anything is published', async () => {
  // One working day from Wednesday the 16th.
  expect(await signBy()).toBe('2026-09-17');
  const { status, body } = await bureau.post('/closures/preview', { closures: [storm] });
  expect(status).toBe(200);
  expect(body.problems).toEqual([]);
  // Sunday the 20th is worked in exchange.
  expect(body.moves).toEqual(
    expect.arrayContaining([expect.objectContaining({ caseId, from: '2026-09-17', to: '2026-09-20' })]),
  );
  expect((await bureau.get('/calendars')).body.closures).toEqual([]);
});

test('what can not be is named in the language of whoever asks', async () => {
  const closures = [{ ...storm, to: '2026-09-01' }];
  const { body } = await bureau.post('/closures/preview', { closures });
  expect(body.problems).toEqual([{ at: '/closures/0', message: '结束日 2026-09-01 早于开始日 2026-09-17' }]);
  expect(body.moves).toEqual([]);
  const { version } = (await bureau.get('/calendars')).body;
  const refused = await bureau.put('/closures', { version, closures });
  expect([refused.status, refused.body.errors[0].message]).toEqual([422, body.problems[0].message]);
});

test('published over the version that was seen, they stand beside the years, and open deadlines are counted again', async () => {
  const before = (await bureau.get('/calendars')).body;
  expect((await bureau.put('/closures', { version: '0', closures: [storm] })).status).toBe(409);
  const { status, body } = await bureau.put('/closures', { version: before.version, closures: [storm] });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: String(Number(before.version) + 1), closures: [storm] });
  expect(body.years.map(({ year }: { year: number }) => year)).toEqual(
    before.years.map(({ year }: { year: number }) => year),
  );
  const planned = (await bureau.post('/calendars/recounts')).body;
  await bureau.post(`/batches/${planned.batch}/run`);
  await office.dependencies.background.idle();
  expect(await signBy()).toBe('2026-09-20');
});

test('the same days again make no new version; a day taken out does', async () => {
  const { version } = (await bureau.get('/calendars')).body;
  expect((await bureau.put('/closures', { version, closures: [storm] })).body.version).toBe(version);
  const { body } = await bureau.put('/closures', { version, closures: [] });
  expect(body).toMatchObject({ version: String(Number(version) + 1), closures: [] });
});
