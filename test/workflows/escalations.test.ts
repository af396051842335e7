import { beforeAll, expect, test } from 'vitest';
import type { EngineEvent } from '../../engine/event.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { workflowIdOf, type CallRequest } from '../../workflows/contract.ts';
import { call, sequence, task, type Given } from './process.ts';
import { openWorld, until, type World } from './world.ts';

const throwing = (id: string): Given => ({
  id,
  type: 'intermediateThrowEvent',
  events: [{ type: 'escalationEventDefinition', config: { code: 'help' } }],
});
const catching = (id: string, attachedTo: string): Given => ({
  id,
  type: 'boundaryEvent',
  attachedTo,
  isInterrupting: false,
  events: [{ type: 'escalationEventDefinition', config: { code: 'help' } }],
});
const message = (id: string, type: string): Given => ({
  id,
  type,
  events: [{ type: 'messageEventDefinition', config: { message: 'notice' } }],
});

let world: World;
const called: Record<string, ProcessModel> = {
  escalates: sequence(throwing('ask'), task('inner')),
  'escalates-and-ends': sequence(throwing('ask'), throwing('ask-again')),
};
const requests: CallRequest[] = [];
beforeAll(async () => {
  world = await openWorld({
    async startCall(request) {
      requests.push(request);
      const { caseId, parent, calledElement, variables } = request;
      await world.begin(called[calledElement]!, { caseId, parent, variables });
    },
  });
  await world.startWorker();
});

const kindsOf = (caseId: string) => world.journal.kinds(caseId);
const caught = (caseId: string) =>
  world.journal
    .events(caseId)
    .filter(
      (event): event is EngineEvent & { kind: 'escalationThrown' } => event.kind === 'escalationThrown',
    );

test('an escalation that the called case does not catch reaches the calling case once, and both go on', async () => {
  const caseId = await world.begin(
    sequence(call('inspect', 'escalates'), task('check'), catching('help', 'inspect')),
  );
  await until(() => caught(caseId).length > 0);
  const child = requests.at(-1)!.caseId;
  expect(caught(child)).toMatchObject([{ node: 'ask', code: 'help', caught: false }]);
  expect(caught(caseId)).toMatchObject([{ node: 'inspect', code: 'help', caught: true }]);
  await world.complete(child, 'inner');
  await until(() => kindsOf(caseId).includes('taskCreated'));
  await world.complete(caseId, 'check');
  expect(caught(caseId)).toHaveLength(1);
});

test('a called case that escalates and ends at once: its caller hears the escalations before the end', async () => {
  const caseId = await world.begin(
    sequence(call('inspect', 'escalates-and-ends'), task('check'), catching('help', 'inspect')),
  );
  await until(() => kindsOf(caseId).includes('callCompleted'));
  expect(caught(caseId).map((event) => event.caught)).toEqual([true, true]);
  const child = requests.at(-1)!.caseId;
  await until(async () => !(await world.instances.describe(child))!.isRunning);
});

test('a call by message names the message at which the called case begins', async () => {
  const byMessage = call('inspect', 'escalates');
  byMessage.config = { ...(byMessage.config as object), message: 'inquiry' } as never;
  await world.begin(sequence(byMessage));
  await until(() => requests.some((request) => request.message === 'inquiry'));
});

test('a message that a case sends costs Temporal nothing: its commit hands it over', async () => {
  const send = message('send', 'sendTask');
  const caseId = await world.begin(sequence(task('plan'), send, task('check')));
  await until(() => kindsOf(caseId).includes('taskCreated'));
  const before = (await world.settledHistory(caseId)).kinds.length;
  await world.complete(caseId, 'plan');
  expect(kindsOf(caseId)).toContain('messageSent');
  const added = (await world.settledHistory(caseId)).kinds.slice(before);
  expect(added).toHaveLength(6);
  expect(await world.client.getHandle(workflowIdOf(caseId)).describe()).toMatchObject({
    status: { name: 'RUNNING' },
  });
});
