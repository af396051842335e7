import { expect, test } from 'vitest';
import { evaluate, newAllowance } from '../../../engine/feel.ts';
import { compileExpression } from '../../../engine/feel/index.ts';
import { limits, Run } from '../../../engine/feel/run.ts';
import { Scope } from '../../../engine/feel/scope.ts';
import type { JsonObject } from '../../../engine/json.ts';

const at = '2026-09-07T16:30:00.000Z';

function outcome(source: string, variables: JsonObject = {}): unknown {
  try {
    return evaluate(`= ${source}`, variables, at);
  } catch (fault) {
    return (fault as { code?: string }).code;
  }
}

const long = 'a'.repeat(3000);
const numbers = Array.from({ length: 20_000 }, (_, index) => index);

test.each<[string, string, JsonObject?]>([
  ['a range without end', 'for i in 1..1000000000 return i'],
  ['loops in loops', 'for i in 1..3000, j in 1..3000 return i * j'],
  ['a loop that keeps nothing', 'some i in 1..100000000 satisfies i < 0'],
  [
    'a list that doubles',
    'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
  ],
  ['a list of itself', 'for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]'],
  ['a text that doubles', '(for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1])[-1]'],
  ['a search for every item', 'list[some other in list satisfies other = item]', { list: numbers }],
  ['a sort that never agrees', 'sort(list, function(a, b) true)', { list: [...numbers, ...numbers] }],
  ['repeats of repeats', 'matches("aaaa", "((a{1,100}){1,100}){1,100}")'],
  ['a group that is meant again', `matches("${long}", "(a*)(a*)(a*)\\1\\2b")`],
])('%s is stopped by its steps', (_, source, variables) => {
  expect(outcome(source, variables)).toBe('expression-too-costly');
});

test.each([
  ['a function that calls itself', '{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r'],
  ['two that call each other', '{f: function(g, h) h(g, h), r: f(f, f)}.r'],
])('%s is stopped by its depth', (_, source) => {
  expect(outcome(source)).toBe('expression-too-deep');
});

test.each([
  ['parentheses', '('.repeat(2000)],
  ['lists', '['.repeat(4000)],
  ['contexts', '{a:'.repeat(1300)],
  ['signs', '-'.repeat(4000) + '1'],
  ['conditions', 'if '.repeat(1300)],
  ['filters', 'a['.repeat(2000)],
  ['sums', '1' + '+1'.repeat(2000)],
  ['an open text', '"' + long],
  ['an open comment', '/*' + '*'.repeat(4000)],
])('%s without end cannot be read, and that is found at once', (_, source) => {
  expect(outcome(source)).toBe('expression-failed');
});

test.each([
  ['matches(text, "(a+)+$")', true],
  ['matches(text + "!", "(a+)+$")', false],
  ['matches(text + "!", "(a|a)*(a|aa)*b")', false],
  ['matches(text + "!", "^(([a-z])+.)+[A-Z]([a-z])+$")', false],
])('%s, which holds a backtracking matcher for ages, is answered', (source, expected) => {
  expect(outcome(source, { text: long })).toBe(expected);
});

test('the steps of a regular expression grow with the text, not with its square', () => {
  const spentOn = (length: number) => {
    const run = new Run(at);
    const { code } = compileExpression('matches(text, "(a+)+$")');
    code(new Scope({ text: 'a'.repeat(length) + '!' }, null, run));
    return run.spent;
  };
  expect(spentOn(8000) / spentOn(4000)).toBeLessThan(2.2);
});

test('the count is the same each time: a case ends at the same place on every machine', () => {
  const spent = Array.from({ length: 3 }, () => {
    const run = new Run(at);
    compileExpression('sum(for i in 1..1000 return i * 0.1)').code(new Scope({}, null, run));
    return run.spent;
  });
  expect(new Set(spent).size).toBe(1);
  expect(spent[0]).toBeLessThan(limits.steps);
});

test('variables nested beyond all reason are a fault and not a crash', () => {
  let deep: JsonObject = {};
  for (let level = 0; level < 5000; level++) deep = { deep };
  expect(outcome('deep', { deep })).toBe('expression-too-deep');
  expect(outcome('deep = deep', { deep })).toBe('expression-too-deep');
  expect(outcome('string(deep)', { deep })).toBe('expression-too-deep');
});

test('a fault says what was met and holds no value of the case', () => {
  expect(() => evaluate('= for i in 1..n return name', { n: 1e9, name: '张三' }, at)).toThrow(
    /^Expected an expression of at most 250000 steps, but it needs more$/,
  );
});

test('many expressions that are each just cheap enough are too costly together', () => {
  const allowance = newAllowance();
  const costly = () => evaluate('= count(for i in 1..50000 return i)', {}, { at, allowance });
  expect(costly()).toBe(50_000);
  expect(() => Array.from({ length: 10 }, costly)).toThrow(/steps/);
});
