import { cancelTokens, endWaiting } from '../cancel.ts';
import { compensate, recordPortions } from '../compensation.ts';
import type { EventBehaviour } from '../element.ts';
import { put } from '../flow.ts';
import type { Run } from '../run.ts';

/**
 * Cancel end event: ends all else in its transaction, undoes what was completed, and leaves by the cancel boundary event
 * (BPMN 2.0.2, 10.7 and 13.5.6). It may stand in a sub-process of the transaction.
 */
export const cancelEventDefinition = {
  type: 'cancelEventDefinition',
  throw(run, { scope: own, id, node }) {
    const scope = transactionAround(run, own);
    recordPortions(run, scope);
    const token = scope === own ? id : put(run, scope, node).id;
    cancelTokens(run, scope, token);
    for (const waiting of [...run.scope(scope).owns]) endWaiting(run, waiting);
    run.emit({ kind: 'elementStarted', token, node });
    compensate(run, run.token(token), { then: 'cancelTransaction' });
    return true;
  },
} satisfies EventBehaviour;

function transactionAround(run: Run, own: string): string {
  let scope = run.scope(own);
  while (run.node(scope.node).type !== 'transaction') {
    if (scope.parent === undefined) return own;
    scope = run.scope(scope.parent);
  }
  return scope.id;
}
