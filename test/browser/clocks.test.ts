import { beforeAll, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { moveClockTo, openCase, openTask, reads, sees, type Staff } from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { inspected, inspection } from '../support/browser-template.ts';
import { hasMail, sendByHand, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** Plans whose five working days are extended, not extended, stand still, are moved, and run out. */
const longer = '一中南门';
const denied = '一中北门';
const stopped = '一中东门';
const moved = '一中西门';
const late = '一中食堂';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);

beforeAll(async () => {
  await routine.publish('chenjianguo', inspection);
  for (const place of [longer, denied, stopped, moved, late])
    await routine.open('chenjianguo', 'inspection', { ...inspected, place });
});

/** The one clock on the page of a task. */
const clockOf = ({ page }: Staff): Locator => page.getByRole('region', { name: '办理期限' });

async function askClock(staff: Staff, act: string): Promise<Locator> {
  await clockOf(staff).getByRole('button', { name: act, exact: true }).click();
  const dialog = staff.page.getByRole('dialog', { name: `${act}：方案期限` });
  await dialog.waitFor();
  return dialog;
}

const requestOn = ({ page }: Staff, item: string): Locator =>
  page.getByRole('listitem').filter({ hasText: item }).filter({ hasText: /申请/ });

test('more time is asked for before the date, with a reason, of the post that decides', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', longer);
  await reads(clockOf(school), '2026年9月22日 周二');
  const dialog = await askClock(school, '申请延期');
  await reads(
    dialog,
    /必须在到期之前提出[\s\S]*目前的期限：2026年9月22日[\s\S]*最迟可以延到 2026年10月22日[\s\S]*分管副局长/,
  );
  await dialog.getByRole('button', { name: '申请延期', exact: true }).click();
  await reads(dialog, /请填写此项[\s\S]*请填写此项/);
  await dialog.getByLabel(/^新的期限/).fill('2026-10-10');
  await dialog.getByLabel(/^理由/).fill('厂家十月才能到场');
  await sendDialog(dialog, '申请延期');
  await sees(school, /申请把“方案期限”从 2026年9月22日.*延期到 2026年10月10日/, '厂家十月才能到场');
  await hasMail(school, 'linxiaowen', '期限申请待审批');
});

test('who decides finds it in the list; whoever decides it a second time is told that it is decided', async () => {
  const deputy = await world.staff('linxiaowen');
  const elsewhere = await world.desk({ login: 'linxiaowen' });
  await elsewhere.page.goto('/');
  await requestOn(elsewhere, longer).getByRole('button', { name: '同意申请', exact: true }).click();
  const second = elsewhere.page.getByRole('dialog', { name: '同意申请', exact: true });
  await deputy.page.goto('/');
  const request = requestOn(deputy, longer);
  await reads(request, '厂家十月才能到场');
  await request.getByRole('button', { name: '同意申请', exact: true }).click();
  await sendDialog(deputy.page.getByRole('dialog', { name: '同意申请', exact: true }), '同意申请');
  await deputy.page.getByText('厂家十月才能到场').waitFor({ state: 'hidden' });
  await second.getByRole('button', { name: '同意申请', exact: true }).click();
  await reads(second, '该申请已处理或已失效');

  await hasMail(deputy, 'maqiang', '期限申请已审批');
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', longer);
  await reads(clockOf(school), /2026年10月10日 周六[\s\S]*原定期限\s+2026年9月22日 周二.*已延期 1 次/);
  await reads(clockOf(school), /现在不能：.*延期1次/);
});

test('a request is refused with a reason, and the date stays', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', denied);
  const dialog = await askClock(school, '申请延期');
  await dialog.getByLabel(/^新的期限/).fill('2026-10-20');
  await dialog.getByLabel(/^理由/).fill('人手不足');
  await sendDialog(dialog, '申请延期');
  const deputy = await world.staff('linxiaowen');
  await deputy.page.goto('/');
  await requestOn(deputy, denied).getByRole('button', { name: '不同意申请', exact: true }).click();
  const decision = deputy.page.getByRole('dialog', { name: '不同意申请' });
  await decision.getByRole('button', { name: '不同意申请', exact: true }).click();
  await reads(decision, '请填写此项');
  await decision.getByLabel(/^理由/).fill('安全事项不得拖延');
  await sendDialog(decision, '不同意申请');
  await openTask(school, '编制方案', denied);
  await reads(clockOf(school), '2026年9月22日 周二');
  await openCase(school, denied);
  await reads(
    school.page.getByRole('region', { name: '办理记录' }),
    /不同意“方案期限”的延期申请\s+林晓雯[\s\S]*安全事项不得拖延[\s\S]*申请将“方案期限”延期到2026年10月20日\s+马强[\s\S]*人手不足/,
  );
});

