import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { message, node, nodes, user } from '../../support/model.ts';
import { summing, branches } from './models.ts';
import { end, finish, returns, start, trailing, tryWithdraw } from './returning.ts';

describe('straight back where branches meet', () => {
  test('a branch beside it cannot take back what the step that returned it had used', () => {
    const forked = trailing(
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        node('join', 'parallelGateway'),
        user('c'),
        end,
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'a -> join', 'b -> join', 'join -> c', 'c -> end'],
    );
    const run = given(forked);
    run.complete('a');
    run.complete('b');
    returns(forked, run, { from: 'c', to: 'b', resume: 'back' });
    expect(tryWithdraw(run, 'a')?.code).toBe('not-allowed');
    run.complete('b');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
  });

  test('all that was cut off comes back: the other branches too, each with a fresh task', () => {
    const process = trailing(
      [
        start,
        user('ask'),
        ...nodes('parallelGateway', 'fork', 'join'),
        user('a'),
        user('b'),
        user('b2'),
        user('c'),
        end,
      ],
      [
        'start -> ask',
        'ask -> fork',
        'fork -> a',
        'fork -> b',
        'b -> b2',
        'a -> join',
        'b2 -> join',
        'join -> c',
        'c -> end',
      ],
    );
    const run = given(process);
    run.complete('ask');
    run.complete('b');
    const old = run.state.tasks.map(({ id }) => id);
    returns(process, run, { from: 'a', to: 'ask', resume: 'back' });
    expect(run.openTasks()).toEqual(['ask']);
    run.complete('ask');
    expect(run.openTasks().toSorted()).toEqual(['a', 'b2']);
    expect(run.state.tasks.some(({ id }) => old.includes(id))).toBe(false);
    finish(run);
    expect(run.times('c')).toBe(1);
    expect(run.times('b')).toBe(1);
  });

  test('to both steps before a join: back when both are done', () => {
    const process = trailing(
      [start, ...nodes('parallelGateway', 'fork', 'join'), user('a'), user('b'), user('c'), user('d'), end],
      [
        'start -> fork',
        'fork -> a',
        'fork -> b',
        'a -> join',
        'b -> join',
        'join -> c',
        'c -> d',
        'd -> end',
      ],
    );
    const run = given(process);
    run.complete('a');
    run.complete('b');
    returns(process, run, { from: 'c', to: 'previous', resume: 'back' });
    expect(run.openTasks().toSorted()).toEqual(['a', 'b']);
    run.complete('b');
    expect(run.openTasks()).toEqual(['a']);
    run.complete('a');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('a return that walks forward within one gives back what waited beside it at a join', () => {
    const process = trailing(
      [start, ...['p', 'a', 'b', 'c'].map((id) => user(id)), node('join', 'parallelGateway'), end],
      ['start -> p', 'start -> b', 'p -> a', 'a -> join', 'b -> join', 'join -> c', 'c -> end'],
    );
    const run = given(process);
    ['p', 'b', 'a'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'a', resume: 'back' });
    returns(process, run, { from: 'a', to: 'p' });
    expect(run.openTasks()).toEqual(['p']);
    finish(run);
    expect(run.times('b')).toBe(1);
    expect(run.times('c')).toBe(1);
  });

  test('when what was cut off had come of a step that is returned, the case walks forward from both', () => {
    const process = trailing(
      [start, ...['a', 'b', 'c', 'd'].map((id) => user(id)), node('join', 'parallelGateway'), end],
      [
        ...['start -> a', 'start -> b', 'a -> join', 'b -> join', 'b -> d'],
        ...['join -> c', 'c -> end', 'd -> end'],
      ],
    );
    const run = given(process);
    ['a', 'b'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'a', resume: 'back' });
    returns(process, run, { from: 'd', to: 'b' });
    run.complete('a');
    expect(run.openTasks()).toEqual(['b']);
    finish(run);
    expect(run.times('c')).toBe(1);
    expect(run.times('d')).toBe(1);
  });

  test('a step that began with two tokens, of which only one came of what is returned, waits for both again', () => {
    const process = summing();
    const run = given(process);
    run.complete('a');
    run.complete('b');
    expect(run.openTasks()).toEqual(['beside', 'sum']);
    returns(process, run, { from: 'beside', to: 'a', resume: 'back' });
    expect(run.openTasks()).toEqual(['a']);
    run.complete('a');
    expect(run.openTasks().toSorted()).toEqual(['beside', 'sum']);
    finish(run);
    expect(run.times('b')).toBe(1);
    expect(run.times('sum')).toBe(1);
    expect(run.last('stepReturned')).toMatchObject({ resume: 'forward' });
  });

  test('what waited at a join goes on with what came there meanwhile', () => {
    const process = trailing(
      [start, ...['a', 'b', 'd', 'c'].map((id) => user(id)), node('join', 'parallelGateway'), end],
      ['start -> a', 'start -> b', 'a -> join', 'a -> d', 'b -> join', 'join -> c', 'c -> end', 'd -> end'],
    );
    const run = given(process);
    run.complete('a');
    returns(process, run, { from: 'd', to: 'a', resume: 'back' });
    run.complete('b');
    expect(run.openTasks()).toEqual(['a']);
    run.complete('a');
    expect(run.openTasks().toSorted()).toEqual(['c', 'd']);
    finish(run);
  });

  test('a step that waits for two tokens has not begun when one of them comes back', () => {
    const process = summing();
    const run = given(process);
    run.complete('a');
    returns(process, run, { from: 'beside', to: 'a', resume: 'back' });
    run.complete('a');
    expect(run.openTasks()).toEqual(['b', 'beside']);
    run.complete('b');
    expect(run.openTasks()).toEqual(['beside', 'sum']);
    finish(run);
    expect(run.times('sum')).toBe(1);
  });
});

/** What came of `b` over two flows: `c`, together with `a`, and `d`. */
describe('two returns that go straight back from what came of one step', () => {
  const process = branches({ events: message('stop') }, { also: [user('d')], flows: ['b -> d', 'd -> end'] });
  const twice = () => {
    const run = given(process);
    ['a', 'b0', 'b'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'a', resume: 'back' });
    returns(process, run, { from: 'd', to: 'b', resume: 'back' });
    expect(run.openTasks().toSorted()).toEqual(['a', 'b']);
    return run;
  };

  test('the first is back only when that step is done again', () => {
    const run = twice();
    run.complete('a');
    expect(run.openTasks()).toEqual(['b']);
    run.complete('b');
    expect(run.openTasks().toSorted()).toEqual(['c', 'd']);
    finish(run);
    for (const step of ['c', 'd']) expect(run.times(step)).toBe(1);
  });

  test('the second is back without the first', () => {
    const run = twice();
    run.complete('b');
    expect(run.openTasks().toSorted()).toEqual(['a', 'd']);
    run.complete('a');
    expect(run.openTasks().toSorted()).toEqual(['c', 'd']);
    finish(run);
    for (const step of ['c', 'd']) expect(run.times(step)).toBe(1);
  });

  test('if that step ends without being done, nothing of what came of it comes back', () => {
    const run = twice();
    run.complete('a');
    run.message('stop');
    expect(run.openTasks()).toEqual(['other']);
    run.complete('other');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
    expect(run.times('a')).toBe(2);
    expect(run.times('d')).toBe(0);
  });
});
