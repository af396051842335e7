import { expect, test } from 'vitest';
import { readCondition, writeCondition } from '../../../web/pages/templates/edit/condition.ts';

test('a comparison of an outcome is shown in plain form, and written as it was', () => {
  const feel = '= planReviewOutcome = "return"';
  expect(readCondition(feel)).toEqual({ variable: 'planReviewOutcome', key: 'return' });
  expect(writeCondition(readCondition(feel)!)).toBe(feel);
  expect(readCondition('审核结果="退回"')).toEqual({ variable: '审核结果', key: '退回' });
});

test('anything cleverer stays an expression, so that nothing of it is lost', () => {
  for (const feel of ['', '= a = "x" and b = "y"', '= amount > 100', '= not(a = "x")', '= a != "x"']) {
    expect(readCondition(feel)).toBeUndefined();
  }
});
