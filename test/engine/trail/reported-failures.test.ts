import { describe, expect, test } from 'vitest';
import type { Node } from '../../../engine/model.ts';
import { given, person } from '../../support/given.ts';
import { boundary, node, nodes, timer, user, within } from '../../support/model.ts';
import { end, finish, returns, start, targets, trailing, tryReturn, withdraws } from './returning.ts';

/** Failures of other engines when a step goes back, by repository and number: here they do not happen. */
describe('flowable-engine', () => {
  test('#1222: from Jim back to Jack, who does the step before once more, and then it is with Jim again', () => {
    const [jack, jim] = ['clerk', 'head'].map((post) => ({ post, unit: 'school' }));
    const process = trailing(
      [start, user('prepare', { candidates: [jack!] }), user('review', { candidates: [jim!] }), end],
      ['start -> prepare', 'prepare -> review', 'review -> end'],
    );
    const [Jack, Jim] = [person('jack', 'clerk@school'), person('jim', 'head@school')];
    const run = given(process, {}, { actor: Jack });
    run.complete('prepare', { amount: 1 }, { actor: Jack });
    expect(tryReturn(process, run, { from: 'review', to: 'previous', actor: Jim })).toBeUndefined();
    expect(run.openTasks()).toEqual(['prepare']);
    expect(run.task('prepare').returned).toMatchObject({ by: 'jim', from: 'review', reason: 'incomplete' });
    run.complete('prepare', { amount: 2 }, { actor: Jack });
    expect(run.openTasks()).toEqual(['review']);
    expect(run.variables()).toMatchObject({ amount: 2 });
    run.complete('review', {}, { actor: Jim });
    expect(run.state.status).toBe('completed');
  });

  test('#2259: from two branches, one of them multi-instance, to the step before: it is there once', () => {
    const process = trailing(
      [
        start,
        user('before'),
        user('parallelTasks', {}, { loop: { isSequential: false, cardinality: '= 3' } }),
        user('branchTask'),
        node('join', 'parallelGateway'),
        user('after'),
        end,
      ],
      [
        'start -> before',
        ...['before -> parallelTasks', 'before -> branchTask', 'parallelTasks -> join', 'branchTask -> join'],
        ...['join -> after', 'after -> end'],
      ],
    );
    for (const from of ['parallelTasks', 'branchTask']) {
      const run = given(process);
      run.complete('before');
      run.complete('parallelTasks');
      returns(process, run, { from, to: 'before' });
      expect(run.openTasks()).toEqual(['before']);
      finish(run);
      expect(run.times('after')).toBe(1);
    }
  });

  test('#4046: out of a parallel gateway with a multi-instance task: no duplicate', () => {
    const process = trailing(
      [
        start,
        user('Starter'),
        ...nodes('parallelGateway', 'fork', 'join'),
        user('TaskA', {}, { loop: { isSequential: false, cardinality: '= 2' } }),
        user('TaskB', {}, { loop: { isSequential: true, cardinality: '= 2' } }),
        end,
      ],
      [
        ...['start -> Starter', 'Starter -> fork', 'fork -> TaskA', 'fork -> TaskB'],
        ...['TaskA -> join', 'TaskB -> join', 'join -> end'],
      ],
    );
    const run = given(process);
    run.complete('Starter');
    returns(process, run, { from: 'TaskA', to: 'Starter' });
    expect(run.openTasks()).toEqual(['Starter']);
    expect(run.state.tokens).toHaveLength(1);
    finish(run);
    expect(run.times('join')).toBe(1);
  });

  test('#2669: after a return to before a multi-instance task its completion condition counts from the beginning', () => {
    const process = trailing(
      [
        start,
        user('a'),
        user(
          'b',
          {},
          {
            loop: {
              isSequential: false,
              cardinality: '= 3',
              completionCondition: '= nrOfCompletedInstances >= 1',
            },
          },
        ),
        user('c'),
        end,
      ],
      ['start -> a', 'a -> b', 'b -> c', 'c -> end'],
    );
    const run = given(process);
    run.complete('a');
    run.complete('b');
    returns(process, run, { from: 'c', to: 'a' });
    run.complete('a');
    expect(run.openTasks()).toEqual(['b', 'b', 'b']);
    run.complete('b');
    expect(run.openTasks()).toEqual(['c']);
  });

  test('#3944: from one multi-instance task back to another: its people have their tasks again', () => {
    const several = { loop: { isSequential: false, cardinality: '= 2' } };
    const process = trailing(
      [start, user('a'), user('b', {}, several), user('c', {}, several), end],
      ['start -> a', 'a -> b', 'b -> c', 'c -> end'],
    );
    const run = given(process);
    ['a', 'b', 'b'].forEach((step) => run.complete(step));
    expect(run.openTasks()).toEqual(['c', 'c']);
    returns(process, run, { from: 'c', to: 'previous' });
    expect(run.openTasks()).toEqual(['b', 'b']);
    finish(run);
    expect(run.state.status).toBe('completed');
  });

  test('#3999: in a multi-instance sub-process, sent and taken back again and again: it goes on as at first', () => {
    const process = trailing(
      [
        start,
        ...within(
          'department',
          [
            node('in', 'startEvent'),
            ...nodes('exclusiveGateway', 'merge', 'route'),
            user('receiver'),
            user('a'),
            user('b'),
            node('out', 'endEvent'),
          ],
          { loop: { isSequential: false, cardinality: '= 2' } },
        ),
        end,
      ],
      [
        ...['start -> department', 'in -> receiver', 'receiver -> route', 'route -> a : to = "a"'],
        ...['route -> b : to = "b"', 'a -> merge', 'merge -> b', 'b -> out', 'department -> end'],
      ],
    );
    const run = given(process, { to: '' });
    run.complete('receiver', { to: 'a' });
    withdraws(run, 'receiver');
    run.complete('receiver', { to: 'b' });
    withdraws(run, 'receiver');
    run.complete('receiver', { to: 'a' });
    run.complete('a', { to: 'b' });
    expect(run.openTasks()).toEqual(['receiver', 'b']);
    expect(run.incidents()).toEqual([]);
    run.complete('b');
    run.complete('receiver', { to: 'b' });
    finish(run);
  });

  test('#1641: back into a branch of a parallel gateway: the join still comes', () => {
    const process = trailing(
      [start, ...nodes('parallelGateway', 'fork', 'join'), user('a'), user('a2'), user('b'), user('c'), end],
      [
        ...['start -> fork', 'fork -> a', 'fork -> b', 'a -> a2', 'a2 -> join'],
        ...['b -> join', 'join -> c', 'c -> end'],
      ],
    );
    const run = given(process);
    ['a', 'a2', 'b'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'a' });
    ['a', 'a2'].forEach((step) => run.complete(step));
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
  });
});

