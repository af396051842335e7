import { expect, test } from 'vitest';
import { exportLedger, previewSample } from '../support/browser-ledger.ts';
import { press, reads, sees } from '../support/browser-staff.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

const world = await openBrowserWorld();

test('the office imports its own ledger: looks first, takes the good rows, and each becomes one item', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await previewSample(office, 'bureau-ledger.xlsx');
  const counts = page.getByRole('group', { name: '各类行数，选择一类查看' });
  await reads(counts, /32\s*可以导入/);
  await reads(page.getByRole('table', { name: '可以导入' }), '上学高峰时段只有一名保安值守');
  await reads(page.getByRole('table', { name: '可以导入' }), '青禾县城市管理局');

  await press(office, '导入 32 行并启动');
  await sees(office, '导入完成，已启动 32 项', '启动 32 项，跳过 0 项，失败 0 项。');
  const opened = page.getByRole('table', { name: '导入结果' });
  await reads(opened.getByRole('row').filter({ hasText: '只有一名保安值守' }), /青禾整改〔2026〕1号/);
  await reads(opened.getByRole('row').filter({ hasText: '涉黑涉恶线索' }), /青禾整改〔2026〕32号/);
  await page.getByRole('link', { name: '查看这些整改项' }).click();
  await sees(office, '共 32 项');
  await page.goto('/');
  await reads(page.getByRole('navigation', { name: '任务列表' }), /待办\s*3\d/);
});

test('the same file a second time starts nothing twice, and says who imported it before', async () => {
  const other = await world.staff('zhaoweimin');
  const { page } = other;
  await previewSample(other, 'bureau-ledger.xlsx');
  await sees(other, /陈建国已于 2026年9月16日.+导入过这份文件/, '没有可以导入的行');
  expect(await page.getByRole('button', { name: '没有可以导入的行' }).isDisabled()).toBe(true);
  await reads(page.getByRole('table', { name: '以前已导入' }), /已是事项 青禾整改〔2026〕\d+号/);
  await page.goto('/ledger');
  await sees(other, '共 32 项');
});

test('a notice with bad cells: each is named by its address with what is wrong and the mend, the rest is taken', async () => {
  const office = await world.staff('chenjianguo');
  const { page } = office;
  await previewSample(office, 'notice-14.xlsx');
  await reads(page.getByRole('group', { name: '各类行数，选择一类查看' }), /4\s*有问题\s*30\s*可以导入/);
  const bad = page.getByRole('table', { name: '有问题' });
  for (const [address, found] of [
    ['B29', '青禾县第三中学'],
    ['H30', '2026年2月30日'],
    ['E31', '存在的问题'],
    ['H32', '学期末'],
  ] as const) {
    const row = bad.getByRole('row').filter({ hasText: address });
    await reads(row, found);
    await reads(row, /请|改/);
  }
  await press(office, '导入 30 行并启动');
  await sees(office, '导入完成，已启动 30 项');
  await page.goto('/ledger');
  await sees(office, '共 62 项');
});

test('the ledger leaves as a workbook with the state of every item', async () => {
  const office = await world.staff('chenjianguo');
  const rows = await exportLedger(office);
  const items = rows.filter((cells) => cells.some((cell) => /青禾整改〔2026〕\d+号/.test(String(cell))));
  expect(items).toHaveLength(62);
  for (const cells of items) expect(cells.join(' ')).toContain('已登记');
  expect(rows.flat().join(' ')).toContain('上学高峰时段只有一名保安值守');
});
