import { randomBytes } from 'node:crypto';
import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { launch, logTail, type Child } from '../../scripts/ground/child.ts';
import { freePort } from '../../scripts/ground/free-port.ts';
import { removeData } from '../../scripts/ground/postgres-account.ts';
import { startPostgres } from '../../scripts/ground/postgres.ts';
import { startTemporalOnPostgres } from '../../scripts/ground/temporal-on-postgres.ts';
import { startTemporal } from '../../scripts/ground/temporal.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { copiedIntoImage, graceOf, mapTexts, readCompose, type Service } from './production-compose.ts';

const root = join(import.meta.dirname, '../..');
/** The account `node` of the image. */
const imageAccount = { uid: 1000, gid: 1000 };

export interface ProductionWorld {
  /** The api as the proxy in front of it reaches it. */
  url: string;
  /** Origin of the pages as staff have them. */
  publicUrl: string;
  ownerUrl: string;
  /** As api and worker have it, but with the password in it. */
  appUrl: string;
  /** A job to its end, or another command in place of the service's; `said` is both its outputs. */
  runJob(name: string, command?: string[]): Promise<{ code: number; said: string }>;
  /** A server; it is ended with what compose gives it: SIGTERM, and SIGKILL after its grace period. */
  start(name: string): Promise<Child>;
  /** Runs the declared health check once. Throws when the process has ended, with its last words. */
  isHealthy(name: string): Promise<boolean>;
  stop(): Promise<void>;
}

export interface ProductionPlan {
  /** Of settings.example, those that differ. */
  settings: Record<string, string>;
  /** Temporal's production server on PostgreSQL; else its development server. */
  withTemporalServer: boolean;
}

/**
 * The services of docker-compose.yml as processes of this machine: its commands, environment, secrets and health checks, the
 * files of the image and no others, with host names and ports led to loopback.
 */
