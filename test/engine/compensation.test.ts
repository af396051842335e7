import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import { given, type CaseUnderTest } from '../support/given.ts';
import {
  boundary,
  compensate,
  error,
  eventSubProcess,
  model,
  node,
  nodes,
  user,
  within,
} from '../support/model.ts';

const start = node('start', 'startEvent');

/** An activity, and the one that undoes it. */
const undoable = (id: string, undo: string, parts: Partial<Node> = {}): Node[] => [
  user(id, {}, { ...parts, compensatedBy: undo } as Parameters<typeof user>[2]),
  user(undo, {}, { isForCompensation: true }),
];

const throwing = (id: string, ...what: Parameters<typeof compensate>) =>
  node(id, 'intermediateThrowEvent', { events: compensate(...what) });

/** Books a bus and a hall in a row, then takes back what the throw event says. */
const trip = (...what: Parameters<typeof compensate>) =>
  model(
    'trip',
    [
      start,
      ...undoable('bus', 'cancelBus'),
      ...undoable('hall', 'cancelHall'),
      user('decide'),
      throwing('undo', ...what),
      user('after'),
    ],
    ['start -> bus', 'bus -> hall', 'hall -> decide', 'decide -> undo', 'undo -> after'],
  );

function through(run: CaseUnderTest, ...tasks: string[]) {
  for (const task of tasks) run.complete(task);
  return run;
}

test('all that was completed is undone in reverse order, and then the throwing event goes on', () => {
  const run = through(given(trip()), 'bus', 'hall', 'decide');
  expect(run.openTasks()).toEqual(['cancelHall']);
  run.complete('cancelHall');
  expect(run.openTasks()).toEqual(['cancelBus']);
  run.complete('cancelBus');
  expect(run.openTasks()).toEqual(['after']);
  expect(run.completed()).toEqual(['start', 'bus', 'hall', 'decide', 'cancelHall', 'cancelBus', 'undo']);
});

test('one activity that is named is undone alone', () => {
  const run = through(given(trip('bus')), 'bus', 'hall', 'decide');
  expect(run.openTasks()).toEqual(['cancelBus']);
  run.complete('cancelBus');
  expect(run.openTasks()).toEqual(['after']);
});

test('where nothing can be undone the throwing event goes on at once', () => {
  const run = through(given(trip('decide')), 'bus', 'hall', 'decide');
  expect(run.openTasks()).toEqual(['after']);
  expect(run.count('compensationThrown')).toBe(0);
});

test('without waiting for completion the throwing event goes on while things are undone', () => {
  const run = through(given(trip(undefined, { waitForCompletion: false })), 'bus', 'hall', 'decide');
  expect(run.openTasks().sort()).toEqual(['after', 'cancelHall']);
  run.complete('after');
  expect(run.state.status).toBe('active');
  through(run, 'cancelHall', 'cancelBus');
  expect(run.state.status).toBe('completed');
});

test('what did not complete is not undone', () => {
  const run = given(
    model(
      'half',
      [
        start,
        node('fork', 'parallelGateway'),
        ...undoable('bus', 'cancelBus'),
        ...undoable('hall', 'cancelHall'),
        user('decide'),
        throwing('undo'),
        user('after'),
      ],
      ['start -> fork', 'fork -> bus', 'fork -> hall', 'fork -> decide', 'decide -> undo', 'undo -> after'],
    ),
  );
  through(run, 'hall', 'decide', 'cancelHall');
  expect(run.openTasks()).toEqual(['bus', 'after']);
});

test('nothing is undone twice', () => {
  const run = given(
    model(
      'twice',
      [start, ...undoable('bus', 'cancelBus'), throwing('first'), throwing('second'), user('after')],
      ['start -> bus', 'bus -> first', 'first -> second', 'second -> after'],
    ),
  );
  through(run, 'bus', 'cancelBus');
  expect(run.openTasks()).toEqual(['after']);
});

test('an activity that completed twice is undone twice, each with its data as it was', () => {
  const loop = model(
    'again',
    [
      start,
      ...nodes('exclusiveGateway', 'merge', 'more'),
      ...undoable('bus', 'cancelBus', {
        inputs: [{ target: 'seats', source: '= wanted' }],
        outputs: [{ target: 'wanted', source: '= next' }],
      }),
      throwing('undo'),
      user('after'),
    ],
    [
      'start -> merge',
      'merge -> bus',
      'bus -> more',
      'more -> merge : wanted > 0',
      'more -> undo : default',
    ].concat('undo -> after'),
  );
  const run = given(loop, { wanted: 40 });
  run.complete('bus', { next: 20 });
  run.complete('bus', { next: 0 });
  const seats = () => run.seenBy('cancelBus')['seats'];
  expect(seats()).toBe(20);
  run.complete('cancelBus');
  expect(seats()).toBe(40);
  run.complete('cancelBus');
  expect(run.openTasks()).toEqual(['after']);
});

