import { cancelScope } from '../cancel.ts';
import { reportFailure } from '../climb.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import type { RejectTo } from '../work/model.ts';
import { hasInitiator, returnToInitiator, returnToVisits, type Returning } from './return.ts';
import { nearest, pastBefore } from './visits.ts';

/** Who rejected a step, from which of its tasks, and why. */
export interface Rejection {
  task: string;
  person?: string;
  reason?: string;
  /** What the case's outcome is where it ends. Default `rejected`. */
  outcome?: string;
}

/**
 * A step was decided with a reject that does not follow the diagram: the case goes back, or ends. Every open task of the
 * step ends with it. Where there is nothing to go back to (`previous` of the first step, a node nobody was at) it goes back
 * to whoever began the case. Answers whether it was dealt with: where no person began the case the step goes on by its outcome.
 */
export function rejectTask(
  run: Run,
  token: Token,
  to: Exclude<RejectTo, 'flow'>,
  { task, person, reason = '', outcome = 'rejected' }: Rejection,
): boolean {
  if (to === 'end') {
    cancelScope(run, run.rootScope().id);
    run.emit({ kind: 'caseCompleted', outcome });
    reportFailure(run, outcome);
    return true;
  }
  const returning: Returning = {
    ...{ task, reason, resume: 'forward', isReject: true, from: token.node },
    ...(person !== undefined && { person }),
  };
  const visits = to === 'initiator' ? [] : pastBefore(run.model, run.state, token.id);
  const targets = typeof to === 'object' ? visits.filter(({ node }) => node === to.node) : nearest(visits);
  if (targets.length > 0) {
    returnToVisits(run, targets, returning);
    return true;
  }
  if (!hasInitiator(run.state)) return false;
  returnToInitiator(run, returning);
  return true;
}
