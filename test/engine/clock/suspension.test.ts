import { describe, expect, test } from 'vitest';
import { holder, clock, deadline, head, oneTask, reached, rule, step, supervisor } from './clock-case.ts';
import { given } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const stops = [{ key: 'police', name: { zh: '公安立案' } }];
const stop = { kind: 'suspendClock', why: 'police', reason: '公安机关已立案' } as const;

/** Opened on Monday 7 September 2026, 09:00 in Shanghai. */
const running = (more: Parameters<typeof clock>[1]) =>
  given(oneTask([clock('d', { suspensions: stops, ...more })]));

describe('time that does not count is not counted', () => {
  test('calendar days: the day of the stop is the last that counts, the day of the resumption counts no more than a day of start', () => {
    const run = running({ rule: rule(10, 'calendarDay') });
    expect(deadline(run, 'd').dueDate).toBe('2026-09-17');
    run.after('P2D'); // Wednesday the 9th: two of ten days are used
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P5D'); // Monday the 14th
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd')).toMatchObject({
      dueDate: '2026-09-22', // eight days after the 14th
      originalDueDate: '2026-09-17',
      extensions: 0,
    });
    expect(deadline(run, 'd').suspended).toBeUndefined();
  });

  test('working days: only the working days that were left', () => {
    const run = running({ rule: rule(5, 'workingDay') });
    expect(deadline(run, 'd').dueDate).toBe('2026-09-14');
    run.after('P2D'); // Wednesday: three working days are left
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P14D'); // Wednesday the 23rd
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').dueDate).toBe('2026-09-29'); // 24th, 28th, 29th: 25 to 27 are off
  });

  test('hours: by the instant', () => {
    const run = running({ rule: rule(24, 'hour') });
    run.after('PT6H');
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P3DT1H30M');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    // 18 hours were left at 15:00 on the 7th; the clock ran on at 16:30 on the 10th.
    expect(deadline(run, 'd').due).toBe('2026-09-11T02:30:00.000Z');
  });

  test('hours that end later on the same day: the record has the instant before', () => {
    const run = running({ rule: rule(4, 'hour') });
    const before = deadline(run, 'd').due;
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('PT2H');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(run.events.at(-1)).toMatchObject({ kind: 'clockResumed', from: '2026-09-07', fromDue: before });
    expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-09-07', due: '2026-09-07T07:00:00.000Z' });
  });

  test('what is left of a month is calendar days, and the new last day rolls forward', () => {
    const run = running({ rule: rule(1, 'month') });
    expect(deadline(run, 'd').dueDate).toBe('2026-10-08'); // 7 October is off
    run.after('P10D');
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P3D');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').dueDate).toBe('2026-10-10'); // 7 October and three days: a make-up Saturday
  });

  test('stopped and resumed on the same day, it ends as before', () => {
    const run = running({ rule: rule(10, 'calendarDay') });
    run.after('P2D');
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('PT3H');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').dueDate).toBe('2026-09-17');
  });

  test('a stop before the clock has begun takes nothing from it: the whole period is left', () => {
    const plain = rule(10, 'calendarDay', { rollForward: false });
    const over = given(
      oneTask([clock('d', { rule: plain, suspensions: stops, startsAt: '= "2026-09-14"' })]),
    );
    over.command({ ...stop, deadline: deadline(over, 'd').id });
    over.after('P2D');
    over.command({ kind: 'resumeClock', deadline: deadline(over, 'd').id });
    expect(deadline(over, 'd').dueDate).toBe('2026-09-24');

    const across = given(
      oneTask([clock('d', { rule: plain, suspensions: stops, startsAt: '= "2026-09-14"' })]),
    );
    across.command({ ...stop, deadline: deadline(across, 'd').id });
    across.after('P10D'); // until the 17th: three days after the start
    across.command({ kind: 'resumeClock', deadline: deadline(across, 'd').id });
    expect(deadline(across, 'd').dueDate).toBe('2026-09-27');
  });

  test('where only days of grace were left, it ends on the day on which it runs on', () => {
    const run = running({ rule: rule(26, 'calendarDay') });
    expect(deadline(run, 'd').dueDate).toBe('2026-10-08'); // Saturday 3 October is off
    run.after('P28D'); // Monday the 5th
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P8D');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').dueDate).toBe('2026-10-13');
  });

  test('an end that was set as a date moves by calendar days, whatever the rule counts', () => {
    const run = running({ rule: rule(5, 'workingDay'), extension: {} });
    run.command({
      kind: 'requestExtension',
      deadline: deadline(run, 'd').id,
      date: '2026-09-28',
      reason: 'x',
    });
    run.after('P11D'); // Friday the 18th: ten days are left
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P3D');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').dueDate).toBe('2026-10-08'); // 1 October rolls
    expect(deadline(run, 'd').history?.length).toBe(3);
  });

  test('two stops add up', () => {
    const run = running({ rule: rule(10, 'calendarDay') });
    for (let times = 0; times < 2; times += 1) {
      run.after('P1D');
      run.command({ ...stop, deadline: deadline(run, 'd').id });
      run.after('P2D');
      run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    }
    expect(deadline(run, 'd').dueDate).toBe('2026-09-21');
  });
});