export async function openProductionWorld(plan: ProductionPlan): Promise<ProductionWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-production-'));
  // Other accounts must be able to enter: PostgreSQL's, and that of the image.
  chmodSync(folder, 0o755);
  const place = (name: string) => join(folder, name);
  const account = accountOfImage();
  const declared = readCompose(plan.settings);
  const secrets = makeSecrets(place('secrets'), Object.keys(declared.secrets), account);
  mkdirSync(place('tmp'));
  chmodSync(place('tmp'), 0o1777);

  const log = (line: string) => console.log(line);
  const [server] = await Promise.all([
    startPostgres({ dataDir: place('postgres'), logFile: place('postgres.log'), forTests: true, log }),
    layOutImage(place('app')),
  ]);
  await prepareDatabases(server.url, secrets);
  const { host } = new URL(server.url);
  const temporal = plan.withTemporalServer
    ? await startTemporalOnPostgres({
        postgresUrl: `postgres://temporal:${secrets['temporal_password']}@${host}/temporal`,
        folder: place('temporal'),
        historyShards: Number(declared.services['temporal']!.environment['NUM_HISTORY_SHARDS']),
        log,
      })
    : await startTemporal({ logDir: place('temporal'), log });

  const port = await freePort();
  const here: Record<string, string> = {
    '/run/secrets/': `${place('secrets')}/`,
    '/tmp/': `${place('tmp')}/`,
    'postgres:5432': host,
    'temporal:7233': temporal.address,
    '0.0.0.0': '127.0.0.1',
    '127.0.0.1:3000': `127.0.0.1:${port}`,
  };
  // In one go: what stands here may hold what stood there.
  const there = new RegExp(Object.keys(here).join('|').replaceAll('.', '\\.'), 'g');
  const toHere = (text: string) =>
    text === '3000' ? String(port) : text.replaceAll(there, (name) => here[name]!);
  const { services } = mapTexts(declared, toHere) as typeof declared;
  const running = new Map<string, { child: Child; over: boolean }>();

  const service = (name: string): Service => {
    const found = services[name];
    if (!found) throw new Error(`Expected a service ${name} in docker-compose.yml`);
    return found;
  };
  const programOf = (words: string[]) => {
    if (words[0] !== 'node') throw new Error(`Expected a command of node, found ${words.join(' ')}`);
    return [process.execPath, words.slice(1)] as const;
  };
  const inContainer = (name: string) => ({
    cwd: place('app'),
    env: { PATH: process.env.PATH, ...service(name).environment },
    ...account,
  });

  return {
    url: `http://127.0.0.1:${port}`,
    publicUrl: service('api').environment['PUBLIC_URL']!,
    ownerUrl: `postgres://rectiflow_owner:${secrets['owner_password']}@${host}/rectiflow`,
    appUrl: `postgres://rectiflow_app:${secrets['app_password']}@${host}/rectiflow`,
    async runJob(name, command = service(name).command) {
      const [program, args] = programOf(command);
      return runToEnd(program, args, inContainer(name));
    },
    async start(name) {
      const [command, args] = programOf(service(name).command);
      const { cwd, env } = inContainer(name);
      const ending = { signal: 'SIGTERM', grace: graceOf(service(name)) } as const;
      const logFile = place(`${name}.log`);
      const child = await launch({ name, command, args, cwd, env, account, logFile, ending });
      const entry = { child, over: false };
      void child.ended.then(() => (entry.over = true));
      running.set(name, entry);
      return child;
    },
    async isHealthy(name) {
      const { child, over } = running.get(name)!;
      if (over) throw new Error(`Expected ${name} to run, but it ended:\n${logTail(child.logFile)}`);
      const [kind, ...words] = service(name).healthcheck!.test;
      if (kind !== 'CMD') throw new Error(`Expected the health check of ${name} to be a CMD, found ${kind}`);
      const [program, args] = programOf(words);
      return (await runToEnd(program, args, inContainer(name))).code === 0;
    },
    async stop() {
      await Promise.all([...running.values()].map(({ child }) => child.end()));
      await temporal.stop();
      await server.stop();
      removeData(place('postgres'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The image's account where we may choose and it can run our Node; else ours. */
function accountOfImage() {
  if (process.getuid?.() !== 0) return undefined;
  const tried = spawnSync(process.execPath, ['--version'], { ...imageAccount, cwd: '/', stdio: 'ignore' });
  return tried.status === 0 ? imageAccount : undefined;
}

/** As deploy/make-secrets.sh makes them: the master key for the image's account alone, the others for all. */
function makeSecrets(folder: string, names: string[], account: typeof imageAccount | undefined) {
  mkdirSync(folder);
  const made = names.map((name) => {
    const isKey = name === 'master_key';
    const file = join(folder, name);
    const secret = isKey ? randomBytes(32).toString('base64') : randomBytes(24).toString('hex');
    writeFileSync(file, `${secret}\n`, { mode: isKey ? 0o400 : 0o444 });
    if (isKey && account) chownSync(file, account.uid, account.gid);
    return [name, secret] as const;
  });
  return Object.fromEntries(made);
}

/** The working folder of the image: what the Dockerfile copies, packages, and the bundle of its build stage. */
async function layOutImage(app: string): Promise<void> {
  const bundles = join(tmpdir(), 'rectiflow-test-bundle');
  await bundleWorkflows(bundles);
  mkdirSync(app);
  for (const source of copiedIntoImage()) cpSync(join(root, source), join(app, source), { recursive: true });
  cpSync(bundles, join(app, 'dist/workflows'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
}

/** What the postgres image does at its first start: the owner and its database, and then our script for Temporal's. */
async function prepareDatabases(url: string, secrets: Record<string, string>): Promise<void> {
  const script = readFileSync(join(root, 'deploy/postgres-init.sh'), 'utf8');
  const statements = /<<'SQL'\n(.*)^SQL$/ms.exec(script)![1]!;
  const forTemporal = statements.replace(":'password'", `'${secrets['temporal_password']}'`);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    for (const statement of [
      `create role rectiflow_owner superuser login password '${secrets['owner_password']}'`,
      'create database rectiflow owner rectiflow_owner',
      ...forTemporal.split(';').filter((statement) => statement.trim() !== ''),
    ])
      await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

async function runToEnd(program: string, args: string[], options: object) {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, options);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { code, said: `${basename(program)}: ${stdout}${stderr}` };
  }
}
