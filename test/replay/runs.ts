import { ApplicationFailure } from '@temporalio/common';
import type { Command } from '../../engine/input.ts';
import { workflowIdOf } from '../../workflows/contract.ts';
import { boundaryTimer, calendar, call, job, sequence, task, timer } from '../workflows/process.ts';
import { until, type World } from '../workflows/connect-world.ts';

const progress = (text: string): Command => ({ kind: 'recordProgress', text });
const seen = (world: World, caseId: string, kind: string) =>
  until(() => world.journal.kinds(caseId).includes(kind));

/** One run for each thing that a workflow does with Temporal. Each returns the case whose history is recorded. */
export const runs: Record<string, (world: World) => Promise<string>> = {
  async 'tasks-to-the-end'(world) {
    const remind = boundaryTimer('remind', 'plan', 'R/P7D');
    const caseId = await world.begin(sequence(task('plan'), task('check'), remind));
    await seen(world, caseId, 'taskCreated');
    await world.act(caseId, { kind: 'claimTask', task: world.taskOn(caseId, 'plan') });
    await world.complete(caseId, 'plan', { measures: '加装护栏' });
    await world.complete(caseId, 'check');
    return caseId;
  },
  async 'people-are-found'(world) {
    const found = [{ post: 'principal', unit: 'school', person: 'p2' }];
    world.activities.findPeople = async ({ asks }) => asks.map(() => found);
    const config = {
      ...{ candidates: [], excludedUnits: [], outcomes: [], outcomeVariable: 'outcome' },
      people: [{ kind: 'role', post: 'principal' }],
    };
    const caseId = await world.begin(sequence(task('plan'), task('approve', { config })));
    await seen(world, caseId, 'taskCreated');
    await world.complete(caseId, 'plan');
    await seen(world, caseId, 'peopleFound');
    return caseId;
  },
  async 'recounted-by-a-newer-calendar'(world) {
    const rule = {
      amount: 3,
      unit: 'workingDay',
      rollForward: true,
      endOfDay: 'midnight',
      basis: '办法',
    } as const;
    const deadlines = [{ key: 'plan', name: { zh: '方案时限' }, rule }];
    const caseId = await world.begin(sequence(task('plan', { deadlines }), task('check')));
    await seen(world, caseId, 'deadlineSet');
    const newer = world.put({ ...calendar, version: 'newer' });
    const actor = { kind: 'system', name: 'calendar' } as const;
    await world.act(caseId, { kind: 'recountDeadlines', calendar: newer }, { actor });
    await world.complete(caseId, 'plan');
    return caseId;
  },
  async 'timer-fires'(world) {
    const caseId = await world.begin(sequence(timer('wait', 'PT1S'), task('check')));
    await seen(world, caseId, 'taskCreated');
    return caseId;
  },
  async 'job-and-incident'(world) {
    world.activities.runJob = async ({ type }) => {
      if (type === 'refused') throw ApplicationFailure.nonRetryable('no such letter', 'not-found');
      return { letter: 42 };
    };
    const caseId = await world.begin(sequence(job('send', 'sent'), job('file', 'refused'), task('check')));
    await seen(world, caseId, 'incidentRaised');
    return caseId;
  },
  async 'call-and-report'(world) {
    world.activities.startCall = async ({ caseId, parent }) =>
      void (await world.begin(sequence(task('inner')), { caseId, parent }));
    const caseId = await world.begin(sequence(call('inspect', 'inspection'), task('check')));
    const started = await until(() =>
      world.journal.events(caseId).find((event) => event.kind === 'callStarted'),
    );
    const child = started.kind === 'callStarted' ? started.call.caseId : '';
    await seen(world, child, 'taskCreated');
    await world.complete(child, 'inner');
    await seen(world, caseId, 'callCompleted');
    return caseId;
  },
  async 'called-case-reports'(world) {
    const parentId = await world.begin(sequence(task('plan')));
    const caseId = await world.begin(sequence(task('inner')), { parent: { caseId: parentId, call: 'c1' } });
    await seen(world, caseId, 'taskCreated');
    await world.complete(caseId, 'inner');
    return caseId;
  },
  async 'called-case-escalates'(world) {
    const escalation = [{ type: 'escalationEventDefinition', config: { code: 'help' } }];
    const ask = (id: string) => ({ id, type: 'intermediateThrowEvent', events: escalation });
    const parentId = await world.begin(sequence(task('plan')));
    const caseId = await world.begin(sequence(ask('ask'), task('inner'), ask('ask-again')), {
      parent: { caseId: parentId, call: 'c1' },
    });
    await seen(world, caseId, 'taskCreated');
    await world.complete(caseId, 'inner');
    await until(async () => !(await world.instances.describe(caseId))!.isRunning);
    return caseId;
  },
  async 'clock-moved'(world) {
    const model = sequence(task('plan'), boundaryTimer('remind', 'plan', 'R/P7D'));
    const caseId = await world.begin(model, { isDemonstration: true });
    await seen(world, caseId, 'taskCreated');
    await world.act(caseId, { kind: 'advanceClock', offset: 20 * 86_400_000 });
    return caseId;
  },
  async 'continued-as-new'(world) {
    const caseId = await world.begin(sequence(task('plan')), { continueAfter: { events: 1000, updates: 2 } });
    await seen(world, caseId, 'taskCreated');
    for (const text of ['一', '二']) await world.act(caseId, progress(text), { digest: text });
    const handle = world.client.getHandle(workflowIdOf(caseId));
    await until(async () => {
      const { historyLength } = await handle.describe();
      return historyLength < 6;
    });
    await world.act(caseId, progress('三'), { digest: '三' });
    return caseId;
  },
  async 'many-at-once'(world) {
    const caseId = await world.begin(sequence(task('plan')));
    await seen(world, caseId, 'taskCreated');
    const texts = Array.from({ length: 25 }, (_, index) => `${index}`);
    await Promise.all(texts.map((text) => world.act(caseId, progress(text), { digest: text })));
    return caseId;
  },
  async 'outage-of-postgres'(world) {
    const caseId = await world.begin(sequence(task('plan'), task('check')));
    await seen(world, caseId, 'taskCreated');
    world.journal.beforeWrite = () => Promise.reject(new Error('ECONNREFUSED'));
    const answer = world.complete(caseId, 'plan');
    await until(async () => (await world.history(caseId)).kinds.includes('TimerStarted'));
    world.journal.beforeWrite = () => undefined;
    await answer;
    return caseId;
  },
  async 'cancelled-by-an-operator'(world) {
    const caseId = await world.begin(sequence(task('plan')));
    await seen(world, caseId, 'taskCreated');
    await world.client.getHandle(workflowIdOf(caseId)).cancel();
    await seen(world, caseId, 'caseCancelled');
    return caseId;
  },
};
