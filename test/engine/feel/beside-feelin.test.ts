import fc from 'fast-check';
import { evaluate as feelin } from 'feelin';
import { expect, test } from 'vitest';
import { evaluate } from '../../../engine/feel.ts';
import type { Json } from '../../../engine/json.ts';

const at = '2026-09-07T16:30:00.000Z';

/** Expressions whose meaning is beyond doubt: where feelin is right (`docs/feel-corrections.md`), both must agree. */
const { expression } = fc.letrec<{
  number: string;
  truth: string;
  list: string;
  text: string;
  expression: string;
}>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: -20, max: 20 }).map((value) => (value < 0 ? `(${value})` : String(value))),
    fc.constantFrom('n', 'm'),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    tie('list').map((list) => `count(${list})`),
    tie('text').map((text) => `string length(${text})`),
  ),
  truth: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'false', 'yes'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc
      .tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('truth').map((truth) => `not(${truth})`),
    tie('number').map((a) => `(${a} between 1 and 9)`),
    fc.tuple(tie('number'), tie('list')).map(([a, list]) => `list contains(${list}, ${a})`),
    fc.tuple(tie('list'), tie('number')).map(([list, a]) => `(some x in ${list} satisfies x > ${a})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `contains(${a}, ${b})`),
  ),
  list: fc.oneof(
    { maxDepth: 3 },
    fc.constant('items'),
    fc.array(tie('number'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(tie('list'), tie('number')).map(([list, a]) => `(for x in ${list} return x + ${a})`),
    fc.tuple(tie('list'), tie('number')).map(([list, a]) => `${list}[item > ${a}]`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `concatenate(${a}, ${b})`),
    tie('list').map((list) => `reverse(${list})`),
  ),
  text: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('"a"', '"ab c"', '""', 'name'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    tie('text').map((text) => `upper case(${text})`),
    tie('number').map((number) => `string(${number})`),
  ),
  expression: fc.oneof(tie('number'), tie('truth'), tie('list'), tie('text')),
}));

test('plain expressions give what feelin gives', { timeout: 60_000 }, () => {
  const variables = { n: 3, m: -7, yes: true, name: 'unit', items: [5, 1, 4] };
  fc.assert(
    fc.property(expression, (source) => {
      fc.pre(source.length < 600); // deeper ones are refused here, and take feelin seconds
      // Through JSON, where a negative zero is none.
      const expected = JSON.parse(JSON.stringify(feelin(source, variables).value)) as Json;
      expect(evaluate(`= ${source}`, variables, at)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
