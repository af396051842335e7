import { expect, test } from 'vitest';
import { importRows } from '../support/browser-ledger.ts';
import {
  decide,
  holds,
  openCase,
  openTask,
  press,
  reads,
  sees,
  showSection,
  wholeRecord,
  write,
} from '../support/browser-staff.ts';
import { openVerb, pickPerson, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** One item whose plan is transferred, signed by somebody who was added, returned, and comes straight back. */
const item = '配电箱门未上锁';
/** One transparent pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');

test('a school hands in its plan', async () => {
  const office = await world.staff('chenjianguo');
  await importRows(office, { 存在问题: item, 责任单位: '二中', 整改时限: '2026年10月30日' });
  await openTask(office, '分类交办', item);
  await decide(office, '交办责任单位');
  const school = await world.staff('xiaojing');
  await openTask(school, '签收', item);
  await decide(school, '签收');
  await openTask(school, '编制整改方案', item);
  await write(school, {
    整改目标: '配电箱门上锁',
    具体措施: '一、更换门锁；二、每日巡查',
    '整改资金（元）': '300',
    计划完成日期: '2026-09-30',
    责任领导: '吴春华',
    责任人: '肖静',
    应急预案: '专人看守',
  });
  const ahead = school.page.getByRole('region', { name: '后续流程' });
  await ahead.getByRole('button', { name: '如果“提交方案”' }).click();
  await reads(ahead, /方案审核[\s\S]*安监科/);
  await school.page
    .getByLabel('选择文件')
    .setInputFiles({ name: '配电箱.png', mimeType: 'image/png', buffer: picture });
  await reads(school.page.getByRole('region', { name: '附件' }), /配电箱\.png\s*1 KB · 肖静/);
  await decide(school, '提交方案');
});

test('who withdraws what they sent finds it in the form, at another desk too', async () => {
  const school = await world.staff('xiaojing');
  await press(school, '撤回');
  const dialog = school.page.getByRole('dialog', { name: '撤回', exact: true });
  await dialog.getByLabel(/^理由/).fill('漏写了钥匙');
  await sendDialog(dialog, '撤回');
  await holds(school, '具体措施', '一、更换门锁；二、每日巡查');
  await sees(school, /已保存 /);

  const elsewhere = await world.desk({ login: 'xiaojing' });
  await openTask(elsewhere, '编制整改方案', item);
  await holds(elsewhere, '具体措施', '一、更换门锁；二、每日巡查');
  await decide(elsewhere, '提交方案');
});

test('the section hands its review to a colleague for good: it leaves one list and comes to the other', async () => {
  const first = await world.staff('zhaoweimin');
  await openTask(first, '方案审核', item);
  const dialog = await openVerb(first, '转办');
  await dialog.getByRole('button', { name: '转办', exact: true }).click();
  await reads(dialog, '请选择人员');
  await pickPerson(dialog, '交给谁', ['何丽丽', '青禾县教育局 安监科']);
  await dialog.getByLabel(/^理由/).fill('本周出差');
  await sendDialog(dialog, '转办');
  await sees(first, '已完成：转办');

  await first.page.goto('/');
  await sees(first, '没有待办任务');
  const second = await world.staff('helili');
  await openTask(second, '方案审核', item);
  await sees(second, '这项任务最初交给');
});

test('who was added signs first; until then the review waits and says why', async () => {
  const section = await world.staff('helili');
  const dialog = await openVerb(section, '前加签');
  await pickPerson(dialog, '由谁办理', ['罗芳', '青禾县教育局 验收组']);
  await sendDialog(dialog, '前加签');
  await sees(section, '等待加签人员', '加签人员全部签署后，您才能办理。');
  const signers = section.page.getByRole('region', { name: '加签情况' });
  await reads(signers, /前加签\s*罗芳/);
  await reads(signers, '待签署');

  const added = await world.staff('luofang');
  await openTask(added, '方案审核', item);
  await decide(added, '同意实施');

  await openTask(section, '方案审核', item);
  await reads(section.page.getByRole('region', { name: '加签情况' }), '同意实施');
});

test('returned to the plan with what is missing; once mended it comes straight back', async () => {
  const section = await world.staff('helili');
  const dialog = await openVerb(section, '退回');
  await dialog.getByRole('radio', { name: /^编制整改方案/ }).check();
  await reads(dialog, /肖静 · 2026年9月16日/);
  await dialog.getByRole('radio', { name: /^直接回到这一步/ }).check();
  await dialog.getByLabel(/^需要改正什么/).fill('请补充钥匙的保管人');
  await sendDialog(dialog, '退回');

  const school = await world.staff('xiaojing');
  await school.page.goto('/');
  await sees(school, '被退回');
  await openTask(school, '编制整改方案', item);
  await sees(school, '何丽丽从“方案审核”退回了这项任务', '请补充钥匙的保管人');
  await holds(school, '具体措施', '一、更换门锁；二、每日巡查');
  await write(school, { 具体措施: '一、更换门锁，钥匙由曹阳保管；二、每日巡查' });
  await decide(school, '提交方案');

  await openTask(section, '方案审核', item);
  await decide(section, '同意实施');
});

test('the record tells every step of it, and a comment reaches whoever it mentions', async () => {
  const section = await world.staff('helili');
  const { page } = section;
  await openCase(section, item);
  const timeline = await wholeRecord(section);
  await reads(timeline, '本周出差');
  await reads(timeline, '罗芳');
  await reads(timeline, '请补充钥匙的保管人');

  const dialog = await openVerb(section, '评论');
  await dialog.getByLabel(/^评论内容/).fill('实施时请断电');
  await sendDialog(dialog, '评论');
  await showSection(section, '进展与沟通');
  await page.reload();
  await reads(page.getByRole('region', { name: '沟通与评论' }), '实施时请断电');
});

test('a verb that is not allowed says why, and cannot be pressed', async () => {
  const onlooker = await world.staff('gaozhiyuan');
  await openCase(onlooker, item);
  await onlooker.page.getByRole('button', { name: '更多', exact: true }).click();
  const list = onlooker.page.getByRole('dialog', { name: '其他操作' });
  const refused = list.getByRole('button', { name: /现在不能/ }).first();
  await reads(refused, /现在不能：.{4,}/);
  await refused.press('Enter');
  expect(await list.isVisible()).toBe(true);
});
