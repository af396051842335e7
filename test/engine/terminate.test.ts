import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import { given } from '../support/given.ts';
import { boundary, compensate, model, node, terminate, timer, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');
const stop = node('stop', 'endEvent', { events: terminate });

/** A sub-process in which one path can stop the other; beside it another task. */
const nested = (parts: Partial<Node> = {}) =>
  model(
    'nested',
    [
      start,
      node('fork', 'parallelGateway'),
      user('beside'),
      ...within(
        'sub',
        [
          node('s', 'startEvent'),
          node('split', 'parallelGateway'),
          user('long'),
          user('short'),
          stop,
          ...within('inner', [node('si', 'startEvent'), user('deep')]),
        ],
        parts,
      ),
      user('after'),
    ],
    [
      'start -> fork',
      'fork -> beside',
      'fork -> sub',
      's -> split',
      'split -> long',
      'split -> short',
      'split -> inner',
      'si -> deep',
      'short -> stop',
      'sub -> after',
    ],
  );

test('in a sub-process it ends the sub-process with all scopes in it, and what follows goes on', () => {
  const run = given(nested());
  expect(run.openTasks()).toEqual(['beside', 'long', 'short', 'deep']);
  run.complete('short');
  expect(run.openTasks()).toEqual(['beside', 'after']);
  expect(run.times('sub')).toBe(1);
});

test('in one instance of several it ends that instance', () => {
  const run = given(nested({ loop: { isSequential: false, cardinality: '= 2' } }));
  run.complete('short');
  expect(run.openTasks()).toEqual(['beside', 'long', 'short', 'deep']);
  run.complete('short');
  expect(run.openTasks()).toEqual(['beside', 'after']);
});

test('in the process it ends the case, with every scope, timer and call', () => {
  const run = given(
    model(
      'whole',
      [
        start,
        node('fork', 'parallelGateway'),
        user('short'),
        stop,
        ...within('sub', [node('s', 'startEvent'), user('deep')]),
        boundary('late', 'sub', { events: timer('duration', 'P1D') }),
        node('call', 'callActivity', {
          config: { calledElement: 'other', binding: 'latest', inputs: [], outputs: [] },
        }),
        user('chase'),
      ],
      [
        'start -> fork',
        'fork -> short',
        'fork -> sub',
        'fork -> call',
        's -> deep',
        'short -> stop',
        'late -> chase',
      ],
    ),
  );
  run.complete('short');
  expect(run.state).toMatchObject({ status: 'completed', outcome: 'stop' });
  expect(run.openTasks()).toEqual([]);
  expect(run.count('timerCancelled')).toBe(1);
  expect(run.effects.at(-1)?.kind).toBe('cancelCall');
});

test('what was terminated is not undone by itself, and can be undone by what follows', () => {
  const run = given(
    model(
      'undoing',
      [
        start,
        ...within('sub', [
          node('s', 'startEvent'),
          user('bus', {}, { compensatedBy: 'cancelBus' }),
          user('cancelBus', {}, { isForCompensation: true }),
          stop,
        ]),
        user('decide'),
        node('undo', 'endEvent', { events: compensate() }),
      ],
      ['start -> sub', 's -> bus', 'bus -> stop', 'sub -> decide', 'decide -> undo'],
    ),
  );
  run.complete('bus');
  expect(run.openTasks()).toEqual(['decide']);
  run.complete('decide');
  expect(run.openTasks()).toEqual(['cancelBus']);
});
