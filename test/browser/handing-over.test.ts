import { beforeAll, expect, test } from 'vitest';
import { decide, openCase, openTask, press, reads, sees } from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { inspected, inspection } from '../support/browser-template.ts';
import { hasMail, openVerb, pickPerson, sendByHand, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** A plan about which its author asks somebody else, and one that the office moves on without him. */
const asked = '一中南门';
const moved = '一中东门';
const vice: [string, string] = ['唐军', '青禾县第一中学 分管安全副校长'];
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);

beforeAll(async () => {
  await routine.publish('chenjianguo', inspection);
  for (const place of [asked, moved])
    await routine.open('chenjianguo', 'inspection', { ...inspected, place });
});

test('a task is delegated: it leaves the list of whoever asks, and comes to who is asked, by mail too', async () => {
  const author = await world.staff('maqiang');
  await openTask(author, '编制方案', asked);
  const dialog = await openVerb(author, '委派');
  await reads(dialog, '请别人提出意见，之后任务回到您这里，仍由您决定。');
  await dialog.getByRole('button', { name: '委派', exact: true }).click();
  await reads(dialog, '请选择人员');
  const people = dialog.getByRole('combobox', { name: /^交给谁/ });
  await expect.poll(() => people.evaluate((field) => field === document.activeElement)).toBe(true);
  await pickPerson(dialog, '交给谁', vice);
  await dialog.getByLabel(/^理由/).fill('请看消防部分');
  await sendDialog(dialog, '委派');
  await sees(author, '已完成：委派', '您可以查看，但此任务由以下岗位办理');
  await sees(author, '马强已委派唐军（青禾县第一中学 分管安全副校长）提出意见', /归还之后，仍由其决定：/);
  expect(await author.page.getByText('请您提出意见').count()).toBe(0);
  await author.page.goto('/');
  await sees(author, moved);
  expect(await author.page.getByText(asked).count()).toBe(0);

  const adviser = await world.staff('tangjun');
  await openTask(adviser, '编制方案', asked);
  await sees(adviser, '马强请您提出意见', '请看消防部分');
  expect(await adviser.page.getByRole('button', { name: '提交方案', exact: true }).count()).toBe(0);
  await hasMail(await world.staff('chenjianguo'), 'tangjun', '委派给您：编制方案');
});

test('the opinion comes back to whoever asked, who reads it and still decides', async () => {
  const adviser = await world.staff('tangjun');
  const elsewhere = await world.desk({ login: 'tangjun' });
  await openTask(elsewhere, '编制方案', asked);
  const late = await openVerb(elsewhere, '归还');
  await late.getByLabel(/^意见/).fill('同意');

  const dialog = await openVerb(adviser, '归还');
  await dialog.getByRole('button', { name: '归还', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByLabel(/^意见/).fill('增配两具灭火器');
  await sendDialog(dialog, '归还');
  await adviser.page.goto('/');
  await sees(adviser, '没有待办任务');
  await late.getByRole('button', { name: '归还', exact: true }).click();
  await reads(late, '您打开本页之后，任务已交给别人办理。');

  const author = await world.staff('maqiang');
  await openTask(author, '编制方案', asked);
  await sees(author, '唐军的意见', '增配两具灭火器');
  await decide(author, '提交方案');
  await openCase(author, asked);
  await reads(
    author.page.getByRole('region', { name: '办理记录' }),
    /办理“编制方案”：提交方案\s+马强[\s\S]*归还“编制方案”给.*\s+唐军 · 青禾县第一中学 分管安全副校长[\s\S]*意见：增配两具灭火器[\s\S]*“编制方案”委派给唐军.*\s+马强 · 青禾县第一中学 安全办主任[\s\S]*请看消防部分/,
  );
});

test('a step is moved on by whoever has the permission for it, and by nobody else', async () => {
  const author = await world.staff('maqiang');
  await openTask(author, '编制方案', moved);
  await press(author, '更多');
  const list = author.page.getByRole('dialog', { name: '其他操作' });
  await reads(list, '委派');
  expect(await list.getByRole('button', { name: /^跳转/ }).count()).toBe(0);
  await author.page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  const left = await openVerb(author, '委派');
  await author.page.keyboard.press('Escape');
  await left.waitFor({ state: 'hidden' });
  await expect.poll(() => author.page.locator(':focus').innerText()).toBe('更多');
  const refused = await sendByHand(author, 'move', { to: 'review', reason: '催得急' });
  expect(refused).toEqual({ status: 403, detail: expect.stringMatching(/岗位不允许此操作/) as string });

  const office = await world.staff('chenjianguo');
  await openCase(office, moved);
  await office.page.getByRole('link', { name: /查看.*编制方案/ }).click();
  const dialog = await openVerb(office, '跳转');
  await dialog.getByRole('radio', { name: '方案审核' }).check();
  await reads(dialog, /以下 1 项任务将随之结束[\s\S]*编制方案/);
  await dialog.getByRole('button', { name: '跳转', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByLabel(/^理由/).fill('学校放假，由安监科直接审核');
  await sendDialog(dialog, '跳转');
  await sees(office, /陈建国，.+：从“编制方案”跳转到“方案审核”/, '此任务随之关闭，无需办理。');
});

test('whose step was moved on is refused in plain words, and finds it no longer', async () => {
  const author = await world.staff('maqiang');
  await press(author, '提交方案');
  await sees(author, '您的提交没有生效', '该任务已取消，无需办理。');
  await author.page.goto('/');
  await sees(author, '没有待办任务');
  const section = await world.staff('zhaoweimin');
  await openTask(section, '方案审核', moved);
  await openCase(section, moved);
  await reads(
    section.page.getByRole('region', { name: '办理记录' }),
    /从“编制方案”跳转到“方案审核”\s+陈建国[\s\S]*学校放假，由安监科直接审核/,
  );
});
