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
  write,
} from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { openVerb, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/**
 * A case of bullying at No. 1 Middle School, from a report that reaches a class teacher to its closing. The title names
 * nobody; ten calendar days from 16 September end in a holiday.
 */
const item = '青禾县第一中学 学生举报';
const narrative = '课间多次被起侮辱性绰号，被同学孤立';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
let address = '';
const routine = routineIn(world).of(() => address.split('/').at(-1)!);

test('a class teacher registers what a third party reports without a name', async () => {
  const teacher = await world.staff('tianrui');
  const { page } = teacher;
  await page.goto('/cases/new/bullying-case');
  await field(page, '学校').selectOption({ label: '青禾县第一中学' });
  await choose(teacher, '学段', '初中');
  await field(page, '发现渠道').selectOption({ label: '学生举报' });
  await field(page, '匿名反映').check();
  await choose(teacher, '反映人与事件关系', '其他第三方');
  await choose(teacher, '行为表现', '恶意排斥、孤立');
  await write(teacher, { 首接责任人: '田蕊', 反映内容: narrative, 疑似被欺凌学生: '初二（3）班 小林' });
  await press(teacher, '提交并启动');
  await sees(teacher, '有 1 处需要改正');
  await write(teacher, { 发现时间: '2026-09-16T08:40' });
  await press(teacher, '提交并启动');

  await page.getByRole('heading', { name: item, level: 1 }).waitFor();
  address = new URL(page.url()).pathname;
  await reads(page.getByRole('region', { name: '当前进展' }), '制止保护');
  await reads(
    page.getByRole('region', { name: '当前任务' }),
    /制止、保护、救治[\s\S]*告知被欺凌方监护人[\s\S]*告知欺凌方监护人[\s\S]*筛查/,
  );
  // She is of the committee as well: it is as a class teacher that she reports.
  await reads(page.getByRole('region', { name: '办理记录' }), /登记立项[\s\S]*田蕊 · 青禾县第一中学 班主任/);
});

test('somebody of another school does not find it, nor under its address', async () => {
  const stranger = await world.staff('songbaolin');
  const { page } = stranger;
  await page.goto('/cases');
  await page.getByRole('searchbox', { name: '编号或内容' }).fill('学生举报');
  await sees(stranger, /没有/);
  expect(await page.getByRole('main').getByText(item).count()).toBe(0);
  await page.goto(address);
  await sees(stranger, /没有找到|不存在|无权/);
  expect(await page.getByText(narrative).count()).toBe(0);
});

test('the children are protected, and both guardians are told within two hours', async () => {
  await routine.done('suqing', 'protect', {
    outcome: 'protected',
    values: { protectedAt: '2026-09-16T09:00:00+08:00', protection: '已制止，双方分开' },
  });
  const moral = await world.staff('hanlei');
  await openTask(moral, '告知被欺凌方监护人', item);
  await sees(moral, narrative, '2026年9月16日 周三 11:0');
  await write(moral, { 告知被欺凌方监护人时间: '2026-09-16T09:20', 监护人意见: '要求查清事实' });
  await choose(moral, '告知方式', '电话');
  await decide(moral, '已告知');

  await openTask(moral, '告知欺凌方监护人', item);
  await write(moral, { 告知欺凌方监护人时间: '2026-09-16T09:30' });
  await choose(moral, '告知方式', '电话');
  await decide(moral, '多次联系不上', '三次未接通，已托村委会转告');
  await openCase(moral, item);
  const timeline = moral.page.getByRole('region', { name: '办理记录' });
  await reads(timeline, '三次未接通，已托村委会转告');
  await reads(timeline, /告知被欺凌方监护人[\s\S]*已告知|已告知[\s\S]*告知被欺凌方监护人/);
});

test('the principal opens the investigation: ten days that end in a holiday run on to the next working day, and the page says why', async () => {
  await routine.done('hanlei', 'screen', { outcome: 'investigate', values: { screenNote: '需要调查' } });
  const principal = await world.staff('zhouguodong');
  const { page } = principal;
  await openTask(principal, '启动调查', item);
  await write(principal, { 启动调查日期: '2026-09-16' });
  await field(page, '调查人员一').selectOption({ label: '韩磊' });
  await field(page, '调查人员二').selectOption({ label: '苏晴' });
  await decide(principal, '启动调查');

  await openCase(principal, item);
  const clock = page
    .getByRole('region', { name: '期限与督办' })
    .getByRole('listitem')
    .filter({ hasText: '调查认定期限' });
  await reads(clock, '2026年9月28日 周一');
  await clock.getByRole('heading', { name: '调查认定期限' }).click();
  await reads(clock, '启动调查处理程序10日内完成调查');
  await clock.getByRole('button', { name: '为什么是这一天' }).click();
  const why = page.getByRole('dialog', { name: '为什么是这一天' });
  await reads(
    why,
    /开始的当日不计入[\s\S]*10 个自然日，到2026年9月26日[\s\S]*2026年9月26日是法定节假日，顺延到2026年9月28日/,
  );
  await reads(why, '教督〔2017〕10号');
});

test('two investigate, and the committee is called', async () => {
  await routine.done('hanlei', 'interviewVictim', {
    outcome: 'done',
    values: { victimInterviewAdult: '母亲', victimInterview: '笔录一' },
  });
  await routine.done('suqing', 'interviewOffender', {
    outcome: 'done',
    values: { offenderInterviewAdult: '父亲', offenderInterview: '笔录二' },
  });
  await routine.done('hanlei', 'gatherEvidence', { outcome: 'done', values: { evidenceList: '监控一份' } });
  await routine.done('suqing', 'reportFindings', {
    outcome: 'submit',
    values: {
      findings: '查明：多次起绰号并带头孤立',
      isBetweenStudents: true,
      isDeliberate: true,
      hasAdvantage: true,
      hasHarm: true,
    },
  });
  await routine.done('hanlei', 'convene', {
    outcome: 'convened',
    values: {
      meetingAt: '2026-09-16T15:00:00+08:00',
      guardiansHeard: '双方监护人均已听取',
      recusals: '分管副校长与一方有亲属关系',
    },
  });
});

test('each member of the committee votes once; who is related to a family stands aside', async () => {
  const related = await world.staff('tangjun');
  await openTask(related, '委员会表决', item);
  await sees(related, '查明：多次起绰号并带头孤立');
  await reads(
    related.page.getByRole('region', { name: '表决情况' }),
    '共 8 人：同意 0，不同意 0，弃权 0，未表态 8',
  );
  const dialog = await openVerb(related, '回避');
  await dialog.getByLabel(/^理由/).fill('与一方学生有亲属关系');
  await sendDialog(dialog, '回避');

  const principal = await world.staff('zhouguodong');
  await openTask(principal, '委员会表决', item);
  const round = principal.page.getByRole('region', { name: '表决情况' });
  await reads(round, '共 7 人：同意 0，不同意 0，弃权 0，未表态 7');
  await reads(round, /唐军|分管安全副校长/);
  await reads(round, '已回避');
  await write(principal, { 认定理由: '多次起绰号并带头孤立' });
  await decide(principal, '构成学生欺凌');

  for (const login of ['yuanjie', 'hanlei', 'moli', 'duanhong', 'jigang'])
    await routine.done(login, 'vote', { outcome: 'bullying' });
  expect(await routine.tasksOf('zhouguodong')).toEqual([]);
  const expert = await world.staff('qinlu');
  await openTask(expert, '委员会表决', item);
  await reads(expert.page.getByRole('region', { name: '表决情况' }), '同意 6，不同意 0，弃权 0，未表态 1');
  // What others gave as their reason is not in his form.
  await holds(expert, '认定理由', '');
  await decide(expert, '不构成', '属偶发口角');
  await reads(
    expert.page.getByRole('region', { name: '表决情况' }),
    /参加表决不少于 66\.6%[\s\S]*共 7 人：同意 6，不同意 1，弃权 0，未表态 0/,
  );
});

test('determined, graded and decided', async () => {
  const principal = await world.staff('zhouguodong');
  const { page } = principal;
  await openTask(principal, '制作认定书', item);
  await sees(principal, '构成学生欺凌');
  await write(principal, { 会议纪要: '八人应到，一人回避，六票同意', 认定书文号: '认定1号' });
  await decide(principal, '签发认定书');
  await openCase(principal, item);
  await reads(page.getByRole('region', { name: '当前进展' }), '处置中');

  await openTask(principal, '分级', item);
  await choose(principal, '分级情形', '情节轻微');
  await choose(principal, '欺凌等级', '一级：情节轻微');
  await write(principal, { 分级理由: '对照标准，情节轻微' });
  await decide(principal, '确定等级');

  const moral = await world.staff('hanlei');
  await openTask(moral, '处理决定（一级）', item);
  await choose(moral, '处置措施', '批评教育');
  await choose(moral, '处置措施', '口头或书面道歉');
  await write(moral, { 处理决定: '批评教育并书面道歉', 处理决定书文号: '处理1号' });
  await decide(moral, '作出决定');
});

test('both families are served, with the last day for asking for a review', async () => {
  const moral = await world.staff('hanlei');
  await openTask(moral, '送达告知书（被欺凌方）', item);
  // The fifteenth day is a holiday: the first working day after it.
  await sees(moral, '申请复查截止日期（当日送达的）', '2026年10月8日');
  await write(moral, { 告知书文号: '告知1号', 送达时间: '2026-09-16T16:00', 签收人或见证人: '母亲' });
  await field(moral.page, '已告知申请复查的权利、机关和期限').check();
  await choose(moral, '送达方式', '直接送达');
  await decide(moral, '已送达');
  await openTask(moral, '送达告知书（欺凌方）', item);
  await sees(moral, '2026年10月8日', '向学校申诉委员会申诉截止日期', '2026年10月13日');
  await routine.done('hanlei', 'noticeOffender', {
    outcome: 'delivered',
    values: {
      remedyTold: true,
      offenderNoticeNo: '告知2号',
      offenderNoticeAt: '2026-09-16T16:30:00+08:00',
      offenderNoticeHow: 'refused',
      offenderNoticeWitness: '村委会',
    },
  });
});

test('supported, and visited after a week, a month and three months', async () => {
  const support = { supportVictim: 'victimSupport', supportOffender: 'offenderSupport' };
  for (const [node, key] of Object.entries(support))
    await routine.done('suqing', node, { outcome: 'done', values: { [key]: '每周辅导一次' } });
  const office = await world.staff('chenjianguo');
  const counsellor = await world.staff('suqing');
  await counsellor.page.goto('/');
  await sees(counsellor, '没有待办任务');
  for (const [day, visit] of [
    ['2026-09-24', '一周回访'],
    ['2026-10-19', '一个月回访'],
    ['2026-12-17', '三个月回访'],
  ] as const) {
    await moveClockTo(office, day);
    await openTask(counsellor, visit, item);
    await holds(counsellor, '回访记录', '');
    await field(counsellor.page, '被欺凌学生状况平稳').check();
    await write(counsellor, { 回访记录: `${visit}：双方平稳` });
    await decide(counsellor, '平稳');
  }
});

test('closed with the consent of the bureau, and filed', async () => {
  const moral = await world.staff('hanlei');
  await openTask(moral, '结案小结', item);
  await sees(
    moral,
    '一级：情节轻微',
    '批评教育、口头或书面道歉',
    '一周回访：双方平稳',
    '三个月回访：双方平稳',
  );
  await write(moral, { 结案小结: '三次回访平稳，同意结案' });
  await choose(moral, '对欺凌学生一对一帮扶', '不需要');
  await choose(moral, '对被欺凌学生关爱', '不需要');
  await decide(moral, '提请结案');
  const bureau = await world.staff('longfei');
  await openTask(bureau, '结案审批', item);
  await sees(bureau, '构成学生欺凌', '一级：情节轻微', '一个月回访：双方平稳');
  await decide(bureau, '同意结案');
  await openTask(moral, '归入专门档案', item);
  await write(moral, { 专门档案号: '专档1' });
  await decide(moral, '已归档');

  await openCase(moral, item);
  await reads(moral.page.getByRole('region', { name: '当前进展' }), '已办结');
  const timeline = moral.page.getByRole('region', { name: '办理记录' });
  await reads(timeline, '三个月回访');
});
