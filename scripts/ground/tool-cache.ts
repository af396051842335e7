import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where built and downloaded programs are kept between clones: RECTIFLOW_CACHE, else the user's cache folder. */
export function toolCache(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.RECTIFLOW_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rectiflow');
  const bin = join(base, 'bin');
  mkdirSync(bin, { recursive: true });
  return bin;
}

/** Several versions may lie side by side: the version is part of the name. */
export function cachedTool(bin: string, name: string, version: string): string {
  return join(bin, `${name}-${version}${process.platform === 'win32' ? '.exe' : ''}`);
}
