import { expect, test } from 'vitest';
import { routineIn } from '../support/browser-routine.ts';
import { faults, settled, sidewaysScroll, untranslated } from '../support/browser-page-checks.ts';
import {
  decide,
  field,
  openCase,
  openTask,
  reads,
  sees,
  write,
  type Staff,
} from '../support/browser-staff.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** Two matters that nobody wants: each comes back twice with its ground, and is ruled to the first unit, or to the second. */
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
const cases: Record<string, string> = {};
const of = (subject: string) => routine.of(() => cases[subject]!);
const [toFirst, toSecond] = ['甲路口占道经营', '乙路口占道经营'] as const;

const tasksOn = ({ page }: Staff) => page.getByRole('region', { name: '当前任务' });

async function begin(subject: string): Promise<void> {
  cases[subject] = await routine.open('zhaoweimin', 'hand-off', {
    ...{ documentKind: 'assignmentOrder', subject, content: '放学时段占道', legalBasis: '县政府职责分工' },
    ...{ requirements: '依法整治', contact: '赵为民', issuerUnit: 'bureau', issuerPost: 'safety-section' },
    ...{ leadUnit: 'market', leadByPaper: false, urgency: 'hard' },
  });
  await of(subject).done('linxiaowen', 'issue', { outcome: 'issue', values: {} });
  await of(subject).done('jinxiaoli', 'sign', {
    outcome: 'object',
    values: { objectionGround: '占道经营属城管职责' },
  });
  await of(subject).done('zhaoweimin', 'reviewObjection', {
    outcome: 'uphold',
    values: { objectionAnswer: '同意改派' },
  });
  await of(subject).done('zhaoweimin', 'reassign', {
    outcome: 'reassigned',
    values: { leadUnit: 'urban-management', reassignGround: '城市管理条例' },
  });
}

test('a unit whose objection is dismissed goes on where it was, with time of its own, and with the answer', async () => {
  await begin(toSecond);
  const unit = await world.staff('shubo');
  await openTask(unit, '签收', toSecond);
  await sees(unit, '城市管理条例');
  await write(unit, { 清点页数: '3' });
  await decide(unit, '签收');
  await openTask(unit, '初审', toSecond);
  await write(unit, { '异议（退回）的职责依据': '流动摊贩属市场监管' });
  await decide(unit, '提出异议');
  await routine.moveClock('chenjianguo', '2026-09-18T09:00:00+08:00');
  await of(toSecond).done('linxiaowen', 'reviewObjection', {
    outcome: 'dismiss',
    values: { objectionAnswer: '占道为主' },
  });
  await openTask(unit, '初审', toSecond);
  await sees(unit, '占道为主', '2026年9月24日 周四');
  expect(await field(unit.page, '异议（退回）的职责依据').inputValue()).toBe('');
  await write(unit, { '异议（退回）的职责依据': '无执法权' });
  await decide(unit, '提出异议');
});

test('who rules reads each objection with its ground and the answer, on a phone too', async () => {
  const judge = await world.desk({ login: 'weizhengguo', width: 360, height: 780 });
  await openTask(judge, '裁定承办单位', toSecond);
  await sees(judge, '历次异议');
  await reads(
    judge.page.getByRole('main'),
    /青禾县市场监督管理局[\s\S]*占道经营属城管职责[\s\S]*同意改派[\s\S]*青禾县城市管理局[\s\S]*流动摊贩属市场监管[\s\S]*占道为主[\s\S]*青禾县城市管理局[\s\S]*无执法权/,
  );
  await settled(judge);
  expect(await sidewaysScroll(judge)).toBe(0);
  expect(await faults(judge)).toEqual([]);
  expect(await untranslated(judge)).toEqual([]);
  await write(judge, { 裁定依据: '占道归城管' });
  await decide(judge, '指定主办单位');
});

test('the ruling is final: the unit that it names has it, by a new receipt and the old date, and the lists say so', async () => {
  await begin(toFirst);
  await of(toFirst).done('shubo', 'sign', {
    outcome: 'object',
    values: { objectionGround: '食品经营属市场监管' },
  });
  await of(toFirst).done('zhaoweimin', 'reviewObjection', {
    outcome: 'uphold',
    values: { objectionAnswer: '再改派' },
  });
  await of(toFirst).done('zhaoweimin', 'reassign', {
    outcome: 'reassigned',
    values: { leadUnit: 'market', reassignGround: '食品安全法' },
  });
  await of(toFirst).done('jinxiaoli', 'sign', { outcome: 'object', values: { objectionGround: '仍属城管' } });
  await of(toFirst).done('weizhengguo', 'adjudicate', {
    outcome: 'ruled',
    values: { leadUnit: 'market', adjudicationGround: '食品经营许可' },
  });

  const first = await world.staff('jinxiaoli');
  await openTask(first, '依裁定签收', toFirst);
  // The Sunday after it is a working day.
  await sees(first, '食品经营许可', '2026年9月20日 周日');
  expect(await first.page.getByRole('button', { name: '提出异议' }).count()).toBe(0);
  expect(await of(toSecond).tasksOf('jinxiaoli')).toEqual([]);
  const second = await world.staff('shubo');
  await openTask(second, '依裁定签收', toSecond);
  expect(await of(toFirst).tasksOf('shubo')).toEqual([]);

  const issuer = await world.staff('zhaoweimin');
  await issuer.page.goto('/cases?q=路口占道');
  const line = (subject: string) => issuer.page.getByRole('row').filter({ hasText: subject });
  await reads(line(toFirst), '青禾县市场监督管理局');
  await reads(line(toSecond), '青禾县城市管理局');
  // Of the day on which it was first delivered, whoever has had it since.
  await reads(line(toSecond), '2026年10月16日');
  await openCase(issuer, toSecond);
  await reads(tasksOn(issuer), /依裁定签收[\s\S]*青禾县城市管理局 联络员/);
});
