import { expect, test } from 'vitest';
import {
  dateOf,
  daysBetween,
  formatDate,
  formatEnd,
  formatInstant,
  formatShortDate,
  formatTime,
  instantOfLocalTime,
  localTimeOf,
  splitDuration,
} from '../../web/i18n/dates.ts';

test('an instant reads as date, weekday and time of Shanghai in both languages', () => {
  expect(formatInstant('2026-11-22T10:00:00.000Z', 'zh')).toBe('2026年11月22日 周日 18:00');
  expect(formatInstant('2026-11-22T10:00:00.000Z', 'en')).toBe('Sun 22 Nov 2026, 18:00');
});

test('an instant in the evening of UTC is already the next day in Shanghai', () => {
  expect(dateOf('2026-12-31T16:00:00.000Z')).toBe('2027-01-01');
  expect(dateOf('2026-12-31T15:59:59.999Z')).toBe('2026-12-31');
  expect(formatTime('2026-12-31T16:03:00.000Z')).toBe('00:03');
});

test('a date keeps its weekday whatever the zone of the device', () => {
  const zone = process.env['TZ'];
  try {
    for (const name of ['America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati']) {
      process.env['TZ'] = name;
      expect(formatDate('2026-02-28', 'zh')).toBe('2026年2月28日 周六');
      expect(formatInstant('2026-03-08T07:30:00Z', 'zh')).toBe('2026年3月8日 周日 15:30');
    }
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test('what is no date is shown as it is', () => {
  expect(formatDate('9月底前', 'zh')).toBe('9月底前');
  expect(formatShortDate('', 'en')).toBe('');
});

test('short dates leave the year out', () => {
  expect(formatShortDate('2026-05-09', 'zh')).toBe('5月9日');
  expect(formatShortDate('2026-05-09', 'en')).toBe('9 May');
});

test('days between dates cross months and years', () => {
  expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
  expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
});

test('a length of time splits into days, hours and minutes', () => {
  expect(splitDuration((26 * 60 + 5) * 60_000)).toEqual({ days: 1, hours: 2, minutes: 5 });
  expect(splitDuration(-1)).toEqual({ days: 0, hours: 0, minutes: 0 });
});

test('a time that is entered is one of Shanghai wherever the device stands, and is shown again as it was entered', () => {
  const instant = instantOfLocalTime('2026-10-12T08:55');
  expect(Date.parse(instant)).toBe(Date.parse('2026-10-12T00:55:00Z'));
  expect(localTimeOf(instant)).toBe('2026-10-12T08:55');
  expect(localTimeOf('2026-10-12T16:30:00.000Z')).toBe('2026-10-13T00:30');
  expect(localTimeOf('')).toBe('');
});

test('a day that ends is named itself, not the midnight of the next', () => {
  const midnight = '2026-09-28T16:00:00.000Z';
  expect(formatEnd(midnight, 'zh', '2026-09-28')).toBe('2026年9月28日 周一 24:00');
  expect(formatEnd(midnight, 'en', '2026-09-28')).toBe('Mon 28 Sep 2026, end of the day');
  expect(formatEnd('2026-12-31T16:00:00.000Z', 'zh')).toBe('2026年12月31日 周四 24:00');
});

test('two hours from ten in the evening end on the day for which they are set', () => {
  expect(formatEnd('2026-09-28T16:00:00.000Z', 'zh', '2026-09-29')).toBe('2026年9月29日 周二 00:00');
  expect(formatEnd('2026-09-28T09:30:00.000Z', 'zh', '2026-09-28')).toBe('2026年9月28日 周一 17:30');
});
