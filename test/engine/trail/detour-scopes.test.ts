import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import {
  boundary,
  conditional,
  eventSubProcess,
  message,
  node,
  timer,
  user,
  within,
} from '../../support/model.ts';
import { end, finish, returns, start, trailing } from './returning.ts';

describe('straight back into, out of and within what holds several steps', () => {
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
});
