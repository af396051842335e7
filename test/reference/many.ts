import { parseArgs } from 'node:util';
import { keep, outline, runBatch, shapes, type Shape, type Tally } from './batch.ts';

/**
 * Compares many random models with the reference, in batches whose seeds follow from the first:
 * `node test/reference/many.ts --models 10000 --seed 1`. A failure is shrunk, printed and kept.
 */
const { values } = parseArgs({
  options: { models: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const perBatch = 250;
const total: Tally = { models: 0, inputs: 0, reordered: 0, endless: 0, completed: {}, ended: {} };

function addTo(sums: Record<string, number>, more: Record<string, number>): void {
  for (const [name, number] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + number;
}

function report(): void {
  const { completed, ...numbers } = total;
  console.log(JSON.stringify(numbers));
  const kinds = Object.entries(completed).sort((one, other) => other[1] - one[1]);
  console.log(kinds.map(([kind, number]) => `${number} ${kind}`).join(', '));
}

for (let batch = 0; total.models < Number(values.models); batch += 1) {
  const seed = Number(values.seed) * 100_000 + batch;
  const shape = Object.keys(shapes)[batch % 2] as Shape;
  const { tally, failure } = runBatch({ shape, models: perBatch, seed });
  total.models += tally.models;
  total.inputs += tally.inputs;
  total.reordered += tally.reordered;
  total.endless += tally.endless;
  addTo(total.completed, tally.completed);
  addTo(total.ended, tally.ended);
  if (failure) {
    console.log(outline(failure.trial.model));
    console.log(JSON.stringify(failure.trial.choices));
    console.log(failure.problems.join('\n'));
    console.log(`${shape}, seed ${seed}: kept as ${keep(`${shape}-${seed}`, failure)}`);
    process.exitCode = 1;
    break;
  }
  if (batch % 8 === 7) console.log(`${total.models} models, seed ${seed}`);
}
report();
