import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { boundary, error, message, model, node, user } from '../support/model.ts';

const job = model(
  'jobs',
  [
    node('start', 'startEvent'),
    node('notify', 'serviceTask', {
      config: { jobType: 'notify', parameters: { to: '= unit', fixed: 'text', count: 3 } },
    }),
    boundary('failed', 'notify', { events: error('unreachable') }),
    boundary('stop', 'notify', { events: message('stop') }),
    user('done'),
    user('byPhone'),
  ],
  ['start -> notify', 'notify -> done', 'failed -> byPhone', 'stop -> byPhone'],
);
const asked = () => given(job, { unit: 'police' });
const jobOf = (run: ReturnType<typeof given>) => run.last('jobCreated').job.id;
const fails = (run: ReturnType<typeof given>, code: string, isBpmnError: boolean) =>
  run.input({
    kind: 'jobFailed',
    at: run.now,
    job: jobOf(run),
    error: { code, message: 'no answer', isBpmnError },
  });

test('a job gets its parameters, evaluated, and sees the data of the case', () => {
  expect(asked().effects).toMatchObject([
    {
      kind: 'runJob',
      type: 'notify',
      parameters: { to: 'police', fixed: 'text', count: 3 },
      variables: { unit: 'police' },
    },
  ]);
});

test('each failure is recorded with its code, and counted', () => {
  const run = asked();
  fails(run, 'down', false);
  expect(run.last('jobFailed')).toMatchObject({ node: 'notify', code: 'down', message: 'no answer' });
  expect(run.last('incidentRaised').incident).toMatchObject({
    code: 'job-failed',
    node: 'notify',
    message: 'no answer',
  });
  run.retry();
  expect(run.effects.filter(({ kind }) => kind === 'runJob')).toHaveLength(2);
  fails(run, 'down', false);
  expect(run.state.jobs).toMatchObject([{ attempts: 2 }]);
});

test('what went wrong is told in both languages, in the job’s own words where it has them', () => {
  const run = asked();
  fails(run, 'timeout', false);
  expect(run.state.incidents.at(-1)?.texts).toEqual({ zh: '自动处理未成功：no answer', en: 'no answer' });
  const worded = asked();
  const texts = { zh: '对方未应答', en: 'no answer' };
  const failed = { code: 'timeout', message: 'no answer', texts, isBpmnError: false };
  worded.input({ kind: 'jobFailed', at: worded.now, job: jobOf(worded), error: failed });
  expect(worded.state.incidents.at(-1)?.texts).toEqual(texts);
});

test('a BPMN error of a job goes to the boundary that catches it', () => {
  const run = asked();
  fails(run, 'unreachable', true);
  expect(run.openTasks()).toEqual(['byPhone']);
  expect(run.last('errorThrown')).toMatchObject({ node: 'notify', code: 'unreachable' });
  expect(run.incidents()).toEqual([]);
});

test('one that nothing catches is an incident of its own kind', () => {
  const run = asked();
  fails(run, 'other', true);
  expect(run.last('incidentRaised').incident).toMatchObject({
    code: 'unhandled-error',
    message: 'No event catches the error other of notify',
  });
});

test('a failure that is no BPMN error is caught by no boundary', () => {
  const run = asked();
  fails(run, 'unreachable', false);
  expect(run.incidents()).toEqual(['job-failed']);
});

test('a job that is interrupted is cancelled, and its late answer finds nobody', () => {
  const run = asked();
  run.message('stop');
  expect(run.effects.at(-1)).toEqual({ kind: 'cancelJob', job: jobOf(run) });
  fails(run, 'unreachable', true);
  run.input({ kind: 'jobCompleted', at: run.now, job: jobOf(run), variables: { x: 1 } });
  expect(run.openTasks()).toEqual(['byPhone']);
  expect(run.variables()).toEqual({ unit: 'police' });
});

test('a job that began and was ended in one step is never asked for', () => {
  const run = given(
    model(
      'atOnce',
      [
        node('start', 'startEvent'),
        node('fork', 'parallelGateway'),
        node('notify', 'serviceTask', { config: { jobType: 'notify', parameters: {} } }),
        node('call', 'callActivity', {
          config: { calledElement: 'x', binding: 'latest', inputs: [], outputs: [] },
        }),
        node('stop', 'endEvent', { events: error('bad') }),
      ],
      ['start -> fork', 'fork -> notify', 'fork -> call', 'fork -> stop'],
    ),
  );
  expect(run.state.status).toBe('failed');
  expect(run.effects.filter(({ kind }) => kind === 'runJob' || kind === 'startCall')).toEqual([]);
});

test('an own job of the engine that can not be done is an incident', () => {
  const run = given(
    model(
      'own',
      [
        node('start', 'startEvent'),
        node('extend', 'serviceTask', {
          config: { jobType: 'extend-deadline', parameters: { deadline: 'item', date: '2026-12-01' } },
        }),
      ],
      ['start -> extend'],
    ),
  );
  expect(run.incidents()).toEqual(['no-deadline']);
});
