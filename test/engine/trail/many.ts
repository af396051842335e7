import { parseArgs } from 'node:util';
import { outline, shapes, type Shape } from '../../reference/batch.ts';
import { runTrials, type Tally } from './walk.ts';

/**
 * Many random models under random sequences of all that people can do, in batches whose seeds follow from the first:
 * `node test/engine/trail/many.ts --runs 10000 --seed 1`. A failure is shrunk and printed.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    shape: { type: 'string' },
  },
});
const perBatch = 100;
const total: Tally = {};
let done = 0;
for (let batch = 0; done < Number(values.runs); batch += 1) {
  const seed = Number(values.seed) * 100_000 + batch;
  const shape = (values.shape ?? Object.keys(shapes)[batch % 2]) as Shape;
  const { tally, failure } = runTrials({ shape, runs: perBatch, seed }, 900_000);
  for (const [name, number] of Object.entries(tally)) total[name] = (total[name] ?? 0) + number;
  if (failure) {
    console.log(outline(failure.trial.model));
    console.log(JSON.stringify(failure.trial.choices));
    console.log(failure.problem);
    console.log(`${shape}, seed ${seed}`);
    process.exitCode = 1;
    break;
  }
  done = Object.entries(total).reduce(
    (sum, [name, number]) => (name.startsWith('left ') ? sum + number : sum),
    0,
  );
  if (batch % 4 === 3) console.log(`${done} runs, seed ${seed}`);
}
console.log(
  `${done} runs: ${Object.entries(total)
    .map(([name, number]) => `${number} ${name}`)
    .join(', ')}`,
);
