import { expect, test } from 'vitest';
import { nearnessOf } from '../../web/parts/nearness.ts';

const friday = '2026-12-04';
const near = (dueDate: string, remainingWorkingDays: number, isOverdue = false, today = friday) =>
  nearnessOf({ dueDate, remainingWorkingDays, isOverdue }, today).key;

test('what ends on days off is not due today because no working day is left', () => {
  expect(near(friday, 0)).toBe('today');
  expect(near('2026-12-06', 0)).toBe('withinDaysOff');
  expect(near('2026-12-07', 1)).toBe('soon');
  expect(near('2026-12-10', 4)).toBe('onTrack');
});

test('what was missed before days off is not late since today', () => {
  expect(near(friday, 0, true)).toBe('overdueToday');
  expect(near(friday, 0, true, '2026-12-06')).toBe('overdueLately');
  expect(nearnessOf({ dueDate: friday, remainingWorkingDays: -2, isOverdue: true }, '2026-12-08')).toEqual({
    key: 'overdueBy',
    count: 2,
  });
});