describe('ruoyi-vue-pro', () => {
  const posts = ['officer', 'head'].map((post) => ({ post, unit: 'school' }));
  const everyone = {
    kind: 'person' as const,
    person: 'p1',
    posts,
  };
  const signed = trailing(
    [
      start,
      user('apply', { candidates: posts, signing: { mode: 'any' } }),
      user('countersign', { candidates: posts, signing: { mode: 'all' } }),
      end,
    ],
    ['start -> apply', 'apply -> countersign', 'countersign -> end'],
  );

  test('#668: from a step that several sign to the one before, signed by several too: it is there again', () => {
    const run = given(signed);
    run.complete('apply');
    expect(run.openTasks()).toEqual(['countersign', 'countersign']);
    run.complete('countersign');
    const [left] = run.state.tasks;
    expect(left?.node).toBe('countersign');
    expect(tryReturn(signed, run, { from: 'countersign', to: 'apply', actor: everyone })).toBeUndefined();
    expect(run.openTasks()).toEqual(['apply', 'apply']);
    expect(run.state.work?.rounds).toHaveLength(1);
    run.complete('apply', {}, { actor: everyone });
    expect(run.openTasks()).toEqual(['countersign', 'countersign']);
  });

  test('#867: from a parallel branch a step can be returned, and the other branch does not stay behind', () => {
    const process = trailing(
      [start, user('plan'), ...nodes('parallelGateway', 'fork', 'join'), user('a'), user('b'), end],
      [
        ...['start -> plan', 'plan -> fork', 'fork -> a', 'fork -> b'],
        ...['a -> join', 'b -> join', 'join -> end'],
      ],
    );
    const run = given(process);
    run.complete('plan');
    expect(targets(process, run, 'a')).toEqual(['plan']);
    returns(process, run, { from: 'a', to: 'plan' });
    expect(run.openTasks()).toEqual(['plan']);
    finish(run);
  });

  test('#1018: back to the initiator and to the step again: its reminders and timers run anew', () => {
    const deadlines = [
      {
        key: 'd',
        name: { zh: '期限' },
        rule: { amount: 2, unit: 'calendarDay', rollForward: false, endOfDay: 'midnight', basis: '' },
        ladder: [
          {
            ...{ key: 'soon', kind: 'remind', name: { zh: '提醒' }, channels: ['mail'] },
            ...{ after: { amount: -1, unit: 'calendarDay' }, whom: [{ kind: 'handlers' }] },
          },
        ],
      },
    ] as unknown as NonNullable<Node['deadlines']>;
    const process = trailing(
      [
        ...[start, user('apply'), user('approve', {}, { deadlines }), user('reminded'), end],
        boundary('late', 'approve', { isInterrupting: false, events: timer('cycle', 'R2/PT12H') }),
      ],
      ['start -> apply', 'apply -> approve', 'approve -> end', 'late -> reminded'],
    );
    for (const resume of ['forward', 'back'] as const) {
      const run = given(process);
      run.complete('apply');
      run.after('P2D');
      expect([run.count('deadlineStepReached'), run.count('timerFired')], resume).toEqual([1, 2]);
      returns(process, run, { from: 'approve', to: 'initiator', resume });
      expect([run.state.deadlines, run.state.timers]).toEqual([[], []]);
      run.complete('start');
      if (resume === 'forward') run.complete('apply');
      expect(run.openTasks()).toContain('approve');
      run.after('P2D');
      expect([run.count('deadlineStepReached'), run.count('timerFired')], resume).toEqual([2, 4]);
    }
  });

  test('#1018, a comment: from two branches, several at work in each, to before them: each has all of them again', () => {
    const several = { loop: { isSequential: false, cardinality: '= 2' } };
    const process = trailing(
      [
        ...[start, user('plan'), ...nodes('parallelGateway', 'fork', 'join')],
        ...[user('a', {}, several), user('b', {}, several), user('c'), end],
      ],
      [
        ...['start -> plan', 'plan -> fork', 'fork -> a', 'fork -> b'],
        ...['a -> join', 'b -> join', 'join -> c', 'c -> end'],
      ],
    );
    const run = given(process);
    ['plan', 'a', 'b', 'b'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'a', to: 'plan' });
    expect(run.openTasks()).toEqual(['plan']);
    run.complete('plan');
    expect(run.openTasks()).toEqual(['a', 'a', 'b', 'b']);
    finish(run);
    expect(run.times('join')).toBe(1);
  });

  test('#727: to a multi-instance step: each of its people has a task again where that is the step before', () => {
    const process = trailing(
      [
        start,
        user('a', {}, { loop: { isSequential: false, cardinality: '= 3' } }),
        user('b'),
        user('c'),
        end,
      ],
      ['start -> a', 'a -> b', 'b -> c', 'c -> end'],
    );
    const run = given(process);
    ['a', 'a', 'a'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'b', to: 'previous' });
    expect(run.openTasks()).toEqual(['a', 'a', 'a']);
    finish(run);
  });
});
