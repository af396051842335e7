import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, inject } from 'vitest';
import { demonstration } from '../../definitions/demo/index.ts';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { launch, logTail, type Child } from '../../scripts/ground/child.ts';
import { freePort } from '../../scripts/ground/free-port.ts';
import { prepareNamespace } from '../../scripts/ground/temporal-namespace.ts';
import { buildWebIfChanged } from '../../scripts/ground/web-bundle.ts';
import { loadCounty } from '../../scripts/county.ts';
import { keepFailure, openChromium, watchConsole } from './browser-chromium.ts';
import { logIn, type Staff } from './browser-staff.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

const root = join(import.meta.dirname, '../..');

export interface BrowserWorld {
  /** Origin of the pages. */
  url: string;
  database: TestDatabase;
  /** Process id of the worker. */
  worker: number;
  /** The person of this login at a desk of their own, logged in; the same one each time. */
  staff(login: string): Promise<Staff>;
  /** Another desk of the same person, or one without anybody. */
  desk(options?: DeskOptions): Promise<Staff>;
}

export interface DeskOptions {
  login?: string;
  /** CSS pixels. */
  width?: number;
  height?: number;
}

/**
 * The demonstration county as its staff have it: the real worker and API as processes of their own, and a browser at
 * each desk. All of it is the calling test file's own, and ends with it. By the county's clock it is `at` (ISO); the
 * host's date does not matter.
 */
export async function openBrowserWorld(at = '2026-09-16T09:00:00+08:00'): Promise<BrowserWorld> {
  const name = `browser-${randomBytes(4).toString('hex')}`;
  const database = await freshDatabase();
  const [packages, port, browser] = await Promise.all([
    shippedPackages(),
    freePort(),
    openChromium(),
    buildWebIfChanged(root, console.log),
    prepareNamespace(inject('temporalAddress'), name, () => true),
  ]);
  for (const county of demonstration.tenants) {
    await loadCounty(database.db, county, { packages, password: demonstrationPassword, at });
    const offset = Date.parse(at) - Date.now();
    await database.asOwner`insert into demo_clock (tenant_id, offset_ms) values (${county.id}, ${offset})`;
  }
  const url = `http://localhost:${port}`;
  const logs = join(root, '.data/browser-logs', name);
  const processes = await startProcesses(logs, {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: name,
    PORT: String(port),
    PUBLIC_URL: url,
    RECTIFLOW_DEMO: '1',
    RECTIFLOW_MASTER_KEY: randomBytes(32).toString('base64'),
  });
  const desks: Staff[] = [];
  let failed = false;

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    failed = true;
    for (const desk of desks) await keepFailure(join(root, '.data/browser-failures'), task.name, desk);
    console.log(`Logs of api and worker: ${logs}`);
  });
  // Registered after the database's own end, so that it runs before it.
  afterAll(async () => {
    await browser.close();
    await Promise.all(processes.map((child) => child.end()));
    if (!failed) rmSync(logs, { recursive: true, force: true });
  });
  await ready(url, processes);

  const desk = async ({ login, ...size }: DeskOptions = {}) => {
    const staff = await sitDown(browser, url, size);
    desks.push(staff);
    if (login) await logIn(staff, login);
    return staff;
  };
  const known = new Map<string, Promise<Staff>>();
  return {
    url,
    database,
    worker: processes[0]!.pid,
    desk,
    staff(login) {
      const there = known.get(login) ?? desk({ login });
      known.set(login, there);
      return there;
    },
  };
}

async function sitDown(browser: Browser, url: string, { width = 1440, height = 900 }): Promise<Staff> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width, height },
    acceptDownloads: true,
    // A press in the very frame in which a dialog begins to grow goes beside its button: nobody is that fast.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  return { page, context, said: watchConsole(page) };
}

async function startProcesses(logs: string, env: NodeJS.ProcessEnv): Promise<Child[]> {
  mkdirSync(logs, { recursive: true });
  // Settings of whoever runs the tests are not ours to use here.
  const { PATH, HOME, TMPDIR } = process.env;
  return Promise.all(
    ['worker/index.ts', 'api/server.ts'].map((file) =>
      launch({
        name: file,
        command: process.execPath,
        args: ['--enable-source-maps', file],
        cwd: root,
        env: { PATH, HOME, TMPDIR, TZ: 'UTC', ...env },
        logFile: join(logs, `${file.split('/')[0]}.log`),
      }),
    ),
  );
}

/** Resolves when the API says that it is ready; throws as soon as one of the processes has ended instead. */
async function ready(url: string, processes: Child[]): Promise<void> {
  let ended: Child | undefined;
  for (const child of processes) void child.ended.then(() => (ended ??= child));
  for (;;) {
    if (ended) throw new Error(`${ended.name} ended at its start:\n${logTail(ended.logFile)}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
}
