import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { node, nodes, user, within } from '../../support/model.ts';
import { orphans } from '../../support/orphans.ts';
import { summing, needsBoth } from './models.ts';
import { end, finish, inARow, returns, start, targets, trailing, tryReturn } from './returning.ts';

describe('one after another', () => {
  const row = inARow('plan', 'check', 'approve');

  test('a step goes back to any that was done before it, the newest first', () => {
    const run = given(row);
    run.complete('plan');
    run.complete('check');
    expect(targets(row, run, 'approve')).toEqual(['check', 'plan']);
    returns(row, run, { from: 'approve', to: 'plan' });
    expect(run.openTasks()).toEqual(['plan']);
    finish(run);
    expect(run.times('check')).toBe(2);
  });

  test('the step that comes again says why, by whom and whence', () => {
    const run = given(row);
    run.complete('plan');
    returns(row, run, { from: 'check', to: 'plan' });
    expect(run.task('plan').returned).toEqual({ reason: 'incomplete', by: 'p1', from: 'check' });
    run.complete('plan');
    expect(run.task('check').returned).toBeUndefined();
  });

  test('data stays as it is, to be mended', () => {
    const run = given(row);
    run.complete('plan', { budget: 10 });
    returns(row, run, { from: 'check', to: 'plan' });
    expect(run.variables()).toEqual({ budget: 10 });
  });

  test('one that was never done is no target, nor the step itself', () => {
    const run = given(row);
    run.complete('plan');
    expect(targets(row, run, 'check')).toEqual(['plan']);
    expect(tryReturn(row, run, { from: 'check', to: 'approve' })).toMatchObject({ code: 'bad-input' });
    expect(tryReturn(row, run, { from: 'check', to: 'check' })).toMatchObject({ code: 'bad-input' });
  });

  test('the previous step is the one done just before', () => {
    const run = given(row);
    run.complete('plan');
    run.complete('check');
    returns(row, run, { from: 'approve', to: 'previous' });
    expect(run.openTasks()).toEqual(['check']);
    expect(tryReturn(row, given(row), { from: 'plan', to: 'previous' })).toMatchObject({ code: 'bad-input' });
  });

  test('a process without a step that goes back keeps no trail', () => {
    const plain = { ...row };
    delete plain.keepsTrail;
    const run = given(plain);
    run.complete('plan');
    expect(run.state.trail).toBeUndefined();
    expect(run.events.some((event) => 'firing' in event)).toBe(false);
  });
});

