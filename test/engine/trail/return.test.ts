import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import {
  boundary,
  error,
  eventSubProcess,
  message,
  node,
  nodes,
  timer,
  user,
  within,
} from '../../support/model.ts';
import { orphans } from '../../support/orphans.ts';
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
  const flows = [
    ...['start -> a', 'start -> b', 'a -> sum', 'a -> beside', 'b -> sum'],
    ...['sum -> end', 'beside -> end'],
  ];
  const needsBoth = { startQuantity: 2 };
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
    const steps = [start, user('a'), user('b'), user('beside'), ...sum, end];
    const process = trailing(steps, sum.length > 1 ? [...flows, 'in -> inside'] : flows);
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
    const process = trailing([start, user('a'), user('b'), user('beside'), sum, end], flows);
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

describe('multi-instance', () => {
  const sign = (isSequential: boolean) =>
    trailing(
      [start, user('ask'), user('sign', {}, { loop: { isSequential, cardinality: '= 3' } }), user('c'), end],
      ['start -> ask', 'ask -> sign', 'sign -> c', 'c -> end'],
    );

  test('from one instance to before the activity: all instances end', () => {
    const process = sign(false);
    const run = given(process);
    run.complete('ask');
    run.complete('sign');
    returns(process, run, { from: 'sign', to: 'ask' });
    expect(run.openTasks()).toEqual(['ask']);
    run.complete('ask');
    expect(run.openTasks()).toEqual(['sign', 'sign', 'sign']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('from after it to one instance: the others stay done', () => {
    const process = sign(false);
    const run = given(process);
    ['ask', 'sign', 'sign', 'sign'].forEach((step) => run.complete(step));
    expect(targets(process, run, 'c')).toEqual(['sign 2', 'sign 1', 'sign 0', 'ask']);
    returns(process, run, { from: 'c', to: 'sign 1' });
    expect(run.openTasks()).toEqual(['sign']);
    run.complete('sign');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('one after another: to the first instance, and those after it come again', () => {
    const process = sign(true);
    const run = given(process);
    ['ask', 'sign', 'sign', 'sign'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'sign 0' });
    expect(run.seenBy('sign')).toMatchObject({ loopCounter: 1 });
    ['sign', 'sign', 'sign'].forEach((step) => run.complete(step));
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
  });

  test('instances cancelled by the completion condition are asked again', () => {
    const process = trailing(
      [
        start,
        user(
          'sign',
          {},
          {
            loop: {
              isSequential: false,
              cardinality: '= 3',
              completionCondition: '= nrOfCompletedInstances >= 2',
            },
          },
        ),
        user('c'),
        end,
      ],
      ['start -> sign', 'sign -> c', 'c -> end'],
    );
    const run = given(process);
    run.complete('sign');
    run.complete('sign');
    returns(process, run, { from: 'c', to: 'sign 0' });
    expect(run.openTasks()).toEqual(['sign', 'sign']);
    run.complete('sign');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
  });

  test('a multi-instance sub-process: within one instance, and from after all of them', () => {
    const process = trailing(
      [
        start,
        ...within('each', [node('in', 'startEvent'), user('one'), user('two')], {
          loop: { isSequential: false, cardinality: '= 2' },
        }),
        user('c'),
        end,
      ],
      ['start -> each', 'in -> one', 'one -> two', 'each -> c', 'c -> end'],
    );
    const run = given(process);
    run.complete('one');
    run.complete('one');
    returns(process, run, { from: 'two', to: 'one' });
    expect(run.openTasks()).toEqual(['two', 'one']);
    ['one', 'two', 'two'].forEach((step) => run.complete(step));
    expect(targets(process, run, 'c')).toEqual(['two 0', 'two 1', 'one 0', 'one 1']);
    returns(process, run, { from: 'c', to: 'two' });
    expect(run.openTasks()).toEqual(['two']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });
});

describe('sub-processes', () => {
  const nested = trailing(
    [
      start,
      user('ask'),
      ...within(
        'outer',
        [
          node('in', 'startEvent'),
          ...within('inner', [node('in2', 'startEvent'), user('one'), user('two')]),
          user('three'),
        ],
        {
          deadlines: [
            {
              key: 'd',
              name: { zh: '期限' },
              rule: { amount: 10, unit: 'calendarDay', rollForward: true, endOfDay: 'midnight', basis: '' },
            },
          ],
        },
      ),
      boundary('late', 'outer', { events: timer('duration', 'P30D') }),
      user('told'),
      user('c'),
      end,
    ],
    [
      'start -> ask',
      'ask -> outer',
      'in -> inner',
      'in2 -> one',
      'one -> two',
      'inner -> three',
      'outer -> c',
      'late -> told',
      'c -> end',
    ],
  );
  const through = () => {
    const run = given(nested);
    ['ask', 'one', 'two', 'three'].forEach((step) => run.complete(step));
    return run;
  };

  test('into a closed sub-process: it is open again, with what hangs on it', () => {
    const run = through();
    expect(targets(nested, run, 'c')).toEqual(['three', 'two', 'one', 'ask']);
    returns(nested, run, { from: 'c', to: 'one' });
    expect(run.openTasks()).toEqual(['one']);
    expect(run.state.timers.map((each) => each.node)).toEqual(['late']);
    expect(run.state.deadlines.map((each) => each.key)).toEqual(['d']);
    finish(run);
    expect(run.times('c')).toBe(1);
    expect(run.times('outer')).toBe(2);
  });

  test('its boundary event works again', () => {
    const run = through();
    returns(nested, run, { from: 'c', to: 'three' });
    run.after('P31D');
    expect(run.openTasks()).toEqual(['told']);
  });

  test('out of a sub-process: it ends with all that hangs on it', () => {
    const run = given(nested);
    run.complete('ask');
    run.complete('one');
    returns(nested, run, { from: 'two', to: 'ask' });
    expect(run.openTasks()).toEqual(['ask']);
    expect(run.state.timers).toEqual([]);
    expect(run.state.scopes).toHaveLength(1);
    finish(run);
  });
});

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

describe('ad-hoc', () => {
  test('one after another: back to the first, and the queue is as it was', () => {
    const process = trailing(
      [
        start,
        ...within('checks', [user('fire'), user('food'), user('gate')], {
          config: { ordering: 'Sequential', cancelRemaining: true, isManual: false },
        }).map((each) => (each.id === 'checks' ? { ...each, type: 'adHocSubProcess' } : each)),
        user('after'),
        end,
      ],
      ['start -> checks', 'checks -> after', 'after -> end'],
    );
    const run = given(process);
    run.complete('fire');
    run.complete('food');
    returns(process, run, { from: 'gate', to: 'fire' });
    expect(run.openTasks()).toEqual(['fire']);
    ['fire', 'food', 'gate'].forEach((step) => run.complete(step));
    expect(run.openTasks()).toEqual(['after']);
    returns(process, run, { from: 'after', to: 'food' });
    expect(run.openTasks()).toEqual(['food']);
    finish(run);
  });
});

describe('to whoever began the case', () => {
  const row = inARow('plan', 'check');

  test('they have a task to revise it, and then it goes on from the start', () => {
    const run = given(row);
    run.complete('plan');
    returns(row, run, { from: 'check', to: 'initiator' });
    expect(run.openTasks()).toEqual(['start']);
    expect(run.state.tasks[0]).toMatchObject({
      candidates: [{ person: 'p1' }],
      added: { kind: 'revision' },
      returned: { reason: 'incomplete', from: 'check' },
    });
    run.complete('start', { budget: 5 });
    expect(run.openTasks()).toEqual(['plan']);
    finish(run);
  });

  test('again and again', () => {
    const run = given(row);
    for (let round = 0; round < 3; round += 1) {
      run.complete('plan');
      returns(row, run, { from: 'check', to: 'initiator' });
      run.complete('start');
    }
    expect(run.openTasks()).toEqual(['plan']);
    finish(run);
    expect(run.times('check')).toBe(1);
  });

  test('everything beside it ends too', () => {
    const process = trailing(
      [start, user('plan'), node('fork', 'parallelGateway'), user('a'), user('b'), end],
      ['start -> plan', 'plan -> fork', 'fork -> a', 'fork -> b', 'a -> end', 'b -> end'],
    );
    const run = given(process);
    run.complete('plan');
    run.complete('b');
    returns(process, run, { from: 'a', to: 'initiator' });
    expect(run.openTasks()).toEqual(['start']);
    expect(run.state.tokens).toHaveLength(1);
    finish(run);
  });

  test('also where no start event is drawn, and from the first step', () => {
    const process = trailing([user('plan'), user('check'), end], ['plan -> check', 'check -> end']);
    const run = given(process);
    returns(process, run, { from: 'plan', to: 'initiator' });
    expect(run.state.tasks).toMatchObject([{ added: { kind: 'revision' } }]);
    run.complete('plan');
    expect(run.state.tasks.map(({ node: at, added }) => [at, added?.kind])).toEqual([['plan', undefined]]);
    finish(run);
  });
});
