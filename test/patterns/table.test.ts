import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = new URL('.', import.meta.url);
const table = readFileSync(new URL('../../docs/patterns.md', here), 'utf8');
const rows = [...table.matchAll(/^\| (WCP-\d+ [^|]+?) +\| (yes|in part|no) +\|/gm)];

/** Names of the tests of the patterns, as they are written in the files beside this one. */
const tested = readdirSync(here)
  .flatMap((file) => [...readFileSync(new URL(file, here), 'utf8').matchAll(/^test\('(WCP-\d+ [^']+)'/gm)])
  .map(([, name = '']) => name);

test('docs/patterns.md has all 43 patterns in their order', () => {
  expect(rows.map(([, name = '']) => Number(/\d+/.exec(name)?.[0]))).toEqual(
    Array.from({ length: 43 }, (_, index) => index + 1),
  );
});

test('each pattern that BPMN expresses has a test of its name, and no other has', () => {
  const expressed = rows.flatMap(([, name = '', answer]) => (answer === 'no' ? [] : [name]));
  expect(tested.toSorted()).toEqual(expressed.toSorted());
});
