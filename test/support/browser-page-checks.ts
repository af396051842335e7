import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { en } from '../../web/i18n/en.ts';
import { zh } from '../../web/i18n/zh.ts';
import { expect } from 'vitest';
import { press, type Staff } from './browser-staff.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing loads any more and no animation runs: what stands there is what people read. */
export async function settled({ page }: Staff): Promise<void> {
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page
    .getByText(/正在加载…|Loading…/)
    .first()
    .waitFor({ state: 'hidden' });
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
}

export const sidewaysScroll = ({ page }: Staff): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Serious and critical findings of axe-core, each with its places. */
export async function faults({ page }: Staff): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}

/** Chinese in what is ours to translate: menu, headings of tables and sections, labels. Data stays in its language. */
export const chineseWords = ({ page }: Staff): Promise<string[]> =>
  page
    .locator('nav a, main th, main legend, main label, main h2, main h3, .ant-modal label, .ant-modal button')
    .filter({ visible: true })
    .allInnerTexts()
    .then((texts) => texts.filter((text) => /\p{Script=Han}/u.test(text)));

/** Keys of texts, such as `task.draft.saved`, that stand on the page untranslated. */
export const untranslated = async ({ page }: Staff): Promise<string[]> => {
  const text = await page.locator('body').innerText();
  return keys.filter((key) => text.includes(key));
};

const keys = [...new Set([...flatten(zh), ...flatten(en)])].filter((key) => key.includes('.'));

function flatten(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? flatten(value as object, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

/** Changes to English for good and walks these pages: each is all in English, and so is each dialog under 更多. */
export async function speaksEnglish(staff: Staff, addresses: string[]): Promise<void> {
  const { page } = staff;
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/me'));
  await press(staff, 'English');
  await kept;
  for (const address of addresses) {
    await page.goto(address);
    await settled(staff);
    await isEnglish(staff, address);
    const more = page.getByRole('button', { name: 'More', exact: true });
    if ((await more.count()) === 0) continue;
    // What opens a page of its own has an address of its own.
    const verbs = page
      .getByRole('dialog', { name: 'What else can be done' })
      .getByRole('button', { disabled: false })
      .filter({ hasText: /\w/, hasNotText: /^Resubmit/ });
    await more.click();
    await verbs
      .first()
      .or(page.getByText(/^Resubmit/))
      .first()
      .waitFor();
    await isEnglish(staff, `${address} More`);
    for (let at = (await verbs.count()) - 1; at >= 0; at -= 1) {
      const name = await verbs.nth(at).locator('strong').innerText();
      await verbs.nth(at).click();
      const dialog = page.getByRole('dialog', { name, exact: true });
      await dialog.waitFor();
      await isEnglish(staff, `${address} ${name}`);
      await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await more.click();
      await verbs.first().waitFor();
    }
  }
}

async function isEnglish(staff: Staff, where: string): Promise<void> {
  expect(await untranslated(staff), where).toEqual([]);
  expect(await chineseWords(staff), where).toEqual([]);
}
