import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/json.ts';
import { boundaryTimer, job, sequence, task } from './process.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let finishJob: PromiseWithResolvers<JsonObject>;
let jobsBegun = 0;
const callsBegun: string[] = [];
beforeAll(async () => {
  world = await openWorld({
    runJob: async () => {
      jobsBegun += 1;
      return finishJob.promise;
    },
    startCall: async ({ caseId }) => void callsBegun.push(caseId),
  });
  await world.startWorker();
});

const short = { events: 1000, updates: 5 };
const progress = (text: string) => ({ kind: 'recordProgress' as const, text });

/** Sends commands until Temporal has a second run, and gives the first run's id. */
async function grown(caseId: string, commands = 5): Promise<void> {
  for (let index = 0; index < commands; index++)
    await world.act(caseId, progress(`${index}`), { digest: `${index}` });
  await until(() => runs(caseId).then((count) => count > 1));
}

/** How many runs the case has had: each but the first says which it continues. */
async function runs(caseId: string): Promise<number> {
  let count = 0;
  for (let runId: string | undefined, more = true; more; count++) {
    const { raw } = await world.history(caseId, runId);
    runId = raw.events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId || undefined;
    more = runId !== undefined;
  }
  return count;
}

test('a long case goes on in a new run, with its state, its tasks and its answers', async () => {
  const caseId = await world.begin(sequence(task('plan'), task('check')), { continueAfter: short });
  await until(() => world.journal.events(caseId).length > 0);
  const by = { commandId: randomUUID(), digest: 'first' };
  const first = await world.act(caseId, progress('一'), by);
  await grown(caseId);
  expect(await world.act(caseId, progress('一'), by)).toEqual(first);
  await expect(world.act(caseId, progress('二'), { ...by, digest: 'other' })).rejects.toMatchObject({
    code: 'idempotency-conflict',
  });
  await world.complete(caseId, 'plan');
  await world.complete(caseId, 'check');
  expect(world.journal.kinds(caseId).at(-1)).toBe('caseCompleted');
  const seqs = world.journal.events(caseId).map((event) => event.seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('no run ends in the workflow task that answers a command', async () => {
  const caseId = await world.begin(sequence(task('plan')), { continueAfter: short });
  await until(() => world.journal.events(caseId).length > 0);
  await grown(caseId);
  const { raw } = await world.history(caseId);
  const before = raw.events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId!;
  const { kinds } = await world.history(caseId, before);
  const lastTask = kinds.slice(kinds.lastIndexOf('WorkflowTaskStarted'));
  expect(lastTask).toEqual([
    'WorkflowTaskStarted',
    'WorkflowTaskCompleted',
    'WorkflowExecutionContinuedAsNew',
  ]);
});

test('commands that arrive all the time lose nothing while runs change', async () => {
  const caseId = await world.begin(sequence(task('plan')), { continueAfter: short });
  await until(() => world.journal.events(caseId).length > 0);
  const texts = Array.from({ length: 40 }, (_, index) => `${index}`);
  const queue = [...texts];
  const people = Array.from({ length: 4 }, async () => {
    for (let text = queue.shift(); text !== undefined; text = queue.shift())
      await world.act(caseId, progress(text), { digest: text });
  });
  await Promise.all(people);
  await until(() => runs(caseId).then((count) => count > 1));
  const recorded = world.journal
    .events(caseId)
    .flatMap((event) => (event.kind === 'progressRecorded' ? [event.text] : []));
  expect(recorded.sort()).toEqual(texts.sort());
});

test('a timer is armed again in the new run', async () => {
  const model = sequence(task('plan'), boundaryTimer('remind', 'plan', 'PT5S', 'duration'));
  const caseId = await world.begin(model, { continueAfter: short });
  await until(() => world.journal.events(caseId).length > 0);
  await grown(caseId);
  await until(() => world.journal.kinds(caseId).includes('timerFired'));
});

test('a job outlives its run', async () => {
  finishJob = Promise.withResolvers();
  const beside = { ...task('plan'), isInterrupting: undefined };
  const caseId = await world.begin(sequence(job('send', 'send-letter'), beside), { continueAfter: short });
  await until(() => jobsBegun > 0);
  // A job under way gets as much time again: its run ends after ten commands, not five.
  await grown(caseId, 10);
  finishJob.resolve({ letter: 42 });
  await until(() => world.journal.kinds(caseId).includes('taskCreated'));
  expect(world.journal.kinds(caseId).filter((kind) => kind === 'jobCompleted')).toHaveLength(1);
});
