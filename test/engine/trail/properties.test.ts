import { expect, test } from 'vitest';
import { outline } from '../../reference/batch.ts';
import { runTrials } from './walk.ts';

/**
 * Random models under random sequences of completing, claiming, handing over, adding signers, returning with both policies,
 * withdrawing, moving and suspending. After every step: nothing is orphaned, no task lost or doubled, no deadline on a closed
 * step, the state is the fold of numbered events and plain JSON; a completion taken back at once restores the state exactly;
 * and a structured case can still be brought to its end. `node test/engine/trail/many.ts` runs as many as one likes.
 */
test.each([
  ['structured', 21],
  ['structured', 22],
  ['unstructured', 23],
  ['unstructured', 24],
] as const)('%s models, seed %i', { timeout: 120_000 }, (shape, seed) => {
  const { tally, failure } = runTrials({ shape, runs: 80, seed }, 100_000);
  const found = failure && [
    outline(failure.trial.model),
    JSON.stringify(failure.trial.choices),
    failure.problem,
  ];
  expect(found?.join('\n')).toBeUndefined();
  for (const what of ['returnTask', 'withdrawTask', 'moveTask', 'restored exactly', 'addSigners'])
    expect(tally[what] ?? 0, what).toBeGreaterThan(0);
});
