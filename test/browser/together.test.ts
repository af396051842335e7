import { expect, test } from 'vitest';
import { importRows } from '../support/browser-ledger.ts';
import {
  decide,
  holds,
  logIn,
  openCase,
  openTask,
  press,
  reads,
  sees,
  write,
} from '../support/browser-staff.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

const world = await openBrowserWorld();
const ours = '围墙外堆放杂物';
const theirs = '宿舍消防通道被占';

test('two people of one office answer the same task: the second learns who did it and when, and keeps the words', async () => {
  const first = await world.staff('chenjianguo');
  const second = await world.staff('sunyuting');
  await importRows(
    first,
    { 存在问题: ours, 责任单位: '一中' },
    { 序号: 2, 存在问题: theirs, 责任单位: '二中' },
  );
  await openTask(first, '分类交办', ours);
  await openTask(second, '分类交办', ours);
  await write(second, { 办理要求: '三日内清运' });
  await decide(first, '交办责任单位');
  await press(second, '交办责任单位');
  await sees(second, '您的提交没有生效', /陈建国已于 2026年9月16日.+办理了此任务。/);
  await holds(second, '办理要求', '三日内清运');
});

test('a school cannot open the item of another school by its address, nor find it', async () => {
  const office = await world.staff('chenjianguo');
  await openCase(office, theirs);
  const address = new URL(office.page.url()).pathname;
  const school = await world.staff('maqiang');
  const { page } = school;
  await page.goto(address);
  await reads(page.getByRole('main'), /没有找到|不存在/);
  expect(await page.getByRole('main').innerText()).not.toContain(theirs);
  await page.goto('/cases');
  await sees(school, ours);
  expect(await page.getByText(theirs).count()).toBe(0);
});

test('when the session ends while somebody writes, the words are there after logging in again', async () => {
  const school = await world.staff('maqiang');
  const { page } = school;
  await openTask(school, '签收', ours);
  await write(school, { 责任领导: '周国栋' });
  await sees(school, /已保存 \d\d:\d\d/);
  await world.database.asOwner`update session set expires_at = now() where person = 'maqiang'`;
  await write(school, { 责任人: '马强' });
  await press(school, '签收');
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  await logIn(school, 'maqiang');
  await page.getByRole('heading', { name: '签收', level: 1 }).waitFor();
  await holds(school, '责任领导', '周国栋');
  await holds(school, '责任人', '马强');
  await decide(school, '签收');
});
