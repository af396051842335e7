/** Patterns of structure: cycles, recursion, termination, triggers. */
import { expect, test } from 'vitest';
import type { JsonObject } from '../../engine/json.ts';
import { given } from '../support/given.ts';
import { message, model, node, nodes, signal, terminate, user } from '../support/model.ts';

const start = node('start', 'startEvent');
const users = (...ids: string[]) => ids.map((id) => user(id));

test('WCP-10 Arbitrary Cycles', () => {
  // A cycle with two ways in and two ways out.
  const run = given(
    model(
      'cycles',
      [
        start,
        ...nodes('exclusiveGateway', 'where', 'in1', 'in2', 'out1', 'out2'),
        ...users('a', 'b'),
        ...nodes('endEvent', 'end1', 'end2'),
      ],
      [
        'start -> where',
        'where -> in1 : entry = 1',
        'where -> in2 : default',
        'in1 -> a',
        'a -> out1',
        'out1 -> in2 : goOn',
        'out1 -> end1 : default',
        'in2 -> b',
        'b -> out2',
        'out2 -> in1 : goOn',
        'out2 -> end2 : default',
      ],
    ),
    { entry: 2 },
  );
  for (const task of ['b', 'a', 'b']) {
    expect(run.openTasks()).toEqual([task]);
    run.complete(task, { goOn: true });
  }
  run.complete('a', { goOn: false });
  expect(run.state.outcome).toBe('end1');
});

test('WCP-11 Implicit Termination', () => {
  const run = given(
    model(
      'implicit',
      [start, node('fork', 'parallelGateway'), ...users('a', 'b')],
      ['start -> fork', 'fork -> a', 'fork -> b'],
    ),
  );
  run.complete('a');
  expect(run.state.status).toBe('active');
  run.complete('b');
  expect(run.state.status).toBe('completed');
});

test('WCP-21 Structured Loop', () => {
  const loop = (testBefore: boolean) =>
    given(
      model(
        'loop',
        [start, user('a', {}, { standardLoop: { testBefore, condition: '= again' } }), user('next')],
        ['start -> a', 'a -> next'],
      ),
      { again: false },
    );
  expect(loop(true).openTasks()).toEqual(['next']);
  const after = loop(false);
  after.complete('a', { again: true });
  after.complete('a', { again: false });
  expect(after.openTasks()).toEqual(['next']);
});

test('WCP-22 Recursion', () => {
  const recursive = model(
    'countdown',
    [
      start,
      node('which', 'exclusiveGateway'),
      node('deeper', 'callActivity', {
        config: {
          calledElement: 'countdown',
          binding: 'latest',
          inputs: [{ target: 'depth', source: '= depth - 1' }],
          outputs: [],
        },
        outputs: [{ target: 'sum', source: '= sum + depth' }],
      }),
      node('bottom', 'scriptTask', { config: { script: '= 0', resultVariable: 'sum' } }),
      node('end', 'endEvent'),
    ],
    [
      'start -> which',
      'which -> deeper : depth > 0',
      'which -> bottom : default',
      'deeper -> end',
      'bottom -> end',
    ],
  );
  /** The result of a case that counts down from here, with the cases that it calls. */
  const solve = (depth: number): JsonObject => {
    const run = given(recursive, { depth }, { parent: { caseId: 'caller', call: 'c' } });
    const [call] = run.effects;
    if (call?.kind === 'startCall') {
      const variables = solve(Number(call.variables['depth']));
      run.fromCall({ kind: 'callEnded', result: { ok: true, variables: { sum: variables['sum'] ?? null } } });
    }
    const told = run.effects.at(-1);
    return told?.kind === 'reportToParent' && told.result.ok ? told.result.variables : {};
  };
  expect(solve(4)).toEqual({ depth: 4, sum: 10 });
});

const triggered = (events: ReturnType<typeof signal>) =>
  given(
    model(
      'triggered',
      [start, user('prepare'), node('wait', 'intermediateCatchEvent', { events }), user('next')],
      ['start -> prepare', 'prepare -> wait', 'wait -> next'],
    ),
  );

test('WCP-23 Transient Trigger', () => {
  const run = triggered(signal('go'));
  run.signal('go');
  run.complete('prepare');
  expect(run.openTasks()).toEqual([]);
  run.signal('go');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-24 Persistent Trigger', () => {
  const run = triggered(message('go'));
  run.command({
    kind: 'sendMessage',
    message: 'go',
    messageId: 'm1',
    variables: {},
    keepUntil: '2026-10-01T00:00:00.000Z',
  });
  expect(run.openTasks()).toEqual(['prepare']);
  run.complete('prepare');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-43 Explicit Termination', () => {
  const run = given(
    model(
      'explicit',
      [
        start,
        node('fork', 'parallelGateway'),
        ...users('a', 'b'),
        node('stop', 'endEvent', { events: terminate }),
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'a -> stop'],
    ),
  );
  run.complete('a');
  expect(run.state).toMatchObject({ status: 'completed', outcome: 'stop' });
  expect(run.last('taskCancelled').node).toBe('b');
});
