import { expect, test } from 'vitest';
import { isToldByTime, readAsEnd } from '../../../engine/time/end.ts';

test('an instant at which a time runs out is read by the clock of China', () => {
  expect(readAsEnd('2026-09-28T09:30:00.000Z')).toEqual({ date: '2026-09-28', time: '17:30' });
  expect(readAsEnd('2026-09-28T16:01:00.000Z')).toEqual({ date: '2026-09-29', time: '00:01' });
});

test('midnight is 24:00 of the day that ends by it, across months and years', () => {
  expect(readAsEnd('2026-12-31T16:00:00.000Z')).toEqual({ date: '2026-12-31', time: '24:00' });
});

test('it is 00:00 of the next day where that is the day meant', () => {
  expect(readAsEnd('2026-09-28T16:00:00.000Z', '2026-09-29')).toEqual({ date: '2026-09-29', time: '00:00' });
});

test('what is counted in hours or minutes is told by its time, what is counted in days by its day', () => {
  expect(
    [{ unit: 'hour' }, { unit: 'minute' }].map((rule) => isToldByTime(rule as { unit: 'hour' })),
  ).toEqual([true, true]);
  expect(isToldByTime({ unit: 'workingDay' })).toBe(false);
  expect(isToldByTime(undefined)).toBe(false);
});