describe('parallel', () => {
  const fork = trailing(
    [
      start,
      user('ask'),
      ...nodes('parallelGateway', 'fork', 'join'),
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
  const begun = () => {
    const run = given(fork);
    run.complete('ask');
    return run;
  };

  test('from a branch to before the fork: the other branch ends too', () => {
    const run = begun();
    run.complete('a');
    returns(fork, run, { from: 'a2', to: 'ask' });
    expect(run.openTasks()).toEqual(['ask']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('within a branch: the other branch is left alone', () => {
    const run = begun();
    run.complete('a');
    const { id } = run.task('b');
    returns(fork, run, { from: 'a2', to: 'a' });
    expect(run.openTasks()).toEqual(['b', 'a']);
    expect(run.task('b').id).toBe(id);
    finish(run);
  });

  test('from after the join into one branch: the other is done, and waits at the join', () => {
    const run = begun();
    ['a', 'b', 'a2'].forEach((step) => run.complete(step));
    returns(fork, run, { from: 'c', to: 'a2' });
    expect(run.openTasks()).toEqual(['a2']);
    run.complete('a2');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('b')).toBe(1);
  });

  test('a step of the branch beside it is no target', () => {
    const run = begun();
    run.complete('b');
    run.complete('a');
    expect(targets(fork, run, 'a2')).toEqual(['a', 'ask']);
  });

  test('the previous steps of a join are those of all its branches', () => {
    const run = begun();
    ['a', 'a2', 'b'].forEach((step) => run.complete(step));
    returns(fork, run, { from: 'c', to: 'previous' });
    expect(run.openTasks().toSorted()).toEqual(['a2', 'b']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });
});

describe('a step that begins with several tokens', () => {
  const posts = ['officer', 'head'].map((post) => ({ post, unit: 'school' }));

  test.each([
    ['a task', [user('sum', {}, needsBoth)], ['sum']],
    [
      'signed by several',
      [user('sum', { candidates: posts, signing: { mode: 'all' } }, needsBoth)],
      ['sum', 'sum'],
    ],
    ['a sub-process', within('sum', [node('in', 'startEvent'), user('inside')], needsBoth), ['inside']],
  ])('waits for both again when what one of them came of is returned: %s', (_, sum, open) => {
    const process = summing(sum);
    const run = given(process);
    run.complete('a');
    run.complete('b');
    expect(run.openTasks()).toEqual(['beside', ...open]);
    returns(process, run, { from: 'beside', to: 'a' });
    expect(run.openTasks()).toEqual(['a']);
    run.complete('a');
    expect(run.openTasks().toSorted()).toEqual(['beside', ...open].toSorted());
    expect(orphans(run.state)).toEqual([]);
  });

  test('also while its people are sought: those found meanwhile are not asked', () => {
    const people = [{ kind: 'role' as const, post: 'principal', unitKind: 'school' }];
    const sum = user('sum', { candidates: [], people }, needsBoth);
    const process = summing([sum]);
    const run = given(process);
    run.complete('a');
    run.complete('b');
    expect(run.state.work?.lookups).toHaveLength(1);
    returns(process, run, { from: 'beside', to: 'a' });
    expect(run.state.work?.lookups ?? []).toEqual([]);
    run.complete('a');
    expect(run.state.work?.lookups).toHaveLength(1);
  });
});

describe('inclusive', () => {
  const choice = trailing(
    [
      start,
      user('ask'),
      ...nodes('inclusiveGateway', 'split', 'merge'),
      user('a'),
      user('b'),
      user('c'),
      end,
    ],
    [
      'start -> ask',
      'ask -> split',
      'split -> a : x >= 1',
      'split -> b : x >= 2',
      'split -> merge : default',
      'a -> merge',
      'b -> merge',
      'merge -> c',
      'c -> end',
    ],
  );

  test('a join that had passed because nothing more could come waits again', () => {
    const run = given(choice, { x: 2 });
    ['ask', 'a', 'b'].forEach((step) => run.complete(step));
    returns(choice, run, { from: 'c', to: 'a' });
    expect(run.openTasks()).toEqual(['a']);
    run.complete('a');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('what was decided at the split is decided anew from before it', () => {
    const run = given(choice, { x: 2 });
    ['ask', 'a', 'b'].forEach((step) => run.complete(step));
    returns(choice, run, { from: 'c', to: 'ask' });
    run.complete('ask', { x: 1 });
    expect(run.openTasks()).toEqual(['a']);
    finish(run);
  });

  test('a branch that ended by itself before the join passed counts as before it', () => {
    const away = trailing(
      [
        start,
        ...nodes('inclusiveGateway', 'split', 'merge'),
        user('a'),
        user('b'),
        node('route', 'exclusiveGateway'),
        user('c'),
        ...nodes('endEvent', 'end', 'gone'),
      ],
      [
        'start -> split',
        'split -> a : true',
        'split -> b : true',
        'a -> merge',
        'b -> route',
        'route -> merge : stay',
        'route -> gone : default',
        'merge -> c',
        'c -> end',
      ],
    );
    const run = given(away, { stay: false });
    run.complete('a');
    run.complete('b');
    expect(run.openTasks()).toEqual(['c']);
    expect(targets(away, run, 'c')).toEqual(['b', 'a']);
    returns(away, run, { from: 'c', to: 'b' });
    expect(run.openTasks()).toEqual(['b']);
    run.complete('b', { stay: true });
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });
});
