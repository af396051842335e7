import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { launch, logTail, type Child } from './child.ts';
import { lockData } from './data-lock.ts';
import { isTaken } from './free-port.ts';
import type { Lifetime } from './lifetime.ts';
import { startPostgres, type RunningPostgres } from './postgres.ts';
import { startTemporal, type RunningTemporal } from './temporal.ts';
import { diskFull, portTaken, requireFreeSpace, saysDiskFull, Trouble } from './trouble.ts';

/** What the servers below our own processes are, as the steps and processes need to know it. */
export interface Ground {
  root: string;
  dataDir: string;
  postgres: RunningPostgres;
  temporal: RunningTemporal;
  log: (line: string) => void;
}

/** One thing to do between the servers and our own processes; what it returns goes into the environment of all that follow. */
export interface Step {
  name: string;
  run(ground: Ground, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv | void>;
}

export interface StackPlan {
  root: string;
  dataDir: string;
  /** Of the pages and the API. */
  port: number;
  steps: Step[];
  /** Files that Node runs as they are, in the order of their start; the first one listens on `port`. */
  processes: { name: string; file: string }[];
  log: (line: string) => void;
}

/** Below this, in bytes, a start would soon end in a full disk: the journal and Temporal's file grow at once. */
const smallestFreeSpace = 512 * 1024 * 1024;

/** Brings everything up in order. `lifetime` owns it from the moment each part exists, so that a failure half-way leaves nothing. */
export async function bringUp(plan: StackPlan, lifetime: Lifetime): Promise<void> {
  const { dataDir, log } = plan;
  mkdirSync(dataDir, { recursive: true });
  await requireFreeSpace(dataDir, smallestFreeSpace);
  if (await isTaken(plan.port, '0.0.0.0')) {
    // Our own other instance is the likelier cause, and its message the more helpful one.
    lockData(dataDir)();
    throw portTaken(plan.port);
  }
  lifetime.owns('lock', lockData(dataDir));
  const logDir = join(dataDir, 'log');

  const [postgres, temporal] = await Promise.all([
    startPostgres({ dataDir: join(dataDir, 'postgres'), logFile: join(logDir, 'postgres.log'), log }).then(
      owned,
    ),
    startTemporal({ dataFile: join(dataDir, 'temporal.db'), logDir, log }).then(owned),
  ]);
  function owned<Server extends { child?: Child }>(server: Server): Server {
    if (server.child) lifetime.ownsChild(server.child, whyEnded);
    return server;
  }

  const ground: Ground = { root: plan.root, dataDir, postgres, temporal, log };
  let env: NodeJS.ProcessEnv = {
    ...process.env,
    TZ: 'UTC',
    PORT: String(plan.port),
    TEMPORAL_ADDRESS: temporal.address,
  };
  for (const step of plan.steps) {
    const more = await step.run(ground, env);
    if (more) env = { ...env, ...more };
  }
  for (const { name, file } of plan.processes) {
    const child = await launch({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', file],
      cwd: plan.root,
      env,
      logFile: join(logDir, `${name}.log`),
    });
    lifetime.ownsChild(child, whyEnded);
  }
  await listening(plan.port, lifetime);
}

/** One sentence for a process of ours that ended by itself. */
function whyEnded(child: Child, code: string): Trouble {
  const said = logTail(child.logFile);
  if (saysDiskFull(said)) return diskFull(child.logFile);
  const lastWords = code.startsWith('SIG') || !said ? '' : `${said}\n`;
  return new Trouble(
    `${lastWords}${child.name} 意外结束（${code}），其余部分已停止：请再次运行 npm start，已保存的事项不会丢失；日志在 ${child.logFile}。`,
    `${child.name} ended unexpectedly (${code}) and everything else was stopped: run npm start again, what was saved is kept; its log is ${child.logFile}.`,
  );
}

/** Resolves when somebody answers on the port, or when the script is over before that. */
async function listening(port: number, lifetime: Lifetime): Promise<void> {
  let over = false;
  lifetime.over.then(
    () => (over = true),
    () => (over = true),
  );
  while (!over && !(await answers(port))) await wait(50);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
