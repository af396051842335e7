import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { en } from '../../web/i18n/en.ts';
import { zh } from '../../web/i18n/zh.ts';
import type { Staff } from './browser-staff.ts';

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
    .locator('nav a, main th, main legend, main label, main h2, main h3')
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
