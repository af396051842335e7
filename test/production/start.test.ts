import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/ground/free-port.ts';
import { removeData } from '../../scripts/ground/postgres-account.ts';

let dataDir: string;
let port: number;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rectiflow-start-'));
  // As a clone's folder is: root's PostgreSQL runs under another account, which must be able to enter it.
  chmodSync(dataDir, 0o755);
});
beforeEach(async () => {
  port = await freePort();
});
afterAll(() => {
  removeData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
});

interface Start {
  process: ChildProcess;
  output: string[];
  ready: Promise<boolean>;
  ended: Promise<unknown>;
}

function start(onPort = port): Start {
  // Servers of whoever runs the tests are not ours to use here.
  const env = { ...process.env, DATABASE_URL: undefined, TEMPORAL_ADDRESS: undefined };
  const script = join(import.meta.dirname, 'fixtures/start.ts');
  const child = spawn(process.execPath, [script, dataDir, String(onPort)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  // A test that failed half-way must not keep the data from the next one.
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const ended = once(child, 'close');
  const ready = new Promise<boolean>((resolve) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        output.push(line);
        if (line === 'ready') resolve(true);
      });
    }
    void ended.then(() => resolve(false));
  });
  return { process: child, output, ready, ended };
}

/** Processes that have something to do with this data folder or with the stand-ins of this test. */
function survivors(): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => /^\s*(\d+) (.*)$/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ pid: Number(match[1]), command: match[2]! }))
    .filter(
      ({ command }) => command.includes(dataDir) || command.includes(join(import.meta.dirname, 'fixtures')),
    );
}

const find = (part: string) => survivors().find(({ command }) => command.includes(part))!.pid;

function sql() {
  const folder = join(dataDir, 'postgres');
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  const [, , , serverPort] = readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n');
  return postgres({ host: '127.0.0.1', port: Number(serverPort), user: 'postgres', password, max: 1 });
}

test('what was stored is there after the next start, and Ctrl-C leaves nothing running', async () => {
  const first = start();
  expect(await first.ready).toBe(true);
  const before = sql();
  await before`create table kept as select 'a case' as what`;
  await before.end();
  first.process.kill('SIGINT');
  await first.ended;
  expect(first.process.exitCode).toBe(0);
  expect(survivors()).toEqual([]);

  const second = start();
  expect(await second.ready).toBe(true);
  const after = sql();
  expect(await after`select what from kept`).toEqual([{ what: 'a case' }]);
  await after.end();
  second.process.kill('SIGTERM');
  await second.ended;
  expect(survivors()).toEqual([]);
});

test('a second start on the same data is refused, and the first goes on', async () => {
  const first = start();
  await first.ready;
  const second = start(await freePort());
  await second.ended;
  expect(second.process.exitCode).toBe(1);
  expect(second.output.join('\n')).toContain(`Another instance (process ${first.process.pid})`);
  expect((await fetch(`http://127.0.0.1:${port}`)).ok).toBe(true);
  first.process.kill('SIGTERM');
  await first.ended;
});

describe('kill -9', () => {
  test('of the start itself ends everything that it started', async () => {
    const run = start();
    await run.ready;
    const started = survivors().length;
    expect(started).toBeGreaterThan(4);
    run.process.kill('SIGKILL');
    await expect.poll(survivors, { timeout: 30_000 }).toEqual([]);
  });

  test.each([
    ['the worker', 'worker.mjs', 'worker'],
    ['the API', 'api.mjs', 'api'],
    ['Temporal', 'temporal.db', 'Temporal'],
    ['PostgreSQL', 'postgres/cluster', 'PostgreSQL'],
  ])('of %s gives one sentence with the mend, and nothing is left', async (_, part, name) => {
    const run = start();
    await run.ready;
    process.kill(find(part), 'SIGKILL');
    await run.ended;
    expect(run.process.exitCode).toBe(1);
    expect(run.output.filter((line) => !line.startsWith('ready')).slice(-2)).toEqual([
      expect.stringMatching(new RegExp(`^${name} 意外结束（SIGKILL）.*npm start`)),
      expect.stringMatching(new RegExp(`^${name} ended unexpectedly \\(SIGKILL\\).*run npm start again`)),
    ]);
    expect(survivors()).toEqual([]);
  });

  test('of everything at once, the watchdog included, does not keep the next start from its data', async () => {
    const run = start();
    await run.ready;
    const watchdog = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(run.process.pid)], {
      encoding: 'utf8',
    })
      .split('\n')
      .find((line) => line.includes('watchdog.ts'))!;
    for (const pid of [run.process.pid!, Number.parseInt(watchdog)]) process.kill(pid, 'SIGKILL');
    await run.ended;
    for (const { pid, command } of survivors())
      if (!command.includes('/bin/postgres')) process.kill(pid, 'SIGKILL');

    const next = start();
    expect(await next.ready, next.output.join('\n')).toBe(true);
    next.process.kill('SIGTERM');
    await next.ended;
    expect(survivors()).toEqual([]);
  });
});
