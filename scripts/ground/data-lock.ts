import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import { Trouble } from './trouble.ts';

/**
 * Takes a data folder for this process, so that two starts never run two servers on the same files. The lock of a
 * process that was killed does not count. Returns the function that gives it back.
 */
export function lockData(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = join(dataDir, 'start.lock');
  const mine = join(dataDir, `start.lock.${process.pid}`);
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    for (;;) {
      try {
        // A link is made whole or not at all, which creating and then writing a file is not.
        linkSync(mine, lock);
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(lock);
      if (holder && isRunning(holder)) throw alreadyRunning(dataDir, holder.pid);
      setAside(lock, dataDir);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function readHolder(lock: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** Of several that find the same stale lock, one renames it. Who renamed a fresh lock by being late puts it back. */
function setAside(lock: string, dataDir: string): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder && isRunning(holder)) {
    renameSync(aside, lock);
    throw alreadyRunning(dataDir, holder.pid);
  }
  rmSync(aside, { force: true });
}

function alreadyRunning(dataDir: string, pid: number): Trouble {
  return new Trouble(
    `已有一个实例（进程 ${pid}）在使用 ${dataDir}：请先结束它（kill ${pid}），或用 RECTIFLOW_DATA=其他目录 另起一份。`,
    `Another instance (process ${pid}) is using ${dataDir}: end it first (kill ${pid}), or start a second one with RECTIFLOW_DATA=<another folder>.`,
  );
}
