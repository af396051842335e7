import { expect, test } from 'vitest';
import { inspect } from '../../engine/inspect.ts';
import { given } from '../support/given.ts';
import { boundary, eventSubProcess, model, node, nodes, signal, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');
const [end] = nodes('endEvent', 'end');

test('a signal is heard by all that wait for it, in every scope', () => {
  const heard = model(
    'heard',
    [
      start,
      node('fork', 'parallelGateway'),
      node('here', 'intermediateCatchEvent', { events: signal('storm') }),
      node('elsewhere', 'intermediateCatchEvent', { events: signal('calm') }),
      ...within('sub', [
        node('s', 'startEvent'),
        node('inside', 'intermediateCatchEvent', { events: signal('storm') }),
      ]),
      user('close'),
      user('call'),
    ],
    ['start -> fork', 'fork -> here', 'fork -> elsewhere', 'fork -> sub', 's -> inside'].concat([
      'here -> close',
      'sub -> call',
    ]),
  );
  const run = given(heard);
  expect(inspect(heard, run.state).map((wait) => [wait.node, wait.for])).toEqual([
    ['here', 'signal'],
    ['elsewhere', 'signal'],
    ['inside', 'signal'],
  ]);
  run.signal('storm', { level: 'red' });
  expect(run.openTasks().sort()).toEqual(['call', 'close']);
  expect(run.variables()).toEqual({ level: 'red' });
});

test('a signal thrown in a case is heard in it and told to all others, with what it brings', () => {
  const run = given(
    model(
      'thrown',
      [
        start,
        node('fork', 'parallelGateway'),
        node('wait', 'intermediateCatchEvent', { events: signal('closed') }),
        user('inform'),
        user('decide'),
        node('tell', 'intermediateThrowEvent', {
          events: signal('closed'),
          inputs: [{ target: 'reason', source: '= why' }],
        }),
        user('after'),
      ],
      [
        'start -> fork',
        'fork -> wait',
        'fork -> decide',
        'wait -> inform',
        'decide -> tell',
        'tell -> after',
      ],
    ),
  );
  run.complete('decide', { why: 'gas' });
  expect(run.openTasks().sort()).toEqual(['after', 'inform']);
  expect(run.variables()).toEqual({ why: 'gas', reason: 'gas' });
  expect(run.effects).toEqual([
    {
      kind: 'broadcastSignal',
      signal: 'closed',
      signalId: run.last('signalThrown').signalId,
      variables: { reason: 'gas' },
    },
  ]);
});

test('each throw is another signal', () => {
  const run = given(
    model(
      'two',
      [
        start,
        node('first', 'intermediateThrowEvent', { events: signal('x') }),
        node('end', 'endEvent', { events: signal('x') }),
      ],
      ['start -> first', 'first -> end'],
    ),
  );
  const ids = run.effects.map((effect) => effect.kind === 'broadcastSignal' && effect.signalId);
  expect(new Set(ids).size).toBe(2);
  expect(run.state).toMatchObject({ status: 'completed', outcome: 'end' });
});

test('a signal is not kept: who begins to wait later does not hear it', () => {
  const run = given(
    model(
      'deaf',
      [start, user('first'), node('wait', 'intermediateCatchEvent', { events: signal('x') }), user('after')],
      ['start -> first', 'first -> wait', 'wait -> after'],
    ),
  );
  run.signal('x');
  run.complete('first');
  expect(run.openTasks()).toEqual([]);
  run.signal('x');
  expect(run.openTasks()).toEqual(['after']);
});

test('a repeat of the same signal counts once', () => {
  const run = given(
    model(
      'once',
      [
        start,
        user('work'),
        boundary('alarm', 'work', { isInterrupting: false, events: signal('x') }),
        user('look'),
      ],
      ['start -> work', 'alarm -> look'],
    ),
  );
  run.signal('x', {}, 's1');
  run.signal('x', {}, 's1');
  expect(run.openTasks()).toEqual(['work', 'look']);
  run.signal('x', {}, 's2');
  expect(run.openTasks()).toEqual(['work', 'look', 'look']);
});

test('at a boundary it ends the activity, or runs beside it as often as it comes', () => {
  const at = (isInterrupting: boolean) =>
    given(
      model(
        'border',
        [
          start,
          user('work'),
          boundary('alarm', 'work', { isInterrupting, events: signal('x') }),
          user('look'),
        ],
        ['start -> work', 'alarm -> look'],
      ),
    );
  const ended = at(true);
  ended.signal('x');
  ended.signal('x');
  expect(ended.openTasks()).toEqual(['look']);
  const beside = at(false);
  beside.signal('x');
  beside.signal('x');
  expect(beside.openTasks()).toEqual(['work', 'look', 'look']);
});

test('what a signal interrupts does not hear it as well', () => {
  const run = given(
    model(
      'whole',
      [
        start,
        ...within('sub', [
          node('s', 'startEvent'),
          node('inside', 'intermediateCatchEvent', { events: signal('x') }),
          user('never'),
        ]),
        boundary('stop', 'sub', { events: signal('x') }),
        user('stopped'),
      ],
      ['start -> sub', 's -> inside', 'inside -> never', 'stop -> stopped'],
    ),
  );
  run.signal('x');
  expect(run.openTasks()).toEqual(['stopped']);
});

test('a case begins with a signal, and an event sub-process waits for one', () => {
  const run = given(
    model(
      'begins',
      [
        node('plain', 'startEvent'),
        node('alarmed', 'startEvent', { events: signal('alarm') }),
        user('slow'),
        user('fast'),
        ...eventSubProcess('again', { events: signal('alarm'), isInterrupting: false }, [user('note')]),
        ...(end ? [end] : []),
      ],
      ['plain -> slow', 'alarmed -> fast', 'againStart -> note', 'fast -> end'],
    ),
    {},
    { trigger: { kind: 'signal', signal: 'alarm' } },
  );
  expect(run.openTasks()).toEqual(['fast']);
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['fast', 'note']);
});
