import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  compareDates,
  daysBetween,
  fromDayNumber,
  isCivilDate,
  toDayNumber,
  weekdayOf,
} from '../../../engine/time/civil-date.ts';

const anyDayNumber = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9999-12-31') });
const anyDate = anyDayNumber.map(fromDayNumber);

test('day numbers count from 1970-01-01, forward and back', () => {
  expect(toDayNumber('1970-01-01')).toBe(0);
  expect(toDayNumber('1969-12-31')).toBe(-1);
  expect(toDayNumber('2000-03-01')).toBe(11_017);
  expect(fromDayNumber(11_016)).toBe('2000-02-29');
});

test('every day number gives the date that the ECMAScript calendar gives in UTC, and comes back from it', () => {
  fc.assert(
    fc.property(anyDayNumber, (dayNumber) => {
      const date = fromDayNumber(dayNumber);
      const reference = new Date(dayNumber * 86_400_000);
      expect(date).toBe(reference.toISOString().slice(0, 10));
      expect(weekdayOf(date) % 7).toBe(reference.getUTCDay());
      expect(toDayNumber(date)).toBe(dayNumber);
    }),
  );
});

test('each day of four centuries follows the one before', () => {
  let date = '1900-01-01';
  for (let dayNumber = toDayNumber(date); dayNumber < toDayNumber('2300-01-01'); dayNumber += 1) {
    const next = addDays(date, 1);
    if (toDayNumber(next) !== dayNumber + 1 || next <= date) expect.fail(`${date} is followed by ${next}`);
    date = next;
  }
  expect(date).toBe('2300-01-01');
});

test.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01'])(
  '%s is no date',
  (text) => expect(isCivilDate(text)).toBe(false),
);

test.each([
  null,
  undefined,
  20260101,
  '',
  '2026-1-1',
  '2026-01-01T00:00',
  ' 2026-01-01',
  '2026-01-01\n',
  '２026-01-01',
])('%j is no date', (value) => expect(isCivilDate(value)).toBe(false));

test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a date', (text) =>
  expect(isCivilDate(text)).toBe(true),
);

test('no text makes the check throw, and whatever it accepts is written back the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/), anyDate), (text) => {
      if (isCivilDate(text)) expect(fromDayNumber(toDayNumber(text))).toBe(text);
    }),
  );
});

test('a text that is no date is named, not computed with', () => {
  expect(() => addDays('2026-02-29', 1)).toThrow("Expected a date 'YYYY-MM-DD', but found '2026-02-29'");
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-01-15', -13, '2024-12-15'],
])('%s and %i months make %s', (from, months, to) => expect(addMonths(from, months)).toBe(to));

test('months keep the day number or end with the month, and never skip one', () => {
  const months = fc.integer({ min: -600, max: 600 });
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2300-12-31'), noInvalidDate: true }),
      months,
      (day, n) => {
        const from = day.toISOString().slice(0, 10);
        const to = addMonths(from, n);
        const index = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        expect(index(to) - index(from)).toBe(n);
        const isMonthEnd = addDays(to, 1).endsWith('-01');
        expect(to.slice(8) === from.slice(8) || (isMonthEnd && to.slice(8) < from.slice(8))).toBe(true);
      },
    ),
  );
});

test('adding days and counting them are inverse, and text order is order in time', () => {
  fc.assert(
    fc.property(anyDate, anyDate, (a, b) => {
      expect(addDays(a, daysBetween(a, b))).toBe(b);
      expect(compareDates(a, b)).toBe(Math.sign(toDayNumber(a) - toDayNumber(b)));
    }),
  );
});

test('arithmetic stops at the first and the last date instead of leaving the calendar', () => {
  expect(addDays('9999-12-30', 10_000)).toBe('9999-12-31');
  expect(addDays('0001-01-02', -10_000)).toBe('0001-01-01');
  expect(addMonths('9999-01-01', 10_000)).toBe('9999-12-31');
  expect(addMonths('0001-01-31', -1)).toBe('0001-01-01');
});
