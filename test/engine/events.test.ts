import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { error, message, model, node, terminate, timer, user, within } from '../support/model.ts';

const boundary = (isInterrupting: boolean) =>
  model(
    'lateness',
    [
      node('start', 'startEvent'),
      user('work'),
      node('overdue', 'boundaryEvent', {
        attachedTo: 'work',
        isInterrupting,
        events: timer('duration', 'PT72H'),
      }),
      user('escalate'),
      node('end', 'endEvent'),
      node('end2', 'endEvent'),
    ],
    ['start -> work', 'work -> end', 'overdue -> escalate', 'escalate -> end2'],
  );

test('an interrupting boundary timer ends its activity', () => {
  const run = given(boundary(true));
  run.after('PT71H');
  expect(run.openTasks()).toEqual(['work']);
  run.after('PT1H');
  expect(run.openTasks()).toEqual(['escalate']);
});

test('a boundary timer that does not interrupt runs beside its activity', () => {
  const run = given(boundary(false));
  run.after('PT72H');
  expect(run.openTasks()).toEqual(['work', 'escalate']);
  run.complete('work');
  expect(run.state.status).toBe('active');
  run.complete('escalate');
  expect(run.state.status).toBe('completed');
});

test('a timer of a finished activity never fires', () => {
  const run = given(boundary(true));
  run.complete('work');
  run.after('P30D');
  expect(run.count('timerFired')).toBe(0);
  expect(run.count('timerCancelled')).toBe(1);
});

test('a cycle on a boundary that does not interrupt fires as often as it says, without drift', () => {
  const run = given(
    model(
      'remind',
      [
        node('start', 'startEvent'),
        user('work'),
        node('tick', 'boundaryEvent', {
          attachedTo: 'work',
          isInterrupting: false,
          events: timer('cycle', 'R3/PT24H'),
        }),
        node('reminded', 'endEvent'),
        node('end', 'endEvent'),
      ],
      ['start -> work', 'work -> end', 'tick -> reminded'],
    ),
  );
  run.after('P10D');
  expect(run.completed().filter((id) => id === 'reminded')).toHaveLength(3);
  const dues = run.events.flatMap((event) => (event.kind === 'timerFired' ? [event.due] : []));
  expect(dues).toEqual(['2026-09-08T01:00:00.000Z', '2026-09-09T01:00:00.000Z', '2026-09-10T01:00:00.000Z']);
});

test('a message reaches the catch that waits for it, and counts once', () => {
  const run = given(
    model(
      'reply',
      [node('start', 'startEvent'), node('wait', 'receiveTask', { events: message('reply') }), user('read')],
      ['start -> wait', 'wait -> read'],
    ),
  );
  expect(run.message('other')?.code).toBe('not-found');
  expect(run.message('reply', { answer: 'yes' }, 'm1')).toBeUndefined();
  expect(run.openTasks()).toEqual(['read']);
  const before = run.state.seq;
  expect(run.message('reply', {}, 'm1')).toBeUndefined();
  expect(run.state.seq).toBe(before);
});

test('an error climbs to the nearest boundary that catches its code', () => {
  const run = given(
    model(
      'accident',
      [
        node('start', 'startEvent'),
        ...within('outer', [
          node('outerStart', 'startEvent'),
          ...within('inner', [
            node('innerStart', 'startEvent'),
            user('check'),
            node('failed', 'endEvent', { events: error('unsafe') }),
          ]),
          node('other', 'boundaryEvent', { attachedTo: 'inner', events: error('else') }),
          node('outerEnd', 'endEvent'),
        ]),
        node('caught', 'boundaryEvent', { attachedTo: 'outer', events: error('unsafe') }),
        user('evacuate'),
        node('end', 'endEvent'),
      ],
      [
        'start -> outer',
        'outerStart -> inner',
        'innerStart -> check',
        'check -> failed',
        'inner -> outerEnd',
        'other -> outerEnd',
        'outer -> end',
        'caught -> evacuate',
      ],
    ),
  );
  run.complete('check');
  expect(run.openTasks()).toEqual(['evacuate']);
  expect(Object.keys(run.state.scopes)).toHaveLength(1);
});

test('an error that nothing catches fails the case, visibly', () => {
  const run = given(
    model(
      'uncaught',
      [node('start', 'startEvent'), node('end', 'endEvent', { events: error('unsafe') })],
      ['start -> end'],
    ),
  );
  expect(run.state.status).toBe('failed');
  expect(run.state.outcome).toBe('unsafe');
});

test('a terminate end event ends every other path of its scope', () => {
  const run = given(
    model(
      'halting',
      [
        node('start', 'startEvent'),
        node('fork', 'parallelGateway'),
        user('long'),
        user('short'),
        node('stop', 'endEvent', { events: terminate }),
        node('end', 'endEvent'),
      ],
      ['start -> fork', 'fork -> long', 'fork -> short', 'long -> end', 'short -> stop'],
    ),
  );
  run.complete('short');
  expect(run.state.status).toBe('completed');
  expect(run.openTasks()).toEqual([]);
  expect(run.count('taskCancelled')).toBe(1);
});

const request = (isInterrupting: boolean, maxInstances?: number) =>
  model(
    'asking',
    [
      node('start', 'startEvent'),
      user('work'),
      node('end', 'endEvent'),
      ...within(
        'extension',
        [
          node('asked', 'startEvent', { isInterrupting, events: message('extension') }),
          user('approve'),
          node('decided', 'endEvent'),
        ],
        { config: { isEventSubProcess: true, ...(maxInstances !== undefined && { maxInstances }) } },
      ),
    ],
    ['start -> work', 'work -> end', 'asked -> approve', 'approve -> decided'],
  );

test('an event sub-process that does not interrupt runs beside its scope, and keeps it open', () => {
  const run = given(request(false));
  run.message('extension', {}, 'a');
  run.complete('work');
  expect(run.state.status).toBe('active');
  run.complete('approve');
  expect(run.state.status).toBe('completed');
});

test('an interrupting event sub-process replaces everything in its scope', () => {
  const run = given(request(true));
  run.message('extension', {}, 'a');
  expect(run.openTasks()).toEqual(['approve']);
  expect(run.message('extension', {}, 'b')?.code).toBe('not-found');
  run.complete('approve');
  expect(run.state.status).toBe('completed');
});

test('no second request while one is pending, where the template says so', () => {
  const run = given(request(false, 1));
  run.message('extension', {}, 'a');
  expect(run.message('extension', {}, 'b')?.code).toBe('bad-input');
  run.complete('approve');
  expect(run.message('extension', {}, 'c')).toBeUndefined();
  expect(run.openTasks()).toEqual(['work', 'approve']);
});
