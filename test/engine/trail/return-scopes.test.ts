import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { boundary, node, timer, user, within } from '../../support/model.ts';
import { end, finish, returns, start, targets, trailing } from './returning.ts';

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
