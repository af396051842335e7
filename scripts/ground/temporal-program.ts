import { execFile } from 'node:child_process';
import { chmodSync, createWriteStream, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { goInstall } from './go-install.ts';
import { cachedTool, toolCache } from './tool-cache.ts';

const run = promisify(execFile);

export const temporalCliVersion = '1.5.1';

export interface Search {
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  /** The folder of official releases; tests put a server of their own here. */
  releases?: string;
}

const officialReleases = 'https://github.com/temporalio/cli/releases/download';

/**
 * The `temporal` program: on the PATH, else in our cache, else from the official releases, else built from Go source.
 * The last two put it in the cache, so that every later start and clone finds it there.
 */
export async function findTemporalProgram(search: Search): Promise<string> {
  const env = search.env ?? process.env;
  if (await answers('temporal', env)) return 'temporal';
  const target = cachedTool(toolCache(env), 'temporal', temporalCliVersion);
  if (existsSync(target) && (await answers(target, env))) return target;
  if (await download(search, target)) return target;
  await goInstall({
    name: 'Temporal',
    module: `github.com/temporalio/cli/cmd/temporal@v${temporalCliVersion}`,
    target,
    log: search.log,
    env,
  });
  return target;
}

async function answers(program: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    const { stdout } = await run(program, ['--version'], { env });
    return stdout.startsWith('temporal version');
  } catch {
    return false;
  }
}

/** True when the release is now in `target`. A closed network is no trouble: there is another way. */
async function download(search: Search, target: string): Promise<boolean> {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  const cpu = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (!system || !cpu || system === 'windows') return false;
  const archive = `temporal_cli_${temporalCliVersion}_${system}_${cpu}.tar.gz`;
  const url = `${search.releases ?? officialReleases}/v${temporalCliVersion}/${archive}`;
  search.log(`下载 Temporal / Downloading Temporal: ${url}`);
  const workshop = mkdtempSync(join(dirname(target), '.downloading-'));
  try {
    const body = await open(url);
    if (!body) return false;
    const file = join(workshop, archive);
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(file), {
      signal: AbortSignal.timeout(300_000),
    });
    await run('tar', ['-xzf', file, '-C', workshop, 'temporal']);
    chmodSync(join(workshop, 'temporal'), 0o755);
    if (!(await answers(join(workshop, 'temporal'), process.env))) return false;
    renameSync(join(workshop, 'temporal'), target);
    return true;
  } catch (error) {
    search.log(`  未能下载 / not downloaded: ${reason(error)}`);
    return false;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** The body of the answer; gives up when the server has not answered in 15 seconds. */
async function open(url: string) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new Error('no answer within 15 s')), 15_000);
  try {
    const reply = await fetch(url, { signal: patience.signal });
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    return reply.body;
  } finally {
    clearTimeout(timer);
  }
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return cause.message;
  return error instanceof Error ? error.message : String(error);
}
