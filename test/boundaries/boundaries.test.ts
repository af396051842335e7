import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rules = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));

/** What the rules of the project say about a small tree of the same layout, in which each rule is broken once. */
let found: string[];

beforeAll(async () => {
  const { output } = await cruise(['.'], {
    ...rules.options,
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
    baseDir: join(import.meta.dirname, 'breach'),
  });
  found = (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}, 60_000);

describe('an import that the layout forbids is named', () => {
  test.each([
    ['engine-imports', 'engine/reads-rows.ts'],
    ['engine-without-temporal', 'engine/asks-temporal.ts'],
    ['workflow-code-without-node', 'engine/asks-node.ts'],
    ['definitions-imports', 'definitions/reads-rows.ts'],
    ['workflows-imports', 'workflows/reads-rows.ts'],
    ['workflows-types-of-activities', 'workflows/sends-mail.ts'],
    ['activities-imports', 'activities/answers.ts'],
    ['activities-types-of-engine', 'activities/runs-elements.ts'],
    ['db-imports', 'db/answers.ts'],
    ['db-types-of-engine', 'db/runs-elements.ts'],
    ['api-imports', 'api/runs-a-case.ts'],
    ['worker-imports', 'worker/answers.ts'],
    ['web-imports', 'web/reads-rows.ts'],
    ['web-types-of-api', 'web/answers.ts'],
    ['web-types-of-engine', 'web/runs-elements.ts'],
    ['configuration-is-read-in-two-places', 'api/reads-configuration.ts'],
    ['errors-and-config-stand-alone', 'errors.ts'],
    ['no-circular', 'web/first-half.ts'],
    ['declared-packages-only', 'api/package-of-a-package.ts'],
    ['production-packages-only', 'api/checks-types.ts'],
    ['resolvable', 'api/finds-nothing.ts'],
  ])('%s in %s', (rule, file) => {
    expect(found).toContain(`${rule}: ${file}`);
  });
});

test('every rule has its planted breach', () => {
  const awake = new Set(found.map((line) => line.split(':')[0]));
  const asleep = rules.forbidden
    .map((rule: { name: string }) => rule.name)
    .filter((name: string) => !awake.has(name));
  expect(asleep).toEqual([]);
});

test('what the layout allows is not named', () => {
  expect(found.filter((line) => line.includes('allowed'))).toEqual([]);
});
