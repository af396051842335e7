import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import type { CalendarYear, WorkingCalendar } from '../../../engine/time/calendar.ts';
import { deadlineRuleProblems, dueFrom, dueOn, type DeadlineRule } from '../../../engine/time/deadline.ts';
import { instantAt } from '../../../engine/time/instant.ts';
import { goldenVectors } from './golden-vectors.ts';

function rule(amount: number, unit: DeadlineRule['unit'], more: Partial<DeadlineRule> = {}): DeadlineRule {
  return { amount, unit, rollForward: true, endOfDay: 'midnight', basis: '民法典第二百零一条', ...more };
}

const withNotice = (year: string, notice: Pick<CalendarYear, 'off' | 'work'>): WorkingCalendar => ({
  ...nationalCalendar,
  version: 'with-notice',
  years: { ...nationalCalendar.years, [year]: { published: true, ...notice } },
});

test.each(goldenVectors)('$amount $unit from $start end on $dueDate: $why', (vector) => {
  const { amount, unit, start, counted, dueDate } = vector;
  for (const time of ['00:00', '09:15', '23:59']) {
    const due = dueFrom(rule(amount, unit), instantAt(start, time), nationalCalendar);
    expect(due.dueDate).toBe(dueDate);
    expect(due.due).toBe(instantAt(dueDate, '24:00'));
    expect(due.provisional).toBe(dueDate > '2027');
    const rolled = due.steps.find((step) => step.kind === 'rolledForward');
    expect(rolled?.from).toBe(counted);
  }
});

test('24:00 of the named day is the first instant of the next in Shanghai', () => {
  const due = dueFrom(rule(10, 'calendarDay'), instantAt('2026-04-24', '09:00'), nationalCalendar);
  expect(due).toMatchObject({ due: '2026-05-06T16:00:00.000Z', dueDate: '2026-05-06' });
});

test('where business hours are kept, the last day ends when the office closes', () => {
  const atClosing = rule(5, 'workingDay', { endOfDay: 'closeOfBusiness' });
  const due = dueFrom(atClosing, instantAt('2026-09-18', '09:00'), nationalCalendar);
  expect(due).toMatchObject({ due: instantAt('2026-09-24', '17:30'), dueDate: '2026-09-24' });
});

test('hours and minutes run from the instant through nights and days off', () => {
  const friday = instantAt('2026-09-30', '22:10');
  const due = dueFrom(rule(72, 'hour', { endOfDay: 'closeOfBusiness' }), friday, nationalCalendar);
  expect(due).toMatchObject({
    due: instantAt('2026-10-03', '22:10'),
    dueDate: '2026-10-03',
    provisional: false,
  });
  expect(dueFrom(rule(3, 'minute'), friday, nationalCalendar).due).toBe(instantAt('2026-09-30', '22:13'));
  // 24 hours from midnight are over when the same day is.
  const day = dueFrom(rule(24, 'hour'), instantAt('2026-09-30', '00:00'), nationalCalendar);
  expect(day).toMatchObject({ due: instantAt('2026-09-30', '24:00'), dueDate: '2026-09-30' });
});

test('a rule that does not roll forward ends on the day off, and needs no notice to be sure', () => {
  const fixed = rule(10, 'calendarDay', { rollForward: false });
  expect(dueFrom(fixed, instantAt('2026-04-24', '09:00'), nationalCalendar).dueDate).toBe('2026-05-04');
  const next = dueFrom(fixed, instantAt('2026-12-25', '09:00'), nationalCalendar);
  expect(next).toMatchObject({ dueDate: '2027-01-04', provisional: false });
});

test('where only named holidays roll, a plain weekend day stays', () => {
  const calendar: WorkingCalendar = { ...nationalCalendar, rollOver: 'holidays' };
  const saturday = dueFrom(rule(5, 'calendarDay'), instantAt('2026-03-02', '09:00'), calendar);
  expect(saturday.dueDate).toBe('2026-03-07');
  expect(saturday.steps).toContainEqual({ kind: 'stayedOnDayOff', date: '2026-03-07', because: 'weekend' });
  expect(dueFrom(rule(5, 'calendarDay'), instantAt('2026-03-02', '09:00'), nationalCalendar).dueDate).toBe(
    '2026-03-09',
  );
  expect(dueFrom(rule(10, 'calendarDay'), instantAt('2026-04-24', '09:00'), calendar).dueDate).toBe(
    '2026-05-06',
  );
});

test('the same day means by the end of it, and after closing time by the next closing', () => {
  const sameDay = rule(0, 'calendarDay', { endOfDay: 'closeOfBusiness' });
  const dueAt = (date: string, time: string) => dueFrom(sameDay, instantAt(date, time), nationalCalendar);
  expect(dueAt('2026-09-30', '09:00').due).toBe(instantAt('2026-09-30', '17:30'));
  expect(dueAt('2026-09-30', '20:00').due).toBe(instantAt('2026-10-08', '17:30'));
  expect(dueAt('2026-09-29', '17:30').due).toBe(instantAt('2026-09-30', '17:30'));
  expect(dueAt('2026-10-03', '09:00').due).toBe(instantAt('2026-10-08', '17:30'));
  expect(dueAt('2026-09-30', '20:00').steps).toContainEqual({
    kind: 'officeHadClosed',
    from: '2026-09-30',
    to: '2026-10-08',
  });
  const atOnce = dueFrom(rule(0, 'hour'), instantAt('2026-10-03', '09:00'), nationalCalendar);
  expect(atOnce.due).toBe(instantAt('2026-10-03', '09:00'));
});