test('a compensation end event undoes, and then ends its path', () => {
  const run = given(
    model(
      'ends',
      [start, ...undoable('bus', 'cancelBus'), node('end', 'endEvent', { events: compensate() })],
      ['start -> bus', 'bus -> end'],
    ),
  );
  run.complete('bus');
  expect(run.state.status).toBe('active');
  run.complete('cancelBus');
  expect(run.completed().slice(-3)).toEqual(['cancelBus', 'end', 'case']);
});

test('the instances of a multi-instance activity are undone together, the last first, each with its item', () => {
  const each = model(
    'each',
    [
      start,
      ...undoable('ask', 'excuse', {
        loop: { isSequential: false, collection: '= schools', item: 'school' },
      }),
      throwing('undo'),
      user('after'),
    ],
    ['start -> ask', 'ask -> undo', 'undo -> after'],
  );
  const run = given(each, { schools: ['a', 'b', 'c'] });
  through(run, 'ask', 'ask', 'ask');
  const order: unknown[] = [];
  while (run.openTasks().includes('excuse')) {
    order.push(run.seenBy('excuse')['school']);
    run.complete('excuse');
  }
  expect(order).toEqual(['c', 'b', 'a']);
  expect(run.openTasks()).toEqual(['after']);
});

test('a loop is undone iteration by iteration', () => {
  const run = given(
    model(
      'loop',
      [
        start,
        ...undoable('ask', 'excuse', { standardLoop: { testBefore: false, maximum: 2 } }),
        throwing('undo'),
        user('after'),
      ],
      ['start -> ask', 'ask -> undo', 'undo -> after'],
    ),
  );
  through(run, 'ask', 'ask');
  expect(run.seenBy('excuse')['loopCounter']).toBe(2);
  run.complete('excuse');
  expect(run.seenBy('excuse')['loopCounter']).toBe(1);
  run.complete('excuse');
  expect(run.openTasks()).toEqual(['after']);
});

/** Two bookings in a sub-process with a datum of its own; what else it has is what the test is about. */
const booking = (more: Node[] = [], parts: Partial<Node> = {}) =>
  within(
    'booking',
    [node('s', 'startEvent'), ...undoable('bus', 'cancelBus'), ...undoable('hall', 'cancelHall'), ...more],
    { properties: ['ref'], ...parts },
  );
const bookingFlows = ['s -> bus', 'bus -> hall'];

const nested = (more: Node[] = [], parts: Partial<Node> = {}, flows: string[] = []) =>
  model(
    'nested',
    [start, ...booking(more, parts), user('pay'), throwing('undo'), user('after')],
    ['start -> booking', ...bookingFlows, ...flows, 'booking -> pay', 'pay -> undo', 'undo -> after'],
  );

test('a completed sub-process is undone by what undoes its activities, in reverse order and on its data as it was', () => {
  const run = given(nested());
  run.complete('bus', { ref: 'R1' });
  through(run, 'hall', 'pay');
  expect(run.openTasks()).toEqual(['cancelHall']);
  expect(run.seenBy('cancelHall')['ref']).toBe('R1');
  through(run, 'cancelHall', 'cancelBus');
  expect(run.openTasks()).toEqual(['after']);
});

test('a sub-process is undone as a whole by its own boundary handler, where it has one', () => {
  const run = given(
    model(
      'whole',
      [
        start,
        ...booking([], { compensatedBy: 'refund' }),
        user('refund', {}, { isForCompensation: true }),
        throwing('undo'),
        user('after'),
      ],
      ['start -> booking', ...bookingFlows, 'booking -> undo', 'undo -> after'],
    ),
  );
  through(run, 'bus', 'hall');
  expect(run.openTasks()).toEqual(['refund']);
  run.complete('refund');
  expect(run.openTasks()).toEqual(['after']);
});

test('a sub-process with a compensation event sub-process is undone by it, which may itself undo what was within', () => {
  const handler = eventSubProcess('handler', { events: compensate() }, [
    user('callOff'),
    throwing('undoWithin'),
    user('report'),
  ]);
  const run = given(
    nested(handler, {}, ['handlerStart -> callOff', 'callOff -> undoWithin', 'undoWithin -> report']),
  );
  run.complete('bus', { ref: 'R1' });
  through(run, 'hall', 'pay');
  expect(run.openTasks()).toEqual(['callOff']);
  expect(run.seenBy('callOff')['ref']).toBe('R1');
  run.complete('callOff');
  expect(run.openTasks()).toEqual(['cancelHall']);
  through(run, 'cancelHall', 'cancelBus');
  expect(run.openTasks()).toEqual(['report']);
  run.complete('report');
  expect(run.openTasks()).toEqual(['after']);
});

