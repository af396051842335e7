import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { recounted, whyThisDate } from '../../../engine/clock/recount.ts';
import { step as engineStep } from '../../../engine/step.ts';
import type { CaseState } from '../../../engine/state.ts';
import type { WorkingCalendar } from '../../../engine/time/index.ts';
import { given, type CaseUnderTest } from '../../support/given.ts';
import { clock, deadline, head, oneTask, rule, step } from './clock-case.ts';

/** What the notice for 2027 may bring: New Year's Day to the 3rd off, Sunday 10 January worked; and a Monday in March. */
const with2027: WorkingCalendar = {
  ...nationalCalendar,
  version: 'cn-2027.1',
  years: {
    ...nationalCalendar.years,
    '2027': { published: true, off: ['2027-01-01', '2027-01-02', '2027-01-03'], work: ['2027-01-10'] },
  },
};
const storm: WorkingCalendar = {
  ...nationalCalendar,
  version: 'cn-2026.2',
  closures: [{ from: '2026-09-10', to: '2026-09-11', day: 'off', reason: '台风停工' }],
};

function recount(run: CaseUnderTest, model: ReturnType<typeof oneTask>, calendar: WorkingCalendar) {
  return engineStep(model, calendar, run.state, {
    kind: 'command',
    at: run.now,
    actor: { kind: 'system', name: 'calendar' },
    command: { kind: 'recountDeadlines', calendar: calendar.version },
  });
}
const kinds = ({ events }: ReturnType<typeof recount>) => events.map(({ kind }) => kind);
const of = ({ deadlines }: CaseState, key: string) => deadlines.find((each) => each.key === key)!;

test('a deadline across an unpublished year is provisional, and the notice makes it certain', () => {
  const model = oneTask([clock('d', { rule: rule(20, 'workingDay') })]);
  const run = given(model, {}, { at: '2026-12-14T01:00:00.000Z' });
  expect(deadline(run, 'd')).toMatchObject({ dueDate: '2027-01-11', provisional: true });
  expect(recounted(model, deadline(run, 'd'), with2027)).toMatchObject({
    from: { dueDate: '2027-01-11', provisional: true },
    to: { provisional: false },
  });
  const result = recount(run, model, with2027);
  expect(kinds(result)).toEqual(['calendarChanged', 'deadlineChanged']);
  expect(of(result.state, 'd')).toMatchObject({ dueDate: '2027-01-11', provisional: false });
});

test('a preview changes nothing, and says for each deadline that moves from when to when', () => {
  const model = oneTask([
    clock('days', { rule: rule(5, 'workingDay') }),
    clock('hours', { rule: rule(72, 'hour') }),
    clock('far', { rule: rule(10, 'calendarDay') }),
  ]);
  const run = given(model);
  const before = structuredClone(run.state);
  expect(['days', 'hours', 'far'].map((key) => recounted(model, deadline(run, key), storm))).toMatchObject([
    { from: { dueDate: '2026-09-14' }, to: { dueDate: '2026-09-16', provisional: false } },
    undefined,
    undefined,
  ]);
  expect(run.state).toEqual(before);
});

test('only what moves says so, the calendar is recorded once, and the original date stays', () => {
  const model = oneTask([
    clock('days', { rule: rule(5, 'workingDay'), ladder: [step('late', 'escalate', 1)] }),
    clock('far', { rule: rule(10, 'calendarDay'), ladder: [] }),
  ]);
  const run = given(model);
  const result = recount(run, model, storm);
  expect(kinds(result)).toEqual(['calendarChanged', 'deadlineChanged']);
  expect(result.events[1]).toMatchObject({
    from: '2026-09-14',
    cause: 'calendar',
    actor: { name: 'calendar' },
  });
  expect(of(result.state, 'days')).toMatchObject({
    dueDate: '2026-09-16',
    originalDueDate: '2026-09-14',
    extensions: 0,
    steps: [{ key: 'late', at: '2026-09-17T00:30:00.000Z' }],
  });
});

test('a date that stays has its ladder moved all the same, without a word about the date', () => {
  const model = oneTask([
    clock('d', { rule: rule(10, 'calendarDay'), ladder: [step('soon', 'remind', -5)] }),
  ]);
  const run = given(model);
  expect(deadline(run, 'd').steps[0]?.at).toBe('2026-09-10T00:30:00.000Z');
  const result = recount(run, model, storm);
  expect(kinds(result)).toEqual(['calendarChanged']);
  expect(of(result.state, 'd').steps[0]?.at).toBe('2026-09-08T00:30:00.000Z');
});

test('escalations that were reached do not come twice when the date moves and is over all the same', () => {
  const ladder = [step('due', 'due', 0), step('late', 'escalate', 1), step('later', 'escalate', 20)];
  const model = oneTask([clock('d', { rule: rule(2, 'workingDay'), ladder })]);
  const run = given(model);
  run.after('P10D');
  const result = recount(run, model, {
    ...storm,
    closures: [{ from: '2026-09-08', to: '2026-09-08', day: 'off', reason: '停电' }],
  });
  expect(of(result.state, 'd')).toMatchObject({ dueDate: '2026-09-10', passed: true });
  expect(of(result.state, 'd').steps.map(({ key }) => key)).toEqual(['later']);
});

