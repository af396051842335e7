import type { Outcome, UserTaskConfig } from '../model.ts';
import type { Run } from '../run.ts';
import type { OpenTask } from '../state.ts';

export type Verdict = 'pass' | 'reject' | 'abstain';

/** The outcome that a round without a quorum has, where a step names one. Nobody signs with it. */
export const noQuorum = 'noQuorum';

/** The configuration of the user task behind a task; every part may be missing in a model made by hand. */
export function configOf(run: Run, { node }: Pick<OpenTask, 'node'>): Partial<UserTaskConfig> {
  return run.node(node).config as Partial<UserTaskConfig>;
}

/** How an outcome counts: a pass, unless it says otherwise. */
export function verdictOf({ outcomes = [] }: Partial<UserTaskConfig>, key: string | undefined): Verdict {
  return outcomes.find((outcome) => outcome.key === key)?.verdict ?? 'pass';
}

/** The outcome that stands for a verdict: the first of its kind. */
export function outcomeFor(
  { outcomes = [] }: Partial<UserTaskConfig>,
  verdict: Verdict,
): Outcome | undefined {
  return outcomes.find((outcome) => outcome.key !== noQuorum && (outcome.verdict ?? 'pass') === verdict);
}
