/**
 * Loads the tests of given files anew for each mutant, with the mutant in place of what it changes, and runs them until
 * one fails. Nothing is kept between two mutants: every module of the project is loaded again under another address.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Mutant } from './mutants.ts';
import type * as StandIn from './stand-in.ts';

export interface Task {
  /** Absent: the first run, in which the given mutants are watched. */
  mutant?: Mutant;
  watched?: Mutant[];
  files: string[];
}

export interface Answer {
  /** The file and name of the test that failed. */
  failed?: string;
  /** Ids of the watched mutants that the tests came by. */
  seen: number[];
  milliseconds: number;
}

/** Random models are drawn alike in each run, and fewer than in the tests themselves. */
const mostSamples = 40;

const root = new URL('../../', import.meta.url).href;
const standIn = new URL('stand-in.ts', import.meta.url).href;
let round = 0;
let changed = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest') return { url: `${standIn}?${round}`, shortCircuit: true };
    const found = next(specifier, context);
    const isOurs = found.url.startsWith(root) && !found.url.includes('/node_modules/');
    return isOurs && round > 0 && !found.url.includes('?')
      ? { ...found, url: `${found.url}?${round}` }
      : found;
  },
  load(url, context, next) {
    const path = url.startsWith(root) ? decodeURIComponent(url.slice(root.length).replace(/\?.*/, '')) : '';
    const source = changed.get(path);
    if (source !== undefined) return { format: 'module-typescript', source, shortCircuit: true };
    if (!path.startsWith('test/') || !path.endsWith('.ts')) return next(url, context);
    const text = readFileSync(fileURLToPath(url.replace(/\?.*/, '')), 'utf8');
    return { format: 'module-typescript', source: withFewerSamples(text), shortCircuit: true };
  },
});

function withFewerSamples(text: string): string {
  return text.replace(/numRuns: ([\d_]+)/g, (_, written: string) => {
    const count = Math.min(Number(written.replaceAll('_', '')), mostSamples);
    return `numRuns: ${count}, seed: 1`;
  });
}

const seen = new Set<number>();
Object.assign(globalThis, { mutantSeen: (id: number) => seen.add(id) });

process.on('message', (task: Task) => {
  void answer(task).then((said) => process.send?.(said));
});

async function answer({ mutant, watched = [], files }: Task): Promise<Answer> {
  round += 1;
  seen.clear();
  changed = mutant ? new Map([[mutant.file, withMutant(mutant)]]) : watchedSources(watched);
  const startedAt = performance.now();
  const failed = await firstFailure(files);
  return {
    ...(failed !== undefined && { failed }),
    seen: [...seen],
    milliseconds: performance.now() - startedAt,
  };
}

async function firstFailure(files: string[]): Promise<string | undefined> {
  const { takeTests } = (await import(`${standIn}?${round}`)) as typeof StandIn;
  for (const file of files) {
    try {
      await import(pathToFileURL(fileURLToPath(root + file)).href + `?${round}`);
    } catch (error) {
      return `${file}: ${String(error).slice(0, 200)}`;
    }
    for (const { name, run } of takeTests()) {
      try {
        await run();
      } catch (error) {
        return `${file}: ${name}: ${String(error).slice(0, 200)}`;
      }
    }
  }
  return undefined;
}

function withMutant({ file, start, end, text }: Mutant): string {
  const source = readFileSync(fileURLToPath(root + file), 'utf8');
  return source.slice(0, start) + text + source.slice(end);
}

/** The files with a call at each watched place, the outer before the inner. */
function watchedSources(watched: Mutant[]): Map<string, string> {
  const perFile = Map.groupBy(watched, ({ file }) => file);
  return new Map(
    [...perFile].map(([file, mutants]) => {
      const source = readFileSync(fileURLToPath(root + file), 'utf8');
      return [file, withWatches(source, mutants)];
    }),
  );
}

function withWatches(source: string, mutants: Mutant[]): string {
  const insertions = mutants.flatMap(({ id, watch: { start, end, isBlock } }) => {
    const told = `mutantSeen(${id})`;
    if (isBlock) return [{ at: start, text: ` ${told};`, rank: 0 }];
    // Of two that begin together the longer one is the outer; of two that end together it closes last.
    return [
      { at: start, text: `(${told}, `, rank: -end },
      { at: end, text: ')', rank: -start - source.length },
    ];
  });
  insertions.sort((a, b) => a.at - b.at || a.rank - b.rank);
  let [written, from] = ['', 0];
  for (const { at, text } of insertions) {
    written += source.slice(from, at) + text;
    from = at;
  }
  return written + source.slice(from);
}
