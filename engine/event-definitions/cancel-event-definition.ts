import { cancelTokens, endWaiting } from '../cancel.ts';
import { compensate } from '../compensation.ts';
import type { EventBehaviour } from '../element.ts';

/**
 * Cancel end event: ends all else in its transaction, undoes what was completed, and leaves by the cancel boundary event
 * (BPMN 2.0.2, 10.7 and 13.5.6).
 */
export const cancelEventDefinition = {
  type: 'cancelEventDefinition',
  throw(run, token) {
    cancelTokens(run, token.scope, token.id);
    for (const id of [...run.scope(token.scope).owns]) endWaiting(run, id);
    run.emit({ kind: 'elementStarted', token: token.id, node: token.node });
    compensate(run, run.token(token.id), { then: 'cancelTransaction' });
    return true;
  },
} satisfies EventBehaviour;
