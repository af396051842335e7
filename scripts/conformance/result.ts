/** What became of each case of one source of the conformance corpus. */
export interface SuiteResult {
  source: string;
  cases: CaseResult[];
}

export interface CaseResult {
  id: string;
  /** What the case is about, as the table groups it. */
  feature: string;
  /** `unsupported` is refused with the reason; `error` is a crash of ours or of the harness. */
  verdict: 'pass' | 'fail' | 'unsupported' | 'error';
  reason?: string;
}
