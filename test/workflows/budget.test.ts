import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../engine/input.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { boundaryTimer, job, sequence, task, timer } from './process.ts';
import { openWorld, until, type Beginning, type World } from './world.ts';

let world: World;
const table: Record<string, { events: number; workflowTasks: number; kinds: string }> = {};

beforeAll(async () => {
  world = await openWorld();
  await world.startWorker();
});
afterAll(() => console.table(table));

/** Begins a case and waits until its start is committed. */
async function begun(model: ProcessModel, given?: Beginning): Promise<string> {
  const caseId = await world.begin(model, given);
  await until(() => world.journal.events(caseId).length > 0);
  await settled(caseId);
  return caseId;
}

const settled = async (caseId: string) => (await world.settledHistory(caseId)).kinds;

/** What one action adds to the history. */
async function cost(caseId: string, name: string, action: () => Promise<unknown>): Promise<string[]> {
  const before = (await settled(caseId)).length;
  await action();
  const added = (await settled(caseId)).slice(before);
  table[name] = {
    events: added.length,
    workflowTasks: added.filter((kind) => kind === 'WorkflowTaskCompleted').length,
    kinds: added.map((kind) => kind.replace('Workflow', 'Wf').replace('Execution', 'Ex')).join(' '),
  };
  return added;
}

const oneTask = ['WorkflowTaskScheduled', 'WorkflowTaskStarted', 'WorkflowTaskCompleted'];
const answered = ['WorkflowExecutionUpdateAccepted', 'MarkerRecorded', 'WorkflowExecutionUpdateCompleted'];
const sorted = (kinds: string[]) => [...kinds].sort();

test('opening a case costs one workflow task and five events', async () => {
  const caseId = await begun(sequence(task('plan')));
  const kinds = await settled(caseId);
  expect(kinds).toEqual(['WorkflowExecutionStarted', ...oneTask, 'MarkerRecorded']);
  table['open a case'] = { events: kinds.length, workflowTasks: 1, kinds: kinds.join(' ') };
});

test('completing a human task costs one workflow task and six events', async () => {
  const caseId = await begun(sequence(task('plan'), task('check')));
  const added = await cost(caseId, 'complete a task', () => world.complete(caseId, 'plan'));
  expect(sorted(added)).toEqual(sorted([...oneTask, ...answered]));
});

test('completing a task whose successor has an earlier deadline arms the one timer anew, within eight events', async () => {
  const later = boundaryTimer('remind-plan', 'plan', 'R/P30D');
  const earlier = boundaryTimer('remind-check', 'check', 'R/P1D');
  const caseId = await begun(sequence(task('plan'), task('check'), later, earlier));
  const added = await cost(caseId, 'complete a task, an earlier deadline appears', () =>
    world.complete(caseId, 'plan'),
  );
  expect(sorted(added)).toEqual(sorted([...oneTask, ...answered, 'TimerCanceled', 'TimerStarted']));
});

test('completing a task whose successor has a later deadline leaves the timer alone', async () => {
  const earlier = boundaryTimer('remind-plan', 'plan', 'R/P1D');
  const later = boundaryTimer('remind-check', 'check', 'R/P30D');
  const caseId = await begun(sequence(task('plan'), task('check'), earlier, later));
  const added = await cost(caseId, 'complete a task, a later deadline appears', () =>
    world.complete(caseId, 'plan'),
  );
  expect(sorted(added)).toEqual(sorted([...oneTask, ...answered]));
});

const others: [string, (taskId: string) => Command][] = [
  ['claim a task', (id) => ({ kind: 'claimTask', task: id })],
  ['record progress', () => ({ kind: 'recordProgress', text: '护栏已安装' })],
  ['cancel a case', () => ({ kind: 'cancelCase', reason: '重复登记' })],
];
test.each(others)('%s costs one workflow task and at most seven events', async (name, command) => {
  const caseId = await begun(sequence(task('plan')));
  const added = await cost(caseId, name, () => world.act(caseId, command(world.taskOn(caseId, 'plan'))));
  const end = name === 'cancel a case' ? ['WorkflowExecutionCompleted'] : [];
  expect(sorted(added)).toEqual(sorted([...oneTask, ...answered, ...end]));
});

test('a refused command costs nothing', async () => {
  const caseId = await begun(sequence(task('plan')));
  const added = await cost(caseId, 'a refused command', async () => {
    await expect(world.act(caseId, { kind: 'claimTask', task: 't99' })).rejects.toMatchObject({
      code: 'task-not-open',
    });
  });
  expect(added).toEqual([]);
});

test('the last task of a case ends the workflow in the same workflow task', async () => {
  const caseId = await begun(sequence(task('plan')));
  const added = await cost(caseId, 'complete the last task', () => world.complete(caseId, 'plan'));
  expect(sorted(added)).toEqual(sorted([...oneTask, ...answered, 'WorkflowExecutionCompleted']));
});

test('a timer that fires costs one workflow task, its event and the commit', async () => {
  const caseId = await begun(sequence(timer('wait', 'PT1S'), task('check')));
  const added = await cost(caseId, 'a timer fires', () =>
    until(() => world.journal.kinds(caseId).includes('taskCreated')),
  );
  expect(sorted(added)).toEqual(sorted([...oneTask, 'TimerFired', 'MarkerRecorded']));
});

test('a job costs its three events, one workflow task and the commit', async () => {
  const caseId = await world.begin(sequence(job('send', 'send-letter'), task('check')));
  await until(() => world.journal.kinds(caseId).includes('taskCreated'));
  const kinds = await settled(caseId);
  const added = kinds.slice(kinds.indexOf('MarkerRecorded') + 1);
  expect(sorted(added)).toEqual(
    sorted([
      'ActivityTaskScheduled',
      'ActivityTaskStarted',
      'ActivityTaskCompleted',
      ...oneTask,
      'MarkerRecorded',
    ]),
  );
  table['a job'] = { events: added.length, workflowTasks: 1, kinds: added.join(' ') };
});
