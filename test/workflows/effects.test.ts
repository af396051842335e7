import { ApplicationFailure } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { workflowIdOf, type CallRequest, type JobRequest } from '../../workflows/contract.ts';
import { call, job, sequence, task } from './process.ts';
import { openWorld, startOf, until, type World } from './world.ts';

let world: World;
const endOfTests = Promise.withResolvers<JsonObject>();
afterAll(() => endOfTests.resolve({}));
const jobs: Record<string, (request: JobRequest) => Promise<JsonObject>> = {
  'send-letter': async ({ parameters }) => ({ sent: parameters.to ?? null }),
  'refuse-letter': () => Promise.reject(ApplicationFailure.nonRetryable('no such letter', 'not-found')),
  'throw-error': () => Promise.reject(ApplicationFailure.nonRetryable('returned', 'BpmnError', 'returned')),
  'never-ends': () => endOfTests.promise,
};
const called: Record<string, ProcessModel> = {
  'with-task': sequence(task('inner')),
  'at-once': sequence(),
};
let openCall: (request: CallRequest) => Promise<void>;

beforeAll(async () => {
  world = await openWorld({
    runJob: (request) => jobs[request.type]!(request),
    startCall: (request) => openCall(request),
  });
  openCall = async ({ caseId, calledElement, parent, variables }) => {
    if (!called[calledElement]) throw ApplicationFailure.nonRetryable('no such template', 'not-found');
    await world.begin(called[calledElement], { caseId, parent, variables });
  };
  await world.startWorker();
});

async function begun(...args: Parameters<typeof sequence>): Promise<string> {
  const caseId = await world.begin(sequence(...args));
  await until(() => world.journal.events(caseId).length > 0);
  return caseId;
}
const kinds = (caseId: string) => world.journal.kinds(caseId);
const childOf = (caseId: string): string => {
  const started = world.journal.events(caseId).find((event) => event.kind === 'callStarted');
  return started?.kind === 'callStarted' ? started.call.caseId : '';
};

test('a job gives its variables to the case', async () => {
  const caseId = await begun(job('send', 'send-letter', { to: 'school' }), task('check'));
  await until(() => kinds(caseId).includes('jobCompleted'));
  expect(world.journal.events(caseId)).toContainEqual(
    expect.objectContaining({ variables: { sent: 'school' } }),
  );
});

test('a job that is refused becomes an incident, which a person retries', async () => {
  const caseId = await begun(job('send', 'refuse-letter'), task('check'));
  await until(() => kinds(caseId).includes('incidentRaised'));
  const raised = world.journal.events(caseId).find((event) => event.kind === 'incidentRaised')!;
  expect(raised).toMatchObject({ incident: { code: 'job-failed', message: 'no such letter' } });
  jobs['refuse-letter'] = async () => ({});
  const incident = raised.kind === 'incidentRaised' ? raised.incident.id : '';
  await world.act(caseId, { kind: 'resolveIncident', incident, how: 'retry' });
  await until(() => kinds(caseId).includes('taskCreated'));
});

test('an error that the job names as modelled is thrown in the diagram', async () => {
  const caseId = await begun(job('send', 'throw-error'), task('check'));
  await until(() => kinds(caseId).includes('incidentRaised'));
  expect(world.journal.events(caseId)).toContainEqual(
    expect.objectContaining({
      kind: 'incidentRaised',
      incident: expect.objectContaining({ code: 'unhandled-error' }),
    }),
  );
});

test('a job that answers by a message ends by it', async () => {
  const caseId = await begun(job('send', 'never-ends'), task('check'));
  const handle = world.client.getHandle(workflowIdOf(caseId));
  const created = world.journal.events(caseId).find((event) => event.kind === 'jobCreated')!;
  const id = created.kind === 'jobCreated' ? created.job.id : '';
  await handle.signal('jobEnded', { job: id, result: { ok: true, variables: { receipt: 7 } } });
  await until(() => kinds(caseId).includes('taskCreated'));
  // The same message again changes nothing.
  const before = kinds(caseId).length;
  await handle.signal('jobEnded', { job: id, result: { ok: true, variables: { receipt: 8 } } });
  await world.complete(caseId, 'check');
  expect(kinds(caseId).slice(before)).not.toContain('jobCompleted');
});

test('a job of a cancelled case does not hold its end', async () => {
  const caseId = await begun(job('send', 'never-ends'));
  await world.act(caseId, { kind: 'cancelCase', reason: '重复登记' });
  await until(async () => !(await world.instances.describe(caseId))!.isRunning);
});

test('a called case reports its end to the case that called it', async () => {
  const caseId = await begun(call('inspect', 'with-task'), task('check'));
  const child = childOf(caseId);
  await until(() => kinds(child).includes('taskCreated'));
  await world.complete(child, 'inner', { finding: 'none' });
  await until(() => kinds(caseId).includes('callCompleted'));
  await until(() => kinds(caseId).includes('taskCreated'));
  await until(async () => !(await world.instances.describe(child))!.isRunning);
});

test('a called case that ends at once still reports', async () => {
  const caseId = await begun(call('inspect', 'at-once'), task('check'));
  await until(() => kinds(caseId).includes('taskCreated'));
});

test('a call that cannot be opened is an incident of the caller', async () => {
  const caseId = await begun(call('inspect', 'unknown'), task('check'));
  await until(() => kinds(caseId).includes('incidentRaised'));
});

test('cancelling a case cancels the case it called, even one that is still being opened', async () => {
  const opening = Promise.withResolvers<void>();
  const usual = openCall;
  openCall = async (request) => {
    await opening.promise;
    await usual(request);
  };
  const caseId = await begun(call('inspect', 'with-task'));
  await world.act(caseId, { kind: 'cancelCase', reason: '重复登记' });
  openCall = usual;
  opening.resolve();
  const child = childOf(caseId);
  await until(() => kinds(child).includes('caseCancelled'));
  await until(async () => !(await world.instances.describe(caseId))!.isRunning);
});

test('a case whose caller is gone ends all the same', async () => {
  const caseId = randomUUID();
  const content = {
    model: world.put(sequence(task('plan'))),
    calendar: world.put({ version: 'test', years: {} }),
  };
  await world.instances.start(startOf(caseId, { parent: { caseId: randomUUID(), call: 'c1' } }), content);
  await until(() => kinds(caseId).includes('taskCreated'));
  await world.complete(caseId, 'plan');
  await until(async () => !(await world.instances.describe(caseId))!.isRunning);
});

test('an operator who cancels the workflow cancels the case', async () => {
  const caseId = await begun(task('plan'));
  await world.client.getHandle(workflowIdOf(caseId)).cancel();
  await until(() => kinds(caseId).includes('caseCancelled'));
  await expect.poll(() => world.instances.describe(caseId)).toMatchObject({ status: 'COMPLETED' });
});
