/** Patterns that look at the state of the case, and patterns of cancellation. */
import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import {
  boundary,
  eventSubProcess,
  message,
  model,
  node,
  terminate,
  timer,
  user,
  within,
} from '../support/model.ts';

const start = node('start', 'startEvent');
const users = (...ids: string[]) => ids.map((id) => user(id));

test('WCP-16 Deferred Choice', () => {
  const run = given(
    model(
      'deferred',
      [
        start,
        node('gate', 'eventBasedGateway'),
        node('answered', 'intermediateCatchEvent', { events: message('answer') }),
        node('late', 'intermediateCatchEvent', { events: timer('duration', 'P1D') }),
        ...users('read', 'chase'),
      ],
      ['start -> gate', 'gate -> answered', 'gate -> late', 'answered -> read', 'late -> chase'],
    ),
  );
  expect(run.openTasks()).toEqual([]);
  run.message('answer');
  run.after('P2D');
  expect(run.openTasks()).toEqual(['read']);
});

const oneByOne = (isManual: boolean) =>
  given(
    model(
      'oneByOne',
      [
        start,
        ...within('checks', users('a', 'b', 'c'), {
          config: {
            ordering: 'Sequential',
            cancelRemaining: true,
            isManual,
            ...(isManual && { completionCondition: '= done = true' }),
          },
        }).map((each) => (each.id === 'checks' ? { ...each, type: 'adHocSubProcess' } : each)),
        user('next'),
      ],
      ['start -> checks', 'a -> b', 'checks -> next'],
    ),
  );

test('WCP-17 Interleaved Parallel Routing', () => {
  // b comes after a; c at any time; never two at once.
  const run = oneByOne(true);
  const begin = (id: string) => run.command({ kind: 'startActivity', node: id })?.code;
  expect(begin('b')).toBe('bad-input');
  begin('c');
  expect(begin('a')).toBe('bad-input');
  run.complete('c');
  begin('a');
  run.complete('a');
  expect(run.openTasks()).toEqual(['b']);
  expect(begin('c')).toBe('bad-input');
  run.complete('b', { done: true });
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-40 Interleaved Routing', () => {
  const run = oneByOne(false);
  const order: string[] = [];
  while (!run.openTasks().includes('next')) {
    const [task = '', ...others] = run.openTasks();
    expect(others).toEqual([]);
    order.push(task);
    run.complete(task);
  }
  expect(order.toSorted()).toEqual(['a', 'b', 'c']);
});

test('WCP-18 Milestone', () => {
  // A complaint can be raised while the decision is published, not before and not after.
  const run = given(
    model(
      'milestone',
      [
        start,
        ...users('decide', 'published', 'close', 'complain'),
        boundary('complaint', 'published', { isInterrupting: false, events: message('complaint') }),
      ],
      ['start -> decide', 'decide -> published', 'published -> close', 'complaint -> complain'],
    ),
  );
  expect(run.message('complaint')?.code).toBe('not-found');
  run.complete('decide');
  expect(run.message('complaint')).toBeUndefined();
  expect(run.openTasks()).toEqual(['published', 'complain']);
  run.complete('published');
  expect(run.message('complaint')?.code).toBe('not-found');
});

test('WCP-19 Cancel Task', () => {
  const run = given(
    model(
      'cancelTask',
      [start, ...users('work', 'instead'), boundary('stop', 'work', { events: message('stop') })],
      ['start -> work', 'stop -> instead'],
    ),
  );
  run.message('stop');
  expect(run.openTasks()).toEqual(['instead']);
  expect(run.last('taskCancelled').node).toBe('work');
});

test('WCP-20 Cancel Case', () => {
  const run = given(
    model(
      'cancelCase',
      [
        start,
        node('fork', 'parallelGateway'),
        ...users('a', 'b'),
        ...eventSubProcess('withdrawn', { events: message('withdraw') }, [
          node('gone', 'endEvent', { events: terminate }),
        ]),
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'withdrawnStart -> gone'],
    ),
  );
  run.message('withdraw');
  expect(run.state.status).toBe('completed');
  expect(run.count('taskCancelled')).toBe(2);
});

test('WCP-25 Cancel Region', () => {
  const run = given(
    model(
      'regions',
      [
        start,
        node('fork', 'parallelGateway'),
        user('outside'),
        ...within('region', [node('s', 'startEvent'), node('split', 'parallelGateway'), ...users('a', 'b')]),
        boundary('stop', 'region', { events: message('stop') }),
        user('instead'),
      ],
      [
        'start -> fork',
        'fork -> outside',
        'fork -> region',
        's -> split',
        'split -> a',
        'split -> b',
        'stop -> instead',
      ],
    ),
  );
  run.message('stop');
  expect(run.openTasks()).toEqual(['outside', 'instead']);
});
