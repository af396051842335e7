import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endProcess, type EndingRule } from './ending.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';
import { Trouble } from './trouble.ts';
import type { WatchdogMessage } from './watchdog.ts';

export interface ChildPlan {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The account to run under, where this process may choose. */
  account?: { uid: number; gid: number };
  /** Both outputs go here; the log of the run before is kept beside it as `.1`. */
  logFile: string;
  ending?: EndingRule;
}

export interface Child {
  name: string;
  pid: number;
  logFile: string;
  /** Resolves when the process has ended, for whatever reason. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it in good order; resolves when it is gone. */
  end(): Promise<void>;
}

const usualEnding: EndingRule = { signal: 'SIGTERM', grace: 10_000 };

/**
 * Starts a process that outlives neither `end()` nor the death of this process. It runs in a session of its own, so that
 * Ctrl-C in a terminal reaches only us and we can end all in order.
 */
export async function launch(plan: ChildPlan): Promise<Child> {
  const rule = plan.ending ?? usualEnding;
  const log = openLog(plan.logFile);
  const spawned = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: plan.env ?? process.env,
    stdio: ['ignore', log, log],
    detached: true,
    ...plan.account,
  });
  const ended = new Promise<Awaited<Child['ended']>>((resolve) => {
    spawned.once('exit', (code, signal) => resolve({ code, signal }));
  });
  try {
    await new Promise<void>((resolve, reject) => {
      spawned.once('spawn', () => resolve());
      spawned.once('error', reject);
    });
  } catch (cause) {
    throw new Trouble(
      `无法运行 ${plan.name}（${plan.command}）：请检查该文件是否存在并可执行。`,
      `${plan.name} (${plan.command}) cannot be run: check that the file is there and may be executed.`,
      { cause },
    );
  } finally {
    closeSync(log);
  }
  const pid = spawned.pid!;
  const identity = guard(spawned, rule);
  return {
    name: plan.name,
    pid,
    logFile: plan.logFile,
    ended,
    async end() {
      if (identity) await endProcess(identity, rule);
      await ended;
    },
  };
}

/** Makes sure that a process, started in whatever way, does not outlive this one. */
export function guard(started: ChildProcess, rule: EndingRule = usualEnding): ProcessIdentity | undefined {
  const pid = started.pid!;
  const identity = identify(pid);
  if (identity) tellWatchdog({ kind: 'watch', identity, rule });
  started.once('exit', () => tellWatchdog({ kind: 'forget', pid }));
  return identity;
}

/** The last lines of a child's log, for telling why it ended. */
export function logTail(logFile: string, lines = 15): string {
  if (!existsSync(logFile)) return '';
  // A line of a server may hold a whole stack: its beginning says what happened.
  const last = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines);
  return last.map((line) => line.slice(0, 400)).join('\n');
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o640);
}

let watchdog: ChildProcess | undefined;
const watched = new Map<number, WatchdogMessage>();

function tellWatchdog(message: WatchdogMessage): void {
  if (message.kind === 'watch') watched.set(message.identity.pid, message);
  else watched.delete(message.pid);
  if (watchdog) watchdog.stdin!.write(`${JSON.stringify(message)}\n`);
  else startWatchdog();
}

/** Neither the watchdog nor its pipe keeps this process alive; when it is killed, another takes over. */
function startWatchdog(): void {
  if (watched.size === 0) return;
  watchdog = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  watchdog.once('exit', startWatchdog);
  watchdog.stdin!.on('error', () => undefined);
  (watchdog.stdin as unknown as { unref(): void }).unref();
  for (const message of watched.values()) watchdog.stdin!.write(`${JSON.stringify(message)}\n`);
}
