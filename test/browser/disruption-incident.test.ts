import { expect, test } from 'vitest';
import {
  choose,
  decide,
  field,
  holds,
  moveClockTo,
  openCase,
  openTask,
  press,
  reads,
  sees,
  seesAfterReloading,
  showSection,
  write,
  type Staff,
} from '../support/browser-staff.ts';
import { sidewaysScroll } from '../support/browser-page-checks.ts';
import { routineIn } from '../support/browser-routine.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/**
 * A family blocks the gate of No. 1 Middle School after an accident; the police station has an account, and answers. At
 * No. 2 the police have none, and stay silent: the silence climbs until the school registers what they did.
 */
const item = '青禾县第一中学';
const silentItem = '青禾县第二中学';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
let address = '';
let silentCase = '';
const incident = routine.of(() => address.split('/').at(-1)!);
const silent = routine.of(() => silentCase);

/** By its address, which stays whatever the list shows first. */
const openIncident = ({ page }: Staff) => page.goto(address);
const tasksOn = ({ page }: Staff) => page.getByRole('region', { name: '当前任务' });

test('the safety officer reports it, and order, dispute and reports begin at once', async () => {
  const school = await world.staff('maqiang');
  const { page } = school;
  await page.goto('/cases/new/disruption-incident');
  const schools = await field(page, '学校').locator('option').allInnerTexts();
  expect(schools.filter((name) => /公安局|教育局|政府/.test(name))).toEqual([]);
  await field(page, '学校').selectOption({ label: '青禾县第一中学' });
  await page.getByLabel(/拉横幅/).check();
  await write(school, {
    开始时间: '2026-09-16T08:55',
    参与人数: '6',
    诉求: '要求赔偿',
    简要情况: '堵门拉横幅，学生课间摔伤引起',
  });
  await field(page, '有学生伤害事故或其他纠纷').check();
  await field(page, '公安机关').selectOption({ label: '青禾县公安局城关派出所' });
  await field(page, '人民调解委员会').selectOption({ label: '青禾县学校安全事故人民调解委员会' });
  await press(school, '提交并启动');
  await page.getByRole('heading', { level: 1 }).filter({ hasText: item }).waitFor();
  address = new URL(page.url()).pathname;
  for (const task of ['报警', '保护师生、维护秩序', '救治和告知', '首报']) await reads(tasksOn(school), task);
  await reads(page.getByRole('region', { name: '基本情况' }), '2026年9月16日 08:55');
  await reads(
    page.getByRole('region', { name: '当前进展' }),
    /现场处置[\s\S]*依法处理[\s\S]*纠纷处理[\s\S]*诉讼[\s\S]*理赔支付[\s\S]*结案中/,
  );
  await showSection(school, '参与和抄送');
  await reads(page.getByRole('region', { name: '参与单位' }), /公安机关\s*青禾县公安局城关派出所/);
});

test('the police have an account: the officer on the scene answers, and nobody at the school can in their place', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '报警', item);
  await write(school, { 报警时间: '2026-09-16T08:58', 接警号: '接警201号' });
  await decide(school, '已报警');
  await openCase(school, item);
  await reads(tasksOn(school), /民警现场处置\s*.*出警民警.*城关派出所/);
  await school.page.getByRole('link', { name: /查看.*民警现场处置/ }).click();
  await sees(school, '您可以查看，但此任务由以下岗位办理');
  expect(await school.page.getByRole('button', { name: '现场已恢复' }).count()).toBe(0);

  const officer = await world.staff('leikai');
  await openTask(officer, '民警现场处置', item);
  await sees(officer, '接警后30分钟到场');
  await write(officer, {
    民警到场时间: '2026-09-16T09:05',
    '现场处置（制止、带离、取证）': '劝离，一人带离',
  });
  await decide(officer, '现场已恢复');
  await incident.done('maqiang', 'protectPupils', {
    outcome: 'protected',
    values: { protection: '封闭教学区' },
  });
});

