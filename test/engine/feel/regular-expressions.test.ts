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