test('a deadline in a year without notice is provisional, and the notice settles it', () => {
  const threeMonths = rule(3, 'month');
  const start = instantAt('2026-11-30', '10:00');
  const before = dueFrom(threeMonths, start, nationalCalendar);
  expect(before).toMatchObject({ dueDate: '2027-03-01', provisional: true });
  expect(before.steps).toContainEqual({ kind: 'noticeAwaited', year: 2027 });

  const worked = dueFrom(
    threeMonths,
    start,
    withNotice('2027', { off: ['2027-01-01'], work: ['2027-02-28'] }),
  );
  expect(worked).toMatchObject({ dueDate: '2027-02-28', provisional: false });
  const off = dueFrom(threeMonths, start, withNotice('2027', { off: ['2027-03-01'], work: [] }));
  expect(off).toMatchObject({ dueDate: '2027-03-02', provisional: false });
});

test('a day passed over that a notice may still make a working day leaves the date provisional', () => {
  const monday = { from: '2027-03-01', to: '2027-03-01', day: 'work', reason: '全县防汛演练' } as const;
  const calendar: WorkingCalendar = { ...nationalCalendar, closures: [monday] };
  const due = dueOn('2027-02-28', { rollForward: true, endOfDay: 'midnight' }, calendar);
  expect(due).toMatchObject({ dueDate: '2027-03-01', provisional: true });
});

test('working days that end before New Year may still be moved by the next notice', () => {
  const start = instantAt('2026-12-24', '10:00');
  expect(dueFrom(rule(2, 'workingDay'), start, nationalCalendar)).toMatchObject({
    dueDate: '2026-12-28',
    provisional: false,
  });
  expect(dueFrom(rule(4, 'workingDay'), start, nationalCalendar)).toMatchObject({
    dueDate: '2026-12-30',
    provisional: true,
  });
});

test('the steps tell the whole arithmetic of a count of working days', () => {
  const due = dueFrom(rule(15, 'workingDay'), instantAt('2026-02-10', '10:00'), nationalCalendar);
  expect(due.steps).toEqual([
    { kind: 'started', instant: '2026-02-10T02:00:00.000Z', date: '2026-02-10' },
    { kind: 'calendarUsed', version: nationalCalendar.version },
    { kind: 'startDayExcluded', date: '2026-02-10', firstDay: '2026-02-11' },
    {
      kind: 'workingDaysCounted',
      amount: 15,
      to: '2026-03-09',
      weekendDays: 3, // 1, 7 and 8 March; Saturday the 28th is worked
      daysOff: [{ from: '2026-02-15', to: '2026-02-23', because: 'holiday' }],
      makeUpDays: ['2026-02-14', '2026-02-28'],
    },
    { kind: 'ended', at: 'midnight', date: '2026-03-09', instant: '2026-03-09T16:00:00.000Z' },
  ]);
});

test('the steps tell what a last day passed over, and that a shorter month ended it', () => {
  const rolled = dueFrom(rule(10, 'calendarDay'), instantAt('2026-04-24', '10:00'), nationalCalendar);
  expect(rolled.steps.slice(3)).toEqual([
    { kind: 'calendarDaysCounted', amount: 10, to: '2026-05-04' },
    {
      kind: 'rolledForward',
      from: '2026-05-04',
      to: '2026-05-06',
      passed: [
        { date: '2026-05-04', because: 'holiday' },
        { date: '2026-05-05', because: 'holiday' },
      ],
    },
    { kind: 'ended', at: 'midnight', date: '2026-05-06', instant: '2026-05-06T16:00:00.000Z' },
  ]);
  const month = dueFrom(rule(1, 'month'), instantAt('2026-01-31', '10:00'), nationalCalendar);
  expect(month.steps.slice(3, 5)).toEqual([
    { kind: 'endOfShorterMonth', months: 1, wantedDay: 31, to: '2026-02-28' },
    { kind: 'stayedOnMakeUpDay', date: '2026-02-28' },
  ]);
});

test('a deadline given as a date ends on it, or after it where the rule says so', () => {
  const kept = dueOn('2026-10-02', { rollForward: false, endOfDay: 'midnight' }, nationalCalendar);
  expect(kept).toMatchObject({ dueDate: '2026-10-02', due: '2026-10-02T16:00:00.000Z', provisional: false });
  const rolled = dueOn('2026-10-02', { rollForward: true, endOfDay: 'closeOfBusiness' }, nationalCalendar);
  expect(rolled).toMatchObject({
    dueDate: '2026-10-08',
    due: '2026-10-08T09:30:00.000Z',
    provisional: false,
  });
  const nextYear = dueOn('2027-05-01', { rollForward: true, endOfDay: 'midnight' }, nationalCalendar);
  expect(nextYear).toMatchObject({ dueDate: '2027-05-03', provisional: true });
});

test('a calendar without working days gives an end that says so, instead of searching for ever', () => {
  const closed: WorkingCalendar = {
    ...nationalCalendar,
    closures: [{ from: '0001-01-01', to: '9999-12-31', day: 'off', reason: 'mistake' }],
  };
  for (const broken of [rule(10_000, 'workingDay'), rule(10, 'calendarDay')]) {
    const due = dueFrom(broken, instantAt('2026-01-05', '10:00'), closed);
    expect(due.provisional).toBe(true);
    expect(due.steps).toContainEqual({ kind: 'calendarHasNoWorkingDays' });
  }
});

test.each([-1, 1.5, 10_001, NaN, Infinity])('an amount of %d is refused with the range', (amount) => {
  expect(deadlineRuleProblems(rule(amount, 'hour'))).toEqual([
    `Expected a whole number of hours from 0 to 10000, but found ${amount}`,
  ]);
});