test('a clock stands still for a reason of the template once the post agrees, and runs on with the days that were left', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', stopped);
  const dialog = await askClock(school, '中止计时');
  await dialog.getByRole('button', { name: '中止计时', exact: true }).click();
  await reads(dialog, '请选择一项');
  await dialog.getByRole('radio', { name: '恶劣天气停工' }).check();
  await reads(dialog, '无需审批，提交后立即生效。');
  await dialog.getByRole('radio', { name: '等待鉴定' }).check();
  await reads(dialog, /提交后由以下岗位决定：[\s\S]*分管副局长/);
  await dialog.getByLabel(/^理由/).fill('门机送检');
  await sendDialog(dialog, '中止计时');
  const deputy = await world.staff('linxiaowen');
  await deputy.page.goto('/');
  await reads(requestOn(deputy, stopped), /申请中止“方案期限”的计时：等待鉴定[\s\S]*门机送检/);
  await requestOn(deputy, stopped).getByRole('button', { name: '同意申请', exact: true }).click();
  await sendDialog(deputy.page.getByRole('dialog', { name: '同意申请', exact: true }), '同意申请');
  await openTask(school, '编制方案', stopped);
  await reads(clockOf(school), /已中止计时：等待鉴定[\s\S]*最迟到 2026年10月16日/);
  expect(await clockOf(school).innerText()).not.toContain('若未按时办理');

  const office = await world.staff('chenjianguo');
  await moveClockTo(office, '2026-09-18');
  await openTask(school, '编制方案', stopped);
  await sendDialog(await askClock(school, '恢复计时'), '恢复计时');
  // Five days were left on the 16th, and five are left on the 18th: Sunday the 20th is a day of work.
  await reads(clockOf(school), /2026年9月24日 周四[\s\S]*剩余 5 个工作日[\s\S]*原定期限\s+2026年9月22日/);
  await hasMail(office, 'maqiang', '期限变动');
});

test('a date is changed by the permission for it, with a reason, and the page says why it is this day', async () => {
  const school = await world.staff('maqiang');
  await openCase(school, moved);
  const deadlines = (staff: Staff) => staff.page.getByRole('region', { name: '期限与督办' });
  await deadlines(school).getByRole('button', { name: '为什么是这一天' }).waitFor();
  expect(await deadlines(school).getByRole('button', { name: '变更期限' }).count()).toBe(0);
  const refused = await sendByHand(school, 'deadlines/d4/change', { date: '2026-12-31', reason: '试' });
  expect(refused.status).toBe(403);

  const office = await world.staff('chenjianguo');
  await openCase(office, moved);
  await deadlines(office).getByRole('button', { name: '变更期限' }).click();
  const dialog = office.page.getByRole('dialog', { name: '变更期限：方案期限' });
  await dialog.getByRole('button', { name: '变更期限', exact: true }).click();
  await reads(dialog, /请填写此项[\s\S]*请填写此项/);
  await dialog.getByLabel(/^新的期限/).fill('2026-09-29');
  await dialog.getByLabel(/^理由/).fill('县里统一验收改期');
  await sendDialog(dialog, '变更期限');
  await reads(deadlines(office), /2026年9月29日 周二[\s\S]*原定期限\s+2026年9月22日/);
  await deadlines(office).getByRole('button', { name: '为什么是这一天' }).click();
  const why = office.page.getByRole('dialog', { name: '为什么是这一天' });
  await reads(why, '县里统一验收改期');
  await reads(
    why,
    /5 个工作日，到2026年9月22日；不计周末 1 天；调休上班 1 天计入[\s\S]*人工调整到2026年9月29日[\s\S]*2026年9月22日 周二 → 2026年9月29日 周二[\s\S]*县里统一验收改期\s+陈建国/,
  );
  await office.page.keyboard.press('Escape');
});

test('what is late is escalated; the principal says that it was seen, and others read that', async () => {
  const office = await world.staff('chenjianguo');
  await moveClockTo(office, '2026-09-24');
  const principal = await world.staff('zhouguodong');
  await openCase(principal, late);
  const seen = principal.page.getByRole('button', { name: '已知悉：逾期一个工作日报校长' });
  const elsewhere = await world.desk({ login: 'zhouguodong' });
  await openCase(elsewhere, late);
  const again = elsewhere.page.getByRole('button', { name: '已知悉：逾期一个工作日报校长' });
  await again.waitFor();
  await seen.click();
  await seen.waitFor({ state: 'hidden' });
  await again.click();
  await again.waitFor({ state: 'hidden' });
  await openCase(office, late);
  await reads(
    office.page.getByRole('region', { name: '办理记录' }),
    /确认知悉“方案期限”的督办：逾期一个工作日报校长\s+周国栋 · 青禾县第一中学 校长[\s\S]*逾期一个工作日报校长\s+系统[\s\S]*已通知： 青禾县第一中学 校长/,
  );
});

test('once the date is over it is too late to ask, and the page says so', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', late);
  await reads(clockOf(school), /已逾期 2 个工作日[\s\S]*现在不能：时限已届满，不能再申请/);
  // The first who has seen it lets the step rest for two working days.
  await reads(clockOf(school), /若未按时办理\s+2026年9月29日 周二 08:30：逾期一个工作日报校长/);
});