test('a compensation event sub-process does not begin while its scope runs', () => {
  const run = given(nested(eventSubProcess('handler', { events: compensate() }, [user('callOff')])));
  expect(run.openTasks()).toEqual(['bus']);
  through(run, 'bus', 'hall');
  expect(run.openTasks()).toEqual(['pay']);
});

test('an activity within a completed sub-process is not reached by its name from outside: its sub-process is', () => {
  const run = given(
    model(
      'byName',
      [start, ...booking(), throwing('undo', 'booking'), user('after')],
      ['start -> booking', ...bookingFlows, 'booking -> undo', 'undo -> after'],
    ),
  );
  through(run, 'bus', 'hall');
  expect(run.openTasks()).toEqual(['cancelHall']);
});

test('an error handler of a sub-process can undo what it names of what was completed before the error', () => {
  const run = given(
    model(
      'failing',
      [
        start,
        ...within('booking', [
          node('s', 'startEvent'),
          ...undoable('bus', 'cancelBus'),
          user('check'),
          node('failed', 'endEvent', { events: error('full') }),
          ...eventSubProcess('handler', { events: error('full') }, [throwing('undo', 'bus'), user('report')]),
        ]),
        user('after'),
      ],
      [
        'start -> booking',
        's -> bus',
        'bus -> check',
        'check -> failed',
        'handlerStart -> undo',
        'undo -> report',
        'booking -> after',
      ],
    ),
  );
  through(run, 'bus', 'check');
  expect(run.openTasks()).toEqual(['cancelBus']);
  run.complete('cancelBus');
  expect(run.openTasks()).toEqual(['report']);
  run.complete('report');
  expect(run.openTasks()).toEqual(['after']);
});

test('what a cancelled sub-process had completed can not be undone any more', () => {
  const run = given(
    model(
      'cancelled',
      [
        start,
        ...booking([user('wait')]),
        boundary('failed', 'booking', { events: error('full') }),
        throwing('undo'),
        user('after'),
      ],
      ['start -> booking', ...bookingFlows, 'hall -> wait', 'failed -> undo', 'undo -> after'].concat([]),
    ),
  );
  through(run, 'bus', 'hall');
  expect(run.openTasks()).toEqual(['wait']);
});

test('a handler has its own boundary events and loops like every activity', () => {
  const run = given(
    model(
      'handlerLoop',
      [
        start,
        user('bus', {}, { compensatedBy: 'tell' }),
        user('tell', {}, { isForCompensation: true, loop: { isSequential: true, cardinality: '= 2' } }),
        throwing('undo'),
        user('after'),
      ],
      ['start -> bus', 'bus -> undo', 'undo -> after'],
    ),
  );
  through(run, 'bus', 'tell', 'tell');
  expect(run.openTasks()).toEqual(['after']);
});

test('what one throw does not name stays to be undone by another', () => {
  const run = given(
    model(
      'rest',
      [
        start,
        ...undoable('bus', 'cancelBus'),
        ...undoable('hall', 'cancelHall'),
        throwing('one', 'bus'),
        throwing('rest1'),
        user('after'),
      ],
      ['start -> bus', 'bus -> hall', 'hall -> one', 'one -> rest1', 'rest1 -> after'],
    ),
  );
  through(run, 'bus', 'hall', 'cancelBus');
  expect(run.openTasks()).toEqual(['cancelHall']);
  run.complete('cancelHall');
  expect(run.openTasks()).toEqual(['after']);
});

test('a sub-process with a handler of its own is undone by it also when nothing in it can be undone', () => {
  const run = given(
    model(
      'handlerOnly',
      [
        start,
        ...within('sub', [
          node('s', 'startEvent'),
          user('work'),
          ...eventSubProcess('handler', { events: compensate() }, [user('callOff')]),
        ]),
        throwing('undo'),
        user('after'),
      ],
      ['start -> sub', 's -> work', 'handlerStart -> callOff', 'sub -> undo', 'undo -> after'],
    ),
  );
  through(run, 'work');
  expect(run.openTasks()).toEqual(['callOff']);
  run.complete('callOff');
  expect(run.openTasks()).toEqual(['after']);
});
