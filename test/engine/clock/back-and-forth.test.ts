import { describe, expect, test } from 'vitest';
import { clock, deadline, head, rule } from './clock-case.ts';
import { given } from '../../support/given.ts';
import { node, user } from '../../support/model.ts';
import { returns, substance, trailing, withdraws } from '../trail/returning.ts';

const start = node('start', 'startEvent');
const end = node('end', 'endEvent');
const suspensions = [{ key: 'police', name: { zh: '公安立案' } }];
const row = trailing(
  [
    start,
    user(
      'work',
      {},
      {
        deadlines: [
          clock('d', {
            rule: rule(10, 'workingDay'),
            suspensions,
            extension: { approval: [{ post: 'head', unit: 'school' }] },
          }),
        ],
      },
    ),
    user('check', {}, { deadlines: [clock('c', { rule: rule(3, 'workingDay') })] }),
    end,
  ],
  ['start -> work', 'work -> check', 'check -> end'],
);

describe('a step that is taken back', () => {
  test('has its clock as it was: the same date, cycle and history', () => {
    const run = given(row);
    run.after('P1D');
    run.command({ kind: 'suspendClock', deadline: deadline(run, 'd').id, why: 'police', reason: '立案' });
    run.after('P1D');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    const before = structuredClone(substance(run.state));
    run.complete('work');
    run.after('P1D');
    withdraws(run, 'work');
    expect({ ...substance(run.state), at: '' }).toEqual({ ...before, at: '' });
    expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-09-21' });
    expect(deadline(run, 'd').cycle).toBeUndefined();
  });

  test('and the clock of the step that had begun meanwhile counts no cycle', () => {
    const run = given(row);
    run.complete('work');
    withdraws(run, 'work');
    run.complete('work');
    expect(deadline(run, 'c').cycle).toBeUndefined();
  });

  test('a request that was open ends with the step, and is there again with it', () => {
    const run = given(row);
    run.command({
      kind: 'requestExtension',
      deadline: deadline(run, 'd').id,
      date: '2026-10-09',
      reason: 'x',
    });
    run.complete('work');
    expect(run.state.clockRequests).toBeUndefined();
    withdraws(run, 'work');
    const [request] = run.state.clockRequests ?? [];
    expect(
      run.command({ kind: 'decideClockRequest', request: request?.id ?? '', approve: true }, head),
    ).toBeUndefined();
    expect(deadline(run, 'd').dueDate).toBe('2026-10-09');
  });
});

describe('a step that is returned to', () => {
  test('begins a new cycle with a whole period, and so does the one that returned it', () => {
    const run = given(row);
    run.after('P2D');
    run.complete('work');
    returns(row, run, { from: 'check', to: 'work' });
    expect(deadline(run, 'd')).toMatchObject({
      cycle: 2,
      dueDate: '2026-09-22',
      originalDueDate: '2026-09-22',
    });
    run.complete('work');
    expect(deadline(run, 'c').cycle).toBe(2);
  });
});

describe('a clock of the case', () => {
  const clocks = [
    { ...clock('reply', { rule: rule(10, 'calendarDay') }), until: ['work'] },
    { ...clock('whole', { rule: rule(60, 'calendarDay'), neverStops: true }) },
  ];
  const clocked = { ...row, caseDeadlines: clocks };

  test('that a step had ended runs again, as it was, when that step is taken back', () => {
    const run = given(clocked);
    const before = structuredClone(substance(run.state));
    run.complete('work');
    expect(run.state.deadlines.map(({ key }) => key)).not.toContain('reply');
    withdraws(run, 'work');
    expect(substance(run.state)).toEqual(before);
  });

  test('runs on through a return: what is done again is done on the same time', () => {
    const run = given(clocked);
    run.after('P2D');
    run.complete('work');
    run.after('P1D');
    returns(row, run, { from: 'check', to: 'work' });
    expect(deadline(run, 'reply')).toMatchObject({ dueDate: '2026-09-17' });
    expect(deadline(run, 'whole')).toMatchObject({ dueDate: '2026-11-06' });
    run.complete('work');
    expect(run.last('deadlineClosed')).toMatchObject({ met: true });
  });
});
