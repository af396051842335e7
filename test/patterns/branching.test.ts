/** Patterns of branching: basic control flow, advanced branching and synchronization. */
import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import { given, type CaseUnderTest } from '../support/given.ts';
import { model, node, nodes, terminate, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');
const users = (...ids: string[]) => ids.map((id) => user(id));

/** Three branches that meet at `join`, after which `next` comes. */
const three = (join: Node, more: Node[] = [], flows = ['join -> next']) =>
  model(
    'three',
    [start, node('fork', 'parallelGateway'), ...users('a', 'b', 'c', 'next'), join, ...more],
    ['start -> fork', 'fork -> a', 'fork -> b', 'fork -> c', 'a -> join', 'b -> join', 'c -> join', ...flows],
  );
const enough = (condition: string) =>
  node('join', 'complexGateway', { config: { activationCondition: condition } });

/** The same three branches, again and again as long as somebody wishes. */
const rounds = (join: Node) =>
  model(
    'rounds',
    [
      start,
      ...nodes('exclusiveGateway', 'merge', 'again'),
      node('fork', 'parallelGateway'),
      ...users('a', 'b', 'c', 'next'),
      join,
      node('end', 'endEvent'),
    ],
    [
      'start -> merge',
      'merge -> fork',
      'fork -> a',
      'fork -> b',
      'fork -> c',
      'a -> join',
      'b -> join',
      'c -> join',
      'join -> next',
      'next -> again',
      'again -> merge : repeat',
      'again -> end : default',
    ],
  );

/** Three branches in a sub-process that ends as soon as its join goes on. */
const cancelling = (join: Node) =>
  model(
    'cancelling',
    [
      start,
      ...within('sub', [
        node('s', 'startEvent'),
        node('fork', 'parallelGateway'),
        ...users('a', 'b', 'c'),
        join,
        node('enough', 'endEvent', { events: terminate }),
      ]),
      user('next'),
    ],
    [
      'start -> sub',
      's -> fork',
      'fork -> a',
      'fork -> b',
      'fork -> c',
      'a -> join',
      'b -> join',
      'c -> join',
    ].concat(['join -> enough', 'sub -> next']),
  );

function complete(run: CaseUnderTest, ...tasks: string[]) {
  for (const task of tasks) run.complete(task);
}

test('WCP-1 Sequence', () => {
  const run = given(model('sequence', [start, ...users('a', 'b')], ['start -> a', 'a -> b']));
  expect(run.openTasks()).toEqual(['a']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['b']);
});

test('WCP-2 Parallel Split', () => {
  expect(given(three(node('join', 'parallelGateway'))).openTasks()).toEqual(['a', 'b', 'c']);
});

test('WCP-3 Synchronization', () => {
  const run = given(three(node('join', 'parallelGateway')));
  complete(run, 'b', 'a');
  expect(run.openTasks()).toEqual(['c']);
  run.complete('c');
  expect(run.openTasks()).toEqual(['next']);
});

const choice = (type: string) =>
  model(
    'choice',
    [start, node('which', type), ...users('a', 'b', 'next'), node('merge', 'exclusiveGateway')],
    [
      'start -> which',
      'which -> a : amount > 10',
      'which -> b : amount > 5',
      'a -> merge',
      'b -> merge',
      'merge -> next',
    ],
  );

test('WCP-4 Exclusive Choice', () => {
  expect(given(choice('exclusiveGateway'), { amount: 20 }).openTasks()).toEqual(['a']);
  expect(given(choice('exclusiveGateway'), { amount: 7 }).openTasks()).toEqual(['b']);
});

test('WCP-5 Simple Merge', () => {
  const run = given(choice('exclusiveGateway'), { amount: 7 });
  run.complete('b');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-6 Multi-Choice', () => {
  expect(given(choice('inclusiveGateway'), { amount: 20 }).openTasks()).toEqual(['a', 'b']);
  expect(given(choice('inclusiveGateway'), { amount: 7 }).openTasks()).toEqual(['b']);
});

test('WCP-7 Structured Synchronizing Merge', () => {
  const structured = model(
    'structured',
    [start, ...nodes('inclusiveGateway', 'fork', 'join'), ...users('a', 'b', 'next')],
    [
      'start -> fork',
      'fork -> a : amount > 10',
      'fork -> b : amount > 5',
      'a -> join',
      'b -> join',
      'join -> next',
    ],
  );
  const both = given(structured, { amount: 20 });
  both.complete('a');
  expect(both.openTasks()).toEqual(['b']);
  both.complete('b');
  expect(both.openTasks()).toEqual(['next']);
  const one = given(structured, { amount: 7 });
  one.complete('b');
  expect(one.openTasks()).toEqual(['next']);
});

test('WCP-8 Multi-Merge', () => {
  const run = given(three(node('join', 'exclusiveGateway')));
  complete(run, 'c', 'a');
  expect(run.openTasks()).toEqual(['b', 'next', 'next']);
});

test('WCP-9 Structured Discriminator', () => {
  const run = given(three(enough('activationCount >= 1')));
  run.complete('b');
  expect(run.openTasks()).toEqual(['a', 'c', 'next']);
  complete(run, 'a', 'c');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-28 Blocking Discriminator', () => {
  const run = given(rounds(enough('activationCount >= 1')));
  run.complete('a');
  run.complete('next', { repeat: true });
  // A branch of the second round comes while two of the first are still out: it waits for the reset.
  expect(run.openTasks()).toEqual(['b', 'c', 'a', 'b', 'c']);
  run.complete('a');
  expect(run.openTasks()).not.toContain('next');
  complete(run, 'b', 'c');
  expect(run.openTasks()).toEqual(['b', 'c', 'next']);
});

test('WCP-29 Cancelling Discriminator', () => {
  const run = given(cancelling(enough('activationCount >= 1')));
  run.complete('b');
  expect(run.openTasks()).toEqual(['next']);
  expect(run.count('taskCancelled')).toBe(2);
});

test('WCP-30 Structured Partial Join', () => {
  const run = given(three(enough('activationCount >= 2')));
  run.complete('c');
  expect(run.openTasks()).toEqual(['a', 'b']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['b', 'next']);
  run.complete('b');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-31 Blocking Partial Join', () => {
  const run = given(rounds(enough('activationCount >= 2')));
  complete(run, 'a', 'b');
  run.complete('next', { repeat: true });
  expect(run.openTasks()).toEqual(['c', 'a', 'b', 'c']);
  complete(run, 'a', 'b');
  expect(run.openTasks()).toEqual(['c', 'c']);
  run.complete('c');
  expect(run.openTasks()).toEqual(['c', 'next']);
});

test('WCP-32 Cancelling Partial Join', () => {
  const run = given(cancelling(enough('activationCount >= 2')));
  complete(run, 'c', 'a');
  expect(run.openTasks()).toEqual(['next']);
  expect(run.count('taskCancelled')).toBe(1);
});

test('WCP-33 Generalized AND-Join', () => {
  // Two threads run through each branch; a thread waits at the join for one of the other branch, whichever comes.
  const run = given(
    model(
      'generalized',
      [
        start,
        user('twice', {}, { completionQuantity: 2 }),
        ...nodes('parallelGateway', 'fork', 'join'),
        ...users('a', 'b', 'next'),
      ],
      ['start -> twice', 'twice -> fork', 'fork -> a', 'fork -> b', 'a -> join', 'b -> join', 'join -> next'],
    ),
  );
  run.complete('twice');
  complete(run, 'a', 'a');
  expect(run.openTasks()).toEqual(['b', 'b']);
  run.complete('b');
  expect(run.openTasks()).toEqual(['b', 'next']);
  run.complete('b');
  expect(run.openTasks()).toEqual(['next', 'next']);
});

/** A fork whose branches may leave, or come round once more, before they meet. */
const leaving = model(
  'leaving',
  [
    start,
    ...nodes('inclusiveGateway', 'fork', 'join'),
    ...nodes('exclusiveGateway', 'again', 'which'),
    ...users('a', 'b', 'next'),
    node('end', 'endEvent'),
  ],
  [
    'start -> fork',
    'fork -> a : true',
    'fork -> again : amount > 5',
    'again -> b',
    'b -> which',
    'which -> again : answer = "again"',
    'which -> end : answer = "leave"',
    'which -> join : default',
    'a -> join',
    'join -> next',
  ],
);

test('WCP-37 Local Synchronizing Merge', () => {
  const one = given(leaving, { amount: 1 });
  one.complete('a');
  expect(one.openTasks()).toEqual(['next']);
  const both = given(leaving, { amount: 9 });
  both.complete('a');
  expect(both.openTasks()).toEqual(['b']);
  both.complete('b', { answer: 'join' });
  expect(both.openTasks()).toEqual(['next']);
});

test('WCP-38 General Synchronizing Merge', () => {
  // It must look at where the other thread is: it may still come, round a loop, and it may leave for good.
  const run = given(leaving, { amount: 9 });
  run.complete('a');
  run.complete('b', { answer: 'again' });
  expect(run.openTasks()).toEqual(['b']);
  run.complete('b', { answer: 'leave' });
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-41 Thread Merge', () => {
  const run = given(
    model(
      'threads',
      [
        start,
        user('split', {}, { completionQuantity: 3 }),
        user('a'),
        user('merged', {}, { startQuantity: 3 }),
      ],
      ['start -> split', 'split -> a', 'a -> merged'],
    ),
  );
  complete(run, 'split', 'a', 'a');
  expect(run.openTasks()).toEqual(['a']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['merged']);
});

test('WCP-42 Thread Split', () => {
  const run = given(
    model(
      'threads',
      [start, user('split', {}, { completionQuantity: 3 }), user('a')],
      ['start -> split', 'split -> a'],
    ),
  );
  run.complete('split');
  expect(run.openTasks()).toEqual(['a', 'a', 'a']);
});
