import { beforeAll, expect, test } from 'vitest';
import { sequence, task } from './process.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.startWorker();
});

test('a case runs from its start through its tasks to its end', async () => {
  const caseId = await world.begin(sequence(task('plan'), task('check')));
  await expect.poll(() => world.journal.kinds(caseId)).toContain('taskCreated');
  const first = await world.complete(caseId, 'plan', { measures: '加装护栏' });
  const second = await world.complete(caseId, 'check');
  expect(second.version).toBeGreaterThan(first.version);
  expect(world.journal.kinds(caseId).at(-1)).toBe('caseCompleted');
  await expect
    .poll(() => world.instances.describe(caseId))
    .toMatchObject({ isRunning: false, status: 'COMPLETED' });
});
