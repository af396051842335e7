import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Command } from '../../engine/input.ts';
import { openInstances } from '../../api/instances.ts';
import { sequence, task } from './process.ts';
import { officer, openWorld, startOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.startWorker();
});
beforeEach(() => {
  world.journal.beforeWrite = () => undefined;
});

const progress = (text: string): Command => ({ kind: 'recordProgress', text });
const texts = (caseId: string) =>
  world.journal.events(caseId).flatMap((event) => (event.kind === 'progressRecorded' ? [event.text] : []));

async function begun(...nodes: Parameters<typeof sequence>): Promise<string> {
  const caseId = await world.begin(sequence(...nodes));
  await until(() => world.journal.events(caseId).length > 0);
  return caseId;
}

test('a command sent twice with one id happens once, and both get the same answer', async () => {
  const caseId = await begun(task('plan'));
  const by = { commandId: randomUUID(), digest: 'd1' };
  const first = await world.act(caseId, progress('一'), by);
  expect(await world.act(caseId, progress('一'), by)).toEqual(first);
  expect(texts(caseId)).toEqual(['一']);
});

test('the same id with other content is a named conflict', async () => {
  const caseId = await begun(task('plan'));
  const commandId = randomUUID();
  await world.act(caseId, progress('一'), { commandId, digest: 'd1' });
  await expect(world.act(caseId, progress('二'), { commandId, digest: 'd2' })).rejects.toMatchObject({
    code: 'idempotency-conflict',
  });
  expect(texts(caseId)).toEqual(['一']);
});

test('a retry is not answered before the first is committed', async () => {
  const caseId = await begun(task('plan'));
  const gate = Promise.withResolvers<void>();
  const isWriting = Promise.withResolvers<void>();
  world.journal.beforeWrite = () => (isWriting.resolve(), gate.promise);
  const by = { commandId: randomUUID(), digest: 'd1' };
  const send = () => world.act(caseId, progress('一'), by).then(() => texts(caseId));
  const answers = [send(), send()];
  await isWriting.promise;
  gate.resolve();
  expect(await Promise.all(answers)).toEqual([['一'], ['一']]);
});

test('many people at once leave no gap, and share commits', async () => {
  const caseId = await begun(task('plan'));
  const before = world.journal.batches.length;
  const all = Array.from({ length: 30 }, (_, index) => `第${index}条`);
  await Promise.all(all.map((text) => world.act(caseId, progress(text), { digest: text })));
  expect(texts(caseId).sort()).toEqual(all.sort());
  expect(world.journal.events(caseId).map((event) => event.seq)).toEqual(
    world.journal.events(caseId).map((_, index) => index + 1),
  );
  expect(world.journal.batches.length - before).toBeLessThan(all.length);
});

test('of two people who complete one task at once, one does it and the other learns that it is done', async () => {
  const caseId = await begun(task('plan'), task('check'));
  const results = await Promise.allSettled([
    world.complete(caseId, 'plan', { by: 'a' }),
    world.complete(caseId, 'plan', { by: 'b' }, { digest: 'b' }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const rejected = results.find((result) => result.status === 'rejected');
  expect(rejected?.reason).toMatchObject({ name: 'AppError', code: 'task-not-open' });
  expect(world.journal.kinds(caseId).filter((kind) => kind === 'taskCompleted')).toHaveLength(1);
});

test('a refusal says what stands in the way', async () => {
  const caseId = await begun(task('plan'));
  const id = world.taskOn(caseId, 'plan');
  await world.act(caseId, { kind: 'claimTask', task: id });
  const other = { ...officer, person: 'p2' };
  await expect(
    world.act(caseId, { kind: 'completeTask', task: id, variables: {} }, { actor: other }),
  ).rejects.toMatchObject({ code: 'task-changed', data: { claimedBy: 'p1' } });
});

test('an outage of Postgres keeps a command waiting, and it is then done once', async () => {
  const caseId = await begun(task('plan'), task('check'));
  let isDown = true;
  world.journal.beforeWrite = () => {
    if (isDown) throw new Error('ECONNREFUSED');
  };
  let isAnswered = false;
  const answer = world.complete(caseId, 'plan').then((reply) => {
    isAnswered = true;
    return reply;
  });
  // Temporal's own timer stands for a wait that holds nothing in the worker.
  await until(async () => (await world.history(caseId)).kinds.includes('TimerStarted'));
  expect(isAnswered).toBe(false);
  isDown = false;
  const { version } = await answer;
  expect(world.journal.events(caseId).length).toBe(version);
  expect(world.journal.kinds(caseId).filter((kind) => kind === 'taskCompleted')).toHaveLength(1);
});

test('a journal that lost its last events is sent them again', async () => {
  const caseId = await begun(task('plan'));
  await world.act(caseId, progress('一'), { digest: '1' });
  await world.act(caseId, progress('二'), { digest: '2' });
  const whole = world.journal.events(caseId).length;
  world.journal.loseAfter(caseId, whole - 2);
  await world.act(caseId, progress('三'), { digest: '3' });
  expect(texts(caseId)).toEqual(['一', '二', '三']);
  expect(world.journal.events(caseId).map((event) => event.seq)).toEqual(
    Array.from({ length: whole + 1 }, (_, index) => index + 1),
  );
});

test('an ended case refuses commands, and still answers a retry of the one that ended it', async () => {
  const caseId = await begun(task('plan'));
  const by = { commandId: randomUUID(), digest: 'last' };
  const id = world.taskOn(caseId, 'plan');
  const complete: Command = { kind: 'completeTask', task: id, variables: {} };
  const first = await world.act(caseId, complete, by);
  await expect.poll(() => world.instances.describe(caseId)).toMatchObject({ isRunning: false });
  expect(await world.act(caseId, complete, by)).toEqual(first);
  await expect(world.act(caseId, progress('迟到'))).rejects.toMatchObject({ code: 'case-closed' });
});

test('a case that nobody opened refuses commands', async () => {
  await expect(world.act(randomUUID(), progress('无'))).rejects.toMatchObject({ code: 'case-closed' });
});

test('opening a case twice starts it once', async () => {
  const model = sequence(task('plan'));
  const caseId = await world.begin(model);
  await world.begin(model, { caseId });
  await until(() => world.journal.events(caseId).length > 0);
  expect(world.journal.kinds(caseId).filter((kind) => kind === 'caseStarted')).toHaveLength(1);
});

test('while no worker is there a caller is told to ask again, and the same id then gets its answer', async () => {
  const caseId = await begun(task('plan'));
  await world.stopWorker();
  const { connection, dataConverter, taskQueue } = world;
  const hasty = openInstances({ connection, dataConverter, taskQueue, patience: 500 });
  const request = { commandId: randomUUID(), digest: 'd', actor: officer, command: progress('一') };
  await expect(hasty.act(caseId, request)).rejects.toMatchObject({ code: 'temporarily-unavailable' });
  await world.startWorker();
  await world.instances.act(caseId, request);
  expect(texts(caseId)).toEqual(['一']);
});

test('a start that was not answered is indeterminate, never taken for a failure', async () => {
  const { dataConverter, taskQueue } = world;
  // Nobody listens there.
  const lost = Connection.lazy({ address: '127.0.0.1:9', connectTimeout: 200 });
  const instances = openInstances({ connection: lost, dataConverter, taskQueue, patience: 300 });
  await expect(
    instances.start(startOf(randomUUID()), { model: world.put({}), calendar: world.put([]) }),
  ).rejects.toMatchObject({ code: 'start-indeterminate' });
});
