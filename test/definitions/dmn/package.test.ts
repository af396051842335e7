import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPackage } from '../../../definitions/packages.ts';
import { decisionModelOf, evaluateDecision } from '../../../engine/dmn/evaluate.ts';

const original = fileURLToPath(new URL('../../../definitions/rectification-item', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  await cp(original, folder, { recursive: true });
  await mkdir(join(folder, 'tables'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = (source: string) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="t" namespace="urn:t">
    <decision id="answer" name="answer"><literalExpression><text>${source}</text></literalExpression></decision>
  </definitions>`;

test('the decision tables of a package travel in its process model', { timeout: 60_000 }, async () => {
  await writeFile(join(folder, 'tables/limits.dmn'), file('6 * 7'));
  const result = await loadPackage(folder);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { decisions } = result.package.model;
  expect(Object.keys(decisions ?? {})).toEqual(['limits']);
  expect(
    evaluateDecision(decisionModelOf(decisions, 'answer')!, 'answer', {}, '2026-09-07T16:30:00.000Z'),
  ).toEqual({
    value: 42,
  });
});

test('a table that cannot be run keeps the package from being published', { timeout: 60_000 }, async () => {
  await writeFile(join(folder, 'tables/limits.dmn'), file('6 *'));
  const result = await loadPackage(folder);
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.problems).toMatchObject([
    { file: 'tables/limits.dmn', element: 'answer', code: 'expression-invalid' },
  ]);
});
