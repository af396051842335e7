import { expect, test } from 'vitest';
import { given, office } from '../support/given.ts';
import { error, model, node, timer, user, within } from '../support/model.ts';

test('a sub-process is complete when no token is left in it', () => {
  const run = given(
    model(
      'nested',
      [
        node('start', 'startEvent'),
        ...within('sub', [
          node('s', 'startEvent'),
          node('fork', 'parallelGateway'),
          user('a'),
          user('b'),
          node('endA', 'endEvent'),
          node('endB', 'endEvent'),
        ]),
        user('after'),
      ],
      ['start -> sub', 's -> fork', 'fork -> a', 'fork -> b', 'a -> endA', 'b -> endB', 'sub -> after'],
    ),
  );
  run.complete('b');
  expect(run.openTasks()).toEqual(['a']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['after']);
});

const visit = (loop: object) =>
  model(
    'visit',
    [
      node('start', 'startEvent'),
      user('check', {}, { loop: { isSequential: false, ...loop } }),
      node('late', 'boundaryEvent', { attachedTo: 'check', events: timer('duration', 'P1D') }),
      user('report'),
      user('chase'),
    ],
    ['start -> check', 'check -> report', 'late -> chase'],
  );
const schools = { schools: ['one', 'two', 'three'] };

test('a parallel multi-instance gives each its item, and collects the results in their order', () => {
  const run = given(
    visit({
      collection: '= schools',
      item: 'school',
      output: { collection: 'results', element: '= result' },
    }),
    schools,
  );
  expect(run.openTasks()).toEqual(['check', 'check', 'check']);
  const [first, second, third] = run.state.tasks;
  for (const [task, result] of [
    [third, 'c'],
    [first, 'a'],
    [second, 'b'],
  ] as const) {
    run.command({ kind: 'completeTask', task: task?.id ?? '', variables: { result } });
  }
  expect(run.openTasks()).toEqual(['report']);
  expect(run.state.scopes[0]?.variables['results']).toEqual(['a', 'b', 'c']);
});

test('a sequential multi-instance creates the next task only after the one before', () => {
  const run = given(visit({ isSequential: true, collection: '= schools', item: 'school' }), schools);
  expect(run.openTasks()).toEqual(['check']);
  run.complete('check');
  run.complete('check');
  expect(run.openTasks()).toEqual(['check']);
  run.complete('check');
  expect(run.openTasks()).toEqual(['report']);
});

test('a completion condition ends the instances that are left', () => {
  const run = given(
    visit({
      collection: '= schools',
      completionCondition: '= numberOfCompletedInstances / numberOfInstances >= 0.5',
    }),
    schools,
  );
  run.complete('check');
  expect(run.openTasks()).toEqual(['check', 'check']);
  run.complete('check');
  expect(run.openTasks()).toEqual(['report']);
  expect(run.count('taskCancelled')).toBe(1);
});

test('an empty collection completes at once', () => {
  expect(given(visit({ collection: '= []' })).openTasks()).toEqual(['report']);
});

test('a boundary event belongs to the whole of a multi-instance, not to each instance', () => {
  const run = given(visit({ cardinality: '3' }));
  expect(run.count('timerStarted')).toBe(1);
  run.after('P1D');
  expect(run.openTasks()).toEqual(['chase']);
});

test('a collection that is no list is an incident, not a guess', () => {
  expect(given(visit({ collection: '= schools' }), { schools: 'many' }).incidents()).toEqual([
    'bad-instances',
  ]);
});

test('mapped inputs are the activity’s own, and only mapped outputs leave it', () => {
  const run = given(
    model(
      'mapping',
      [
        node('start', 'startEvent'),
        node('sum', 'scriptTask', {
          config: { script: '= a + b', resultVariable: 'local' },
          inputs: [{ target: 'a', source: '= amount' }],
          outputs: [{ target: 'total', source: '= local * 2' }],
        }),
        user('read'),
      ],
      ['start -> sum', 'sum -> read'],
    ),
    { amount: 1, b: 2 },
  );
  expect(run.state.scopes[0]?.variables).toEqual({ amount: 1, b: 2, total: 6 });
});

