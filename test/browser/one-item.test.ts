import { expect, test } from 'vitest';
import { importRows } from '../support/browser-ledger.ts';
import {
  decide,
  field,
  holds,
  moveClockTo,
  openCase,
  openTask,
  press,
  reads,
  sees,
  showSection,
  wholeRecord,
  write,
} from '../support/browser-staff.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** One item of the experimental school from the ledger to the look-back. Its principal is also of the acceptance team. */
const item = '午间校门无人值守';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');

test('registered and assigned by the office', async () => {
  const office = await world.staff('chenjianguo');
  await importRows(office, {
    地点: '东校门',
    存在问题: item,
    责任单位: '实验小学',
    整改时限: '2026年10月9日',
  });
  await openTask(office, '分类交办', item);
  await write(office, { '回头看期限（月）': '1', 办理要求: '午间必须双人值守。' });
  await decide(office, '交办责任单位');
});

test('signed for by the school, which drafts a plan that saves itself and survives a reload', async () => {
  const school = await world.staff('yedong');
  const { page } = school;
  await openTask(school, '签收', item);
  await sees(school, '午间必须双人值守。', '2026年10月9日 周五');
  await decide(school, '签收');

  await openTask(school, '编制整改方案', item);
  await write(school, { 整改目标: '午间校门双人值守', 具体措施: '一、排定值班表；二、校领导每日巡查' });
  await sees(school, /已保存 \d\d:\d\d/);
  await page.reload();
  await holds(school, '整改目标', '午间校门双人值守');
  await holds(school, '具体措施', '一、排定值班表；二、校领导每日巡查');

  await press(school, '提交方案');
  await sees(school, '请填写此项');
  await write(school, {
    '整改资金（元）': '0',
    计划完成日期: '2026-09-30',
    责任领导: '郑敏慧',
    责任人: '叶冬',
    应急预案: '值班人员缺岗时由行政干部顶岗',
  });
  await decide(school, '提交方案');
});

test('returned by the bureau with the reason, planned again, approved', async () => {
  const section = await world.staff('zhaoweimin');
  await openTask(section, '方案审核', item);
  await decide(section, '退回修改', '缺少节假日的值班安排');

  const school = await world.staff('yedong');
  await openTask(school, '编制整改方案', item);
  await sees(school, '缺少节假日的值班安排');
  await holds(school, '整改目标', '午间校门双人值守');
  await write(school, { 具体措施: '一、排定值班表，含节假日；二、校领导每日巡查' });
  await decide(school, '提交方案');

  await openTask(section, '方案审核', item);
  await decide(section, '同意实施');
});

test('carried out with progress entries, then the responsible leader requests the write-off', async () => {
  const school = await world.staff('yedong');
  await openCase(school, item);
  await showSection(school, '进展与沟通');
  await write(school, { 进展内容: '值班表已排定并公布', '完成比例（0–100，可不填）': '60' });
  await press(school, '保存进展');
  await sees(school, '完成 60%', '值班表已排定并公布');

  await openTask(school, '整改实施', item);
  await write(school, { 整改情况: '午间双人值守已落实', 完成时间: '2026-09-16' });
  await decide(school, '整改完成');

  const principal = await world.staff('zhengminhui');
  await openTask(principal, '申请销号', item);
  await sees(principal, '午间双人值守已落实');
  await write(principal, { 申请说明: '已整改到位，申请销号' });
  await decide(principal, '申请销号');
});

test('checked by the office and accepted on site, never by anyone of the school itself', async () => {
  const office = await world.staff('chenjianguo');
  await openTask(office, '整改办初审', item);
  await field(office.page, '是否公示').check();
  await decide(office, '初审通过');

  const principal = await world.staff('zhengminhui');
  await principal.page.goto('/');
  await sees(principal, '没有待办任务');
  await openCase(principal, item);
  await reads(principal.page.getByRole('region', { name: '当前任务' }), '现场验收');
  expect(await principal.page.getByRole('link', { name: /去办理/ }).count()).toBe(0);
  await principal.page.getByRole('link', { name: /查看.*现场验收/ }).click();
  await sees(principal, /您可以查看，但此任务由以下岗位办理|没有找到|无权/);
  expect(await principal.page.getByRole('button', { name: '验收合格' }).count()).toBe(0);

  const team = await world.staff('wangshoucheng');
  await openTask(team, '现场验收', item);
  await write(team, { 验收时间: '2026-09-16', 验收人员: '王守诚、罗芳', 验收情况: '现场查看，值守到位' });
  await decide(team, '验收合格');
});

test('published for five working days, approved, archived', async () => {
  const office = await world.staff('chenjianguo');
  await openCase(office, item);
  await reads(office.page.getByRole('region', { name: '当前进展' }), '公示中');
  // Sunday 20 September is a working day in exchange for the holiday that follows: the fifth is the 22nd.
  await moveClockTo(office, '2026-09-23');

  const deputy = await world.staff('linxiaowen');
  await openTask(deputy, '批准销号', item);
  await decide(deputy, '批准销号');

  const clerk = await world.staff('dengxue');
  await openTask(clerk, '归档', item);
  await write(clerk, { 档案号: '2026-安-001', 页数: '12' });
  await field(clerk.page, '保管期限').selectOption({ label: '30年' });
  await decide(clerk, '已归档');
  await openCase(clerk, item);
  await reads(clerk.page.getByRole('region', { name: '当前进展' }), '已归档');
});

test('looked back at after its month, and closed', async () => {
  const office = await world.staff('chenjianguo');
  await moveClockTo(office, '2026-10-26');

  const section = await world.staff('zhaoweimin');
  await openTask(section, '回头看', item);
  await write(section, { 回头看时间: '2026-10-26', 现场情况: '值守正常，未反弹' });
  await decide(section, '未反弹');
  await openCase(section, item);
  await reads(section.page.getByRole('region', { name: '当前进展' }), '已办结');
  await reads(await wholeRecord(section), '缺少节假日的值班安排');
});
