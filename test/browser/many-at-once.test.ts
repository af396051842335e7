import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { importRows } from '../support/browser-ledger.ts';
import { decide, openCase, openTask, press, reads, sees } from '../support/browser-staff.ts';
import { pickPerson } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** What is done to many at once, what falls due for whom, and a year's notice that moves deadlines. */
const items = ['楼梯扶手松动', '食堂地面湿滑', '体育器材锈蚀'];
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');

test('two of three tasks are transferred in one batch: preview first, then a result for each', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await importRows(
    office,
    { 存在问题: items[0]!, 责任单位: '一中', 整改时限: '2026年9月30日' },
    { 序号: 2, 存在问题: items[1]!, 责任单位: '二中', 整改时限: '2026年10月20日' },
    { 序号: 3, 存在问题: items[2]!, 责任单位: '二中', 整改时限: '2027年1月4日' },
  );
  await page.goto('/');
  await press(office, '批量办理');
  for (const item of items.slice(0, 2)) await page.getByRole('checkbox', { name: new RegExp(item) }).check();
  await sees(office, '已选择 2 项');
  await press(office, '批量转办');
  const dialog = page.getByRole('dialog', { name: '批量转办：2 项任务' });
  await pickPerson(dialog, '交给谁', ['孙雨婷', '青禾县教育局 整改办']);
  await dialog.getByLabel(/^理由/).fill('分工调整');
  await dialog.getByRole('button', { name: '预览', exact: true }).click();

  await page.getByRole('heading', { name: '批量转办', level: 1 }).waitFor();
  await sees(office, '可以办理 2 项，不能办理 0 项');
  await press(office, '确认执行（2 项）');
  await sees(office, '成功 2 项，失败 0 项，共 2 项');
  await reads(page.getByRole('table', { name: '逐项结果' }), /已办理[\s\S]*已办理/);

  await page.goto('/');
  await sees(office, items[2]!);
  expect(await page.getByText(items[0]!).count()).toBe(0);
  const colleague = await world.staff('sunyuting');
  await colleague.page.goto('/');
  await sees(colleague, items[0]!, items[1]!);
});

test('on a phone what can be done with the ticked tasks stays in view however far the list goes', async () => {
  const phone = await world.desk({ login: 'sunyuting', width: 360, height: 640 });
  const { page } = phone;
  await sees(phone, items[1]!);
  await press(phone, '批量办理');
  const last = page.getByRole('checkbox').last();
  await last.check();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const verb = page.getByRole('button', { name: '批量转办', exact: true });
  await expect.poll(() => placeOf(verb), { timeout: 5000 }).toBe('in view');
  // Nor does it lie over what is ticked with the keyboard.
  await page.getByRole('checkbox').first().focus();
  const bar = await page.getByRole('region', { name: '批量办理' }).boundingBox();
  const tick = await page.getByRole('checkbox').first().boundingBox();
  expect(tick!.y).toBeGreaterThanOrEqual(bar!.y + bar!.height);
});

const placeOf = (thing: Locator): Promise<string> =>
  thing.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const isIn = scrollY > 0 && top >= 0 && bottom <= innerHeight;
    return isIn ? 'in view' : `at ${top} of ${innerHeight}, scrolled by ${scrollY}`;
  });

test('what falls due is listed by day and by unit', async () => {
  const colleague = await world.staff('sunyuting');
  for (const item of items.slice(0, 2)) {
    await openTask(colleague, '分类交办', item);
    await decide(colleague, '交办责任单位');
  }
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await page.goto('/due?to=2026-10-31');
  const day = page.getByRole('region', { name: /2026年9月30日 周三/ });
  await reads(day, items[0]!);
  await reads(day, '整改期限');
  await page.getByLabel('责任单位', { exact: true }).selectOption({ label: '青禾县第二中学' });
  await reads(page.getByRole('main'), items[1]!);
  // The item stands there twice while the answer is under way: under its acknowledgement and under its deadline.
  await page.getByText(items[0]!).first().waitFor({ state: 'hidden' });
});