test('the same days give the same dates: nothing but that it was counted again is said', () => {
  const model = oneTask([clock('d', { rule: rule(5, 'workingDay'), ladder: [step('soon', 'remind', -1)] })]);
  const run = given(model);
  const result = recount(run, model, { ...nationalCalendar, version: 'cn-2026.9' });
  expect(result.events).toMatchObject([{ kind: 'calendarChanged', calendar: 'cn-2026.9' }]);
  expect(result.events[0]).not.toHaveProperty('ladders');
});

test('repeats go on from where they were', () => {
  const repeat = { every: { amount: 1, unit: 'workingDay' }, times: 20 } as const;
  const model = oneTask([
    clock('d', { rule: rule(2, 'workingDay'), ladder: [step('late', 'escalate', 1, { repeat })] }),
  ]);
  const run = given(model);
  run.after('P10D');
  const [waiting] = deadline(run, 'd').steps;
  const closed = { from: '2026-09-08', to: '2026-09-08', day: 'off', reason: '停电' } as const;
  const result = recount(run, model, { ...storm, closures: [closed] });
  expect(of(result.state, 'd').steps).toEqual([waiting]);
});

describe('everything that moved a date is counted again with it', () => {
  const model = oneTask([
    clock('d', {
      rule: rule(5, 'workingDay'),
      extension: { approval: [{ post: 'head', unit: 'school' }] },
      suspensions: [{ key: 'police', name: { zh: '公安立案' } }],
    }),
  ]);

  test('a suspension that is over', () => {
    const run = given(model);
    run.after('P1D');
    run.command({ kind: 'suspendClock', deadline: deadline(run, 'd').id, why: 'police', reason: '立案' });
    run.after('P1D');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    expect(deadline(run, 'd').dueDate).toBe('2026-09-15'); // Wednesday the 9th and four more
    expect(of(recount(run, model, storm).state, 'd').dueDate).toBe('2026-09-17');
  });

  test('one that goes on: it stands still as before, and its end is counted when it runs on', () => {
    const run = given(model);
    run.command({ kind: 'suspendClock', deadline: deadline(run, 'd').id, why: 'police', reason: '立案' });
    const result = recount(run, model, storm);
    expect(of(result.state, 'd').suspended).toMatchObject({ why: 'police' });
  });

  test('an extension’s date stays, and only rolls', () => {
    const run = given(model);
    run.command({
      kind: 'requestExtension',
      deadline: deadline(run, 'd').id,
      date: '2026-09-15',
      reason: 'x',
    });
    run.command(
      { kind: 'decideClockRequest', request: run.state.clockRequests![0]!.id, approve: true },
      head,
    );
    expect(kinds(recount(run, model, storm))).toEqual(['calendarChanged']);
    const closed = { from: '2026-09-15', to: '2026-09-16', day: 'off', reason: '停工' } as const;
    const result = recount(run, model, { ...storm, closures: [closed] });
    expect(of(result.state, 'd')).toMatchObject({ dueDate: '2026-09-17', extensions: 1 });
  });

  test('why this date: the start elsewhere, the count, the stop, what was left, the extension and its end', () => {
    const config = clock('d', {
      rule: rule(10, 'calendarDay'),
      startsAt: '= foundOn',
      suspensions: [{ key: 'police', name: { zh: '公安立案' } }],
      extension: {},
    });
    const told = oneTask([config]);
    const run = given(told, { foundOn: '2026-09-04' });
    run.after('P1D');
    run.command({ kind: 'suspendClock', deadline: deadline(run, 'd').id, why: 'police', reason: '立案' });
    run.after('P2D');
    run.command({ kind: 'resumeClock', deadline: deadline(run, 'd').id });
    run.command({
      kind: 'requestExtension',
      deadline: deadline(run, 'd').id,
      date: '2026-10-03',
      reason: 'x',
    });
    const steps = whyThisDate(deadline(run, 'd'), told, nationalCalendar);
    expect(steps.map(({ kind }) => kind)).toEqual([
      'startTaken',
      'started',
      'calendarUsed',
      'startDayExcluded',
      'calendarDaysCounted',
      'ended',
      'stoodStill',
      'ranOn',
      'calendarDaysCounted',
      'ended',
      'movedByExtension',
      'dateGiven',
      'calendarUsed',
      'rolledForward',
      'ended',
    ]);
    expect(steps.find(({ kind }) => kind === 'ranOn')).toMatchObject({ left: 6, to: '2026-09-16' });
    expect(steps.at(-1)).toMatchObject({ date: deadline(run, 'd').dueDate, instant: deadline(run, 'd').due });
  });
});
