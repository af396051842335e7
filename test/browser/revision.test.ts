import { beforeAll, expect, test } from 'vitest';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { drawn } from '../support/browser-drawing.ts';
import { speaksEnglish } from '../support/browser-page-checks.ts';
import { field, holds, openTask, press, reads, sees, wholeRecord, write } from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { inspected } from '../support/browser-template.ts';
import { openVerb, pickPerson } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** 退回发起人: the office gets its item back with the form it began it with, changes it, and sends it straight back. */
const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const xml = drawn(
  bpmn(
    `<bpmn:startEvent id="start" name="登记" rf:nameEn="Registered"/>
    <bpmn:userTask id="approve" name="领导审批" rf:nameEn="Approve">${ext(
      `<rf:assignment post="deputy-director" unit="bureau"/><rf:form key="opinion"/>
       <rf:verb name="return" to="initiator" resume="forward back"/>`,
    )}</bpmn:userTask>
    <bpmn:endEvent id="end" name="办结" rf:nameEn="Closed"/>
    ${flow('start', 'approve')}${flow('approve', 'end')}`,
  ),
);
const item = '一中北门';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
let caseId = '';

beforeAll(async () => {
  const name = { zh: '登记核查', en: 'Registration check' };
  await routine.publish('chenjianguo', { key: 'registration', name, like: 'rectification-item', xml });
  caseId = await routine.open('chenjianguo', 'registration', { ...inspected, place: item });
});

test('the leader returns it to whoever began it, who is to come straight back', async () => {
  const leader = await world.staff('linxiaowen');
  await openTask(leader, '领导审批', item);
  await press(leader, '退回');
  const dialog = leader.page.getByRole('dialog', { name: '退回', exact: true });
  await dialog.getByRole('radio', { name: /^发起人/ }).check();
  await dialog.getByRole('radio', { name: /^直接回到这一步/ }).check();
  await dialog.getByLabel(/^需要改正什么/).fill('地点不具体，措施太笼统');
  await dialog.getByRole('button', { name: '退回', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
});

test('who began it has its form with what they gave, and a draft of what they change', async () => {
  const office = await world.staff('chenjianguo');
  await openTask(office, '修改后重新提交', item);
  await reads(
    office.page.getByRole('main'),
    /林晓雯从“领导审批”退回了这项任务[\s\S]*地点不具体[\s\S]*重新提交后，事项直接回到“领导审批”/,
  );
  await holds(office, '具体地点', item);
  await holds(office, '整改措施', inspected.measures);
  await write(office, { 具体地点: `${item}传达室` });
  await sees(office, /已保存 /);
  await office.page.reload();
  await holds(office, '具体地点', `${item}传达室`);
});

test('on a phone too they say what they changed, and send it', async () => {
  const phone = await world.desk({ login: 'chenjianguo', width: 360, height: 780 });
  await openTask(phone, '修改后重新提交', item);
  await holds(phone, '具体地点', `${item}传达室`);
  await field(phone.page, '整改措施').fill('');
  await press(phone, '重新提交');
  const dialog = phone.page.getByRole('dialog', { name: '重新提交' });
  await dialog.getByRole('button', { name: '重新提交', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByLabel(/^修改说明/).fill('写明了传达室；措施由学校另行提出');
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await dialog.getByRole('button', { name: '重新提交', exact: true }).click();
  await phone.page
    .getByRole('status')
    .filter({ hasText: /已于 .+ 办理/ })
    .waitFor();
});

test('the leader has it again, and reads what was changed from what to what', async () => {
  const leader = await world.staff('linxiaowen');
  await openTask(leader, '领导审批', item);
  await leader.page.goto(`/cases/${caseId}`);
  const record = await wholeRecord(leader);
  const line = record.getByRole('listitem').filter({ hasText: '修改后重新提交，改了 2 项' });
  await line.getByText('改动的内容（2 项）').click();
  await reads(
    line,
    /写明了传达室[\s\S]*具体地点\s+一中北门 →[\s\S]*一中北门传达室[\s\S]*完善登记制度 →[\s\S]*（未填写）/,
  );
});

test('a question stands in the work list with its words, and leads to itself on a phone', async () => {
  const leader = await world.staff('linxiaowen');
  const dialog = await openVerb(leader, '沟通');
  await pickPerson(dialog, '问谁', ['陈建国', '青禾县教育局 整改办']);
  await dialog.getByRole('textbox', { name: /^问题/ }).fill('传达室归谁管理？');
  await dialog.getByRole('button', { name: '沟通', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  const phone = await world.desk({ login: 'chenjianguo', width: 360, height: 780 });
  await phone.page.goto('/');
  await phone.page.getByRole('link', { name: '林晓雯问您：传达室归谁管理？' }).click();
  const question = phone.page.getByRole('listitem').filter({ hasText: '传达室归谁管理？' });
  await question.waitFor();
  const isFocused = () => question.evaluate((element) => element === document.activeElement);
  await expect.poll(isFocused, { timeout: 45_000 }).toBe(true);
  const { y } = (await question.boundingBox())!;
  expect(y).toBeGreaterThan(50);
  expect(y).toBeLessThan(300);
});

test('whoever reads English finds all of it in English', async () => {
  const office = await world.staff('chenjianguo');
  await speaksEnglish(office, [`/cases/${caseId}`]);
});
