import { beforeAll, expect, test } from 'vitest';
import { numberRule } from '../../api/case-naming.ts';
import { settingsOf } from '../../api/template-settings.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { item, openItem, openOffice, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
});

async function copyOf(key: string): Promise<void> {
  const made = await bureau.post('/templates', {
    key,
    name: { zh: `专项整改（${key}）` },
    from: { kind: 'template', key: 'rectification-item' },
  });
  if (made.status !== 201) throw new Error(made.text);
  const published = await bureau.post(`/templates/${key}/versions`, { revision: made.body.revision });
  if (published.status !== 201) throw new Error(published.text);
}

test('two templates never give the same number, and that of a copy says which template it is of', async () => {
  await copyOf('autumn-check');
  await copyOf('autumn-check-2026');
  const numbers = [(await openItem(office)).number, (await openItem(office, { problem: '另一问题' })).number];
  for (const template of ['autumn-check', 'autumn-check-2026', 'autumn-check']) {
    const opened = await bureau.post('/cases', {
      template,
      values: { ...item, problem: `${template} 第 ${numbers.length} 项` },
    });
    expect(opened.body.number.startsWith(`${template}-2026-`)).toBe(true);
    numbers.push(opened.body.number);
  }
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('the general rule tells templates apart whose keys look like parts of a number', () => {
  const { number } = settingsOf({});
  const given = ['a', 'a-2026', 'a-2026-1', 'a-1'].flatMap((template) =>
    [1, 2026].flatMap((seq) =>
      [2026, 2027].map((year) =>
        numberRule(number, { tenant: '青禾县', template, year }).replace('{seq}', String(seq)),
      ),
    ),
  );
  expect(new Set(given).size).toBe(given.length);
});

test('the rules that are shipped differ, or name their template', async () => {
  const rules = (await shippedPackages()).map(({ settings }) => settingsOf(settings as never).number);
  const general = rules.filter((rule) => !rule.includes('{template}'));
  expect(new Set(general).size).toBe(general.length);
});
