import { expect, test } from 'vitest';
import { evaluate, holds } from '../../engine/feel.ts';
import type { Json } from '../../engine/json.ts';

const at = '2026-09-07T16:30:00.000Z';

test.each<[string, Json]>([
  ['= a + 1', 3],
  ['a + 1', 'a + 1'],
  ['= list[item > 1]', [2, 3]],
  ['= if unit = "police" then "letter" else "order"', 'letter'],
  ['= missing', null],
  ['= missing.part', null],
  ['= date("2026-09-30") + duration("P1D")', '2026-10-01'],
  ['= {a: 1, b: [a, "x"]}', { a: 1, b: [1, 'x'] }],
  ['= 整改类别 = "立行立改"', true],
])('%s', (expression, expected) => {
  const variables = { a: 2, list: [1, 2, 3], unit: 'police', 整改类别: '立行立改' };
  expect(evaluate(expression, variables, at)).toEqual(expected);
});

test('now and today are those of the input, in China, whatever the host’s clock says', () => {
  expect(evaluate('= today()', {}, at)).toBe('2026-09-08');
  expect(evaluate('= string(now())', {}, at)).toContain('2026-09-08T00:30:00');
});

test('a condition holds only when it is true: a variable that is not there is no yes', () => {
  expect(holds('amount > 100', { amount: 101 }, at)).toBe(true);
  expect(holds('= amount > 100', {}, at)).toBe(false);
  expect(holds('"yes"', {}, at)).toBe(false);
});

test('what cannot be read is a fault that quotes the expression, and no value of the case', () => {
  expect(() => evaluate('= 1 +', { secret: '张三' }, at)).toThrow(/Expected a FEEL expression/);
  expect(() => evaluate(`= ${'1+'.repeat(3000)}1`, {}, at)).toThrow(/at most 4096/);
});