const job = model(
  'jobs',
  [
    node('start', 'startEvent'),
    node('notify', 'serviceTask', {
      config: { jobType: 'notify-police', parameters: { number: '= number' } },
    }),
    node('unreachable', 'boundaryEvent', { attachedTo: 'notify', events: error('unreachable') }),
    user('done'),
    user('byPhone'),
  ],
  ['start -> notify', 'notify -> done', 'unreachable -> byPhone'],
);

test('a service task asks the world for a job and waits for its result', () => {
  const run = given(job, { number: 7 });
  expect(run.effects).toMatchObject([{ kind: 'runJob', type: 'notify-police', parameters: { number: 7 } }]);
  const [id = ''] = run.state.jobs.map((open) => open.id);
  run.input({ kind: 'jobCompleted', at: run.now, job: id, variables: { receipt: 'R1' } });
  expect(run.openTasks()).toEqual(['done']);
  run.input({ kind: 'jobCompleted', at: run.now, job: id, variables: {} });
  expect(run.openTasks()).toEqual(['done']);
});

test('a BPMN error of a job takes the boundary that catches it', () => {
  const run = given(job);
  const [id = ''] = run.state.jobs.map((open) => open.id);
  const failure = { code: 'unreachable', message: 'no answer', isBpmnError: true };
  run.input({ kind: 'jobFailed', at: run.now, job: id, error: failure });
  expect(run.openTasks()).toEqual(['byPhone']);
});

test('a failed job is an incident, and its retry asks for the same job again', () => {
  const run = given(job);
  const [id = ''] = run.state.jobs.map((open) => open.id);
  run.input({
    kind: 'jobFailed',
    at: run.now,
    job: id,
    error: { code: 'x', message: 'down', isBpmnError: false },
  });
  const [incident = ''] = run.state.incidents.map(({ id }) => id);
  run.command({ kind: 'resolveIncident', incident, how: 'retry' });
  expect(run.effects.filter((effect) => effect.kind === 'runJob' && effect.job === id)).toHaveLength(2);
});

test('a call activity starts a case of its own and goes on with its result', () => {
  const run = given(
    model(
      'caller',
      [
        node('start', 'startEvent'),
        node('call', 'callActivity', {
          config: {
            calledElement: 'hand-off',
            binding: 'latest',
            inputs: [{ target: 'to', source: '= unit' }],
            outputs: [],
          },
          outputs: [{ target: 'answer', source: '= reply' }],
        }),
        user('read'),
      ],
      ['start -> call', 'call -> read'],
    ),
    { unit: 'police' },
  );
  expect(run.effects).toMatchObject([
    { kind: 'startCall', calledElement: 'hand-off', variables: { to: 'police' } },
  ]);
  const [effect] = run.effects;
  expect(effect?.kind === 'startCall' && effect.caseId).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  const [call = ''] = run.state.calls.map((open) => open.id);
  run.input({
    kind: 'callEnded',
    at: run.now,
    call,
    result: { ok: true, variables: { reply: 'yes', secret: 1 } },
  });
  expect(run.openTasks()).toEqual(['read']);
  expect(run.state.scopes[0]?.variables).toEqual({ unit: 'police', answer: 'yes' });
});

test('cancelling a case ends everything in it and needs a reason', () => {
  const run = given(job);
  expect(run.command({ kind: 'cancelCase', reason: ' ' }, office)?.code).toBe('bad-input');
  run.does(office, { kind: 'cancelCase', reason: '重复登记' });
  expect(run.state).toMatchObject({ status: 'cancelled', tokens: [], jobs: [], scopes: [] });
  expect(run.effects.at(-1)?.kind).toBe('cancelJob');
});
