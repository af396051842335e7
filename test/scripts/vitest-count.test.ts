import { expect, test } from 'vitest';
import { countRun, type VitestReport } from '../../scripts/ground/vitest-count.ts';

const report = (more: Partial<VitestReport> = {}): VitestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...more,
});

test('passed and failed tests are counted as they are', () => {
  expect(countRun(report(), 0)).toMatchObject({ passed: 3, failed: 0 });
  expect(countRun(report({ numFailedTests: 2 }), 1)).toMatchObject({ passed: 3, failed: 2 });
});

test.each([
  [
    'a file that could not be loaded',
    report({ testResults: [{ name: 'a', status: 'failed', assertionResults: [] }] }),
    1,
  ],
  ['a skipped test', report({ numPendingTests: 1 }), 0],
  ['a test that is still to be written', report({ numTodoTests: 1 }), 0],
  ['an error outside the tests', report(), 1],
  ['a run without a test', report({ numPassedTests: 0 }), 0],
  ['a run without a report', undefined, 0],
])('%s counts as one failure', (_, found, exitCode) => {
  expect(countRun(found, exitCode).failed).toBe(1);
});
