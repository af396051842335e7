import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import type { Trigger } from '../../engine/state.ts';
import { triggersOf } from '../../engine/triggers.ts';
import { given } from '../support/given.ts';
import {
  boundary,
  conditional,
  link,
  message,
  model,
  node,
  signal,
  timer,
  user,
  within,
} from '../support/model.ts';

const starts = (...more: [id: string, events: Node['events']][]) => [
  ...more.map(([id, events]) => node(id, 'startEvent', { events })),
];

const manyStarts = model(
  'many',
  [
    ...starts(
      ['byMessage', message('report')],
      ['byHand', []],
      ['bySignal', signal('alarm')],
      ['daily', timer('cycle', 'R/P1D')],
      ['whenHot', conditional('= hot')],
    ),
    ...['read', 'open', 'alarm', 'round', 'cool'].map((id) => user(id)),
  ],
  ['byMessage -> read', 'byHand -> open', 'bySignal -> alarm', 'daily -> round', 'whenHot -> cool'],
);

test.each<[string, Trigger | undefined, string]>([
  ['nothing', undefined, 'open'],
  ['its message', { kind: 'message', message: 'report' }, 'read'],
  ['its signal', { kind: 'signal', signal: 'alarm' }, 'alarm'],
  ['the timer event itself', { kind: 'event', node: 'daily' }, 'round'],
  ['the conditional event itself', { kind: 'event', node: 'whenHot' }, 'cool'],
])('of several start events the one begins that is triggered, by %s', (_, trigger, task) => {
  const run = given(manyStarts, { by: 'x' }, trigger && { trigger });
  expect(run.openTasks()).toEqual([task]);
  expect(run.variables()).toEqual({ by: 'x' });
  run.complete(task);
  expect(run.state.status).toBe('completed');
});

test('a process says what can begin it from outside', () => {
  expect(triggersOf(manyStarts)).toEqual([
    { kind: 'message', message: 'report' },
    { kind: 'signal', signal: 'alarm' },
    { kind: 'event', node: 'daily' },
    { kind: 'event', node: 'whenHot' },
  ]);
});

test.each<[string, Trigger]>([
  ['a message', { kind: 'message', message: 'other' }],
  ['a signal', { kind: 'signal', signal: 'report' }],
  ['an event', { kind: 'event', node: 'read' }],
])('a trigger that no start event has is an incident: %s', (_, trigger) => {
  const run = given(manyStarts, {}, { trigger });
  expect(run.incidents()).toEqual(['no-start']);
  expect(run.last('incidentRaised').incident.node).toBe('many');
});

test('started by hand, a process without a none start begins at its timer, or at the only start it has', () => {
  const only = (...list: Parameters<typeof starts>) =>
    given(
      model(
        'only',
        [...starts(...list), ...list.map(([id]) => user(`after-${id}`))],
        list.map(([id]) => `${id} -> after-${id}`),
      ),
    );
  expect(only(['a', message('m')]).openTasks()).toEqual(['after-a']);
  expect(only(['a', message('m')], ['b', timer('cycle', 'R/P1D')]).openTasks()).toEqual(['after-b']);
  expect(only(['a', message('m')], ['b', signal('x')]).incidents()).toEqual(['no-start']);
});

test('a receive task that instantiates begins the case with its message, which it has taken', () => {
  const intake = model(
    'intake',
    [node('receive', 'receiveTask', { instantiate: true, events: message('report') }), user('read')],
    ['receive -> read'],
  );
  expect(triggersOf(intake)).toEqual([{ kind: 'message', message: 'report' }]);
  const run = given(intake, { text: 'x' }, { trigger: { kind: 'message', message: 'report' } });
  expect(run.openTasks()).toEqual(['read']);
  expect(run.variables()).toEqual({ text: 'x' });
  expect(run.completed()).toEqual(['receive']);
});

test('without a start event all begins that no flow leads to, and without an end all ends that no flow leaves', () => {
  const run = given(
    model(
      'implicit',
      [
        user('a'),
        user('b'),
        user('c'),
        boundary('late', 'a', { events: timer('duration', 'P1D') }),
        user('undo', {}, { isForCompensation: true }),
        node('target', 'intermediateCatchEvent', { events: link('x') }),
        ...within('handler', [node('h', 'startEvent', { events: message('m') }), user('handle')], {
          config: { isEventSubProcess: true },
        }),
      ],
      ['a -> c', 'late -> c', 'target -> c', 'h -> handle'],
    ),
  );
  expect(run.openTasks()).toEqual(['a', 'b']);
  run.complete('a');
  run.complete('b');
  expect(run.state.status).toBe('active');
  run.complete('c');
  expect(run.state).toMatchObject({ status: 'completed', outcome: 'completed' });
});

test('the same holds in a sub-process', () => {
  const run = given(
    model(
      'implicitSub',
      [node('start', 'startEvent'), ...within('sub', [user('a'), user('b')]), user('after')],
      ['start -> sub', 'sub -> after'],
    ),
  );
  expect(run.openTasks()).toEqual(['a', 'b']);
  run.complete('a');
  run.complete('b');
  expect(run.openTasks()).toEqual(['after']);
});

test('the outcome of a case is the end event that it reached last', () => {
  const run = given(
    model(
      'ends',
      [node('start', 'startEvent'), node('fork', 'parallelGateway'), user('a'), user('b')].concat(
        node('endA', 'endEvent'),
        node('endB', 'endEvent'),
      ),
      ['start -> fork', 'fork -> a', 'fork -> b', 'a -> endA', 'b -> endB'],
    ),
  );
  run.complete('b');
  run.complete('a');
  expect(run.state.outcome).toBe('endA');
});

test('a receive task or gateway that does not instantiate begins no case', () => {
  const plain = model(
    'plainReceive',
    [
      node('start', 'startEvent'),
      node('receive', 'receiveTask', { events: message('report') }),
      node('gate', 'eventBasedGateway'),
      node('caught', 'intermediateCatchEvent', { events: message('photo') }),
    ],
    ['start -> receive', 'receive -> gate', 'gate -> caught'],
  );
  expect(triggersOf(plain)).toEqual([]);
  for (const name of ['report', 'photo'])
    expect(given(plain, {}, { trigger: { kind: 'message', message: name } }).incidents()).toEqual([
      'no-start',
    ]);
});

test('a sub-process that completes closes its scope, and was not cancelled', () => {
  const run = given(
    model(
      'closes',
      [node('start', 'startEvent'), ...within('sub', [node('s', 'startEvent')]), user('after')],
      ['start -> sub', 'sub -> after'],
    ),
  );
  expect(run.last('scopeClosed').cancelled).toBe(false);
});
