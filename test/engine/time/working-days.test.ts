import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { addWorkingDays, rollOverDaysOff, workingDaysBetween } from '../../../engine/time/working-days.ts';

test('a count backwards names the same days as the count forward', () => {
  const daysOff = [{ from: '2026-02-15', to: '2026-02-23', because: 'holiday' }];
  const forward = addWorkingDays('2026-02-13', 3, nationalCalendar);
  expect(forward).toMatchObject({ date: '2026-02-25', daysOff, makeUpDays: ['2026-02-14'], weekendDays: 0 });
  const back = addWorkingDays('2026-02-25', -3, nationalCalendar);
  expect(back).toMatchObject({ date: '2026-02-13', daysOff, makeUpDays: ['2026-02-14'], weekendDays: 0 });
});

test('a count that leaves the calendar is broken off at its last day', () => {
  expect(addWorkingDays('9999-12-30', 5, nationalCalendar)).toMatchObject({
    date: '9999-12-31',
    isBrokenOff: true,
  });
  expect(addWorkingDays('0001-01-02', -5, nationalCalendar)).toMatchObject({
    date: '0001-01-01',
    isBrokenOff: true,
  });
});

test('a roll forward names each day it passes', () => {
  const rolled = rollOverDaysOff('2026-10-02', nationalCalendar);
  expect(rolled.date).toBe('2026-10-08');
  expect(rolled.passed.map((day) => day.date)).toEqual([
    '2026-10-02',
    '2026-10-03',
    '2026-10-04',
    '2026-10-05',
    '2026-10-06',
    '2026-10-07',
  ]);
});

test('a day has no working days to itself, and the same day of rest none either', () => {
  expect(workingDaysBetween('2026-09-07', '2026-09-07', nationalCalendar)).toBe(0);
  expect(workingDaysBetween('2026-10-01', '2026-10-07', nationalCalendar)).toBe(0);
  expect(workingDaysBetween('2026-10-07', '2026-10-01', nationalCalendar)).toBe(0);
});
