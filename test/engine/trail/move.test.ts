import { describe, expect, test } from 'vitest';
import { moveTargets } from '../../../engine/trail/move.ts';
import type { ProcessModel } from '../../../engine/model.ts';
import { given, officer, type CaseUnderTest } from '../../support/given.ts';
import { message, boundary, node, nodes, user, within } from '../../support/model.ts';
import { end, finish, inARow, mover, returns, start, trailing } from './returning.ts';

function ahead(process: ProcessModel, run: CaseUnderTest, from: string): Record<string, string[]> {
  const found = moveTargets(process, run.state, run.task(from));
  return Object.fromEntries(found.map(({ node: at, ends }) => [at, ends.map((token) => token.node)]));
}

function moves(run: CaseUnderTest, from: string, to: string, actor = mover) {
  return run.command({ kind: 'moveTask', task: run.task(from).id, to, reason: 'urgent' }, actor);
}

describe('one after another', () => {
  const row = inARow('a', 'b', 'c');

  test('a step is left undone, and the case goes on further on', () => {
    const run = given(row);
    expect(ahead(row, run, 'a')).toEqual({ b: ['a'], c: ['a'], end: ['a'] });
    expect(moves(run, 'a', 'c')).toBeUndefined();
    expect(run.openTasks()).toEqual(['c']);
    expect(run.last('stepMoved')).toMatchObject({ node: 'a', to: 'c', reason: 'urgent' });
    finish(run);
    expect(run.times('b')).toBe(0);
  });

  test('it needs the permission, and a step ahead', () => {
    const run = given(row);
    expect(moves(run, 'a', 'c', officer)).toMatchObject({ code: 'not-allowed' });
    run.complete('a');
    expect(moves(run, 'b', 'a')).toMatchObject({ code: 'bad-input' });
    expect(moves(run, 'b', 'nowhere')).toMatchObject({ code: 'bad-input' });
  });

  test('and can be returned to what came before it', () => {
    const run = given(row);
    run.complete('a');
    moves(run, 'b', 'c');
    returns(row, run, { from: 'c', to: 'a' });
    expect(run.openTasks()).toEqual(['a']);
    finish(run);
  });
});

describe('parallel', () => {
  const process = trailing(
    [
      start,
      user('ask'),
      node('fork', 'parallelGateway'),
      node('join', 'parallelGateway'),
      user('a'),
      user('a2'),
      user('b'),
      user('c'),
      end,
    ],
    [
      'start -> ask',
      'ask -> fork',
      'fork -> a',
      'fork -> b',
      'a -> a2',
      'a2 -> join',
      'b -> join',
      'join -> c',
      'c -> end',
    ],
  );

  test('from before a fork not into one of its branches: the refusal names the fork', () => {
    const run = given(process);
    expect(moves(run, 'ask', 'a2')).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('fork') as string,
    });
    expect(Object.keys(ahead(process, run, 'ask'))).toEqual(['c', 'end']);
  });

  test('within a branch the other is left alone', () => {
    const run = given(process);
    run.complete('ask');
    expect(ahead(process, run, 'a').a2).toEqual(['a']);
    moves(run, 'a', 'a2');
    expect(run.openTasks()).toEqual(['b', 'a2']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('to after the join the other branch ends with it', () => {
    const run = given(process);
    run.complete('ask');
    expect(ahead(process, run, 'a').c?.toSorted()).toEqual(['a', 'b']);
    moves(run, 'a', 'c');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('also one that has come to the join', () => {
    const run = given(process);
    run.complete('ask');
    run.complete('b');
    moves(run, 'a', 'c');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });
});

test('out of a sub-process: it ends with all that is in it', () => {
  const process = trailing(
    [
      start,
      ...within('sub', [node('in', 'startEvent'), node('fork', 'parallelGateway'), user('one'), user('two')]),
      boundary('stop', 'sub', { events: message('stop') }),
      user('stopped'),
      user('c'),
      end,
    ],
    ['start -> sub', 'in -> fork', 'fork -> one', 'fork -> two', 'sub -> c', 'stop -> stopped', 'c -> end'],
  );
  const run = given(process);
  expect(ahead(process, run, 'one')).toEqual({ c: ['sub'], end: ['sub'] });
  moves(run, 'one', 'c');
  expect(run.openTasks()).toEqual(['c']);
  expect(run.state.scopes).toHaveLength(1);
  finish(run);
});

test('out of a multi-instance activity: all its instances end', () => {
  const process = trailing(
    [start, user('sign', {}, { loop: { isSequential: false, cardinality: '= 3' } }), user('c'), end],
    ['start -> sign', 'sign -> c', 'c -> end'],
  );
  const run = given(process);
  run.complete('sign');
  moves(run, 'sign', 'c');
  expect(run.openTasks()).toEqual(['c']);
  finish(run);
});

test('a loop is not ahead: only what lies beyond it is', () => {
  const process = trailing(
    [start, ...nodes('exclusiveGateway', 'again', 'enough'), user('draft'), user('check'), user('sign'), end],
    [
      'start -> again',
      'again -> draft',
      'draft -> check',
      'check -> enough',
      'enough -> sign : done',
      'enough -> again : default',
      'sign -> end',
    ],
  );
  const run = given(process, { done: false });
  run.complete('draft');
  expect(Object.keys(ahead(process, run, 'check'))).toEqual(['sign', 'end']);
  moves(run, 'check', 'sign');
  expect(run.openTasks()).toEqual(['sign']);
  finish(run);
});

test('an inclusive join does not wait for what was moved past it', () => {
  const process = trailing(
    [start, ...nodes('inclusiveGateway', 'split', 'merge'), user('a'), user('b'), user('c'), end],
    [
      'start -> split',
      'split -> a : true',
      'split -> b : true',
      'a -> merge',
      'b -> merge',
      'merge -> c',
      'c -> end',
    ],
  );
  const run = given(process);
  run.complete('a');
  moves(run, 'b', 'c');
  expect(run.openTasks()).toEqual(['c']);
  finish(run);
  expect(run.times('c')).toBe(1);
});
