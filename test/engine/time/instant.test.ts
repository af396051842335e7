import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMilliseconds,
  compareInstants,
  fromEpochMs,
  instantAt,
  isInstant,
  isTimeOfDay,
  shanghaiTime,
  toEpochMs,
} from '../../../engine/time/instant.ts';

const anyInstant = fc
  .date({
    min: new Date('0001-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T15:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

test('an evening in UTC is already the next day in Shanghai', () => {
  expect(shanghaiTime('2026-09-30T15:59:59.999Z')).toEqual({ date: '2026-09-30', time: '23:59:59.999' });
  expect(shanghaiTime('2026-09-30T16:00:00.000Z')).toEqual({ date: '2026-10-01', time: '00:00:00.000' });
});

test('24:00 of a day is 00:00 of the next', () => {
  expect(instantAt('2026-12-31', '24:00')).toBe('2026-12-31T16:00:00.000Z');
  expect(instantAt('2027-01-01', '00:00')).toBe('2026-12-31T16:00:00.000Z');
  expect(instantAt('2026-05-06', '17:30')).toBe('2026-05-06T09:30:00.000Z');
});

test('instants are read and written exactly as ECMAScript does', () => {
  fc.assert(
    fc.property(anyInstant, (instant) => {
      expect(isInstant(instant)).toBe(true);
      expect(toEpochMs(instant)).toBe(Date.parse(instant));
      expect(fromEpochMs(Date.parse(instant))).toBe(instant);
    }),
  );
});

test('the time shown in Shanghai names the instant again, and agrees with the time zone database since 1992', () => {
  const host = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const since1992 = {
    min: new Date('1992-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  };
  fc.assert(
    fc.property(fc.date(since1992), (when) => {
      const { date, time } = shanghaiTime(when.toISOString());
      expect(`${date} ${time.slice(0, 8)}`).toBe(host.format(when));
      const minute = instantAt(date, time.slice(0, 5));
      expect(Date.parse(when.toISOString()) - toEpochMs(minute)).toBeLessThan(60_000);
    }),
  );
});

test('text order is order in time', () => {
  fc.assert(
    fc.property(anyInstant, anyInstant, (a, b) => {
      expect(compareInstants(a, b)).toBe(Math.sign(toEpochMs(a) - toEpochMs(b)));
    }),
  );
});

test.each([
  '2026-09-07',
  '2026-09-07T08:00:00Z',
  '2026-09-07T08:00:00.000',
  '2026-09-07T08:00:00.000+08:00',
  '2026-09-07T24:00:00.000Z',
  '2026-09-07T08:60:00.000Z',
  '2026-09-07T08:00:60.000Z',
  '2026-02-29T08:00:00.000Z',
  '9999-12-31T16:00:00.001Z',
  '+12026-01-01T00:00:00.000Z',
  '',
  42,
  null,
])('%j is no instant', (value) => expect(isInstant(value)).toBe(false));

test.each(['8:30', '24:01', '25:00', '08:60', '08:30:00', ''])('%j is no time of day', (value) =>
  expect(isTimeOfDay(value)).toBe(false),
);

test('what comes from outside unchecked is named, not computed with', () => {
  expect(() => addMilliseconds('soon', 1)).toThrow("but found 'soon'");
  expect(() => instantAt('2026-01-01', '8:30')).toThrow("Expected a time of day 'HH:mm', but found '8:30'");
});

test('arithmetic stops at the last instant, which is 24:00 of the last day', () => {
  expect(fromEpochMs(Infinity)).toBe(instantAt('9999-12-31', '24:00'));
  expect(fromEpochMs(-Infinity)).toBe('0001-01-01T00:00:00.000Z');
});
