import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Trouble } from './trouble.ts';

/** An account that is not root: PostgreSQL refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where root's PostgreSQL keeps its things when the clone lies in a folder that only root may enter, such as /root. */
const openGround = '/var/lib/rectiflow';

/** The account for PostgreSQL: our own unless we are root, else `postgres`, else one made for us, else `nobody`. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = accountNamed('postgres') ?? accountNamed('rectiflow');
  if (known) return known;
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'rectiflow',
  ]);
  const made = accountNamed('rectiflow') ?? accountNamed('nobody');
  if (made) return made;
  throw new Trouble(
    'PostgreSQL 不能以 root 身份运行，也找不到可用的普通账户：请运行 useradd --system rectiflow，或用普通用户启动。',
    'PostgreSQL does not run as root and no ordinary account was found: run useradd --system rectiflow, or start as an ordinary user.',
  );
}

/** The folder with PostgreSQL's `bin`, `lib` and `share`, copied to where the account can read it if need be. */
export function readableBinaries(native: string, account: Account | undefined): string {
  if (canRun(join(native, 'bin/postgres'), account)) return native;
  const copy = join(openGround, `postgresql-${fingerprint(native)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(openGround, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', unfinished]);
    renameSync(unfinished, copy);
  }
  if (canRun(join(copy, 'bin/postgres'), account)) return copy;
  throw new Trouble(
    `PostgreSQL 程序无法运行（${native}）：请运行 npm rebuild，或设置 DATABASE_URL 使用已有的 PostgreSQL。`,
    `PostgreSQL's program (${native}) cannot be run: run npm rebuild, or set DATABASE_URL to use a PostgreSQL of your own.`,
  );
}

/** The data folder itself when the account can enter it, else one in open ground that belongs to this data folder alone. */
export function reachableData(dataDir: string, account: Account | undefined): string {
  if (!account) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return dataDir;
  }
  mkdirSync(dataDir, { recursive: true });
  chownSync(dataDir, account.uid, account.gid);
  const entered = spawnSync('/bin/sh', ['-c', 'cd "$0" && test -w .', dataDir], {
    ...account,
    stdio: 'ignore',
  });
  if (entered.status === 0) return dataDir;
  const elsewhere = join(openGround, `${basename(dataDir)}-${fingerprint(dataDir)}`);
  mkdirSync(elsewhere, { recursive: true });
  chownSync(elsewhere, account.uid, account.gid);
  return elsewhere;
}

/** Removes what `reachableData` made, wherever it is. */
export function removeData(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(join(openGround, `${basename(dataDir)}-${fingerprint(dataDir)}`), { recursive: true, force: true });
}

function canRun(program: string, account: Account | undefined): boolean {
  return spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

function accountNamed(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  return uid?.trim() && gid?.trim() ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function fingerprint(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
