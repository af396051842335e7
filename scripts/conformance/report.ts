import type { CaseResult, SuiteResult } from './result.ts';

const verdicts = ['pass', 'fail', 'unsupported', 'error'] as const;

type Counts = Record<(typeof verdicts)[number], number>;

function countOf(cases: CaseResult[]): Counts {
  const counts: Counts = { pass: 0, fail: 0, unsupported: 0, error: 0 };
  for (const { verdict } of cases) counts[verdict] += 1;
  return counts;
}

/** One row for each source, and one for each feature in it. */
export function asTable(suites: SuiteResult[], { list }: { list: boolean }): string {
  const rows = suites.flatMap(({ source, cases }) => [
    row(source, cases),
    ...featuresOf(cases).map((feature) =>
      row(
        `  ${feature}`,
        cases.filter((one) => one.feature === feature),
      ),
    ),
  ]);
  const head = ['', ...verdicts, 'of', '%'];
  const all = suites.flatMap(({ cases }) => cases);
  const width = Math.max(...rows.map(([name = '']) => name.length), 6);
  const text = [head, ...rows, row('all', all)].map(([name = '', ...cells]) =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(11))].join(' '),
  );
  const misses = list
    ? all
        .filter(({ verdict }) => verdict !== 'pass')
        .map(({ id, verdict, reason }) => `${verdict} ${id}: ${reason ?? ''}`)
    : [];
  return [...text, ...misses].join('\n');
}

function row(name: string, cases: CaseResult[]): string[] {
  const counts = countOf(cases);
  const percent = cases.length === 0 ? '' : ((100 * counts.pass) / cases.length).toFixed(1);
  return [name, ...verdicts.map((verdict) => String(counts[verdict] || '')), String(cases.length), percent];
}

function featuresOf(cases: CaseResult[]): string[] {
  return [...new Set(cases.map(({ feature }) => feature))].toSorted();
}

/** For machines: the counts over all, and for each source its counts and the ids of every verdict. */
export function asJson(suites: SuiteResult[]) {
  const all = suites.flatMap(({ cases }) => cases);
  return {
    ...countOf(all),
    sources: Object.fromEntries(
      suites.map(({ source, cases }) => [source, { ...countOf(cases), ids: idsOf(cases) }]),
    ),
    ids: idsOf(all),
    reasons: Object.fromEntries(
      all.flatMap(({ id, verdict, reason }) => (verdict === 'pass' ? [] : [[id, reason ?? '']])),
    ),
  };
}

function idsOf(cases: CaseResult[]) {
  return Object.fromEntries(
    verdicts.map((verdict) => [verdict, cases.filter((one) => one.verdict === verdict).map(({ id }) => id)]),
  );
}
