/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
}

export interface Count {
  passed: number;
  failed: number;
  /** What counts as failed although no test says so. */
  remarks: string[];
}

/**
 * Counts a run so that nothing that went wrong is missing: a file that could not be loaded, a skipped test, an error outside
 * any test, and a run without a test each count as one failure.
 */
export function countRun(report: VitestReport | undefined, exitCode: number | null): Count {
  if (!report) return { passed: 0, failed: 1, remarks: ['The test runner left no report.'] };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  const remarks = [
    ...unloaded.map((file) => `${file.name} could not be loaded.`),
    ...(skipped > 0 ? [`${skipped} tests were skipped: every test runs.`] : []),
  ];
  let failed = report.numFailedTests + unloaded.length + skipped;
  if (failed === 0 && report.numPassedTests === 0) {
    failed = 1;
    remarks.push('No test ran.');
  }
  if (failed === 0 && exitCode !== 0) {
    failed = 1;
    remarks.push('The test runner reported an error outside the tests.');
  }
  return { passed: report.numPassedTests, failed, remarks };
}
