import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../engine/feel.ts';
import type { Json, JsonObject } from '../../../engine/json.ts';

const at = '2026-09-07T16:30:00.000Z';
const value = (source: string, variables: JsonObject = {}) => evaluate(`= ${source}`, variables, at);

type Example = [expression: string, value: Json];
const examples = (title: string, table: Example[], variables: JsonObject = {}) =>
  describe(title, () => {
    test.each(table)('%s', (source, expected) => expect(value(source, variables)).toEqual(expected));
  });

examples('numbers are decimals, not doubles', [
  ['0.1 + 0.2 = 0.3', true],
  ['1.10 - 1', 0.1],
  ['1/3*3', 1],
  ['2**10', 1024],
  ['2**-1', 0.5],
  ['-2**2', 4],
  ['10**20 + 1 - 10**20', 1],
  ['123456789012345678 * 10 = 1234567890123456780', true],
  ['1/0', null],
  ['decimal(2.5, 0)', 2],
  ['decimal(3.5, 0)', 4],
  ['round half up(-1.5, 0)', -2],
  ['round half down(1.5, 0)', 1],
  ['round up(1.01, 0)', 2],
  ['floor(-1.5)', -2],
  ['ceiling(1.234, 2)', 1.24],
  ['modulo(-12, 5)', 3],
  ['.5 + 1.5e1', 15.5],
]);

examples('what has no meaning is null', [
  ['1 + "1"', null],
  ['"a" > 1', null],
  ['null + 1', null],
  ['missing', null],
  ['{a: 1}.b', null],
  ['abs("1")', null],
  ['abs(1, 2)', null],
  ['not(1)', null],
  ['"a".b', null],
]);

examples('truth has three values', [
  ['true and null', null],
  ['false and null', false],
  ['true or null', true],
  ['false or "yes"', null],
  ['null = null', true],
  ['1 = null', false],
  ['1 = "1"', null],
  ['if null then 1 else 2', 2],
]);

examples('lists', [
  ['[1, 2, 3][2]', 2],
  ['[1, 2, 3][-1]', 3],
  ['[1, 2, 3][4]', null],
  ['[1, 2, 3][item > 1]', [2, 3]],
  ['[{a: 1}, {a: 2}][a = 2]', [{ a: 2 }]],
  ['[{a: 1}, {a: 2}].a', [1, 2]],
  ['5[1]', 5],
  ['count([[], [1]])', 2],
  ['flatten([1, [2, [3]]])', [1, 2, 3]],
  ['sort([3, 1, 2], function(a, b) a > b)', [3, 2, 1]],
  ['list replace([1, 2], 2, 5)', [1, 5]],
  ['distinct values([1, 2, 1])', [1, 2]],
  ['index of([1, 2, 1], 1)', [1, 3]],
  ['mode([6, 1, 9, 6, 1])', [1, 6]],
  ['median([8, 2, 5, 3])', 4],
  ['sum([])', null],
  ['min(3, 1, 2)', 1],
  ['concatenate([1], [2])', [1, 2]],
  ['for i in 1..3 return i * i', [1, 4, 9]],
  ['for i in [3..1] return i', [3, 2, 1]],
  ['for i in 1..4 return if i = 1 then 1 else partial[-1] * i', [1, 2, 6, 24]],
  ['for i in 1..3 return partial', [[], [[]], [[], [[]]]]],
  ['for i in 1..3 return count(partial)', [0, 1, 2]],
  ['for a in [1, 2], b in [a, 10] return a * b', [1, 10, 4, 20]],
  ['some x in [1, 2] satisfies x > 1', true],
  ['every x in [] satisfies false', true],
]);

examples('ranges and tests', [
  ['5 in [1..5)', false],
  ['5 in ]1..5]', true],
  ['5 in (< 3, > 4)', true],
  ['5 in (1, 5)', true],
  ['"b" in ["a".."c"]', true],
  ['5 between 1 and 5', true],
  ['[1..5].end', 5],
  ['before([1..5), 5)', true],
  ['overlaps([1..5], [5..8])', true],
  ['overlaps([1..5), [5..8])', false],
  ['includes([1..10], [2..3])', true],
  ['met by([5..8], [1..5])', true],
  ['finishes(10, [1..10])', true],
  ['range("[1..3)") = [1..3)', true],
]);

examples('texts count characters', [
  ['string length("😀学校")', 3],
  ['substring("😀学校", 2)', '学校'],
  ['substring("foobar", -3, 2)', 'ba'],
  ['substring before("foobar", "bar")', 'foo'],
  ['contains("整改通知书", "通知")', true],
  ['string join(["a", null, "c"], "-")', 'a-c'],
  ['split("a;b;;", ";")', ['a', 'b', '', '']],
  ['"\\u4e2d\\n"', '中\n'],
  ['string({a: "x", b: [1.50, null]})', '{a: "x", b: [1.5, null]}'],
  ['number("1.234,5", ".", ",")', 1234.5],
]);

examples('contexts and functions', [
  ['{a: 1, b: a + 1}.b', 2],
  ['{square: function(x: number) x * x, r: square(3)}.r', 9],
  ['{f: function(x: number) x, r: f("a")}.r', null],
  ['(function(a, b) a - b)(b: 1, a: 5)', 4],
  ['get value({a: {b: 2}}, ["a", "b"])', 2],
  ['get entries({a: 1})', [{ key: 'a', value: 1 }]],
  ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
  ['context merge([{a: 1}, {a: 2, b: 3}])', { a: 2, b: 3 }],
  ['{a: 1, a: 2}', null],
  ['[1, 2] instance of list<number>', true],
  ['{a: "x"} instance of context<a: number>', false],
  ['null instance of Any', false],
]);

examples(
  'names may hold blanks, signs and keywords',
  [
    ['Monthly Salary * 12', 1200],
    ['Monthly  Salary', 100],
    ['school-year', 2026],
    ['school - year', 2026],
    ['a-b', 3],
    ['loan.annual rate', 0.05],
    ['profit and loss > 1', true],
    ['整改.期限', '10'],
    ['{first name: "x", r: first name + "y"}.r', 'xy'],
    ['items[unit-price > 1].name', ['b']],
  ],
  {
    'Monthly Salary': 100,
    'school-year': 2026,
    a: 5,
    b: 2,
    loan: { 'annual rate': 0.05 },
    'profit and loss': 7,
    整改: { 期限: '10' },
    items: [
      { name: 'a', 'unit-price': 1 },
      { name: 'b', 'unit-price': 2 },
    ],
  },
);

test('names of JavaScript’s own objects are names like others', () => {
  expect(value('constructor')).toBeNull();
  expect(value('{__proto__: 1, toString: 2}.toString')).toBe(2);
  expect(value('toString', { a: 1 })).toBeNull();
  expect(value('a.length', { a: [1] })).toEqual([null]);
});

test('a variable whose name no text can hold is in nobody’s way', () => {
  expect(value('a - b', { a: 3, b: 1, 'a-"b': 9, '- %': 9, 'x-\\': 9, '"-': 9 })).toBe(2);
});

test('what goes in as JSON comes out as it was', () => {
  const variables = { a: { b: [1, 'x', null, true, { c: 1.5 }] }, n: 9007199254740991 };
  expect(value('a', variables)).toEqual(variables.a);
  expect(value('n', variables)).toBe(9007199254740991);
});
