import { expect, test } from 'vitest';
import {
  choose,
  decide,
  field,
  openCase,
  openTask,
  press,
  reads,
  sees,
  wholeRecord,
  write,
} from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** A class teacher of No. 1 Middle School reports; the school does not call 110 within the hour, and the police keep silent after that. */
const item = '青禾县第一中学 强制报告';
const reporter = '田蕊';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
let address = '';
const report = routine.of(() => address.split('/').at(-1)!);

test('a class teacher reports at once, and reads until when 110 must be called and what follows if it is not', async () => {
  const teacher = await world.staff('tianrui');
  const { page } = teacher;
  await page.goto('/cases/new/mandatory-report');
  await press(teacher, '提交并启动');
  await sees(teacher, '有 3 处需要改正');
  await field(page, '发现的情形（强制报告九类）').selectOption({ index: 4 });
  await field(page, '报告单位').selectOption({ label: '青禾县第一中学' });
  await write(teacher, {
    发现时间: '2026-09-16T08:50',
    发现的情况: '身上多处淤伤',
    报告人姓名: reporter,
    报告人联系方式: '13800000000',
  });
  await press(teacher, '提交并启动');
  await page.getByRole('heading', { name: item, level: 1 }).waitFor();
  address = new URL(page.url()).pathname;
  await openTask(teacher, '拨打110报警', item);
  await sees(teacher, '2026年9月16日 周三 09:50', /一小时无接警号：报教育局领导/, '无需请示，任何人不得阻止');
});

test('those who handle it read of the reporter, and never who it is; the officers know', async () => {
  for (const login of ['maqiang', 'zhouguodong', 'haoqiang']) {
    const handler = await world.staff(login);
    await handler.page.goto(address);
    await sees(handler, '报告人发起');
    await reads(
      handler.page.getByRole('region', { name: '办理记录' }),
      /登记立项[\s\S]*报告人 · 2026年9月16日/,
    );
    const said = await handler.page.getByRole('main').innerText();
    expect(said).not.toMatch(/田蕊|班主任|13800000000/);
  }
  // Who changes the language reads the whole page in it: what the server says of the reporter is asked anew.
  const room = await world.staff('haoqiang');
  await press(room, 'English');
  await reads(room.page.getByRole('region', { name: 'Record' }), /The reporter · [\s\S]*The reporter · /);
  await expect.poll(() => room.page.getByRole('main').innerText()).not.toMatch(/报告人/);
  await press(room, '中文');
  await sees(room, '报告人发起');
  const officer = await world.staff('jinran');
  await openTask(officer, '封存报告人信息', item);
  expect(await field(officer.page, '报告人姓名').inputValue()).toBe(reporter);
  await decide(officer, '已封存');
});

test('whoever has no part in it finds nothing: not in a list, not by a search, not under its address', async () => {
  for (const login of ['songbaolin', 'moli', 'chenjianguo', 'fanghao']) {
    const stranger = await world.staff(login);
    await stranger.page.goto('/cases');
    await stranger.page.getByRole('searchbox', { name: '编号或内容' }).fill('强制报告');
    await sees(stranger, /没有符合条件|没有事项/);
    await stranger.page.goto(address);
    await sees(stranger, /没有找到/);
    expect(await stranger.page.getByText('身上多处淤伤').count()).toBe(0);
  }
});

test('the head of the school cannot take the call from who has it: there is nothing to claim, and whom he asks is asked too', async () => {
  const principal = await world.staff('zhouguodong');
  const { page } = principal;
  await openTask(principal, '拨打110报警', item);
  expect(await page.getByRole('button', { name: '认领', exact: true }).count()).toBe(0);
  await press(principal, '更多');
  const list = page.getByRole('dialog', { name: '其他操作' });
  await reads(list.getByRole('button', { name: /^请他人一同报警/ }), '原办理人仍可办理');
  await page.keyboard.press('Escape');
});

