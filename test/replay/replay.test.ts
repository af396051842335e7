import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createDataConverter } from '../../worker/data-converter.ts';
import { historyOf, readContents, readRecordings, recordingKey } from './recording.ts';
import { runs } from './runs.ts';

const recorded = readRecordings();
let options: ReplayWorkerOptions;
beforeAll(async () => {
  const contents = readContents();
  const dataConverter = createDataConverter({
    keyOf: async () => recordingKey,
    contentOf: async (hash) => contents.get(hash),
  });
  options = {
    workflowBundle: await bundleWorkflows(
      join(tmpdir(), 'rectiflow-test-bundle'),
      new DefaultLogger('ERROR'),
    ),
    dataConverter,
  };
});

test.each(recorded)('the run $name of an earlier time goes the same way today', async ({ recording }) => {
  await Worker.runReplayHistory(options, historyOf(recording), recording.workflowId);
});

test('every run of this release is recorded', () => {
  const names = recorded.map(({ name }) => name.replace(/^[\d.]+-/, ''));
  expect(names).toEqual(expect.arrayContaining(Object.keys(runs)));
});

test('a history that our code would not have made is found out', async () => {
  const { recording } = structuredClone(recorded.find(({ name }) => name.endsWith('timer-fires'))!);
  const started = recording.history.events.find((event) => event.timerStartedEventAttributes)!;
  started.eventType = 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED';
  delete started.timerStartedEventAttributes;
  started.activityTaskScheduledEventAttributes = { activityId: '1', activityType: { name: 'runJob' } };
  const replay = Worker.runReplayHistory(options, historyOf(recording), recording.workflowId);
  await expect(replay).rejects.toThrow(/Nondeterminism/i);
});
