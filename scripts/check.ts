/**
 * `npm run check`: everything that needs no server, in under a minute: format, lint, types, boundaries, unused code and the
 * unit tests. What fails shows its output; the last line is `N passed, N failed`, a step being one.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const cache = join(modules, '.cache/rectiflow');
mkdirSync(cache, { recursive: true });

interface Step {
  name: string;
  /** A script of a package, run by this very Node. */
  script: string;
  args: string[];
}

/** The longest first, so that the short ones fill the gaps. */
const steps: Step[] = [
  {
    name: 'lint',
    script: 'eslint/bin/eslint.js',
    args: [
      '.',
      '--max-warnings=0',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${cache}/eslint`,
    ],
  },
  {
    name: 'types',
    script: 'typescript/bin/tsc',
    args: ['-p', '.', '--noEmit', '--incremental', `--tsBuildInfoFile`, `${cache}/tsc.json`],
  },
  { name: 'unit tests', script: 'vitest/vitest.mjs', args: ['run', '--project=unit', '--reporter=default'] },
  {
    name: 'boundaries',
    script: 'dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['--config=.dependency-cruiser.cjs', '--output-type=err-long', '.'],
  },
  {
    name: 'unused code',
    script: 'knip/bin/knip.js',
    // Without its cache, which takes files for gone that are there; it saves a second.
    args: ['--no-progress'],
  },
  {
    name: 'format',
    script: 'prettier/bin/prettier.cjs',
    args: ['--check', '.', '--log-level=warn', '--cache', `--cache-location=${cache}/prettier`],
  },
];

const startedAt = Date.now();
const waiting = [...steps];
let failed = 0;

async function worker(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const begun = Date.now();
    const { ok, output } = await run(step);
    const seconds = ((Date.now() - begun) / 1000).toFixed(1).padStart(5);
    console.log(`${ok ? '✓' : '✗'} ${step.name.padEnd(12)} ${seconds} s`);
    if (ok) continue;
    failed++;
    console.log(`${output.trimEnd()}\n`);
  }
}

function run({ script, args }: Step): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(modules, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ ok: false, output: String(error) }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

await Promise.all(Array.from({ length: Math.max(2, Math.min(availableParallelism(), 4)) }, worker));
console.log(`用时 / Elapsed: ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
