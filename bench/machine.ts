/** Everything that the benchmark needs, started once: the servers, our two processes, the floor's worker, and the loads. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, logTail, type Child } from '../scripts/ground/child.ts';
import { createDatabase } from '../scripts/ground/databases.ts';
import { freePort } from '../scripts/ground/free-port.ts';
import type { Lifetime } from '../scripts/ground/lifetime.ts';
import { removeData } from '../scripts/ground/postgres-account.ts';
import { startPostgres } from '../scripts/ground/postgres.ts';
import { startTemporalOnPostgres } from '../scripts/ground/temporal-on-postgres.ts';
import { countStatements } from './statements.ts';
import { prepareCounty, type BenchPeople } from './county.ts';
import { startLoad, type LoadProcess } from './load-process.ts';
import type { BenchOptions, ContenderName } from './options.ts';

const root = join(import.meta.dirname, '..');

export interface Machine {
  temporalAddress: string;
  loads: Map<ContenderName, LoadProcess>;
  /** Root processes by part, for the reading of processor time. */
  trees: Record<string, number>;
  postgres: number;
  postgresUrl: string;
  folder: string;
  /** Our API, and who works there; absent where ours does not run. */
  ours?: { url: string; people: BenchPeople };
}

export async function startMachine(
  options: BenchOptions,
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<Machine> {
  // Another server than ours, perhaps on another machine, would be measured by nobody.
  delete process.env.DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-bench-'));
  chmodSync(folder, 0o711);
  const postgresData = join(folder, 'postgres');
  lifetime.owns('files', () => {
    removeData(postgresData);
    if (!options.keepLogs) rmSync(folder, { recursive: true, force: true });
  });
  const owned = (child: Child) => {
    lifetime.ownsChild(child, ({ name, logFile }, code) =>
      Object.assign(new Error(`${name} ended by itself (${code}). Its last lines:\n${logTail(logFile)}`)),
    );
    return child.pid;
  };
  const node = async (name: string, file: string, env: NodeJS.ProcessEnv, profile?: string) =>
    owned(
      await launch({
        name,
        command: process.execPath,
        args: [...(profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : []), file],
        cwd: root,
        env: { ...process.env, TZ: 'UTC', ...env },
        logFile: join(folder, `${name}.log`),
      }),
    );

  log('PostgreSQL');
  const plan = { dataDir: postgresData, logFile: join(folder, 'postgres.log'), log: () => undefined };
  if (options.statements) await countStatements(plan);
  const postgres = await startPostgres(plan);
  const postgresPid = owned(postgres.child!);
  log('Temporal on PostgreSQL');
  const temporal = await startTemporalOnPostgres({ postgresUrl: postgres.url, folder, log });
  const temporalAddress = temporal.address;
  const trees: Record<string, number> = { temporal: owned(temporal.child) };
  const loads = new Map<ContenderName, LoadProcess>();
  const load = async (name: ContenderName, env: NodeJS.ProcessEnv) => {
    const started = await startLoad(name, { TEMPORAL_ADDRESS: temporalAddress, ...env });
    lifetime.owns(`load of ${name}`, () => started.end());
    loads.set(name, started);
    trees[`load:${name}`] = started.pid;
  };

  if (options.contenders.some((name) => name !== 'ours')) {
    log('the floor');
    trees['floor worker'] = await node('floor-worker', 'bench/floor-worker.ts', {
      TEMPORAL_ADDRESS: temporalAddress,
      FLOOR_DATABASE_URL: await createDatabase(postgres.url, 'floor'),
    });
    for (const name of ['floor', 'floor-with-commit'] as const)
      if (options.contenders.includes(name)) await load(name, {});
  }
  let ours: Machine['ours'];
  if (options.contenders.includes('ours')) {
    log('our worker and API');
    if (options.profile) mkdirSync(options.profile, { recursive: true });
    const port = await freePort();
    const masterKey = randomBytes(32).toString('hex');
    const county = await prepareCounty(await createDatabase(postgres.url, 'rectiflow'));
    const env = {
      DATABASE_URL: county.databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      RECTIFLOW_MASTER_KEY: masterKey,
      PORT: String(port),
      // The loads log in as people at many addresses would; a proxy of ours says which.
      TRUSTED_PROXIES: '1',
      // Every task given makes a mail in the outbox. Nobody listens there, as in an outage of the mail server.
      LOG_LEVEL: 'info',
    };
    trees.worker = await node('worker', 'worker/index.ts', env, options.profile);
    trees.api = await node('api', 'api/server.ts', env, options.profile);
    ours = { url: `http://127.0.0.1:${port}`, people: county.people };
    await load('ours', { RECTIFLOW_URL: ours.url, BENCH_COUNTY: JSON.stringify(ours.people) });
  }
  const servers = { temporalAddress, loads, trees, postgres: postgresPid, postgresUrl: postgres.url, folder };
  return { ...servers, ...(ours && { ours }) };
}
