import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { openDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { demonstration } from '../../definitions/demo/index.ts';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { loadCounty } from '../../scripts/county.ts';
import { launch, logTail, type Child } from '../../scripts/ground/child.ts';
import { createDatabase } from '../../scripts/ground/databases.ts';
import { freePort } from '../../scripts/ground/free-port.ts';
import { removeData } from '../../scripts/ground/postgres-account.ts';
import { startPostgres } from '../../scripts/ground/postgres.ts';
import { startTemporal } from '../../scripts/ground/temporal.ts';
import { until } from '../workflows/connect-world.ts';

export type Part = 'worker' | 'api' | 'postgres' | 'temporal';

const root = join(import.meta.dirname, '../..');
const at = '2026-09-16T02:00:00.000Z';

/**
 * Everything as in production, each part a process of its own that a test kills and starts again: PostgreSQL and Temporal
 * with their data in files, the API, the worker. Nothing in those programs knows of the test.
 */
export interface Stage {
  url: string;
  /** A statement as the superuser. Ask for it anew after a crash of PostgreSQL. */
  sql(): postgres.Sql;
  /** SIGKILL, and resolves when the process is gone. */
  kill(part: Part): Promise<void>;
  /** Stops a process where it stands, as if its machine were frozen; `kill` and `resume` end that. */
  freeze(part: Part): void;
  resume(part: Part): void;
  start(part: Part): Promise<void>;
  /** Ends every part and removes the data. */
  end(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-crash-'));
  // Root's PostgreSQL runs under another account, which must be able to enter.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const [postgresPort, temporalPort, apiPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const running = new Map<Part, Child>();
  const log = () => undefined;
  let sql: postgres.Sql | undefined;
  let ownerUrl = '';
  const url = `http://localhost:${apiPort}`;
  const masterKey = randomBytes(32).toString('base64');

  const program = (file: string) =>
    launch({
      name: file,
      command: process.execPath,
      args: [file],
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TZ: 'UTC',
        DATABASE_URL: ownerUrl,
        TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
        PORT: String(apiPort),
        PUBLIC_URL: url,
        RECTIFLOW_DEMO: '1',
        RECTIFLOW_MASTER_KEY: masterKey,
      },
      logFile: join(folder, `${file.split('/')[0]}.log`),
    });
  const starters: Record<Part, () => Promise<Child>> = {
    async postgres() {
      const server = await startPostgres({
        dataDir,
        port: postgresPort,
        logFile: join(folder, 'postgres.log'),
        log,
      });
      return ours(server.child);
    },
    async temporal() {
      const plan = { dataFile: join(folder, 'temporal.db'), port: temporalPort, logDir: folder, log };
      return ours((await startTemporal(plan)).child);
    },
    worker: () => program('worker/index.ts'),
    async api() {
      const child = await program('api/server.ts');
      let ended = false;
      void child.ended.then(() => (ended = true));
      await until(async () => {
        if (ended) throw new Error(`api/server.ts ended at its start:\n${logTail(child.logFile)}`);
        return (await fetch(`${url}/healthz`).catch(() => undefined))?.ok;
      });
      return child;
    },
  };
  const stage: Stage = {
    url,
    sql: () => (sql ??= postgres(ownerUrl, { max: 3, onnotice: () => undefined })),
    async kill(part) {
      const child = running.get(part)!;
      running.delete(part);
      process.kill(child.pid, 'SIGKILL');
      await child.ended;
      if (part !== 'postgres' || !sql) return;
      const lost = sql;
      sql = undefined;
      await lost.end({ timeout: 0 }).catch(() => undefined);
    },
    freeze: (part) => void process.kill(running.get(part)!.pid, 'SIGSTOP'),
    resume: (part) => void process.kill(running.get(part)!.pid, 'SIGCONT'),
    async start(part) {
      running.set(part, await starters[part]());
    },
    async end() {
      await sql?.end({ timeout: 1 }).catch(() => undefined);
      for (const part of ['api', 'worker', 'temporal', 'postgres'] as const) await running.get(part)?.end();
      removeData(dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const [server] = await Promise.all([
    startPostgres({ dataDir, port: postgresPort, logFile: join(folder, 'postgres.log'), log }),
    stage.start('temporal'),
  ]);
  running.set('postgres', ours(server.child));
  ownerUrl = await createDatabase(server.url, 'rectiflow');
  await migrate(ownerUrl);
  const db = openDatabase(ownerUrl);
  const packages = await shippedPackages();
  for (const county of demonstration.tenants) {
    await loadCounty(db, county, { packages, password: demonstrationPassword, at });
    const offset = Date.parse(at) - Date.now();
    await stage.sql()`insert into demo_clock (tenant_id, offset_ms) values (${county.id}, ${offset})`;
  }
  await db.close();
  await Promise.all([stage.start('worker'), stage.start('api')]);
  return stage;
}

/** With DATABASE_URL or TEMPORAL_ADDRESS in the environment the servers would be somebody else's, whom we must not kill. */
function ours(child: Child | undefined): Child {
  if (child) return child;
  throw new Error('Expected servers of our own to kill: unset DATABASE_URL and TEMPORAL_ADDRESS');
}
