import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import {
  boundary,
  conditional,
  eventSubProcess,
  message,
  node,
  nodes,
  timer,
  user,
  within,
} from '../../support/model.ts';
import {
  end,
  finish,
  inARow,
  returns,
  start,
  substance,
  targets,
  trailing,
  tryWithdraw,
} from './returning.ts';

const row = inARow('a', 'b', 'c', 'd');

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

  test('nor can a branch beside it take back what the step that returned it had used', () => {
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

  test('into a closed sub-process, whose boundary events do not come to life for it', () => {
    const process = trailing(
      [
        start,
        ...within('sub', [node('in', 'startEvent'), user('one'), user('two')]),
        boundary('late', 'sub', { events: timer('duration', 'P9D') }),
        user('told'),
        user('c'),
        end,
      ],
      ['start -> sub', 'in -> one', 'one -> two', 'sub -> c', 'late -> told', 'c -> end'],
    );
    const run = given(process);
    run.complete('one');
    run.complete('two');
    const before = run.state.scopes.length;
    returns(process, run, { from: 'c', to: 'one', resume: 'back' });
    expect(run.openTasks()).toEqual(['one']);
    expect(run.state.timers).toEqual([]);
    run.complete('one');
    expect(run.openTasks()).toEqual(['c']);
    expect(run.state.scopes).toHaveLength(before);
    finish(run);
    expect(run.times('two')).toBe(1);
  });

  test('out of a sub-process and back into it, with what hangs on it', () => {
    const process = trailing(
      [
        start,
        user('a'),
        ...within('sub', [node('in', 'startEvent'), user('one'), user('two')]),
        boundary('stop', 'sub', { events: message('stop') }),
        user('stopped'),
        end,
      ],
      ['start -> a', 'a -> sub', 'in -> one', 'one -> two', 'sub -> end', 'stop -> stopped'],
    );
    const run = given(process);
    run.complete('a');
    run.complete('one');
    returns(process, run, { from: 'two', to: 'a', resume: 'back' });
    expect(run.state.subscriptions).toEqual([]);
    run.complete('a');
    expect(run.openTasks()).toEqual(['two']);
    run.message('stop');
    expect(run.openTasks()).toEqual(['stopped']);
  });

  test('an instance of several mends what it gave to the list', () => {
    const process = trailing(
      [
        start,
        user(
          'sign',
          {},
          {
            loop: {
              isSequential: false,
              cardinality: '= 2',
              output: { collection: 'all', element: '= mine' },
            },
            outputs: [{ target: 'last', source: '= mine' }],
          },
        ),
        user('c'),
        end,
      ],
      ['start -> sign', 'sign -> c', 'c -> end'],
    );
    const run = given(process);
    run.complete('sign', { mine: 1 });
    run.complete('sign', { mine: 2 });
    expect(run.variables().all).toEqual([1, 2]);
    returns(process, run, { from: 'c', to: 'sign 0', resume: 'back' });
    run.complete('sign', { mine: 9 });
    expect(run.openTasks()).toEqual(['c']);
    expect(run.variables().all).toEqual([9, 2]);
  });

  test('if the step that was returned to is ended by an event, there is nothing to go back to', () => {
    const process = trailing(
      [
        start,
        ...within('sub', [node('in', 'startEvent'), user('one'), user('two')]),
        boundary('stop', 'sub', { events: message('stop') }),
        user('stopped'),
        end,
      ],
      ['start -> sub', 'in -> one', 'one -> two', 'sub -> end', 'stop -> stopped', 'stopped -> end'],
    );
    const run = given(process);
    run.complete('one');
    returns(process, run, { from: 'two', to: 'one', resume: 'back' });
    run.message('stop');
    expect(run.openTasks()).toEqual(['stopped']);
    finish(run);
  });

  test('what an event has ended meanwhile does not come back', () => {
    const process = trailing(
      [
        ...[start, user('a'), end],
        ...within('sub', [
          ...[node('in', 'startEvent'), user('p'), user('c')],
          boundary('go', 'p', { events: conditional('= go = true') }),
          ...eventSubProcess('instead', { events: message('stop') }, [user('other')]),
        ]),
      ],
      [
        ...['start -> a', 'start -> sub', 'in -> p', 'go -> c', 'insteadStart -> other'],
        ...['a -> end', 'sub -> end'],
      ],
    );
    const run = given(process);
    run.complete('a', { go: true });
    returns(process, run, { from: 'c', to: 'a', resume: 'back' });
    run.message('stop');
    expect(run.openTasks()).toEqual(['a', 'other']);
    run.complete('a');
    expect(run.openTasks()).toEqual(['other']);
    finish(run);
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
    const process = trailing(
      [start, user('a'), user('b'), user('beside'), user('sum', {}, { startQuantity: 2 }), end],
      [
        ...['start -> a', 'start -> b', 'a -> sum', 'a -> beside', 'b -> sum'],
        ...['sum -> end', 'beside -> end'],
      ],
    );
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
    const process = trailing(
      [start, user('a'), user('b'), user('beside'), user('sum', {}, { startQuantity: 2 }), end],
      [
        ...['start -> a', 'start -> b', 'a -> sum', 'a -> beside', 'b -> sum'],
        ...['sum -> end', 'beside -> end'],
      ],
    );
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
