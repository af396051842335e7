import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { model, node, nodes, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');

test('an activity with a start quantity waits until it has that many tokens, and starts once with them', () => {
  const run = given(
    model(
      'pairs',
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        user('c'),
        user('check', {}, { startQuantity: 2 }),
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'fork -> c', 'a -> check', 'b -> check', 'c -> check'],
    ),
  );
  run.complete('a');
  expect(run.openTasks()).toEqual(['b', 'c']);
  run.complete('c');
  expect(run.openTasks()).toEqual(['b', 'check']);
  expect(run.last('tokensConsumed')).toMatchObject({ node: 'check' });
  run.complete('check');
  run.complete('b');
  // One token alone can never start it: that is a dead end, and seen.
  expect(run.incidents()).toEqual(['stuck']);
});

test('a completion quantity sends that many tokens along each flow', () => {
  const run = given(
    model(
      'copies',
      [start, user('print', {}, { completionQuantity: 3 }), user('sign'), ...nodes('endEvent', 'end')],
      ['start -> print', 'print -> sign', 'sign -> end'],
    ),
  );
  run.complete('print');
  expect(run.openTasks()).toEqual(['sign', 'sign', 'sign']);
  run.complete('sign');
  run.complete('sign');
  expect(run.state.status).toBe('active');
  run.complete('sign');
  expect(run.state.status).toBe('completed');
});

test('what one sends the other collects, also for a whole sub-process', () => {
  const run = given(
    model(
      'batch',
      [
        start,
        user('print', {}, { completionQuantity: 4 }),
        ...within('box', [node('s', 'startEvent'), user('pack')], { startQuantity: 2 }),
      ],
      ['start -> print', 'print -> box', 's -> pack'],
    ),
  );
  run.complete('print');
  expect(run.openTasks()).toEqual(['pack', 'pack']);
});

test('a multi-instance activity counts its tokens before its instances begin', () => {
  const run = given(
    model(
      'both',
      [
        start,
        user('print', {}, { completionQuantity: 2 }),
        user(
          'read',
          {},
          { startQuantity: 2, completionQuantity: 2, loop: { isSequential: false, cardinality: '= 2' } },
        ),
        user('file'),
      ],
      ['start -> print', 'print -> read', 'read -> file'],
    ),
  );
  run.complete('print');
  expect(run.openTasks()).toEqual(['read', 'read']);
  run.complete('read');
  run.complete('read');
  expect(run.openTasks()).toEqual(['file', 'file']);
});
