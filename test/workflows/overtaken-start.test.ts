import { expect, test } from 'vitest';
import { sequence, task } from './process.ts';
import { openWorld, until } from './world.ts';

test('a command that arrives together with the start finds the case started', async () => {
  const world = await openWorld();
  const caseId = await world.begin(sequence(task('plan')));
  // No worker yet: both wait at Temporal and come to it in one workflow task.
  const answer = world.act(caseId, { kind: 'recordProgress', text: '已到场' });
  await until(async () => (await world.history(caseId)).kinds.includes('WorkflowTaskScheduled'));
  await world.startWorker();
  await answer;
  expect(world.journal.kinds(caseId)).toEqual(
    expect.arrayContaining(['caseStarted', 'taskCreated', 'progressRecorded']),
  );
  expect(world.journal.kinds(caseId)[0]).toBe('caseStarted');
  expect(world.journal.batches).toHaveLength(1);
});