test('handed over to the police with no approval before it: signed for, taken up, answered, confirmed, and recorded here', async () => {
  const liaison = await world.staff('tanjing');
  const handOver = '移送函 校闹事件移送';
  await liaison.page.goto('/');
  // The other case begins a moment after the step that calls it.
  await seesAfterReloading(liaison, handOver);
  // Whose it is now is the police's, though the case that calls it is the school's.
  await liaison.page.goto('/cases');
  await reads(liaison.page.getByRole('main'), /校闹事件移送[\s\S]*青禾县公安局城关派出所/);
  await openTask(liaison, '签收', handOver);
  await sees(liaison, '堵门拉横幅，学生课间摔伤引起', '依法处理并反馈处理结果');
  await write(liaison, { 清点页数: '3', 签收人: '联络员' });
  await decide(liaison, '签收');
  await openTask(liaison, '初审', handOver);
  await write(liaison, { 拟办意见: '立案查处' });
  await decide(liaison, '受理');
  await openTask(liaison, '办理', handOver);
  await write(liaison, { 办理情况: '处以警告' });
  await decide(liaison, '已办理');
  await openTask(liaison, '汇总形成答复', handOver);
  await write(liaison, { 答复意见: '已依法处理' });
  await decide(liaison, '送会签');
  const head = await world.staff('shiyong');
  await openTask(head, '审签答复', handOver);
  await write(head, { 复函文号: '公决1号' });
  await decide(head, '签发答复');

  const school = await world.staff('maqiang');
  await openTask(school, '确认办结', handOver);
  await sees(school, '已依法处理');
  await decide(school, '确认办结');
  await openTask(school, '登记依法处理结果', item);
  await holds(school, '处罚、立案文书号', '公决1号');
  await holds(school, '依治安管理处罚法、刑法处理情况', '处以警告');
  await decide(school, '已处罚、立案');
  await openIncident(school);
  await reads(school.page.getByRole('region', { name: '办理记录' }), /移送公安机关依法处理/);
  await incident.done('zhaoweimin', 'sanction', {
    outcome: 'recorded',
    values: { sanctionNote: '纳入联合惩戒' },
  });
});

test('the other tracks do not wait for it: reported upwards, the family told, the accident looked into', async () => {
  await incident.done('zhouguodong', 'firstReport', {
    outcome: 'reported',
    values: { reportText: '首报', reportedAt: '2026-09-16T09:10:00+08:00' },
  });
  await incident.done('zhouguodong', 'writtenReport', {
    outcome: 'reported',
    values: { writtenReport: '书面首报', writtenReportNo: '校报5号' },
  });
  await incident.done('tangjun', 'tellFamily', {
    outcome: 'done',
    values: { rescueNote: '已送医', familyToldAt: '2026-09-16T09:00:00+08:00' },
  });
  await incident.done('zhaoweimin', 'investigate', {
    outcome: 'found',
    values: { accidentFacts: '课间摔伤' },
  });
  await incident.done('zhaoweimin', 'responsibility', {
    outcome: 'disputed',
    reason: '因果关系有争议',
    values: { responsibilityBasis: '双方说法不一' },
  });
  await incident.done('tangjun', 'chooseRepresentatives', {
    outcome: 'chosen',
    values: { representatives: 5, mandateDocNo: '委托1号' },
  });
  const school = await world.staff('maqiang');
  await openIncident(school);
  await reads(tasksOn(school), /受理调解\s*.*人民调解员/);
});

test('elsewhere the police have no account and stay silent: after an hour and a half the leaders of bureau and commission are told', async () => {
  silentCase = await routine.open('xiaojing', 'disruption-incident', {
    schoolUnit: 'school-no2',
    kinds: ['blocking'],
    startedAt: '2026-09-16T09:00:00+08:00',
    headcount: 3,
    summary: '堵门',
    hasDispute: false,
    policeUnit: 'police-station',
    policeByPaper: true,
    mediationUnit: 'mediation',
  });
  await silent.done('xiaojing', 'call110', {
    outcome: 'called',
    values: { policeCalledAt: '2026-09-16T09:05:00+08:00', policeAlarmNo: '接警202号' },
  });
  expect(await silent.tasksOf('leikai')).toEqual([]);

  const school = await world.staff('xiaojing');
  const timeline = school.page.getByRole('region', { name: '办理记录' });
  await routine.moveClock('chenjianguo', '2026-09-16T09:55:00+08:00');
  await openCase(school, silentItem);
  await reads(timeline, /“民警现场处置”.*到期未办：提醒并报负责人/);
  await routine.moveClock('chenjianguo', '2026-09-16T11:00:00+08:00');
  await openCase(school, silentItem);
  await reads(timeline, /再过一小时仍无回音：报教育局、政法委领导[\s\S]*分管副局长/);
  await reads(timeline, '现场超过一小时');
  await reads(school.page.getByRole('region', { name: '当前进展' }), '红色督办');
});

