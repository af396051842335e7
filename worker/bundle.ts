import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, type Logger, type WorkflowBundle } from '@temporalio/worker';
import { failureConverterPath, payloadConverterPath } from './data-converter.ts';

const root = join(import.meta.dirname, '..');
/** Where a bundle is kept that the worker's process finds. */
export const bundleFolder = join(root, 'dist/workflows');
const workflowsPath = join(root, 'workflows', 'index.ts');
const preloadedPath = join(root, 'worker', 'preloaded.ts');

/** Folders and files whose content decides what the bundle is. */
const sources = [
  'workflows',
  'engine',
  'worker/payload-converter.ts',
  'worker/failure-converter.ts',
  'worker/preloaded.ts',
  'errors.ts',
  'db/keep-newest.ts',
];

/**
 * The workflows as one script for Temporal's isolates. Bundling takes seconds, so that the last bundle is kept in `folder`; the
 * image is built with it.
 */
export async function bundleWorkflows(folder: string, logger?: Logger): Promise<WorkflowBundle> {
  const file = join(folder, `workflows-${sourceHash()}.js`);
  if (existsSync(file)) return { code: readFileSync(file, 'utf8') };
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    payloadConverterPath,
    failureConverterPath,
    preloadModules: [preloadedPath],
    logger,
  });
  try {
    keep(folder, file, code);
  } catch (error) {
    // A folder that this process may not write to costs seconds at the next start, no more.
    logger?.warn(`the bundle of the workflows is not kept in ${folder}`, { error });
  }
  return { code };
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const file of [...sources.flatMap(filesOf), join(root, 'package-lock.json')])
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesOf(source: string): string[] {
  const path = join(root, source);
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Written beside and renamed, so that whoever starts meanwhile reads a whole bundle or none. */
function keep(folder: string, file: string, code: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (/^workflows-.*\.js$/.test(name)) rmSync(join(folder, name), { force: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, code);
  renameSync(fresh, file);
}
