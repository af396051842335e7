import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { press, reads, sees, seesAfterReloading, type Staff } from '../support/browser-staff.ts';
import { sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';
import { bpmn, flow } from '../definitions/bpmn.ts';

/** A template that forgot one of its answers: whoever gives it leaves the case at a gateway that knows no way on. */
const xml = bpmn(`
  <bpmn:startEvent id="start"/>
  <bpmn:userTask id="note" name="登记情况" rf:outcomeVariable="answer"><bpmn:extensionElements>
    <rf:assignment post="rectification-office" unit="bureau"/>
    <rf:outcome key="up" name="上报"/><rf:outcome key="no" name="不上报"/><rf:outcome key="unsure" name="待定"/>
  </bpmn:extensionElements></bpmn:userTask>
  <bpmn:exclusiveGateway id="way" name="是否上报？"/>
  <bpmn:endEvent id="told" name="已上报"/><bpmn:endEvent id="kept" name="未上报"/>
  ${flow('start', 'note')}${flow('note', 'way')}
  ${flow('way', 'told', '= answer = "up"')}${flow('way', 'kept', '= answer = "no"')}`);

const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
let office: Staff;

async function send<Reply>(method: 'post' | 'put' | 'get', path: string, data?: object): Promise<Reply> {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await office.context.request[method](`/api${path}`, { data, headers });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Reply;
}

/** A case that stands at its gateway, open on the page of the office. */
async function openStuck(): Promise<string> {
  const { caseId } = await send<{ caseId: string }>('post', '/cases', { template: 'notes', values: {} });
  const { page } = office;
  await page.goto(`/cases/${caseId}`);
  await page.getByRole('link', { name: /去办理.*登记情况/ }).click();
  await press(office, '待定');
  await page
    .getByRole('status')
    .filter({ hasText: /已于 .+ 办理/ })
    .waitFor();
  await page.goto(`/cases/${caseId}`);
  return caseId;
}

const problem = () => office.page.getByRole('region', { name: '需要处理的问题' });

beforeAll(async () => {
  office = await world.staff('chenjianguo');
  const made = await send<{ revision: number }>('post', '/templates', {
    ...{ key: 'notes', name: { zh: '情况登记', en: 'Notes' }, from: { kind: 'file', xml } },
  });
  const draft = { xml, forms: [], revision: made.revision };
  const { revision } = await send<{ revision: number }>('put', '/templates/notes/draft', draft);
  await send('post', '/templates/notes/versions', { revision });
});

test('a case that knows no way on says where, and after a retry in vain that it is still so', async () => {
  const caseId = await openStuck();
  await reads(problem(), '“是否上报？”这一步需要处理');
  await press(office, '重试这一步');
  await sees(office, '已重试。仍不能继续的话，问题会再次列出。');
  await reads(problem(), '“是否上报？”这一步需要处理');

  await send('post', `/cases/${caseId}/corrections`, { values: { answer: 'up' }, reason: '登记有误' });
  await press(office, '重试这一步');
  await seesAfterReloading(office, '已办结 · 已上报');
  expect(await problem().count()).toBe(0);
});

test('it is found in the list of incidents; passing it over is asked twice and stands in the record', async () => {
  const caseId = await openStuck();
  const { page } = office;
  await page.goto('/incidents');
  const row = page.getByRole('row').filter({ hasText: '是否上报？' });
  await row.getByRole('button', { name: /^略过/ }).click();
  const dialog = page.getByRole('dialog', { name: '略过这个问题' });
  await reads(dialog, '这一步本身不会继续');
  await reads(dialog, '会再次列为异常');
  await dialog.getByRole('button', { name: '取消' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await row.count()).toBe(1);

  await row.getByRole('button', { name: /^略过/ }).click();
  await sendDialog(dialog, '略过这个问题');
  await sees(office, '已略过，并记入办理记录。');
  // Nothing else waits in this case: it is not left standing in silence, and there is nothing to try again.
  await row.getByRole('button', { name: /^重试/ }).waitFor({ state: 'hidden' });
  await page.goto(`/cases/${caseId}`);
  await reads(page.getByRole('region', { name: '办理记录' }), '略过“是否上报？”的异常');
  await reads(problem(), '略过这个问题');
  expect(await problem().getByRole('button', { name: '重试这一步' }).count()).toBe(0);
});

test('a case that is opened while the worker does not answer is shown as taken in, and then by itself', async () => {
  const { page } = office;
  await page.goto('/cases/new/notes');
  process.kill(world.worker, 'SIGSTOP');
  try {
    await press(office, '提交并启动');
    await reads(page.getByRole('alert'), /事项已受理，正在建立[\s\S]*无需重新填报/);
  } finally {
    process.kill(world.worker, 'SIGCONT');
  }
  await page.getByRole('heading', { level: 1, name: '情况登记' }).waitFor();
  await sees(office, '登记情况');
});