test('the notice of a year is read, shown with what it moves, published, and counted through', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await openTask(office, '分类交办', items[2]!);
  await decide(office, '交办责任单位');
  await openCase(office, items[2]!);
  await reads(page.getByRole('region', { name: '当前进展' }), '节假日未发布，日期暂定');

  await page.goto('/calendars');
  const year = page.getByRole('region', { name: '2027 年' });
  await year.getByRole('button', { name: '录入放假安排' }).click();
  await year.getByLabel('通知全文', { exact: true }).fill(notice.replace('共7天。2月14日', '共8天。2月14日'));
  await year.getByRole('button', { name: '读取并预览' }).click();
  await reads(year, '春节：2027-02-05至2027-02-11是7天，通知写的是8天');
  await year.getByLabel('通知全文', { exact: true }).fill(notice);
  await year.getByRole('button', { name: '读取并预览' }).click();
  await reads(year, '读到的 2027 年安排');
  await reads(year, '1月1日 – 1月4日');
  await reads(year, items[2]!);
  await year.getByRole('button', { name: '发布', exact: true }).click();

  await page.getByRole('heading', { name: '重新计算期限', level: 1 }).waitFor();
  await sees(office, /成功 \d+ 项，失败 0 项/);
  await openCase(office, items[2]!);
  const standing = page.getByRole('region', { name: '当前进展' });
  await reads(standing, '2027年1月5日');
  expect(await standing.innerText()).not.toContain('暂定');
});

test('a day on which the county is closed moves what would end on it, and says so beside the date', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await page.goto('/calendars');
  const own = page.getByRole('region', { name: '本县停工和调班' });
  await own.getByRole('button', { name: '修改停工和调班' }).click();
  await own.getByRole('button', { name: '加入' }).click();
  await reads(own, /开始日期[\s\S]*请填写此项[\s\S]*请填写此项/);
  await own.getByLabel('开始日期').fill('2027-01-05');
  await own.getByLabel('原因或文件').fill('暴雪停工');
  await own.getByRole('button', { name: '加入' }).click();
  await own.getByRole('button', { name: '预览哪些期限会变动' }).click();
  await reads(own, items[2]!);
  await own.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('heading', { name: '重新计算期限', level: 1 }).waitFor();
  await sees(office, /成功 \d+ 项，失败 0 项/);
  await page.goto('/calendars');
  await reads(own, /停工[\s\S]*2027年1月5日 周二[\s\S]*暴雪停工/);
  await openCase(office, items[2]!);
  await reads(page.getByRole('region', { name: '当前进展' }), '2027年1月6日');
});

test('school terms are kept with the holidays between them; what is missing or overlaps is said at its field', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await page.goto('/calendars');
  const card = page.getByRole('region', { name: '学期和假期' });
  await card.getByRole('button', { name: '修改学期' }).click();
  const fill = async (number: number, name: string, from: string, to: string) => {
    await card.getByRole('button', { name: '增加学期' }).click();
    const term = card.getByRole('group', { name: `第 ${number} 个学期` });
    await term.getByLabel('学期名称').fill(name);
    await term.getByLabel('开始日期').fill(from);
    await term.getByLabel('结束日期').fill(to);
    return term;
  };
  const first = await fill(1, '', '2026-09-01', '2027-01-22');
  const preview = card.getByRole('button', { name: '预览哪些期限会变动' });
  await preview.click();
  await reads(first, /学期名称[\s\S]*请填写此项/);
  await first.getByLabel('学期名称').fill('秋季学期');
  const second = await fill(2, '春季学期', '2027-01-20', '2027-07-02');
  await preview.click();
  await reads(second, '与“秋季学期”（2026-09-01 至 2027-01-22）重叠');
  await second.getByLabel('开始日期').fill('2027-02-22');
  await preview.click();
  await reads(card, '0 个变动');
  await card.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('heading', { name: '重新计算期限', level: 1 }).waitFor();
  await sees(office, /成功 \d+ 项，失败 0 项/);
  await page.goto('/calendars');
  await reads(card, /秋季学期[\s\S]*假期[\s\S]*2027年1月23日[\s\S]*2027年2月21日[\s\S]*春季学期/);
});

