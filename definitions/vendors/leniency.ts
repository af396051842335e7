import type { Problem } from '../problem.ts';

/**
 * What the standard forbids and these engines run: a token ends where no flow leads on, what cannot be reached is never
 * run, and a way without a condition is open. Their files keep that meaning here; their authors are warned.
 */
const runsThere = new Set(['unreachable', 'boundary-leads-nowhere', 'condition-missing', 'end-missing']);

export function asTheyRun(problems: Problem[], { isVendor }: { isVendor: boolean }): Problem[] {
  if (!isVendor) return problems;
  return problems.map((problem) =>
    runsThere.has(problem.code) ? { ...problem, severity: 'warning' } : problem,
  );
}
