import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { ApplicationFailure } from '@temporalio/common';
import { createCodec } from '../../worker/codec.ts';
import { newCaseKey } from '../../db/crypto.ts';
import { workflowIdOf } from '../../workflows/contract.ts';
import { calendar, job, sequence, task } from './process.ts';
import { openWorld, startOf, until, type World } from './world.ts';

/** Stands for what nobody with access to Temporal may read. */
const secret = '张小明被打';

let world: World;
beforeAll(async () => {
  world = await openWorld({
    runJob: async ({ type }) => {
      if (type === 'fail') throw ApplicationFailure.nonRetryable(`${secret} 失败`, 'not-found', secret);
      return { result: secret };
    },
  });
  await world.startWorker();
});

test("nothing of a case's content can be read at Temporal: not in inputs, commands, results, failures or carried state", async () => {
  const model = sequence(task('plan'), job('ok', 'send'), job('bad', 'fail'), task('check'));
  const caseId = await world.begin(model, {
    variables: { note: secret },
    continueAfter: { events: 1000, updates: 2 },
  });
  await until(() => world.journal.kinds(caseId).includes('taskCreated'));
  const firstRun = (await world.settledHistory(caseId)).raw.events![0]!
    .workflowExecutionStartedEventAttributes!;
  await expect(
    world.act(caseId, { kind: 'completeTask', task: 't99', variables: { note: secret }, reason: secret }),
  ).rejects.toMatchObject({ code: 'task-not-open' });
  await world.complete(caseId, 'plan', { note: secret });
  await until(() => world.journal.kinds(caseId).includes('incidentRaised'));
  await world.act(caseId, { kind: 'recordProgress', text: secret });
  const second = await until(async () => {
    const history = await world.settledHistory(caseId);
    return (
      history.raw.events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId && history
    );
  });
  const first = await world.history(caseId, firstRun.originalExecutionRunId!);

  // What is decoded with the key has it, so that its absence below means something.
  const state = await world.client.getHandle(workflowIdOf(caseId)).query('state');
  expect(JSON.stringify(state)).toContain(secret);
  for (const { bytes, kinds } of [first, second]) {
    expect(kinds.length).toBeGreaterThan(3);
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes('safety-officer')).toBe(false);
    expect(bytes.includes('stack')).toBe(false);
  }
  const visible = await world.connection.workflowService.describeWorkflowExecution({
    namespace: 'default',
    execution: { workflowId: workflowIdOf(caseId) },
  });
  expect(JSON.stringify(visible)).not.toContain(secret);
});

test('a model of 50 KB costs the history its hash alone, in the run that follows too', async () => {
  const model = sequence(task('plan'));
  model.nodes.plan!.name.zh = '整改'.repeat(25_000);
  const caseId = await world.begin(model, { continueAfter: { events: 1000, updates: 1 } });
  await until(() => world.journal.kinds(caseId).includes('taskCreated'));
  expect((await world.settledHistory(caseId)).bytes.length).toBeLessThan(5_000);
  await world.act(caseId, { kind: 'recordProgress', text: '一' });
  const next = await until(async () => {
    const history = await world.settledHistory(caseId);
    return (
      history.raw.events![0]!.workflowExecutionStartedEventAttributes!.continuedExecutionRunId && history
    );
  });
  expect(next.bytes.length).toBeLessThan(5_000);
  await world.complete(caseId, 'plan');
  expect(world.journal.kinds(caseId).at(-1)).toBe('caseCompleted');
});

test('a payload that belongs to no case is refused, never sent in clear', async () => {
  const codec = createCodec({ keyOf: async () => newCaseKey(), contentOf: async () => ({}) });
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('1') };
  await expect(codec.encode([payload])).rejects.toThrow('Expected a payload of a case');
  const context = { type: 'workflow', namespace: 'default', workflowId: 'other' } as const;
  await expect(codec.encode([payload], context)).rejects.toThrow('but found one of other');
});

test("what was encrypted for one case does not open with another's key, nor when its case is renamed", async () => {
  const keys = new Map([
    ['a', newCaseKey()],
    ['b', newCaseKey()],
  ]);
  const codec = createCodec({ keyOf: async (caseId) => keys.get(caseId)!, contentOf: async () => ({}) });
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"一"') };
  const context = { type: 'workflow', namespace: 'default', workflowId: workflowIdOf('a') } as const;
  const [sealed] = await codec.encode([payload], context);
  const [opened] = await codec.decode([sealed!]);
  expect(Buffer.from(opened!.data!).toString()).toBe('"一"');
  const moved = { ...sealed!, metadata: { ...sealed!.metadata, case: Buffer.from('b') } };
  await expect(codec.decode([moved])).rejects.toThrow();
  keys.set('b', keys.get('a')!);
  await expect(codec.decode([moved])).rejects.toThrow();
});

test('while keys and contents cannot be read, cases wait and the worker lives on', async () => {
  const model = sequence(task('plan'));
  const hash = world.put(model);
  world.contents.delete(hash);
  const caseId = randomUUID();
  await world.instances.start(startOf(caseId), { model: hash, calendar: world.put(calendar) });
  const failed = await until(async () => {
    const { raw, kinds } = await world.history(caseId);
    return kinds.includes('WorkflowTaskFailed') && raw;
  });
  expect(JSON.stringify(failed)).not.toContain('is not there');
  world.contents.set(hash, model);
  await until(() => world.journal.kinds(caseId).includes('taskCreated'));
});