test('no step comes while the clock stands still, and those of the new date come after', () => {
  const run = running({
    rule: rule(5, 'workingDay'),
    ladder: [step('soon', 'remind', -1), step('due', 'due', 0), step('late', 'escalate', 1)],
  });
  run.after('P2D');
  run.command({ ...stop, deadline: deadline(run, 'd').id });
  run.after('P14D');
  expect(reached(run)).toEqual([]);
  run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
  run.after('P10D');
  expect(reached(run)).toEqual(['soon 2026-09-28T00:30', 'due 2026-09-29T09:30', 'late 2026-09-30T00:30']);
});

test('work that is done while the clock stands still is in time', () => {
  const run = running({ rule: rule(2, 'workingDay') });
  run.command({ ...stop, deadline: deadline(run, 'd').id });
  run.after('P30D');
  run.complete('work');
  expect(run.last('deadlineClosed').met).toBe(true);
});

describe('the longest suspension', () => {
  const most = { amount: 30, unit: 'calendarDay' } as const;

  test('is over by itself, as the machine’s doing, and exactly its days are not counted', () => {
    const run = given(
      oneTask([clock('d', { rule: rule(60, 'calendarDay'), suspensions: [{ ...stops[0]!, most }] })]),
    );
    expect(deadline(run, 'd').dueDate).toBe('2026-11-06');
    run.after('P1D');
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').suspended).toMatchObject({ why: 'police', until: '2026-10-08T16:00:00.000Z' });
    run.after('P40D');
    expect(run.last('clockResumed').actor).toEqual({ kind: 'system', name: 'tick' });
    expect(deadline(run, 'd').dueDate).toBe('2026-12-07'); // 6 December is a Sunday
  });

  test('so that thirty days later than before is the last day, where nothing rolls', () => {
    const plain = rule(60, 'calendarDay', { rollForward: false });
    const run = given(oneTask([clock('d', { rule: plain, suspensions: [{ ...stops[0]!, most }] })]));
    run.after('P1D');
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.after('P40D');
    expect(deadline(run, 'd').dueDate).toBe('2026-12-06');
  });

  test('may be said in working days', () => {
    const run = given(
      oneTask([
        clock('d', {
          rule: rule(60, 'calendarDay'),
          suspensions: [{ ...stops[0]!, most: { amount: 10, unit: 'workingDay' } }],
        }),
      ]),
    );
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').suspended?.until).toBe('2026-09-20T16:00:00.000Z'); // the make-up Sunday
  });

  test('a machine that comes late to it gives no day away', () => {
    const run = given(
      oneTask([clock('d', { rule: rule(60, 'calendarDay'), suspensions: [{ ...stops[0]!, most }] })]),
    );
    run.after('P1D');
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    run.input({ kind: 'tick', at: '2026-10-11T03:00:00.000Z' });
    expect(deadline(run, 'd').dueDate).toBe('2026-12-07');
  });
});

