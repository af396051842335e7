import { expect, test } from 'vitest';
import { testEveryPage } from '../support/browser-every-page.ts';
import { faults, sidewaysScroll } from '../support/browser-page-checks.ts';

const world = await testEveryPage('zh');

test.each([360, 1440])('the log-in at %i pixels', async (width) => {
  const nobody = await world.desk({ width, height: 740 });
  await nobody.page.goto('/');
  await nobody.page.getByRole('button', { name: '登录', exact: true }).waitFor();
  expect(await sidewaysScroll(nobody)).toBe(0);
  expect(await faults(nobody)).toEqual([]);
});
