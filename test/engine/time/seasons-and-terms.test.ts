import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import {
  calendarProblems,
  dueFrom,
  isSchoolDay,
  officeHoursOn,
  offsetFrom,
  type WorkingCalendar,
} from '../../../engine/time/index.ts';

const county: WorkingCalendar = {
  ...nationalCalendar,
  officeSeasons: [
    { from: '06-01', to: '09-30', open: '08:00', close: '18:00' },
    { from: '12-01', to: '02-28', open: '09:00', close: '17:00' },
  ],
  terms: [
    { from: '2026-02-25', to: '2026-07-03', name: '2025–2026学年第二学期' },
    { from: '2026-09-01', to: '2027-01-22', name: '2026–2027学年第一学期' },
  ],
};
const rule = {
  amount: 3,
  unit: 'workingDay',
  rollForward: true,
  endOfDay: 'closeOfBusiness',
  basis: '',
} as const;

test('a deadline ends when the office closes in the season of its last day', () => {
  // From Monday 28 September, 18:00 is closing time; the third working day is in October, when it is 17:30 again.
  expect(dueFrom(rule, '2026-09-07T01:00:00.000Z', county).due).toBe('2026-09-10T10:00:00.000Z');
  expect(dueFrom(rule, '2026-09-28T01:00:00.000Z', county).due).toBe('2026-10-08T09:30:00.000Z');
});

test('reminders fall at the opening of the office in their own season', () => {
  const reminder = (due: string) => offsetFrom(due, { amount: -1, unit: 'workingDay' }, county).at;
  expect(reminder('2026-10-08T09:30:00.000Z')).toBe('2026-09-30T00:00:00.000Z');
  expect(reminder('2026-11-12T09:30:00.000Z')).toBe('2026-11-11T00:30:00.000Z');
});

test('a season may run over the end of the year, and the first that holds wins', () => {
  expect(officeHoursOn(county, '2026-12-31').close).toBe('17:00');
  expect(officeHoursOn(county, '2027-01-05').open).toBe('09:00');
  expect(officeHoursOn(county, '2026-03-01').close).toBe('17:30');
  const both = {
    ...county,
    officeSeasons: [{ ...county.officeSeasons![0]!, close: '19:00' }, ...county.officeSeasons!],
  };
  expect(officeHoursOn(both, '2026-07-01').close).toBe('19:00');
});

test('what comes in after the season’s closing time on the same day is due when the office closes next', () => {
  const sameDay = { ...rule, amount: 0 } as const;
  expect(dueFrom(sameDay, '2026-09-07T09:45:00.000Z', county).due).toBe('2026-09-07T10:00:00.000Z');
  expect(dueFrom(sameDay, '2026-09-07T10:00:00.000Z', county).due).toBe('2026-09-08T10:00:00.000Z');
});

test('schools teach on working days of a term, and not between two terms', () => {
  expect(isSchoolDay(county, '2026-09-07')).toBe(true);
  expect(isSchoolDay(county, '2026-09-20')).toBe(true); // a make-up Sunday
  expect(isSchoolDay(county, '2026-10-02')).toBe(false);
  expect(isSchoolDay(county, '2026-08-03')).toBe(false); // a Monday of the summer holidays
});

test('where no term is known, nobody takes that for holidays', () => {
  expect(isSchoolDay(county, '2026-01-12')).toBeUndefined();
  expect(isSchoolDay(county, '2027-02-15')).toBeUndefined();
  expect(isSchoolDay(nationalCalendar, '2026-09-07')).toBeUndefined();
});

test('school holidays move no deadline', () => {
  expect(dueFrom(rule, '2026-07-13T01:00:00.000Z', county).dueDate).toBe('2026-07-16');
});

test('what is wrong with seasons and terms is named with its place', () => {
  const wrong: WorkingCalendar = {
    ...nationalCalendar,
    officeSeasons: [
      { from: '6-1', to: '13-01', open: '08:00', close: '18:00' },
      { from: '06-01', to: '09-30', open: '18:00', close: '08:00' },
    ],
    terms: [
      { from: '2026-09-01', to: '2027-01-22', name: ' ' },
      { from: '2027-01-20', to: '2027-06-31', name: 'b' },
      { from: '2027-01-20', to: '2027-01-10', name: 'c' },
      { from: '2027-01-22', to: '2027-06-30', name: 'd' },
    ],
  };
  expect(calendarProblems(wrong).map(({ at }) => at)).toEqual([
    '/officeSeasons/0/from',
    '/officeSeasons/0/to',
    '/officeSeasons/1/close',
    '/terms/0/name',
    '/terms/1/to',
    '/terms/2/to',
    '/terms/3/from',
  ]);
  expect(calendarProblems(county)).toEqual([]);
});
