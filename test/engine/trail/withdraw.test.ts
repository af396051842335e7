import { describe, expect, test } from 'vitest';
import type { Node, ProcessModel } from '../../../engine/model.ts';
import { given } from '../../support/given.ts';
import {
  boundary,
  compensate,
  error,
  message,
  node,
  nodes,
  timer,
  user,
  within,
} from '../../support/model.ts';
import { completesAndWithdraws, end, finish, start, trailing, withdraws } from './returning.ts';

const deadlines = [
  {
    key: 'd',
    name: { zh: '期限' },
    rule: { amount: 5, unit: 'workingDay', rollForward: true, endOfDay: 'closeOfBusiness', basis: '' },
  },
] as unknown as NonNullable<Node['deadlines']>;

describe('taking back exactly', () => {
  const row = trailing(
    [
      start,
      user('plan', {}, { deadlines }),
      node('count', 'scriptTask', { config: { script: '= budget * 2', resultVariable: 'double' } }),
      user('check'),
      end,
      boundary('late', 'plan', { events: timer('duration', 'P3D') }),
      user('told'),
    ],
    ['start -> plan', 'plan -> count', 'count -> check', 'check -> end', 'late -> told'],
  );

  test('the same task, with its claim, deadline and timer as they were, and data as before the scripts', () => {
    const run = given(row, { budget: 1 });
    const { id } = run.task('plan');
    run.command({ kind: 'claimTask', task: id });
    run.after('P1D');
    completesAndWithdraws(run, 'plan', { budget: 7, extra: true });
    expect(run.task('plan')).toMatchObject({ id, claimedBy: 'p1' });
    expect(run.variables()).toEqual({ budget: 1 });
    finish(run);
  });

  test('the record says that it was taken back', () => {
    const run = given(row, { budget: 1 });
    run.complete('plan');
    withdraws(run, 'plan');
    expect(run.last('stepWithdrawn')).toMatchObject({ node: 'plan', actor: { person: 'p1' } });
  });

  test('whoever has claimed the next task has not acted yet', () => {
    const run = given(row, { budget: 1 });
    run.complete('plan');
    run.command({ kind: 'claimTask', task: run.task('check').id });
    withdraws(run, 'plan');
    expect(run.openTasks()).toEqual(['plan']);
  });

  const parallel = trailing(
    [start, user('ask'), ...nodes('parallelGateway', 'fork', 'join'), user('a'), user('b'), user('c'), end],
    [
      'start -> ask',
      'ask -> fork',
      'fork -> a',
      'fork -> b',
      'a -> join',
      'b -> join',
      'join -> c',
      'c -> end',
    ],
  );

  test('across a fork and a join', () => {
    const run = given(parallel);
    completesAndWithdraws(run, 'ask');
    run.complete('ask');
    completesAndWithdraws(run, 'a');
    run.complete('a');
    completesAndWithdraws(run, 'b');
    finish(run);
  });

  test('what a branch beside it did meanwhile stays', () => {
    const run = given(parallel);
    run.complete('ask');
    run.complete('a', { x: 1 });
    run.complete('b', { y: 2 });
    withdraws(run, 'a');
    expect(run.openTasks()).toEqual(['a']);
    expect(run.variables()).toEqual({ y: 2 });
    finish(run);
  });

  test('of two that set the same name, the later one’s value stays; taking both back gives the first value', () => {
    const run = given(parallel, { x: 0 });
    run.complete('ask');
    run.complete('a', { x: 1 });
    run.complete('b', { x: 2 });
    withdraws(run, 'a');
    expect(run.variables()).toEqual({ x: 2 });
    withdraws(run, 'b');
    expect(run.variables()).toEqual({ x: 0 });
  });

  const topologies: [string, ProcessModel, string[], string][] = [
    [
      'an instance of several',
      trailing(
        [
          start,
          user(
            'sign',
            {},
            {
              loop: {
                isSequential: false,
                cardinality: '= 3',
                output: { collection: 'all', element: '= said' },
              },
            },
          ),
          user('c'),
          end,
        ],
        ['start -> sign', 'sign -> c', 'c -> end'],
      ),
      ['sign', 'sign'],
      'sign',
    ],
    [
      'an instance one after another',
      trailing(
        [start, user('sign', {}, { loop: { isSequential: true, cardinality: '= 3' } }), user('c'), end],
        ['start -> sign', 'sign -> c', 'c -> end'],
      ),
      ['sign'],
      'sign',
    ],
    [
      'the last step of a sub-process, with what can be undone in it',
      trailing(
        [
          start,
          ...within(
            'sub',
            [
              node('in', 'startEvent'),
              user('one', {}, { compensatedBy: 'undo' }),
              user('undo', {}, { isForCompensation: true }),
              user('two'),
            ],
            { deadlines },
          ),
          boundary('late', 'sub', { events: timer('duration', 'P9D') }),
          boundary('told', 'sub', { events: message('stop') }),
          user('c'),
          end,
        ],
        ['start -> sub', 'in -> one', 'one -> two', 'sub -> c', 'late -> end', 'told -> end', 'c -> end'],
      ),
      ['one'],
      'two',
    ],
    [
      'a step whose error ended others',
      trailing(
        [
          start,
          ...within('sub', [
            node('in', 'startEvent'),
            node('fork', 'parallelGateway'),
            user('p', {}, { deadlines }),
            user('q'),
            node('bad', 'endEvent', { events: error('e') }),
          ]),
          boundary('caught', 'sub', { events: error('e') }),
          user('handle'),
          end,
        ],
        [
          'start -> sub',
          'in -> fork',
          'fork -> p',
          'fork -> q',
          'q -> bad',
          'sub -> end',
          'caught -> handle',
          'handle -> end',
        ],
      ),
      [],
      'q',
    ],
    [
      'a step after which others were undone',
      trailing(
        [
          start,
          user('one', {}, { compensatedBy: 'undo' }),
          user('undo', {}, { isForCompensation: true }),
          user('two'),
          node('throw', 'intermediateThrowEvent', { events: compensate() }),
          end,
        ],
        ['start -> one', 'one -> two', 'two -> throw', 'throw -> end'],
      ),
      ['one'],
      'two',
    ],
  ];
  test.each(topologies)('%s', (_, process, before, step) => {
    const run = given(process, { said: 1 });
    before.forEach((each) => run.complete(each));
    completesAndWithdraws(run, step, { said: 2 });
    expect(run.incidents()).toEqual([]);
  });
});
