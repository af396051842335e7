import { expect, test } from 'vitest';
import { feelFault } from '../../../definitions/feel-check.ts';
import { juelToFeel } from '../../../definitions/vendors/juel.ts';
import { evaluate } from '../../../engine/feel.ts';
import type { Json, JsonObject } from '../../../engine/json.ts';

const at = '2026-09-07T01:00:00.000Z';

function resultOf(text: string, variables: JsonObject = {}): Json {
  const translation = juelToFeel(text);
  if (!translation.ok) throw new Error(`Expected ${text} to be translated, but found ${translation.fault}`);
  expect(feelFault(translation.feel.slice(1))).toBeUndefined();
  return evaluate(translation.feel, variables, at);
}

test.each<[text: string, variables: JsonObject, result: Json]>([
  ['${amount > 100 && !closed}', { amount: 101, closed: false }, true],
  ['${amount gt 100 and not closed}', { amount: 101, closed: true }, false],
  ['#{x == 1 || x == 3}', { x: 3 }, true],
  ["${order.state eq 'left'}", { order: { state: 'left' } }, true],
  ['${order["state"] ne null}', { order: { state: 'left' } }, true],
  ['${list[0]}', { list: ['a', 'b'] }, 'a'],
  ['${list[i]}', { list: ['a', 'b'], i: 1 }, 'b'],
  ['${x > 2 ? "many" : "few"}', { x: 3 }, 'many'],
  ['${(1 + 2) * 3 - 8 / 4}', {}, 7],
  ['${7 % 4}', {}, 3],
  ['${empty list}', { list: [] }, true],
  ['${not empty list}', { list: ['a'] }, true],
  ['${empty text}', { text: '' }, true],
  ['${empty gone}', {}, true],
  ['${text.contains("b")}', { text: 'abc' }, true],
  ['${list.contains("b")}', { list: ['a', 'b'] }, true],
  ['${text.startsWith("a") and text.endsWith("c")}', { text: 'abc' }, true],
  ['${text.length() == 3 and list.size() == 2}', { text: 'abc', list: [1, 2] }, true],
  ['${execution.getVariable("x") == 1}', { x: 1 }, true],
  ['alert-${name}', { name: 'fire' }, 'alert-fire'],
  ['${"it\\"s"}', {}, 'it"s'],
  ['${nrOfCompletedInstances == 2}', { numberOfCompletedInstances: 2 }, true],
  ['${loopCounter}', { loopCounter: 1 }, 0],
])('%s', (text, variables, result) => {
  expect(resultOf(text, variables)).toEqual(result);
});

test.each([
  '${bean.doIt()}',
  '${execution.id}',
  '${name.matches("(a+)+")}',
  '${a b}',
  '${now()}',
  '${',
  '${}',
  `\${${'('.repeat(100)}1${')'.repeat(100)}}`,
])('what has no twin is a fault and never a guess: %s', (text) => {
  expect(juelToFeel(text).ok).toBe(false);
});

test('a text made to grow is refused before it does', () => {
  expect(juelToFeel(`\${${'empty '.repeat(40)}x}`).ok).toBe(false);
  expect(juelToFeel(`\${x${'.contains("a")'.repeat(40)}}`).ok).toBe(false);
});
