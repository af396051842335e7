import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { takeUpTheRest } from '../../api/housekeeping.ts';
import { AppError } from '../../errors.ts';
import { openItem, openOffice, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
});

const linesOf = async (caseId: string): Promise<string[]> =>
  (await bureau.get(`/cases/${caseId}/timeline?limit=200`)).body.items.map(
    (line: { text: { zh: string } }) => line.text.zh,
  );

test('moving the clock makes reminders and escalations happen, once for one key', async () => {
  const { caseId } = await openItem(office);
  const key = randomUUID();
  const moved = await bureau.post('/clock', { toDate: '2026-09-23' }, key);
  await bureau.post('/clock', { toDate: '2026-09-23' }, key);
  await office.dependencies.background.idle();
  expect(moved.body).toMatchObject({ today: '2026-09-23', isDemonstration: true });
  expect((await bureau.get('/clock')).body.advance).toMatchObject({ state: 'done', total: 1, done: 1 });

  const lines = await linesOf(caseId);
  expect(lines.some((line) => /（2026年9月18日到期）：.*逾期/.test(line))).toBe(true);
  expect(lines.filter((line) => line.startsWith('演示时钟拨到'))).toHaveLength(1);
  expect((await bureau.get('/tasks?bucket=overdue')).body.items).toMatchObject([
    // Friday the 18th to Wednesday the 23rd, with the make-up day on Sunday the 20th.
    { caseId, bucket: 'overdue', remainingWorkingDays: -4 },
  ]);
  expect((await bureau.get('/board')).body.totals.overdue).toBe(1);
});

test('cases that a dying process left untold are told at the next start', async () => {
  const { caseId } = await openItem(office);
  office.dependencies.background.stop();
  await bureau.post('/clock', { addDays: 1 });
  const next = await office.restarted();
  await takeUpTheRest(next.dependencies);
  await next.dependencies.background.idle();
  expect((await linesOf(caseId)).some((line) => line === '演示时钟拨到2026年9月24日')).toBe(true);
});

test('it never goes back', async () => {
  expect((await bureau.post('/clock', { toDate: '2026-09-01' })).status).toBe(400);
});

test('cases that cannot be told are counted while they are tried again, and told when it works', async () => {
  const next = await office.restarted();
  const again = await next.as('chenjianguo');
  const { instances, background } = next.dependencies;
  const real = instances.act;
  instances.act = async () => {
    throw new AppError('temporarily-unavailable', 'planned by the test');
  };
  await again.post('/clock', { addDays: 1 });
  await expect
    .poll(async () => (await again.get('/clock')).body.advance, { timeout: 20_000 })
    .toMatchObject({ state: 'running', total: 2, done: 0, failed: 2 });
  instances.act = real;
  await background.idle();
  expect((await again.get('/clock')).body.advance).toEqual({ state: 'done', total: 2, done: 2, failed: 0 });
});

test('outside a demonstration there is no mailbox, no clock to move, and no account to try', async () => {
  const real = await openOffice({ settings: { isDemonstration: false, demonstrationPassword: null } });
  const operator = await real.as('fanghao');
  await real.database.asOwner`
    insert into mailbox (tenant_id, received_at, sender, recipients, subject, text, html, headers)
    values ('qinghe', now(), 'a@example', '{b@example}', 's', 't', '', '{}')`;
  for (const path of ['/mailbox', '/mailbox?q=s', '/mailbox/1'])
    expect((await operator.get(path)).body).toMatchObject({ status: 404, code: 'not-found' });
  expect((await operator.post('/clock', { addDays: 1 })).status).toBe(404);
  expect((await operator.get('/clock')).body).toMatchObject({ isDemonstration: false, offset: 0 });
  const { deployment } = (await real.anyone.get('/session')).body;
  expect(deployment).toMatchObject({ isDemonstration: false, accounts: [], demonstrationPassword: null });
});
