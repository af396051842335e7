import { expect, test } from 'vitest';
import { exportLedger, importRows } from '../support/browser-ledger.ts';
import {
  decide,
  moveClockTo,
  openCase,
  openTask,
  press,
  reads,
  sees,
  seesAfterReloading,
} from '../support/browser-staff.ts';
import { sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

const world = await openBrowserWorld('2026-09-14T09:00:00+08:00');
const late = '疏散门上锁';
const extended = '校车座椅安全带损坏';

test('two items are assigned and signed for', async () => {
  const office = await world.staff('chenjianguo');
  await importRows(
    office,
    { 存在问题: late, 责任单位: '一中', 整改时限: '2026年9月18日' },
    { 序号: 2, 存在问题: extended, 责任单位: '二中', 整改时限: '2026年9月30日' },
  );
  for (const [item, login] of [
    [late, 'maqiang'],
    [extended, 'xiaojing'],
  ] as const) {
    await openTask(office, '分类交办', item);
    await decide(office, '交办责任单位');
    const school = await world.staff(login);
    await openTask(school, '签收', item);
    await decide(school, '签收');
  }
});

test('the task says by when, on which calendar, and who is told if nothing happens', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '编制整改方案', late);
  const when = school.page.getByRole('region', { name: '办理期限' });
  // Five working days: Sunday 20 September is one, in exchange for the holiday that follows.
  await reads(when, '2026年9月20日 周日');
  await reads(when, '若未按时办理');
  await openCase(school, late);
  const deadlines = school.page.getByRole('region', { name: '期限与督办' });
  await reads(deadlines, '整改期限');
  await reads(deadlines, '2026年9月18日 周五');
});

test('before the date the handlers are reminded, after it three steps go up to the bureau, each with a mail', async () => {
  const office = await world.staff('chenjianguo');
  const timeline = office.page.getByRole('region', { name: '办理记录' });

  await moveClockTo(office, '2026-09-18');
  await openCase(office, late);
  await reads(timeline, '到期前一个工作日提醒');
  // 20 September is a Sunday on which people work: the day after the due date counts.
  await moveClockTo(office, '2026-09-20');
  await reads(timeline, /到期：催办责任人[\s\S]+安全办主任/);
  await moveClockTo(office, '2026-09-21');
  await reads(timeline, /逾期一个工作日：督办责任领导[\s\S]+校长/);
  await moveClockTo(office, '2026-09-23');
  await reads(timeline, /逾期三个工作日：报教育局督办[\s\S]+分管副局长/);
  const standing = office.page.getByRole('region', { name: '当前进展' });
  await reads(standing, '已逾期 4 个工作日');
  await reads(standing, '红色督办');
});

test.each([
  ['马强', 'maqiang', '到期'],
  ['周国栋', 'zhouguodong', '逾期'],
  ['林晓雯', 'linxiaowen', '逾期'],
])('%s has it in the mailbox', async (name, login, subject) => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await page.goto(`/mailbox?q=${login}`);
  await seesAfterReloading(office, new RegExp(subject));
  const mail = page
    .getByRole('main')
    .getByRole('button')
    .filter({ hasText: login })
    .filter({ hasText: subject });
  await mail.first().click();
  const article = page.getByRole('article');
  await press(office, '查看纯文本');
  await reads(article, name);
  // A mail names the item by its number alone: what it is about stays behind the log-in.
  await reads(article, '青禾整改〔2026〕1号');
  expect(await article.innerText()).not.toContain(late);
});

test('the board says in words what is overdue and where', async () => {
  const deputy = await world.staff('linxiaowen');
  await deputy.page.goto('/board');
  const row = deputy.page
    .getByRole('table', { name: '按责任单位' })
    .getByRole('row')
    .filter({ hasText: '第一中学' });
  await reads(row, '红灯 · 有逾期');
  await row.getByRole('link', { name: /已逾期 1/ }).click();
  await sees(deputy, late);
});

test('more time is asked for before the date, agreed twice, and the first date stays visible', async () => {
  const school = await world.staff('xiaojing');
  const { page } = school;
  await openTask(school, '编制整改方案', extended);
  const clocks = page.getByRole('region', { name: '办理期限' });
  await clocks.getByRole('button', { name: '申请延期', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '申请延期：整改期限' });
  await reads(dialog, /目前的期限：2026年9月30日[\s\S]*校长[\s\S]*整改办/);
  await dialog.getByLabel(/^新的期限/).fill('2026-10-16');
  await dialog.getByLabel(/^理由/).fill('配件到货延迟');
  await sendDialog(dialog, '申请延期');

  await openCase(school, extended);
  const requests = page.getByRole('region', { name: '申请与报告' });
  await reads(requests, '现在不能：整改期限的延期申请正在审批，请等待结果');
  expect(await requests.getByRole('button', { name: '申请转长期整改' }).isDisabled()).toBe(true);

  for (const login of ['wuchunhua', 'chenjianguo']) {
    const deciding = await world.staff(login);
    await deciding.page.goto('/');
    const request = deciding.page
      .getByRole('listitem')
      .filter({ hasText: extended })
      .filter({ hasText: '配件到货延迟' });
    await request.getByRole('button', { name: '同意申请', exact: true }).click();
    await sendDialog(deciding.page.getByRole('dialog', { name: '同意申请', exact: true }), '同意申请');
    await request.waitFor({ state: 'hidden' });
  }

  await openCase(school, extended);
  const standing = page.getByRole('region', { name: '当前进展' });
  await reads(standing, '2026年10月16日 周五');
  await reads(standing, '原定期限 2026年9月30日 周三');
  await reads(page.getByRole('region', { name: '期限与督办' }), /原定期限\s+2026年9月30日/);

  await page.goto('/ledger');
  const row = page.getByRole('row').filter({ hasText: extended });
  await reads(row, /2026年10月16日 周五[\s\S]*原定期限 2026年9月30日 周三/);
  const [, , headings, ...items] = await exportLedger(school);
  const item = items.find((cells) => cells.includes(extended))!;
  const [original, current] = ['原定整改时限', '整改时限'].map((name) => item[headings!.indexOf(name)]);
  expect([original, current]).toEqual(['2026年9月30日', '2026年10月16日']);
});
