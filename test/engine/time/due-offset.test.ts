import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { offsetFrom, remaining, type DueOffset } from '../../../engine/time/due-offset.ts';
import { instantAt } from '../../../engine/time/instant.ts';

const endOf = (date: string) => instantAt(date, '24:00');

test.each<[string, DueOffset, string]>([
  ['2026-09-24', { amount: -3, unit: 'workingDay' }, '2026-09-21'],
  ['2026-09-21', { amount: -1, unit: 'workingDay' }, '2026-09-20'], // a make-up Sunday
  ['2026-10-08', { amount: -1, unit: 'workingDay' }, '2026-09-30'],
  ['2026-09-30', { amount: 1, unit: 'workingDay' }, '2026-10-08'],
  ['2026-10-08', { amount: 3, unit: 'workingDay' }, '2026-10-12'], // a make-up Saturday counts
  ['2026-10-02', { amount: -1, unit: 'workingDay' }, '2026-09-30'], // due on a day off that does not roll
  ['2026-10-02', { amount: 1, unit: 'workingDay' }, '2026-10-08'],
  ['2026-09-30', { amount: 1, unit: 'calendarDay' }, '2026-10-01'],
  ['2026-09-30', { amount: 0, unit: 'workingDay' }, '2026-09-30'],
  ['2026-08-31', { amount: 1, unit: 'month' }, '2026-09-30'],
])('due at the end of %s, %o falls at the opening of the office on %s', (dueDate, offset, date) => {
  for (const due of [endOf(dueDate), instantAt(dueDate, '17:30')]) {
    expect(offsetFrom(due, offset, nationalCalendar)).toEqual({
      at: instantAt(date, '08:30'),
      date,
      provisional: false,
    });
  }
});

test('hours and minutes are measured from the due instant itself', () => {
  const due = instantAt('2026-10-01', '10:00');
  const at = (offset: DueOffset) => offsetFrom(due, offset, nationalCalendar).at;
  expect(at({ amount: -2, unit: 'hour' })).toBe(instantAt('2026-10-01', '08:00'));
  expect(at({ amount: 30, unit: 'minute' })).toBe(instantAt('2026-10-01', '10:30'));
  expect(at({ amount: 0, unit: 'hour' })).toBe(due);
});

test('a ladder that climbs into a year without notice is provisional', () => {
  const due = endOf('2026-12-25');
  const step = (amount: number) => offsetFrom(due, { amount, unit: 'workingDay' }, nationalCalendar);
  expect(step(1)).toMatchObject({ date: '2026-12-28', provisional: false });
  expect(step(5)).toMatchObject({ date: '2027-01-01', provisional: true });
});

test('what remains counts the days after today up to the named day, with it', () => {
  const due = endOf('2026-10-12');
  const left = (date: string, time = '10:00') => remaining(instantAt(date, time), due, nationalCalendar);
  expect(left('2026-10-08')).toEqual({ workingDays: 3, calendarDays: 4, overdue: false });
  expect(left('2026-09-30')).toEqual({ workingDays: 4, calendarDays: 12, overdue: false });
  expect(left('2026-10-12', '23:59')).toEqual({ workingDays: 0, calendarDays: 0, overdue: false });
  expect(left('2026-10-12', '24:00')).toEqual({ workingDays: -1, calendarDays: -1, overdue: true });
  expect(left('2026-10-19')).toEqual({ workingDays: -5, calendarDays: -7, overdue: true });
});

test('after closing time on the named day a deadline of office hours is overdue, with no day in between', () => {
  const due = instantAt('2026-10-12', '17:30');
  const late = remaining(instantAt('2026-10-12', '18:00'), due, nationalCalendar);
  expect(late).toEqual({ workingDays: 0, calendarDays: 0, overdue: true });
});

test('an offset that is no whole number within reach is named', () => {
  const wrong: DueOffset = { amount: 0.5, unit: 'workingDay' };
  expect(() => offsetFrom(endOf('2026-10-12'), wrong, nationalCalendar)).toThrow('but found 0.5');
});
