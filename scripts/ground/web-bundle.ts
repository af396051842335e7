import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { showProgress } from './progress.ts';
import { saysDiskFull, diskFull, Trouble } from './trouble.ts';

/** What the pages are made from: a change in any of it asks for a new bundle. */
const sources = [
  'web/**/*',
  'engine/**/*.ts',
  'api/**/*.ts',
  'definitions/**/*',
  'errors.ts',
  'package-lock.json',
];

/** Builds the pages into dist/web when their sources have changed since the last build there. */
export async function buildWebIfChanged(root: string, log: (line: string) => void): Promise<void> {
  const record = join(root, 'dist/web/.sources');
  const now = hashOfSources(root);
  if (existsSync(record) && readFileSync(record, 'utf8') === now) return;
  const progress = showProgress('生成页面 / Building the pages', log);
  try {
    const fresh = join(root, `dist/web-${process.pid}`);
    try {
      await build(root, fresh);
      putInPlace(fresh, join(root, 'dist/web'));
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    writeFileSync(record, now);
  } finally {
    progress.done();
  }
}

/**
 * Another process may be serving the folder: what it serves stays whole throughout. Files under assets/ carry a hash of
 * their content in their names and are put beside the older ones; then the page that names them takes its place at once.
 */
function putInPlace(fresh: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const page = join(fresh, 'index.html');
  cpSync(fresh, folder, { recursive: true, filter: (source) => source !== page });
  renameSync(page, join(folder, 'index.html'));
}

function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function build(root: string, outDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = spawn(
      process.execPath,
      [
        join(root, 'node_modules/vite/bin/vite.js'),
        'build',
        'web',
        '--outDir',
        outDir,
        '--emptyOutDir',
        '--logLevel',
        'warn',
      ],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    let said = '';
    vite.stdout.on('data', (chunk) => (said += chunk));
    vite.stderr.on('data', (chunk) => (said += chunk));
    vite.once('error', reject);
    vite.once('close', (code) => {
      if (code === 0) resolve();
      else if (saysDiskFull(said)) reject(diskFull(root));
      else
        reject(
          new Trouble(
            `${said}\n页面生成失败，原因见上。`,
            'The pages could not be built; the reason is above.',
          ),
        );
    });
  });
}
