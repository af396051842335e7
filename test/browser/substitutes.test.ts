import { expect, test } from 'vitest';
import { importRows } from '../support/browser-ledger.ts';
import { decide, holds, openCase, openTask, press, reads, sees, write } from '../support/browser-staff.ts';
import { pickPerson, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** The safety officer of a school is away; a vice-principal acts for him. */
const item = '消防通道堆放课桌';
const begun = '楼梯扶手松动';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');

test('an item waits for the only person who holds the post', async () => {
  const office = await world.staff('chenjianguo');
  await importRows(
    office,
    { 存在问题: item, 责任单位: '一中', 整改时限: '2026年10月30日' },
    { 序号: 2, 存在问题: begun, 责任单位: '一中', 整改时限: '2026年10月30日' },
  );
  for (const each of [item, begun]) {
    await openTask(office, '分类交办', each);
    await decide(office, '交办责任单位');
  }
  const vice = await world.staff('tangjun');
  await vice.page.goto('/');
  await sees(vice, '没有待办任务');
});

test('he names his substitute, and the open task appears there at once, marked for whom', async () => {
  const away = await world.staff('maqiang');
  const { page } = away;
  await page.goto('/substitutions');
  await press(away, '设置我的代理人');
  const dialog = page.getByRole('dialog');
  await pickPerson(dialog, '代理人', ['唐军', '青禾县第一中学 分管安全副校长']);
  await dialog.getByLabel(/^开始日期/).fill('2026-09-16');
  await dialog.getByLabel(/^理由/).fill('外出培训');
  await sendDialog(dialog, '保存');
  await reads(page.getByRole('region', { name: '代我办理的人' }), /唐军 代 马强[\s\S]*生效中/);

  const vice = await world.staff('tangjun');
  await vice.page.goto('/');
  await sees(vice, '代马强', item);
  await away.page.goto('/');
  await sees(away, item);
});

test('the substitute is told for whom he acts; the record says so', async () => {
  const vice = await world.staff('tangjun');
  const { page } = vice;
  await openTask(vice, '签收', item);
  await sees(vice, '您正在代马强办理', '办理记录会写明“唐军 代 马强”。');
  await decide(vice, '签收');
  await sees(vice, /唐军 代 马强已于 .+ 办理/);
  await openCase(vice, item);
  await reads(page.getByRole('region', { name: '办理记录' }), '唐军 代 马强');
});

test('who fills in a form as it ends is told so in plain words, and loses nothing', async () => {
  const elsewhere = await world.desk({ login: 'tangjun' });
  await openTask(elsewhere, '签收', begun);
  await write(elsewhere, { 责任人: '刘师傅' });
  const away = await world.staff('maqiang');
  await away.page.goto('/substitutions');
  await away.page.getByRole('button', { name: '结束代理：唐军 代 马强' }).click();
  await sendDialog(away.page.getByRole('dialog'), '结束代理');
  await press(elsewhere, '签收');
  await sees(elsewhere, /您代马强办理已于2026年9月16日结束，这项任务由其本人办理/);
  await elsewhere.page.getByText('您正在代马强办理').waitFor({ state: 'hidden' });
  await holds(elsewhere, '责任人', '刘师傅');
  expect(await elsewhere.page.getByRole('button', { name: '签收', exact: true }).count()).toBe(0);
});

test('once it is ended the substitute sees the next task no longer', async () => {
  const away = await world.staff('maqiang');
  const vice = await world.staff('tangjun');
  await vice.page.goto('/');
  await sees(vice, '没有待办任务');
  expect(await vice.page.getByText(item).count()).toBe(0);
  await openTask(away, '编制整改方案', item);
});
