/** What is returned has a term of its own: lists, ledger and filters go by it, and the item’s first date stays beside it. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../engine/json.ts';
import { openItem, openOffice, openTask } from './office.ts';

const office = await openOffice();
const bureau = await office.as('chenjianguo');
const school = await office.as('maqiang');
const principal = await office.as('zhouguodong');
const section = await office.as('zhaoweimin');
const { caseId } = await openItem(office, { dueDate: '2026-09-30' });

async function done(
  client: typeof bureau,
  node: string,
  { outcome, reason, values = {} }: { outcome: string; reason?: string; values?: JsonObject },
) {
  const task = await openTask(client, caseId, node);
  const answer = await client.post(`/tasks/${task}/complete`, { outcome, reason, values }, randomUUID());
  expect(answer.status, `${node}: ${answer.text}`).toBe(200);
}
const inLedger = async (query = '') => {
  const { body } = await bureau.get(`/ledger${query}`);
  return body.items.find((row: { caseId: string }) => row.caseId === caseId);
};

test('the term of what was returned is the date that lists show, with its light; the first date stays beside it', async () => {
  const unit = { responsibleUnit: 'school-no1', rectificationClass: 'rectifyByDate' };
  await done(bureau, 'classify', { outcome: 'assign', values: unit });
  await done(school, 'sign', { outcome: 'sign' });
  const plan = {
    ...{ target: '登记到位', planMeasures: '培训门卫', planFunds: 0, planFinish: '2026-09-25' },
    ...{ responsibleLeader: '周国栋', responsiblePerson: '马强', contingency: '校领导顶岗' },
  };
  await done(school, 'plan', { outcome: 'submit', values: plan });
  await done(section, 'planReview', { outcome: 'approve' });
  await done(school, 'carryOut', {
    outcome: 'done',
    values: { result: '已培训', completedDate: '2026-09-16' },
  });
  expect(await inLedger()).toMatchObject({ dueDate: '2026-09-30', originalDueDate: '2026-09-30' });
  await done(principal, 'requestWriteOff', { outcome: 'apply', values: { writeOffReason: '已到位' } });
  await done(bureau, 'officeCheck', { outcome: 'return', reason: '请补充登记台账' });

  const returned = { dueDate: '2026-10-08', originalDueDate: '2026-09-30', isOverdue: false };
  expect((await bureau.get(`/cases/${caseId}`)).body).toMatchObject(returned);
  expect(await inLedger()).toMatchObject({ ...returned, remainingWorkingDays: expect.any(Number) });
});

test('past that term the item is late, on every list', async () => {
  await bureau.post('/clock', { toDate: '2026-10-12' });
  await office.dependencies.background.idle();
  expect(await inLedger('?overdue=true')).toMatchObject({ dueDate: '2026-10-08', isOverdue: true });
  expect((await bureau.get('/cases?overdue=true')).body.items).toEqual([
    expect.objectContaining({ caseId, dueDate: '2026-10-08' }),
  ]);
});

test('once it is asked for again the item’s own date is shown, and nothing runs', async () => {
  await done(school, 'plan', { outcome: 'submit' });
  await done(section, 'planReview', { outcome: 'approve' });
  await done(school, 'carryOut', { outcome: 'done' });
  await done(principal, 'requestWriteOff', { outcome: 'apply' });
  const { body } = await bureau.get(`/cases/${caseId}`);
  expect(body).toMatchObject({ dueDate: '2026-09-30', originalDueDate: '2026-09-30', isOverdue: false });
});
