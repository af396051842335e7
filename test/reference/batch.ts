import fc from 'fast-check';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessModel } from '../../engine/model.ts';
import { compare, type Trial } from './compare.ts';
import { structured } from './generate-structured.ts';
import { unstructured } from './generate-unstructured.ts';

export const shapes = { structured, unstructured };
export type Shape = keyof typeof shapes;

/** What a batch went through: that it compared something, and what. */
export interface Tally {
  models: number;
  inputs: number;
  /** Trials in which the engine took another order than the reference's first, out of those that the standard leaves open. */
  reordered: number;
  /** Trials with a loop that never rests: the engine must halt it, and nothing is compared. */
  endless: number;
  /** How often an element of each type completed, and how many trials ended how. */
  completed: Record<string, number>;
  ended: Record<string, number>;
}

export interface Failure {
  trial: Trial;
  problems: string[];
}

const choices = fc.array(fc.record({ pick: fc.nat(99), a: fc.nat(3), b: fc.nat(3) }), {
  minLength: 1,
  maxLength: 25,
  size: 'max',
});

/** Compares so many random models. The same seed gives the same models. A failure is shrunk for at most `patience` milliseconds. */
export function runBatch(
  { shape, models, seed }: { shape: Shape; models: number; seed: number },
  patience = 60_000,
): { tally: Tally; failure?: Failure } {
  const tally: Tally = { models: 0, inputs: 0, reordered: 0, endless: 0, completed: {}, ended: {} };
  const drawn = fc.record({ model: shapes[shape], choices });
  // By itself fast-check prefers small and extreme values: half of the batches draw evenly, for larger models and longer runs.
  const trial = seed % 4 < 2 ? drawn : fc.noBias(drawn);
  const property = fc.property(trial, (each) => count(tally, each).length === 0);
  const result = fc.check(property, { numRuns: models, seed, interruptAfterTimeLimit: patience });
  const [found] = result.counterexample ?? [];
  if (!result.failed || !found) return { tally };
  return { tally, failure: { trial: found, problems: compare(found).problems } };
}

function count(tally: Tally, { model, choices: made }: Trial): string[] {
  const verdict = compare({ model, choices: made });
  tally.models += 1;
  tally.inputs += verdict.inputs;
  if (verdict.reordered) tally.reordered += 1;
  if (verdict.endless) tally.endless += 1;
  const [ended = ''] = verdict.status.split(' ');
  tally.ended[ended] = (tally.ended[ended] ?? 0) + 1;
  for (const happened of verdict.completed) {
    const [what, node = ''] = happened.split(' ');
    if (what === 'completed') {
      const kind = kindOf(model, node);
      tally.completed[kind] = (tally.completed[kind] ?? 0) + 1;
    }
  }
  return verdict.problems;
}

/** The element and what it throws or catches, as in `signal endEvent`. */
function kindOf(model: ProcessModel, id: string): string {
  const node = model.nodes[id];
  const trigger = node?.events[0]?.type.replace('EventDefinition', '');
  return `${trigger === undefined ? '' : `${trigger} `}${node?.type ?? 'unknown'}`;
}

const folder = join(import.meta.dirname, 'kept');

/** A trial on which engine and reference once differed, and who was wrong. */
export interface Kept extends Trial {
  found: string;
}

/** All kept trials, by the name of their file. */
export function keptTrials(): { name: string; kept: Kept }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.replace('.json', ''),
      kept: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Kept,
    }));
}

/** Keeps a failure for good; gives the path of its file. */
export function keep(name: string, { trial, problems }: Failure): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  const kept: Kept = { found: problems.join('\n'), ...trial };
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
  return path;
}

/** A model in a few lines, for people who look at a failure. */
export function outline({ nodes, flows }: ProcessModel): string {
  const lines = Object.values(nodes).flatMap((node) => {
    if (node.type === 'process') return [];
    const { id, type, parent, attachedTo, isInterrupting, events, loop, standardLoop, compensatedBy } = node;
    const facts = { attachedTo, isInterrupting, loop, standardLoop, compensatedBy };
    const { startQuantity, completionQuantity, config } = node;
    const shown = type === 'userTask' ? {} : { config };
    const all = JSON.stringify({ ...facts, startQuantity, completionQuantity, ...shown });
    return [`${id} (${type} in ${parent}) ${JSON.stringify(events)} ${all}`];
  });
  const ways = Object.values(flows).map(({ id, source, target, condition }) => {
    const isDefault = nodes[source]?.defaultFlow === id;
    return `${id}: ${source} -> ${target} ${isDefault ? 'default' : (condition ?? '')}`;
  });
  return [...lines, ...ways].join('\n');
}
