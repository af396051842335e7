/**
 * Temporal as it runs in production, without Docker: the server itself on PostgreSQL, built from Go source once and kept in our
 * cache. For the benchmark and for the production test; `npm start` uses the lighter development server.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launch, logTail, type Child } from './child.ts';
import { createDatabase } from './databases.ts';
import { freeLowPort, freePort } from './free-port.ts';
import { goInstall } from './go-install.ts';
import { temporalLimits } from './temporal-limits.ts';
import { prepareNamespace } from './temporal-namespace.ts';
import { temporalDynamicConfig, temporalServerConfig } from './temporal-server-config.ts';
import { cachedTool, toolCache } from './tool-cache.ts';
import { Trouble } from './trouble.ts';

const run = promisify(execFile);

export const temporalServerVersion = '1.30.8';
/** A folder beside the programs, so that they are enough where Go is not. */
const schemaName = 'temporal-server-schema';

export interface TemporalOnPostgresPlan {
  /** Of a superuser, on any database of the server. */
  postgresUrl: string;
  /** For the configuration and the log. */
  folder: string;
  namespace?: string;
  /** Default 4. */
  historyShards?: number;
  log: (line: string) => void;
}

export interface TemporalOnPostgres {
  address: string;
  child: Child;
  stop(): Promise<void>;
}

/** True when this machine can have the server at all: it was built here before, or there is a Go compiler to build it. */
export async function canHaveTemporalServer(): Promise<boolean> {
  const parts = ['temporal-server', 'temporal-sql-tool', schemaName];
  if (parts.every((part) => existsSync(cachedTool(toolCache(), part, temporalServerVersion)))) return true;
  return run('go', ['version']).then(
    () => true,
    () => false,
  );
}

export async function startTemporalOnPostgres(plan: TemporalOnPostgresPlan): Promise<TemporalOnPostgres> {
  const { log, folder } = plan;
  mkdirSync(folder, { recursive: true });
  const server = await serverProgram('temporal-server', 'go.temporal.io/server/cmd/server', log);
  const sqlTool = await serverProgram('temporal-sql-tool', 'go.temporal.io/server/cmd/tools/sql', log);
  const databases = { main: 'temporal', visibility: 'temporal_visibility' };
  await setUpSchema({ sqlTool, postgresUrl: plan.postgresUrl, database: databases.main, schema: 'temporal' });
  await setUpSchema({
    sqlTool,
    postgresUrl: plan.postgresUrl,
    database: databases.visibility,
    schema: 'visibility',
  });

  const dynamicConfigFile = join(folder, 'dynamic-config.yaml');
  const configFile = join(folder, 'temporal-server.yaml');
  const ports = {
    frontend: await portPair(),
    history: await portPair(),
    matching: await portPair(),
    worker: await portPair(),
    http: await freePort(),
  };
  writeFileSync(dynamicConfigFile, temporalDynamicConfig(temporalLimits));
  const settings = {
    postgres: connectionParts(plan.postgresUrl),
    databases,
    historyShards: plan.historyShards ?? 4,
    ports,
    dynamicConfigFile,
  };
  writeFileSync(configFile, temporalServerConfig(settings), { mode: 0o600 });

  const logFile = join(folder, 'temporal-server.log');
  const child = await launch({
    name: 'Temporal server',
    command: server,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    logFile,
    // As in docker-compose.yml.
    env: { GOGC: '300', ...process.env },
    // It leaves its membership ring and drains before it ends.
    ending: { signal: 'SIGTERM', grace: 15_000 },
  });
  let ended = false;
  void child.ended.then(() => (ended = true));
  const address = `127.0.0.1:${ports.frontend.grpc}`;
  if (await prepareNamespace(address, plan.namespace ?? 'default', () => !ended)) {
    return { address, child, stop: () => child.end() };
  }
  throw new Trouble(
    `Temporal 服务器没有启动，日志在 ${logFile}。最后几行：\n${logTail(logFile)}`,
    `The Temporal server did not start; its log is ${logFile}, the last lines are above.`,
  );
}

async function serverProgram(name: string, module: string, log: (line: string) => void): Promise<string> {
  const target = cachedTool(toolCache(), name, temporalServerVersion);
  if (!existsSync(target))
    await goInstall({ name, module: `${module}@v${temporalServerVersion}`, target, log });
  return target;
}

interface SchemaPlan {
  sqlTool: string;
  postgresUrl: string;
  database: string;
  /** A folder of the server's own schema. */
  schema: 'temporal' | 'visibility';
}

/** Safe to repeat: a database that has its schema is only brought up to date. */
async function setUpSchema({ sqlTool, postgresUrl, database, schema }: SchemaPlan): Promise<void> {
  await createDatabase(postgresUrl, database);
  const { host, port, user, password } = connectionParts(postgresUrl);
  const tool = (...args: string[]) =>
    run(
      sqlTool,
      [
        '--plugin',
        'postgres12',
        '--ep',
        host,
        '--port',
        String(port),
        '--user',
        user,
        '--db',
        database,
        ...args,
      ],
      {
        env: { ...process.env, SQL_PASSWORD: password },
      },
    );
  const versions = join(await schemaOfServer(), schema, 'versioned');
  await tool('setup-schema', '--version', '0.0');
  await tool('update-schema', '--schema-dir', versions);
}

/** Copied from the server's source, which building it put into Go's module cache; `go mod download` does so again if it was cleared. */
async function schemaOfServer(): Promise<string> {
  const folder = cachedTool(toolCache(), schemaName, temporalServerVersion);
  if (existsSync(folder)) return folder;
  const module = `go.temporal.io/server@v${temporalServerVersion}`;
  const { stdout } = await run('go', ['mod', 'download', '-json', module]);
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  // Copied beside and renamed, so that it is whole or not there; Go's cache is read-only, the copy is not.
  const unfinished = mkdtempSync(join(toolCache(), '.schema-'));
  await run('cp', ['-R', `${join(Dir, 'schema/postgresql/v12')}/.`, unfinished]);
  await run('chmod', ['-R', 'u+w', unfinished]);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run on this machine was first.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function connectionParts(url: string) {
  const { hostname, port, username, password } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

async function portPair() {
  return { grpc: await freeLowPort(), membership: await freeLowPort() };
}