test('an hour without a call: the bureau calls 110 itself', async () => {
  await routine.moveClock('chenjianguo', '2026-09-16T10:05:00+08:00');
  const room = await world.staff('haoqiang');
  await openTask(room, '教育局代为报警（绕行）', item);
  await write(room, { 拨打110时间: '2026-09-16T10:06', 学校未报警原因: '一小时内无人报警' });
  await press(room, '已报警');
  await sees(room, '有 1 处需要改正');
  await write(room, { 接警号: '110-0916-7' });
  await decide(room, '已报警');
  await room.page.goto(address);
  const record = await wholeRecord(room);
  await reads(record, '“拨打110报警”逾期未办结');
  await reads(room.page.getByRole('region', { name: '基本情况' }), '110-0916-7');
});

test('the leader who was told reads why she cannot stop it; the officer who knows the reporter may declare it void', async () => {
  const leader = await world.staff('linxiaowen');
  await leader.page.goto(address);
  await press(leader, '更多');
  const list = leader.page.getByRole('dialog', { name: '其他操作' });
  await reads(list.getByRole('button', { name: /^作废/ }), '现在不能：强制报告不得由上级叫停');
  await reads(list.getByRole('button', { name: /^撤销事项/ }), '现在不能：强制报告不得撤销');
  await reads(list.getByRole('button', { name: /^挂起/ }), '现在不能：强制报告不得挂起');
  const officer = await world.staff('lvmin');
  await officer.page.goto(address);
  await press(officer, '更多');
  const own = officer.page.getByRole('dialog', { name: '其他操作' });
  expect(await own.getByRole('button', { name: /^作废/ }).getAttribute('aria-disabled')).toBe('false');
  expect(await own.getByRole('button', { name: /^(撤销事项|挂起)/ }).count()).toBe(0);
  await officer.page.keyboard.press('Escape');
});

test('the police take it up with a number, then keep silent: the officer draws up a letter, then the procuratorate is asked', async () => {
  const at = '2026-09-16T10:06:00+08:00';
  await report.done('haoqiang', 'bureauReceive', { outcome: 'received', values: { bureauReceivedAt: at } });
  await report.done('maqiang', 'preserveEvidence', {
    outcome: 'kept',
    values: { noInterrogation: true, evidenceList: '监控一份' },
  });
  await report.done('suqing', 'protectChild', {
    outcome: 'arranged',
    values: { protection: '就医', childCare: 'notNeeded' },
  });
  await report.done('jinran', 'copyProcuratorate', {
    outcome: 'signed',
    values: { procuratorateReceiptNo: '检1号' },
  });
  await report.done('maqiang', 'writeReport', {
    outcome: 'filed',
    values: { writtenReport: '报案材料', writtenReportNo: '报案1号' },
  });
  const police = await world.staff('linfeng');
  await openTask(police, '公安机关受案', item);
  await press(police, '受案、立案');
  await sees(police, '有 2 处需要改正');
  await write(police, { '受案（立案）文书号': '公受7号', '受案（立案）时间': '2026-09-16T11:00' });
  await decide(police, '受案、立案');

  await routine.moveClock('chenjianguo', '2026-09-20T20:00:00+08:00');
  const officer = await world.staff('jinran');
  await officer.page.goto(address);
  const record = officer.page.getByRole('region', { name: '办理记录' });
  await reads(record, /应制发“催办函”，由青禾县教育局强制报告专管员负责/);
  await routine.moveClock('chenjianguo', '2026-09-25T20:00:00+08:00');
  await officer.page.reload();
  await reads(record, '自动启动督办');
});

test('feedback, conclusion, and the closing that only a conclusion of the police allows', async () => {
  await report.done('linfeng', 'policeFeeds', { outcome: 'fed', values: { policeFeedback: '已立案侦查' } });
  await report.done('linfeng', 'conclude', {
    outcome: 'concluded',
    values: { policeConclusion: 'administrative', conclusionText: '行政处罚' },
  });
  const officer = await world.staff('jinran');
  await openTask(officer, '结案小结', item);
  await write(officer, { 结案小结: '已有结论' });
  await choose(officer, '是否提请问责', '迟报，提请问责');
  await decide(officer, '提请结案');
  const leader = await world.staff('linxiaowen');
  await openTask(leader, '结案审批', item);
  await decide(leader, '同意结案');
  await openCase(officer, item);
  await reads(officer.page.getByRole('region', { name: '当前进展' }), '已办结');
});