describe('who may, and when', () => {
  test('a clock that the law never stops refuses, whatever reasons stand beside it', () => {
    const run = running({ rule: rule(10, 'calendarDay'), neverStops: true });
    expect(run.command({ ...stop, deadline: deadline(run, 'd').id })?.code).toBe('not-allowed');
  });

  test('only for a reason of the template, with a reason in words, by those who handle it', () => {
    const run = running({ rule: rule(10, 'calendarDay') });
    const { id } = deadline(run, 'd');
    expect(run.command({ ...stop, deadline: id, why: 'holiday' })?.code).toBe('not-allowed');
    expect(run.command({ ...stop, deadline: id, reason: ' ' })?.code).toBe('bad-input');
    expect(run.command({ ...stop, deadline: id }, holder('p9', 'clerk'))?.code).toBe('not-allowed');
    expect(run.command({ ...stop, deadline: 'd999' })?.code).toBe('not-found');
    expect(run.count('clockSuspended')).toBe(0);
  });

  test('a clock that has run out, or stands still, does not stop', () => {
    const run = running({ rule: rule(1, 'workingDay') });
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    expect(run.command({ ...stop, deadline: deadline(run, 'd').id })?.code).toBe('not-allowed');
    const resume = { kind: 'resumeClock', deadline: deadline(run, 'd').id } as const;
    expect(run.command(resume, holder('p9', 'clerk'))?.code).toBe('not-allowed');
    const change = { ...resume, kind: 'changeDeadline', date: '2026-09-30', reason: 'x' } as const;
    expect(run.command(change, supervisor)?.message).toContain('stands still');
    run.command(resume);
    run.after('P3D');
    expect(run.command({ ...stop, deadline: deadline(run, 'd').id })?.message).toContain('run out');
    expect(run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id })?.code).toBe('not-allowed');
  });

  test('where another case does the work, whoever handles anything here may stop its clock', () => {
    const run = given(
      model(
        'calls',
        [
          node('start', 'startEvent'),
          node('fork', 'parallelGateway'),
          node('handOff', 'callActivity', {
            config: { calledElement: 'hand-off', binding: 'latest', inputs: [], outputs: [] },
            deadlines: [clock('d', { rule: rule(10, 'calendarDay'), suspensions: stops })],
          }),
          user('watch'),
        ],
        ['start -> fork', 'fork -> handOff', 'fork -> watch'],
      ),
    );
    const { id } = deadline(run, 'd');
    expect(run.command({ ...stop, deadline: id }, holder('p9', 'clerk'))?.code).toBe('not-allowed');
    expect(run.command({ ...stop, deadline: id })).toBeUndefined();
  });

  test('where a post must agree, the clock runs until it has, and on if it does not', () => {
    const approval = [{ post: 'head', unit: 'school' }];
    const run = running({ rule: rule(10, 'calendarDay'), suspensions: [{ ...stops[0]!, approval }] });
    run.command({ ...stop, deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').suspended).toBeUndefined();
    const [request] = run.state.clockRequests!;
    expect(request).toMatchObject({ what: 'suspension', why: 'police', approvers: approval });

    const decide = { kind: 'decideClockRequest', request: request!.id, approve: true } as const;
    expect(run.command(decide, supervisor)?.code).toBe('not-allowed');
    expect(run.command({ ...decide, approve: false }, head)?.code).toBe('bad-input');
    run.after('P2D');
    run.command(decide, head);
    expect(deadline(run, 'd').suspended?.at).toBe(run.now);
    expect(run.state.clockRequests).toBeUndefined();
  });
});
