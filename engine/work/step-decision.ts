import type { RejectTo } from './model.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import { rejectTask } from '../trail/reject.ts';
import { receiveResults } from '../variables.ts';
import { configOf } from './outcomes.ts';
import type { Decision } from './state.ts';

/** What a step came to: by one person, by a round, or by a policy of the template. */
export type StepDecision = Pick<Decision, 'outcome' | 'verdict' | 'reason' | 'by' | 'variables'> & {
  /** The task with which it was decided; absent: by a policy. */
  task?: string;
};

/** A step is decided: its results are known to the case, and its token goes on, or where a reject sends it. */
export function decideStep(run: Run, token: Token, decision: StepDecision): void {
  const { outcome, variables } = decision;
  const config = configOf(run, token);
  const named = outcome === undefined ? {} : { [config.outcomeVariable ?? 'outcome']: outcome };
  receiveResults(run, token, { ...variables, ...named });
  const to = rejectTo(run, token, decision);
  const { task = '', by: person, reason } = decision;
  const rejection = {
    task,
    ...(person !== undefined && { person }),
    ...(reason !== undefined && { reason }),
  };
  if (to !== 'flow' && rejectTask(run, token, to, rejection)) return;
  run.agenda.push({ kind: 'leave', token: token.id });
}

/** Where a reject of this step leads; a decision that is none goes on by the diagram. */
export function rejectTo(run: Run, token: Token, { outcome, verdict }: StepDecision): RejectTo {
  if (verdict !== 'reject') return 'flow';
  const { outcomes = [], onReject = 'flow' } = configOf(run, token);
  return outcomes.find(({ key }) => key === outcome)?.onReject ?? onReject;
}