test('the deputy director says that he has seen it, and the school registers what the police did on paper', async () => {
  const phone = await world.desk({ login: 'linxiaowen', width: 360, height: 780 });
  await phone.page
    .getByRole('button', { name: /^已知悉：再过一小时仍无回音/ })
    .first()
    .waitFor();
  expect(await sidewaysScroll(phone)).toBe(0);
  const deputy = await world.staff('linxiaowen');
  await openCase(deputy, silentItem);
  const seen = deputy.page.getByRole('button', { name: /^已知悉：再过一小时仍无回音/ });
  await seen.first().click();
  await reads(deputy.page.getByRole('region', { name: '办理记录' }), '知悉');

  const school = await world.staff('xiaojing');
  await openTask(school, '民警现场处置', silentItem);
  await sees(school, '没有账号的由学校登记');
  await write(school, {
    民警到场时间: '2026-09-16T10:50',
    '现场处置（制止、带离、取证）': '凭出警回执登记：劝离',
  });
  await decide(school, '现场已恢复');
  await openCase(school, silentItem);
  await reads(school.page.getByRole('region', { name: '办理记录' }), /民警现场处置[\s\S]*肖静/);
});

test('mediated within thirty days of being taken up', async () => {
  const office = await world.staff('chenjianguo');
  await moveClockTo(office, '2026-09-17');
  const mediator = await world.staff('hehe');
  await openTask(mediator, '受理调解', item);
  await write(mediator, { 调解受理编号: '调1号', 调解受理时间: '2026-09-17T09:30' });
  await decide(mediator, '受理');

  await openTask(mediator, '人民调解', item);
  // The thirtieth day, 17 October, is a Saturday.
  await reads(mediator.page.getByRole('region', { name: '办理期限' }), '2026年10月19日 周一');
  await write(mediator, { 调解情况: '双方达成一致', 协议书编号: '调解1号', '协议金额（元）': '30000' });
  await decide(mediator, '达成调解协议');
});

test('no document of responsibility, no payment: the school cannot pay until it is issued', async () => {
  await incident.done('tangjun', 'insurance', {
    outcome: 'claimed',
    values: { insurer: '校方责任险承保公司', claimNo: '报案1号', payout: 25000 },
  });
  const finance = await world.staff('tangjun');
  await openIncident(finance);
  await reads(tasksOn(finance), '补充责任认定文书');
  expect(await incident.tasksOf('tangjun')).not.toContain('pay');

  const legal = await world.staff('xiangnan');
  await openTask(legal, '补充责任认定文书', item);
  await sees(legal, '课间摔伤', '双方达成一致');
  await write(legal, { 责任认定及依据: '学校管理责任三成', 责任认定文书号: '责认9号' });
  await decide(legal, '已出具');

  await openTask(finance, '支付赔付', item);
  await sees(finance, '责认9号', '调解1号');
  await write(finance, { '支付金额（元）': '5000', 赔付单号: '赔付1号' });
  await decide(finance, '已支付');
});

test('reported to the end, the lessons drawn, closed, and what is to be rectified begins as an item of its own', async () => {
  // A day after the written report.
  await routine.moveClock('chenjianguo', '2026-09-17T10:00:00+08:00');
  await incident.done('zhouguodong', 'updateReport', {
    outcome: 'over',
    values: { reportText: '续报', reportedAt: '2026-09-17T10:00:00+08:00' },
  });
  await incident.done('zhouguodong', 'finalReporting', {
    outcome: 'reported',
    values: { finalReport: '终报：已平息', reportedAt: '2026-09-17T10:30:00+08:00' },
  });
  const section = await world.staff('zhaoweimin');
  await openTask(section, '经验教训', item);
  await sees(section, '终报：已平息');
  await write(section, { 经验教训和整改事项: '完善门禁' });
  await choose(section, '转整改', '登记整改项');
  await write(section, { '整改部位（地点）': '东门', 需要整改的问题: '门禁无人值守' });
  await decide(section, '提请结案');
  const deputy = await world.staff('linxiaowen');
  await openTask(deputy, '结案审批', item);
  await sees(deputy, '完善门禁');
  await decide(deputy, '同意结案');

  await openIncident(deputy);
  await reads(deputy.page.getByRole('region', { name: '当前进展' }), '已办结');
  const timeline = deputy.page.getByRole('region', { name: '办理记录' });
  await reads(timeline, '同意结案');

  // The other case begins a moment after the end of this one.
  const office = await world.staff('chenjianguo');
  await office.page.goto('/');
  await seesAfterReloading(office, '东门 门禁无人值守');
  await openTask(office, '分类交办', '东门 门禁无人值守');
  await openIncident(deputy);
  await showSection(deputy, '参与和抄送');
  await reads(deputy.page.getByRole('main'), /教训转整改[\s\S]*东门 门禁无人值守/);
});
