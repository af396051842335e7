import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { demonstrationPassword } from '../../definitions/demo/password.ts';

/** Somebody at a desk with a browser. */
export interface Staff {
  page: Page;
  context: BrowserContext;
  /** What the browser's console said so far. */
  said: string[];
  login?: string;
}

/** How long a user would wait at most before giving up; reached only when a test fails. Milliseconds. */
const patience = 45_000;

export async function logIn(staff: Staff, login: string): Promise<void> {
  const { page } = staff;
  if (page.url() === 'about:blank') await page.goto('/');
  await page.getByLabel('账号', { exact: true }).fill(login);
  await page.getByLabel('密码', { exact: true }).fill(demonstrationPassword);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '登录', level: 1 }).waitFor({ state: 'hidden' });
  staff.login = login;
}

/** Waits until this text can be read on the page, apart from what is hidden. */
export async function sees({ page }: Staff, ...texts: (string | RegExp)[]): Promise<void> {
  for (const text of texts) await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** The words of a place as they are read, once they hold what is expected; the page is not asked anew. */
export async function reads(place: Locator, expected: string | RegExp): Promise<void> {
  await expect.poll(() => place.innerText(), { timeout: patience }).toMatch(asPattern(expected));
}

/** Asks anew until the page shows it: for what other people and the system do meanwhile. */
export async function seesAfterReloading(staff: Staff, text: string | RegExp): Promise<void> {
  const { page } = staff;
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByRole('main').getByRole('heading').first().waitFor();
        await page.getByText('正在加载…').waitFor({ state: 'hidden' });
        return page.getByRole('main').innerText();
      },
      { timeout: patience, interval: 500 },
    )
    .toMatch(asPattern(text));
}

/** Work list → the task of this name on the item in whose title these words stand. */
export async function openTask(staff: Staff, task: string, item: string): Promise<void> {
  const { page } = staff;
  await page.goto('/');
  await page.getByRole('searchbox', { name: '查找' }).fill(item);
  await page
    .getByRole('main')
    .getByRole('link')
    .filter({ hasText: task })
    .filter({ hasText: item })
    .first()
    .click();
  await page.getByRole('heading', { name: task, level: 1 }).waitFor();
}

/** A label may be followed by the word for "required", or by the answers for which it is. */
const labelled = (label: string) => new RegExp(`^${escape(label)}(必填|选.+时必填)?$`);

/** Fills in fields by their labels. */
export async function write({ page }: Staff, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await field(page, label).fill(value);
}

export const field = (page: Page, label: string): Locator =>
  page.getByLabel(labelled(label)).and(page.locator('input, select, textarea')).filter({ visible: true });

/** The field of this label holds these words, at once or as soon as the page has loaded them. */
export async function holds({ page }: Staff, label: string, value: string): Promise<void> {
  await expect.poll(() => field(page, label).inputValue(), { timeout: patience }).toBe(value);
}

/** Ticks one of several choices. */
export async function choose({ page }: Staff, group: string, choice: string): Promise<void> {
  await page
    .getByRole('group', { name: labelled(group) })
    .getByLabel(choice, { exact: true })
    .check();
}

/** Presses one of the answers at the lower edge of a task, and waits until it is taken. */
export async function decide(staff: Staff, answer: string, reason?: string): Promise<void> {
  const { page } = staff;
  await press(staff, answer);
  if (reason !== undefined) {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^理由/).fill(reason);
    await dialog.getByRole('button', { name: answer, exact: true }).click();
  }
  await page
    .getByRole('status')
    .filter({ hasText: /已于 .+ 办理/ })
    .waitFor();
}

export async function press({ page }: Staff, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** The page of the item in whose title these words stand, found as staff find it. */
export async function openCase(staff: Staff, item: string): Promise<void> {
  const { page } = staff;
  await page.goto('/cases');
  await page.getByRole('searchbox', { name: '编号或内容' }).fill(item);
  await page.getByRole('main').getByRole('link').filter({ hasText: item }).first().click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: item }).waitFor();
}

/** Shows a section of the page of a case: what is not on the first view is one press away. */
export async function showSection({ page }: Staff, section: string): Promise<void> {
  const link = page.getByRole('navigation', { name: '事项内容' }).getByRole('link', { name: section });
  await link.click();
  await expect.poll(() => link.getAttribute('aria-current'), { timeout: patience }).toBe('page');
}

/** All lines of a case's record, the earlier ones too, which the page shows on request. */
export async function wholeRecord({ page }: Staff): Promise<Locator> {
  const record = page.getByRole('region', { name: '办理记录' });
  const older = record.getByRole('button', { name: '显示更早的记录' });
  await record.getByRole('listitem').first().waitFor();
  while (await older.isVisible()) {
    const before = await record.locator('time').count();
    await older.click();
    await expect.poll(() => record.locator('time').count(), { timeout: patience }).toBeGreaterThan(before);
  }
  return record;
}

/** The supervisor moves the demonstration's clock to nine in the morning of this day, and waits until every case knows. */
export async function moveClockTo(staff: Staff, day: string): Promise<void> {
  const { page } = staff;
  await press(staff, '快进');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('快进到某日（上午 9:00）').fill(day);
  await dialog.getByRole('button', { name: '快进到此日' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const [, month, date] = day.split('-').map(Number);
  const banner = page.getByRole('region', { name: '演示时钟' });
  await reads(banner, `${month}月${date}日`);
  await banner.getByText('正在通知各事项').waitFor({ state: 'hidden' });
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const asPattern = (text: string | RegExp) => (typeof text === 'string' ? new RegExp(escape(text)) : text);
