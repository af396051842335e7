import { cancelScope } from '../cancel.ts';
import { reportFailure } from '../climb.ts';
import type { RejectTo } from './model.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import { receiveResults } from '../variables.ts';
import { configOf } from './outcomes.ts';
import type { Decision } from './state.ts';

/** What a step came to: by one person, by a round, or by a policy of the template. */
export type StepDecision = Pick<Decision, 'outcome' | 'verdict' | 'reason' | 'variables'>;

/** A step is decided: its results are known to the case, and its token goes on, or where a reject sends it. */
export function decideStep(run: Run, token: Token, decision: StepDecision): void {
  const { outcome, variables } = decision;
  const config = configOf(run, token);
  const named = outcome === undefined ? {} : { [config.outcomeVariable ?? 'outcome']: outcome };
  receiveResults(run, token, { ...variables, ...named });
  const to = rejectTo(run, token, decision);
  if (to === 'end') return endRejected(run, decision);
  run.agenda.push({ kind: 'leave', token: token.id });
}

/** Where a reject of this step leads; a decision that is none goes on by the diagram. */
export function rejectTo(run: Run, token: Token, { outcome, verdict }: StepDecision): RejectTo {
  if (verdict !== 'reject') return 'flow';
  const { outcomes = [], onReject = 'flow' } = configOf(run, token);
  return outcomes.find(({ key }) => key === outcome)?.onReject ?? onReject;
}

/** A reject that ends the case: an ordinary end, whose outcome says what it was. Its caller learns of it as of an error. */
function endRejected(run: Run, { outcome = 'rejected' }: StepDecision): void {
  cancelScope(run, run.rootScope().id);
  run.emit({ kind: 'caseCompleted', outcome });
  reportFailure(run, outcome);
}
