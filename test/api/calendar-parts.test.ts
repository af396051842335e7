import { beforeAll, expect, test } from 'vitest';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

/** School terms and office hours: published like the county's own closures, with a look at what they would move. */
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

const versionNow = async () => (await bureau.get('/calendars')).body.version as string;
/** Of the receipt, which a school owes by the close of business of the next working day: Thursday the 17th. */
const signBy = async () =>
  (await school.get(`/cases/${caseId}`)).body.deadlines.find(({ key }: { key: string }) => key === 'sign')
    ?.due as string;

const usual = { open: '08:30', close: '17:30' };
const early = { from: '09-01', to: '09-30', open: '08:00', close: '16:30' };
const autumn = { name: '2026年秋季学期', from: '2026-09-01', to: '2027-01-22' };
const spring = { name: '2027年春季学期', from: '2027-02-22', to: '2027-07-02' };

test('another closing hour moves what ends at the close of business, within its day: seen before it is published', async () => {
  expect(await signBy()).toBe('2026-09-17T09:30:00.000Z');
  const { status, body } = await bureau.post('/office-hours/preview', {
    officeHours: usual,
    officeSeasons: [early],
  });
  expect([status, body.problems]).toEqual([200, []]);
  expect(body.counts.moved).toBeGreaterThan(0);
  expect(body.moves).toContainEqual(
    expect.objectContaining({
      ...{ caseId, from: '2026-09-17', to: '2026-09-17' },
      ...{ fromDue: '2026-09-17T09:30:00.000Z', toDue: '2026-09-17T08:30:00.000Z' },
    }),
  );
  expect((await bureau.get('/calendars')).body).toMatchObject({ officeHours: usual, officeSeasons: [] });
});

test('a season of other months moves nothing that ends in this one', async () => {
  const winter = { ...early, from: '12-01', to: '02-28' };
  const { body } = await bureau.post('/office-hours/preview', {
    officeHours: usual,
    officeSeasons: [winter],
  });
  expect([body.counts.moved, body.moves]).toEqual([0, []]);
});

test('hours that can not be are named at their field, in the language of whoever asks', async () => {
  const hours = {
    officeHours: { open: '18:00', close: '08:00' },
    officeSeasons: [{ ...early, from: '6月1日', close: '25:00' }],
  };
  const { body } = await bureau.post('/office-hours/preview', hours);
  expect(body.problems).toEqual([
    { at: '/officeHours/close', message: '下班时刻 08:00 应晚于上班时刻 18:00' },
    { at: '/officeSeasons/0/from', message: '应为 06-01 这样的月日，现在是“6月1日”' },
    { at: '/officeSeasons/0/close', message: '应为 08:30 这样的时刻，现在是“25:00”' },
  ]);
  expect(body.moves).toEqual([]);
  const refused = await bureau.put('/office-hours', { version: await versionNow(), ...hours });
  expect([refused.status, refused.body.errors.length]).toEqual([422, 3]);
});

test('published over the version that was seen, the hours hold, and open deadlines are counted again', async () => {
  const hours = { officeHours: usual, officeSeasons: [early] };
  const version = await versionNow();
  expect((await bureau.put('/office-hours', { version: '0', ...hours })).status).toBe(409);
  const { status, body } = await bureau.put('/office-hours', { version, ...hours });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: String(Number(version) + 1), ...hours });
  const planned = (await bureau.post('/calendars/recounts')).body;
  await bureau.post(`/batches/${planned.batch}/run`);
  await office.dependencies.background.idle();
  expect(await signBy()).toBe('2026-09-17T08:30:00.000Z');
  const { body: lines } = await bureau.get(`/cases/${caseId}/timeline`);
  expect(JSON.stringify(lines)).toContain('2026年9月17日 17:30改为2026年9月17日 16:30（工作日历更新）');
});

test('school terms move no deadline, and stand in the order of their first days', async () => {
  const terms = [spring, autumn];
  const { body: preview } = await bureau.post('/terms/preview', { terms });
  expect([preview.problems, preview.moves]).toEqual([[], []]);
  const version = await versionNow();
  expect((await bureau.put('/terms', { version: '0', terms })).status).toBe(409);
  const { body } = await bureau.put('/terms', { version, terms });
  expect(body).toMatchObject({ version: String(Number(version) + 1), terms: [autumn, spring] });
  // The rest of the calendar is as it was.
  expect(body.officeSeasons).toEqual([early]);
});

test('terms that overlap, end before they begin or have no name are refused at their field', async () => {
  const wrong = [
    autumn,
    { ...spring, from: '2027-01-20' },
    { name: ' ', from: '2027-09-01', to: '2027-08-31' },
  ];
  const version = await versionNow();
  const { status, body } = await bureau.put('/terms', { version, terms: wrong });
  expect(status).toBe(422);
  expect(body.errors).toEqual([
    { at: '/terms/1/from', message: '与“2026年秋季学期”（2026-09-01 至 2027-01-22）重叠' },
    { at: '/terms/2/name', message: '应填写学期名称' },
    { at: '/terms/2/to', message: '学期结束日 2027-08-31 早于开始日 2027-09-01' },
  ]);
  const { body: english } = await bureau.send(
    'post',
    '/terms/preview',
    { terms: wrong },
    {
      headers: { 'accept-language': 'en' },
    },
  );
  expect(english.problems[0].message).toBe(
    'Expected terms one after the other, but it overlaps with 2026年秋季学期 (2026-09-01 to 2027-01-22)',
  );
  expect(await versionNow()).toBe(version);
});

test('the same again makes no new version, also of a part that was never entered', async () => {
  const version = await versionNow();
  const again = [
    await bureau.put('/terms', { version, terms: [autumn, spring] }),
    await bureau.put('/closures', { version, closures: [] }),
    await bureau.put('/office-hours', { version, officeHours: usual, officeSeasons: [early] }),
  ];
  expect(again.map(({ body }) => body.version)).toEqual([version, version, version]);
});

test('whoever may not edit the calendar reads terms and hours, and changes none', async () => {
  expect((await school.get('/calendars')).body.terms).toEqual([autumn, spring]);
  expect((await school.put('/terms', { version: await versionNow(), terms: [] })).status).toBe(403);
});
