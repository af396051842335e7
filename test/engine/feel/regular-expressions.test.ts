import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../engine/feel.ts';
import { matchesPattern, replacePattern } from '../../../engine/feel/regex/index.ts';
import { Run } from '../../../engine/feel/run.ts';

const at = '2026-09-07T16:30:00.000Z';
const value = (source: string) => evaluate(`= ${source}`, {}, at);

test.each([
  ['matches("foobar", "^fo*b")', true],
  ['matches("foobar", "FOO", "i")', true],
  ['matches("a\\nb", "a.b")', false],
  ['matches("a\\nb", "a.b", "s")', true],
  ['matches("a\\nb", "^b$", "m")', true],
  ['matches("hello world", "hello[ ]world # ", "x")', false],
  ['matches("b", "[a-z-[aeiou]]")', true],
  ['matches("e", "[a-z-[aeiou]]")', false],
  ['matches("学", "\\p{IsCJKUnifiedIdeographs}")', true],
  ['matches("Ⅷ", "^\\p{Nl}$")', true],
  ['matches("abab", "^(ab)\\1$")', true],
  ['matches("a", "(")', null],
  ['matches("a", "(?=a)")', null],
  ['matches("a", "a", "g")', null],
  ['replace("abracadabra", "a(.)", "<$1>")', '<b>r<c><d><b>ra'],
  ['replace("abc", "b*?", "-")', null],
  ['replace("a.b", "\\.", "\\$")', 'a$b'],
  ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
  ['split("John  Doe", "\\s+")', ['John', 'Doe']],
])('%s', (source, expected) => expect(value(source)).toEqual(expected));

/** What both this matcher and JavaScript's understand alike. */
const pattern = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '^', '$'),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${String(a)}${String(b)}`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(${String(a)}|${String(b)})`),
    tie('any').map((inner) => `(${String(inner)})`),
    fc
      .tuple(
        fc.constantFrom('a', 'b', '[ab]', '(a|ab)', '(ab?)'),
        fc.constantFrom('*', '+', '?', '{1,2}', '{2}', '*?', '+?', '??', '{0,2}?'),
      )
      .map(([inner, times]) => `${inner}${times}`),
  ),
}));

test('it finds what JavaScript finds', () => {
  fc.assert(
    fc.property(pattern.any, fc.stringMatching(/^[abc]{0,8}$/), (source, text) => {
      const run = new Run(at);
      const expected = new RegExp(String(source), 'u');
      expect(matchesPattern(text, { pattern: String(source), flags: '' }, run)).toBe(expected.test(text));
      if (expected.test('')) return;
      const replaced = replacePattern(text, { pattern: String(source), flags: '', replacement: '<$0>' }, run);
      expect(replaced).toBe(text.replace(new RegExp(String(source), 'gu'), '<$&>'));
    }),
    { numRuns: 2000 },
  );
});

