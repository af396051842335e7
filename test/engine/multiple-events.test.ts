import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import {
  boundary,
  conditional,
  eventSubProcess,
  message,
  model,
  node,
  signal,
  timer,
  user,
} from '../support/model.ts';

const start = node('start', 'startEvent');
const either = [...message('letter'), ...signal('alarm')];
const mixed = [...message('letter'), ...timer('duration', 'P1D'), ...conditional('= ready = true')];

const wait = (parts: Parameters<typeof node>[2]) =>
  given(
    model(
      'waits',
      [start, node('wait', 'intermediateCatchEvent', parts), user('next')],
      ['start -> wait', 'wait -> next'],
    ),
  );

test('a multiple event takes the first of its events, and forgets the others', () => {
  const run = wait({ events: either });
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['next']);
  expect(run.message('letter')?.code).toBe('not-found');
});

test('a parallel multiple event takes all of its events, in any order', () => {
  const run = wait({ events: mixed, parallelMultiple: true });
  run.after('P1D');
  run.message('letter');
  expect(run.openTasks()).toEqual([]);
  run.set({ ready: true });
  expect(run.openTasks()).toEqual(['next']);
  expect(
    run.events.flatMap((event) => (event.kind === 'eventGathered' ? [[event.event, event.all]] : [])),
  ).toEqual([
    [1, false],
    [0, false],
    [2, true],
  ]);
});

test('the same event twice is not the other one', () => {
  const run = wait({ events: either, parallelMultiple: true });
  run.message('letter', {}, 'm1');
  run.message('letter', {}, 'm2');
  expect(run.openTasks()).toEqual([]);
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['next']);
});

const border = (parts: Parameters<typeof boundary>[2]) =>
  given(
    model(
      'border',
      [start, user('work'), boundary('both', 'work', parts), user('look'), user('after')],
      ['start -> work', 'both -> look', 'work -> after'],
    ),
  );

test('at a boundary each of several events counts', () => {
  const ended = border({ events: either });
  ended.signal('alarm');
  expect(ended.openTasks()).toEqual(['look']);
  const beside = border({ events: either, isInterrupting: false });
  beside.signal('alarm');
  beside.message('letter');
  expect(beside.openTasks()).toEqual(['work', 'look', 'look']);
});

test('at a boundary in parallel all are needed, and then all anew', () => {
  const ended = border({ events: either, parallelMultiple: true });
  ended.signal('alarm');
  expect(ended.openTasks()).toEqual(['work']);
  ended.message('letter');
  expect(ended.openTasks()).toEqual(['look']);

  const beside = border({ events: either, parallelMultiple: true, isInterrupting: false });
  beside.signal('alarm');
  beside.message('letter', {}, 'm1');
  expect(beside.openTasks()).toEqual(['work', 'look']);
  beside.message('letter', {}, 'm2');
  expect(beside.openTasks()).toEqual(['work', 'look']);
  beside.signal('alarm');
  expect(beside.openTasks()).toEqual(['work', 'look', 'look']);
});

test('what one activity gathered is not for the next time it is active', () => {
  const run = given(
    model(
      'again',
      [
        start,
        node('merge', 'exclusiveGateway'),
        user('work'),
        boundary('both', 'work', { events: either, parallelMultiple: true }),
        user('look'),
      ],
      ['start -> merge', 'merge -> work', 'work -> merge', 'both -> look'],
    ),
  );
  run.signal('alarm');
  run.complete('work');
  run.message('letter');
  expect(run.openTasks()).toEqual(['work']);
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['look']);
});

const beside = (startParts: Parameters<typeof eventSubProcess>[1]) =>
  given(
    model(
      'beside',
      [start, user('work'), ...eventSubProcess('handler', startParts, [user('handle')])],
      ['start -> work', 'handlerStart -> handle'],
    ),
  );

test('an event sub-process begins with any of several events', () => {
  const run = beside({ events: either, isInterrupting: false });
  run.signal('alarm');
  run.message('letter');
  expect(run.openTasks()).toEqual(['work', 'handle', 'handle']);
});

test('in parallel it begins when all have come, and when all have come again', () => {
  const run = beside({ events: either, isInterrupting: false, parallelMultiple: true });
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['work']);
  run.message('letter');
  expect(run.openTasks()).toEqual(['work', 'handle']);
  run.message('letter');
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['work', 'handle', 'handle']);
  const instead = beside({ events: either, parallelMultiple: true });
  instead.message('letter');
  instead.signal('alarm');
  expect(instead.openTasks()).toEqual(['handle']);
});

test('a multiple throw event throws all that it defines', () => {
  const run = given(
    model(
      'throws',
      [
        start,
        node('tell', 'intermediateThrowEvent', { events: either }),
        node('end', 'endEvent', { events: either }),
      ],
      ['start -> tell', 'tell -> end'],
    ),
  );
  expect(run.effects.map(({ kind }) => kind)).toEqual([
    'publishMessage',
    'broadcastSignal',
    'publishMessage',
    'broadcastSignal',
  ]);
  expect(run.state.status).toBe('completed');
});

test('after an event-based gateway a parallel multiple event decides when all of it has come', () => {
  const run = given(
    model(
      'gates',
      [
        start,
        node('gate', 'eventBasedGateway'),
        node('both', 'intermediateCatchEvent', { events: either, parallelMultiple: true }),
        node('late', 'intermediateCatchEvent', { events: timer('duration', 'P1D') }),
        user('look'),
        user('chase'),
      ],
      ['start -> gate', 'gate -> both', 'gate -> late', 'both -> look', 'late -> chase'],
    ),
  );
  run.message('letter');
  expect(run.openTasks()).toEqual([]);
  run.signal('alarm');
  expect(run.openTasks()).toEqual(['look']);
});
