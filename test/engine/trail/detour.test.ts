import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { boundary, conditional, user } from '../../support/model.ts';
import { row } from './models.ts';
import { end, finish, returns, start, substance, targets, trailing, tryWithdraw } from './returning.ts';

describe('straight back to who returned it', () => {
  test('the steps between are not done again', () => {
    const run = given(row);
    ['a', 'b', 'c'].forEach((step) => run.complete(step));
    returns(row, run, { from: 'd', to: 'a', resume: 'back' });
    expect(run.openTasks()).toEqual(['a']);
    run.complete('a', { mended: true });
    expect(run.openTasks()).toEqual(['d']);
    expect(run.variables()).toEqual({ mended: true });
    expect(run.last('stepResumed')).toMatchObject({ node: 'd' });
    finish(run);
    expect(run.times('b')).toBe(1);
  });

  test('the same steps can be returned to afterwards as before', () => {
    const run = given(row);
    ['a', 'b', 'c'].forEach((step) => run.complete(step));
    returns(row, run, { from: 'd', to: 'b', resume: 'back' });
    run.complete('b');
    expect(targets(row, run, 'd')).toEqual(['c', 'b', 'a']);
    returns(row, run, { from: 'd', to: 'b' });
    expect(run.openTasks()).toEqual(['b']);
    expect(targets(row, run, 'b')).toEqual(['a']);
    finish(run);
    expect(run.times('c')).toBe(2);
  });

  test('one return within another: each goes back to its own', () => {
    const run = given(row);
    ['a', 'b', 'c'].forEach((step) => run.complete(step));
    returns(row, run, { from: 'd', to: 'c', resume: 'back' });
    returns(row, run, { from: 'c', to: 'a', resume: 'back' });
    run.complete('a');
    expect(run.openTasks()).toEqual(['c']);
    run.complete('c');
    expect(run.openTasks()).toEqual(['d']);
    finish(run);
    expect(run.times('b')).toBe(1);
  });

  test('a return that walks forward within one forgets it', () => {
    const run = given(row);
    ['a', 'b', 'c'].forEach((step) => run.complete(step));
    returns(row, run, { from: 'd', to: 'c', resume: 'back' });
    returns(row, run, { from: 'c', to: 'b' });
    run.complete('b');
    expect(run.openTasks()).toEqual(['c']);
    run.complete('c');
    expect(run.openTasks()).toEqual(['d']);
    finish(run);
  });

  test('who mended it cannot take that back: the case is elsewhere', () => {
    const run = given(row);
    run.complete('a');
    returns(row, run, { from: 'b', to: 'a', resume: 'back' });
    run.complete('a');
    expect(run.openTasks()).toEqual(['b']);
    expect(tryWithdraw(run, 'a')).toMatchObject({ code: 'not-allowed' });
  });

  test('what its data make true beside it comes', () => {
    const process = trailing(
      [
        ...[start, ...['a', 'b', 'c', 'told'].map((id) => user(id)), end],
        boundary('stop', 'b', { events: conditional('= stop = true') }),
      ],
      ['start -> a', 'start -> b', 'a -> c', 'c -> end', 'b -> end', 'stop -> told', 'told -> end'],
    );
    const run = given(process);
    run.complete('a');
    returns(process, run, { from: 'c', to: 'a', resume: 'back' });
    run.complete('a', { stop: true });
    expect(run.openTasks()).toEqual(['c', 'told']);
    finish(run);
  });

  test('also from the revision by whoever began the case', () => {
    const run = given(row);
    ['a', 'b'].forEach((step) => run.complete(step));
    returns(row, run, { from: 'c', to: 'initiator', resume: 'back' });
    expect(run.state.tasks).toMatchObject([{ node: 'start', added: { kind: 'revision' } }]);
    run.complete('start', { mended: true });
    expect(run.openTasks()).toEqual(['c']);
    expect(targets(row, run, 'c')).toEqual(['b', 'a']);
    finish(run);
    expect(run.times('a')).toBe(1);
  });

  test('where the process stood is what it stands in again', () => {
    const run = given(row);
    ['a', 'b', 'c'].forEach((step) => run.complete(step));
    const where = () => ({
      ...substance(run.state),
      tasks: run.openTasks(),
      tokens: run.state.tokens.map(({ id, node: at, active }) => ({ id, at, active })),
      trail: [],
    });
    const before = where();
    returns(row, run, { from: 'd', to: 'b', resume: 'back' });
    run.complete('b');
    expect(where()).toEqual(before);
  });
});
