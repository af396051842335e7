import { compensate } from '../compensation.ts';
import type { EventBehaviour } from '../element.ts';
import { put } from '../flow.ts';

export interface CompensateConfig {
  /** The activity to undo; absent: all of the scope. */
  activity?: string;
  /** Default true: the throwing event goes on when all is undone. */
  waitForCompletion?: boolean;
}

/** Compensation: undoes what was completed, in reverse order (BPMN 2.0.2, 10.6 and 13.5.5). */
export const compensateEventDefinition = {
  type: 'compensateEventDefinition',
  throw(run, token, { activity, waitForCompletion = true }) {
    const options = activity === undefined ? {} : { activity };
    if (waitForCompletion) {
      run.emit({ kind: 'elementStarted', token: token.id, node: token.node });
      compensate(run, run.token(token.id), { ...options, then: 'leave' });
      return true;
    }
    const aside = put(run, token.scope, token.node);
    compensate(run, aside, { ...options, then: 'vanish' });
    return false;
  },
} satisfies EventBehaviour<CompensateConfig>;
