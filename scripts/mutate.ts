/**
 * `npm run mutate`: changes the engine in small ways, one at a time, and looks whether a test fails. A sample of all
 * changes, drawn by a seed; prints the share that was noticed, and what was not.
 *
 *   npm run mutate -- [--sample 600] [--seed 1] [--only '^engine/elements/'] [--jobs 2] [--list]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutantsOf, type Mutant } from './mutation/mutants.ts';
import type { Answer, Task } from './mutation/worker.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values: options } = parseArgs({
  options: {
    sample: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '^engine/' },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
  },
});

/** A mutant that makes its tests this much slower than they were runs for ever: it is noticed. */
const patience = { times: 5, milliseconds: 10_000 };
/** Modules that were loaded are never let go: a process is replaced before it grows. */
const tasksPerProcess = 40;

interface Outcome {
  mutant: Mutant;
  result: 'killed' | 'timeout' | 'survived' | 'not covered';
}

const all = globSync('engine/**/*.ts', { cwd: root })
  .toSorted()
  .flatMap((file) => mutantsOf(file, readFileSync(root + file, 'utf8')))
  .map((mutant, id): Mutant => ({ ...mutant, id }));
const eligible = all.filter(({ file }) => new RegExp(options.only).test(file));
const sample = drawn(eligible, Number(options.sample), Number(options.seed));
console.log(
  `${eligible.length} mutants in ${options.only}; a sample of ${sample.length}, seed ${options.seed}`,
);

const files = globSync('test/{engine,patterns}/**/*.test.ts', { cwd: root }).toSorted();
/** Which test files come by which mutant, and how long each file takes. */
const covering = new Map<number, string[]>();
const times = new Map<string, number>();
await firstRun(files);
const outcomes = await runAll();
report(outcomes);

/** Nothing is changed yet: all tests must pass, and it is noted where they come by. */
async function firstRun(tests: string[]): Promise<void> {
  const worker = start();
  for (const file of tests) {
    const said = await ask(worker, { watched: sample, files: [file] });
    if (!said) throw new Error(`Expected ${file} to end within its time, but it did not`);
    if (said.failed !== undefined)
      throw new Error(`Expected all tests to pass before anything is changed, but: ${said.failed}`);
    times.set(file, said.milliseconds);
    for (const id of said.seen) covering.set(id, [...(covering.get(id) ?? []), file]);
  }
  worker.kill();
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  console.log(`${tests.length} test files pass, in ${Math.round(total / 100) / 10} s`);
}

async function runAll(): Promise<Outcome[]> {
  const queue = [...sample];
  const outcomes: Outcome[] = [];
  const workers = Array.from({ length: Number(options.jobs) }, async () => {
    let worker = start();
    for (let done = 1, mutant = queue.shift(); mutant; mutant = queue.shift(), done += 1) {
      const tests = inOrder(mutant, covering.get(mutant.id) ?? []);
      if (tests.length === 0) {
        outcomes.push({ mutant, result: 'not covered' });
        continue;
      }
      const said = await ask(worker, { mutant, files: tests });
      const result = said === undefined ? 'timeout' : said.failed === undefined ? 'survived' : 'killed';
      outcomes.push({ mutant, result });
      if (outcomes.length % 50 === 0) console.log(`  ${outcomes.length} of ${sample.length} …`);
      if (said !== undefined && done % tasksPerProcess !== 0) continue;
      worker.kill('SIGKILL');
      worker = start();
    }
    worker.kill();
  });
  await Promise.all(workers);
  return outcomes;
}

/** The file's own tests first, then the quick ones. */
function inOrder({ file }: Mutant, tests: string[]): string[] {
  const own = basename(file, '.ts').replace(/-event-definition$/, '');
  const rank = (test: string) => (basename(test).startsWith(own) ? -1 : (times.get(test) ?? 0));
  return tests.toSorted((a, b) => rank(a) - rank(b));
}

function start(): ChildProcess {
  return fork(new URL('mutation/worker.ts', import.meta.url), {
    env: { ...process.env, TZ: 'UTC', NODE_NO_WARNINGS: '1' },
  });
}

/** Undefined: no answer within its time. */
function ask(worker: ChildProcess, task: Task): Promise<Answer | undefined> {
  const usual = task.files.reduce((sum, file) => sum + (times.get(file) ?? 0), 0);
  const limit = task.mutant ? usual * patience.times + patience.milliseconds : 300_000;
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(undefined), limit);
    const end = (said: Answer | undefined) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      resolve(said);
    };
    worker.once('message', (said) => end(said as Answer));
    worker.once('exit', () => end(undefined));
    worker.send(task);
  });
}

function drawn(from: Mutant[], count: number, seed: number): Mutant[] {
  const next = random(seed);
  return from
    .map((mutant) => ({ mutant, rank: next() }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function report(found: Outcome[]): void {
  const missed = found.filter(({ result }) => result === 'survived' || result === 'not covered');
  const shown = options.list ? missed : missed.slice(0, 40);
  for (const { mutant, result } of shown.toSorted((a, b) => a.mutant.id - b.mutant.id)) {
    const source = readFileSync(root + mutant.file, 'utf8').slice(mutant.start, mutant.end);
    const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 70);
    console.log(
      `${result}: ${mutant.file}:${mutant.line} ${mutant.operator}: ${short(source)} → ${short(mutant.text)}`,
    );
  }
  const folders = Map.groupBy(found, ({ mutant }) => dirname(mutant.file));
  console.log('\n| folder | sample | noticed | of them by time | survived | not covered | score |');
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  for (const [folder, some] of [...folders].toSorted(([a], [b]) => (a < b ? -1 : 1))) row(folder, some);
  row('all', found);
}

function row(name: string, outcomes: Outcome[]): void {
  const count = (result: Outcome['result']) => outcomes.filter((each) => each.result === result).length;
  const noticed = count('killed') + count('timeout');
  const score = `${((100 * noticed) / outcomes.length).toFixed(1)} %`;
  const cells = [
    name,
    outcomes.length,
    noticed,
    count('timeout'),
    count('survived'),
    count('not covered'),
    score,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
