import { expect, test } from 'vitest';
import { importRows } from '../support/browser-ledger.ts';
import {
  decide,
  openCase,
  openTask,
  press,
  reads,
  sees,
  write,
  type Staff,
} from '../support/browser-staff.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

const world = await openBrowserWorld('2026-09-14T09:00:00+08:00');
const before = '灭火器压力不足';
const after = '实验室药品柜未上锁';

async function importItem(office: Staff, item: string, school: string) {
  await importRows(office, { 存在问题: item, 责任单位: school, 整改时限: '2026年10月30日' });
}

/** From the ledger to a plan that the safety section has approved. */
async function approvePlan(item: string, login: string) {
  const office = await world.staff('chenjianguo');
  await openTask(office, '分类交办', item);
  await decide(office, '交办责任单位');
  const school = await world.staff(login);
  await openTask(school, '签收', item);
  await decide(school, '签收');
  await openTask(school, '编制整改方案', item);
  await write(school, planOf(item));
  await decide(school, '提交方案');
  const section = await world.staff('zhaoweimin');
  await openTask(section, '方案审核', item);
  await decide(section, '同意实施');
}

const planOf = (item: string) => ({
  整改目标: `消除隐患：${item}`,
  具体措施: '一、更换；二、每周检查',
  '整改资金（元）': '0',
  计划完成日期: '2026-09-30',
  责任领导: '校长',
  责任人: '安全办主任',
  应急预案: '整改期间专人看守',
});

test('a supervisor adds a second review with another deadline and publishes it, by buttons and keys alone', async () => {
  const office = await world.staff('chenjianguo');
  await importItem(office, before, '一中');
  await openCase(office, before);
  const { page } = office;
  await page.goto('/templates');
  const row = page
    .locator('li, tr, article')
    .filter({ has: page.getByRole('link', { name: '整改项', exact: true }) });
  await row.getByRole('link', { name: '修改', exact: true }).click();
  await page.getByRole('button', { name: /^方案审核/ }).click();
  await press(office, '在此后添加办理步骤');
  await page.getByLabel('新步骤名称').fill('方案复核');
  await press(office, '添加');

  await page.getByRole('heading', { name: '方案复核', level: 2 }).waitFor();
  await page.getByLabel('岗位', { exact: true }).first().selectOption({ label: '分管副局长' });
  const amount = page.getByLabel('数量', { exact: true }).first();
  await amount.fill('2');
  await amount.press('Enter');
  await page.getByLabel('依据').fill('本县规定：方案复核两个工作日');
  await page.getByLabel('依据').press('Tab');
  await reads(page.locator('.ladder-preview'), '9月16日到期');
  await page.getByText('没有问题').waitFor();

  await press(office, '发布版本');
  const dialog = page.getByRole('dialog');
  await reads(dialog, '新增“方案复核”');
  await reads(dialog, '正在办理的 1 个事项继续按原来的版本办理');
  await dialog.getByRole('button', { name: '发布第 2 版' }).click();
  await sees(office, '第 2 版已发布，新事项从现在起使用', '1 个在办事项继续按原来的版本办理。');
  await press(office, '查看版本');
  await reads(page.getByRole('row', { name: /第 2 版/ }), '新事项使用');
  // What a page asked for and left before the answer came is no fault.
  expect(office.said.filter((line) => !line.startsWith('net::ERR_ABORTED'))).toEqual([]);
});

test('an item from before goes on as it began, one from after goes to the second review', async () => {
  const office = await world.staff('chenjianguo');
  await importItem(office, after, '二中');
  await approvePlan(before, 'maqiang');
  await approvePlan(after, 'xiaojing');

  const tasks = office.page.getByRole('region', { name: '当前任务' });
  await openCase(office, before);
  await reads(tasks, '整改实施');
  await openCase(office, after);
  await reads(tasks, '方案复核');
});

test('the second review sends back to the plan, with its reason', async () => {
  const deputy = await world.staff('linxiaowen');
  await openTask(deputy, '方案复核', after);
  await decide(deputy, '退回修改', '请补充双人双锁的安排');
  const school = await world.staff('xiaojing');
  await openTask(school, '编制整改方案', after);
  await sees(school, '请补充双人双锁的安排');
});