/** XPath and XQuery functions, 5.6: what JavaScript has not, or has otherwise. */
test.each<[pattern: string, text: string, flags: string, found: boolean | null]>([
  ['^\\i\\c*$', '_a1-.', '', true],
  ['^\\i', '1a', '', false],
  ['^\\I$', '1', '', true],
  ['^\\C$', ' ', '', true],
  ['^\\d+$', '٣4', '', true],
  ['^\\D$', '4', '', false],
  ['^\\w$', '学', '', true],
  ['^\\W$', '-', '', true],
  ['^\\s\\S$', '\ta', '', true],
  ['^\\p{Lu}\\P{Lu}$', 'Aa', '', true],
  ['^\\p{L}$', '1', '', false],
  ['^\\p{IsBasicLatin}$', 'a', '', true],
  ['^\\p{IsBasicLatin}$', 'é', '', false],
  ['^\\P{IsBasicLatin}$', 'é', '', true],
  ['^\\p{IsGreek}$', 'α', '', true],
  ['^\\p{IsCyrillic}$', 'ж', '', true],
  ['^\\p{IsBoxDrawing}$', '─', '', true],
  ['^\\p{IsBopomofo}$', 'ㄅ', '', true],
  ['^\\p{IsHiragana}$', 'あ', '', true],
  ['\\p{IsNowhere}', 'a', '', null],
  ['\\p{Xx}', 'a', '', null],
  ['\\pL', 'a', '', null],
  ['\\p', 'a', '', null],
  ['^[\\d-]+$', '1-2', '', true],
  ['^[a\\-z]+$', '-', '', true],
  ['^[a\\-z]+$', 'b', '', false],
  ['^[^a-c]$', 'b', '', false],
  ['^[^a-c]$', 'd', '', true],
  ['^[a-z-[b-d]]+$', 'ae', '', true],
  ['^[a-z-[b-d]]+$', 'c', '', false],
  ['[z-a]', 'a', '', null],
  ['[a-\\d]', 'a', '', null],
  ['[]', 'a', '', null],
  ['[a', 'a', '', null],
  ['a{2,1}', 'aa', '', null],
  ['^a{2}$', 'aaa', '', false],
  ['^a{2,}$', 'aaa', '', true],
  ['^a{0,1}$', '', '', true],
  ['a**', 'a', '', null],
  ['*a', 'a', '', null],
  ['a)', 'a', '', null],
  ['(?:a)b', 'ab', '', true],
  ['(?:', 'a', '', null],
  ['(?i)a', 'a', '', null],
  ['\\', 'a', '', null],
  ['\\y', 'a', '', null],
  ['^\\.\\|\\^\\$\\{\\}\\[\\]\\(\\)\\?\\*\\+\\-\\\\$', '.|^${}[]()?*+-\\', '', true],
  ['^\\n\\r\\t$', '\n\r\t', '', true],
  ['^(a)(b)\\2\\1$', 'abba', '', true],
  ['^(a)(b)\\2\\1$', 'abab', '', false],
  ['^(a)\\1$', 'aA', 'i', true],
  ['^(a)\\1$', 'aA', '', false],
  ['^(a)?\\1b$', 'b', '', true],
  ['^(a)\\2$', 'aa', '', null],
  ['^(abc)\\1$', 'abcab', '', false],
  ['\\1(a)', 'a', '', null],
  ['^[A-C]$', 'b', 'i', true],
  ['^[^A-C]$', 'b', 'i', false],
  ['^ß$', 'ẞ', 'i', true],
  ['^σ$', 'Σ', 'i', true],
  ['a b', 'ab', 'x', true],
  ['[ ]b', ' b', 'x', true],
  ['^b', 'a\nb', '', false],
  ['^b', 'a\nb', 'm', true],
  ['a$', 'a\nb', 'm', true],
  ['a$', 'a\nb', '', false],
  ['a$', 'a\n', '', false],
  ['.', '\r', '', false],
  ['.', '\r', 's', true],
  ['^.$', '😀', '', true],
  ['', 'abc', '', true],
  ['$', 'abc', '', true],
  ['c$|^x', 'abc', '', true],
  ['a', 'a', 'ii', true],
])('%s in %j with flags "%s": %s', (source, text, flags, found) => {
  expect(evaluate('= matches(text, source, flags)', { text, source, flags }, at)).toBe(found);
});

test.each<[text: string, pattern: string, replacement: string, result: string | null]>([
  ['abcd', '(.)(.)', '$2$1', 'badc'],
  ['abc', 'b', '$0$0', 'abbc'],
  ['abc', 'b', '\\\\', 'a\\c'],
  ['abc', 'b', '\\$1', 'a$1c'],
  ['abc', 'b', '$', null],
  ['abc', 'b', '\\x', null],
  ['abc', '(b)', '$12', 'ab2c'],
  ['abc', '(b)', '$2', 'ac'],
  ['abc', '(x)|b', '[$1]', 'a[]c'],
  ['aaa', 'a', 'b', 'bbb'],
  ['aXbX', 'x', '-', 'aXbX'],
  ['', 'a', 'b', ''],
  ['abc', 'x', 'y', 'abc'],
])('%j: %s is replaced by %s', (text, source, replacement, result) => {
  expect(evaluate('= replace(text, source, replacement)', { text, source, replacement }, at)).toBe(result);
});
