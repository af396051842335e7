import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import {
  boundary,
  conditional,
  error,
  eventSubProcess,
  message,
  node,
  nodes,
  timer,
  user,
  within,
} from '../../support/model.ts';
import { end, finish, returns, start, targets, trailing } from './returning.ts';

describe('events', () => {
  test('from the path of an interrupting boundary event to before its activity', () => {
    const process = trailing(
      [
        start,
        user('ask'),
        ...within('sub', [
          node('in', 'startEvent'),
          ...nodes('parallelGateway', 'fork'),
          user('p'),
          user('p2'),
          user('q'),
          node('bad', 'endEvent', { events: error('e') }),
        ]),
        boundary('caught', 'sub', { events: error('e') }),
        user('handle'),
        user('c'),
        end,
      ],
      [
        'start -> ask',
        'ask -> sub',
        'in -> fork',
        'fork -> p',
        'p -> p2',
        'fork -> q',
        'q -> bad',
        'sub -> c',
        'caught -> handle',
        'c -> end',
      ],
    );
    const run = given(process);
    ['ask', 'p', 'q'].forEach((step) => run.complete(step));
    expect(run.openTasks()).toEqual(['handle']);
    // The step beside the one that failed did not lead here: returning to it would forget the error.
    expect(targets(process, run, 'handle')).toEqual(['q', 'ask']);
    returns(process, run, { from: 'handle', to: 'q' });
    expect(run.openTasks()).toEqual(['q', 'p2']);
    run.complete('p2');
    run.complete('q');
    expect(run.openTasks()).toEqual(['handle']);
  });

  test('after a timer had ended an activity, back to a step in it: the timer runs again', () => {
    const process = trailing(
      [
        start,
        ...within('sub', [node('in', 'startEvent'), user('one'), user('two')]),
        boundary('late', 'sub', { events: timer('duration', 'P2D') }),
        user('handle'),
        end,
      ],
      ['start -> sub', 'in -> one', 'one -> two', 'late -> handle', 'sub -> end'],
    );
    const run = given(process);
    run.complete('one');
    run.after('P2D');
    returns(process, run, { from: 'handle', to: 'one' });
    expect(run.openTasks()).toEqual(['one']);
    run.after('P2D');
    expect(run.openTasks()).toEqual(['handle']);
  });

  const handled = (isInterrupting: boolean) =>
    trailing(
      [
        start,
        user('a'),
        user('b'),
        ...eventSubProcess('recall', { events: message('stop'), isInterrupting }, [
          user('handle'),
          user('handle2'),
        ]),
        end,
      ],
      ['start -> a', 'a -> b', 'b -> end', 'recallStart -> handle', 'handle -> handle2'],
    );

  test('an interrupting event sub-process: back to a step that it ended, and it listens again', () => {
    const process = handled(true);
    const run = given(process);
    run.complete('a');
    run.message('stop');
    expect(targets(process, run, 'handle')).toEqual(['a']);
    returns(process, run, { from: 'handle', to: 'a' });
    expect(run.openTasks()).toEqual(['a']);
    expect(run.message('stop')).toBeUndefined();
    expect(run.openTasks()).toEqual(['handle']);
    finish(run);
  });

  test('one that runs beside the flow is left alone, and has targets of its own', () => {
    const process = handled(false);
    const run = given(process);
    run.complete('a');
    run.message('stop');
    run.complete('handle');
    expect(targets(process, run, 'handle2')).toEqual(['handle']);
    returns(process, run, { from: 'b', to: 'a' });
    expect(run.openTasks()).toEqual(['handle2', 'a']);
    returns(process, run, { from: 'handle2', to: 'handle' });
    expect(run.openTasks()).toEqual(['a', 'handle']);
    finish(run);
  });
});

describe('loops', () => {
  test('the newest visit of each step counts', () => {
    const process = trailing(
      [start, ...nodes('exclusiveGateway', 'again', 'enough'), user('draft'), user('check'), end],
      [
        'start -> again',
        'again -> draft',
        'draft -> check',
        'check -> enough',
        'enough -> end : done',
        'enough -> again : default',
      ],
    );
    const run = given(process, { done: false });
    ['draft', 'check', 'draft'].forEach((step) => run.complete(step));
    expect(targets(process, run, 'check')).toEqual(['draft', 'check']);
    returns(process, run, { from: 'check', to: 'check' });
    expect(run.openTasks()).toEqual(['check']);
    run.complete('check', { done: true });
    expect(run.state.status).toBe('completed');
  });
});

test('what a condition had begun beside the steps begins anew while it holds, and not when it was done', () => {
  const process = trailing(
    [
      start,
      ...['grade', 'decide'].map((id) => user(id)),
      ...eventSubProcess('serious', { events: conditional('= grade >= 2'), isInterrupting: false }, [
        user('report'),
        node('reported', 'endEvent'),
      ]),
      end,
    ],
    ['start -> grade', 'grade -> decide', 'decide -> end', 'seriousStart -> report', 'report -> reported'],
  );
  const run = given(process);
  run.complete('grade', { grade: 2 });
  expect(run.openTasks().sort()).toEqual(['decide', 'report']);
  returns(process, run, { from: 'decide', to: 'grade' });
  expect(run.openTasks().sort()).toEqual(['grade', 'report']);
  run.complete('grade', { grade: 2 });
  expect(run.openTasks().sort()).toEqual(['decide', 'report']);
  run.complete('report');
  returns(process, run, { from: 'decide', to: 'grade' });
  run.complete('grade', { grade: 1 });
  expect(run.openTasks()).toEqual(['decide']);
});
