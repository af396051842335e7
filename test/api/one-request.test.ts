/** Domain rules P1: an extension or the change to an ongoing item, and no second request while one is pending, in either direction. */
import { expect, test } from 'vitest';
import { openItem, openOffice, openTask } from './office.ts';

const office = await openOffice();
const bureau = await office.as('chenjianguo');
const school = await office.as('maqiang');
const principal = await office.as('zhouguodong');
const { caseId } = await openItem(office);

const page = async (client = school) => (await client.get(`/cases/${caseId}`)).body;
const clock = async () => (await page()).deadlines.find(({ key }: { key: string }) => key === 'item');
const offered = async (client = school) => (await page(client)).messages[0];
const askForMore = async () =>
  school.post(`/cases/${caseId}/deadlines/${(await clock()).deadline}/extension`, {
    date: '2026-10-30',
    reason: '配件到货延迟',
  });
const askForOngoing = () =>
  school.post(`/cases/${caseId}/messages`, {
    message: 'ongoing-requested',
    values: { newDueDate: '2026-12-01', ongoingReason: '需要长期巡查' },
  });

test('before the item is assigned there is nothing to ask for', async () => {
  expect((await page()).messages).toEqual([]);
  await bureau.post(`/tasks/${await openTask(bureau, caseId, 'classify')}/complete`, {
    outcome: 'assign',
    values: { responsibleUnit: 'school-no1', rectificationClass: 'rectifyByDate' },
  });
  expect(await offered()).toMatchObject({ message: 'ongoing-requested', because: null });
});

test('while an extension waits, making the item ongoing is shown with the reason why it cannot be asked for', async () => {
  expect((await askForMore()).status).toBe(200);
  const because = {
    zh: '整改期限的延期申请正在审批，请等待结果',
    en: 'Expected nothing else to be asked about “Rectification due”, but a request for its extension waits for a decision',
  };
  expect(await offered()).toMatchObject({ message: 'ongoing-requested', because });
  expect(await askForOngoing()).toMatchObject({ status: 403, body: { detail: because.zh } });

  const [{ request }] = (await clock()).requests;
  const refusal = { approve: false, reason: '可先采取临时措施' };
  await principal.post(`/cases/${caseId}/clock-requests/${request}/decide`, refusal);
  expect((await offered()).because).toBeNull();
});

test('and while that is asked for, an extension is not', async () => {
  expect((await askForOngoing()).status).toBe(200);
  const zh = '“转长期整改申请”正在审批，请等待结果';
  expect((await clock()).may.extend).toMatchObject({ allowed: false, because: { zh } });
  expect(await askForMore()).toMatchObject({ status: 403, body: { detail: zh } });
  expect((await offered()).because.zh).toBe('“转长期整改申请”同时最多 1 项，请待前一项办结后再提出');
});
