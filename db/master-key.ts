import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readMasterKey, type MasterKey } from './crypto.ts';

/**
 * The master key from configuration (`text`: hex or base64), else from the key file, which is made at the first start.
 * Whoever loses it loses the content of every case: it is never written over.
 */
export function loadMasterKey(from: { text?: string; file?: string }): MasterKey {
  if (from.text) return readMasterKey(from.text);
  if (!from.file) throw new Error('Expected a master key or the path of a key file, found neither');
  if (!existsSync(from.file)) makeKeyFile(from.file);
  const { mode } = statSync(from.file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(
      `Expected the key file ${from.file} to be readable by its owner alone, found mode ${(mode & 0o777).toString(8)}: run chmod 600 on it`,
    );
  }
  return readMasterKey(readFileSync(from.file, 'utf8'));
}

/** Made under another name and linked: of two processes that start at once, both then read the one that came first. */
function makeKeyFile(file: string): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
}