test('another closing hour is seen to move what ends at the close of business, and moves it', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await page.goto('/calendars');
  const card = page.getByRole('region', { name: '办公时间' });
  await card.getByRole('button', { name: '修改办公时间' }).click();
  await card.getByRole('group', { name: '平时' }).getByLabel('下班').fill('17:00');
  await card.getByRole('button', { name: '增加分季作息' }).click();
  const season = card.getByRole('group', { name: '第 1 段分季作息' });
  await season.getByLabel(/^开始/).fill('6月1日');
  await season.getByLabel(/^结束/).fill('09-30');
  const preview = card.getByRole('button', { name: '预览哪些期限会变动' });
  await preview.click();
  await reads(season, '应为 06-01 这样的月日，现在是“6月1日”');
  await season.getByLabel(/^开始/).fill('06-01');
  await preview.click();
  await reads(card, items[2]!);
  await reads(card, /17:30[\s\S]*17:00/);
  await card.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('heading', { name: '重新计算期限', level: 1 }).waitFor();
  await sees(office, /成功 \d+ 项，失败 0 项/);
  await page.goto('/calendars');
  await reads(card, /平时 08:30–17:00[\s\S]*6月1日 – 9月30日[\s\S]*08:30–17:00/);
});

test('what a colleague published while one was editing is not overwritten unseen', async () => {
  const desk = await world.desk({ login: 'chenjianguo', width: 1440, height: 900 });
  const { page } = desk;
  await page.clock.install();
  await page.goto('/calendars');
  const hours = page.getByRole('region', { name: '办公时间' });
  await hours.getByRole('button', { name: '修改办公时间' }).click();
  await hours.getByRole('button', { name: '移除第 1 段分季作息' }).click();
  await hours.getByRole('button', { name: '预览哪些期限会变动' }).click();

  const colleague = await world.staff('sunyuting');
  await colleague.page.goto('/calendars');
  const terms = colleague.page.getByRole('region', { name: '学期和假期' });
  await terms.getByRole('button', { name: '修改学期' }).click();
  await terms.getByRole('button', { name: '移除第 2 个学期' }).click();
  await terms.getByRole('button', { name: '预览哪些期限会变动' }).click();
  await terms.getByRole('button', { name: '发布', exact: true }).click();
  await colleague.page.getByRole('heading', { name: '重新计算期限', level: 1 }).waitFor();

  // The page is looked at again, and reads the calendar anew.
  const version = await page.getByText(/^日历版本/).innerText();
  await page.clock.fastForward(60_000);
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => page.getByText(/^日历版本/).innerText()).not.toBe(version);
  await hours.getByRole('button', { name: '发布', exact: true }).click();
  await hours.getByRole('alert').filter({ hasText: '内容已被他人修改' }).waitFor();
  await page.goto('/calendars');
  await reads(hours, /6月1日 – 9月30日/);
});

test('why this date: every step of it in words', async () => {
  const office = await world.staff('chenjianguo');
  await openCase(office, items[2]!);
  const deadlines = office.page.getByRole('region', { name: '期限与督办' });
  await deadlines.getByRole('button', { name: '为什么是这一天' }).first().click();
  const dialog = office.page.getByRole('dialog', { name: '为什么是这一天' });
  await dialog.getByRole('listitem').first().waitFor();
  expect(await dialog.getByRole('listitem').count()).toBeGreaterThan(1);
  await dialog.getByRole('button', { name: /Close|关闭/ }).click();
  await dialog.waitFor({ state: 'hidden' });
});

/** In the words in which these notices come; the days are made up for this test. */
const notice = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。`;
