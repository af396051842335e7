import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumPath } from '../../scripts/ground/test-tools.ts';
import type { Staff } from './browser-staff.ts';

/** Asks nobody on the network for anything: no updates, no sync, no QUIC. */
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: quietly });
}

/** What the page says to its console, and what the server answered with a failure; grows as it happens. */
export function watchConsole(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`page error: ${error.stack ?? error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400)
      said.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  page.on('requestfailed', (request) =>
    said.push(`${request.failure()?.errorText} ${request.method()} ${request.url()}`),
  );
  return said;
}

/** Keeps what a desk showed when a test failed, and says where. */
export async function keepFailure(folder: string, test: string, { page, said, login }: Staff) {
  mkdirSync(folder, { recursive: true });
  const name = `${test} ${login ?? 'nobody'}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const picture = join(folder, `${name}.png`);
  await page.screenshot({ path: picture, fullPage: true, timeout: 10_000 }).catch(() => undefined);
  writeFileSync(join(folder, `${name}.log`), `${page.url()}\n${said.join('\n')}\n`);
  console.log(`Failed at ${page.url()}: ${picture}`);
}
