import type { Element } from '../element.ts';
import { leave } from '../flow.ts';
import { throwAll } from '../waiting.ts';

/** End event: throws what it defines; its token is consumed, and the scope completes when it was the last (BPMN 2.0.2, 13.5.6). */
export const endEvent = {
  type: 'endEvent',
  arrive(run, token) {
    if (run.scope(token.scope).kind === 'process') run.reachedEnd = token.node;
    if (!throwAll(run, token)) leave(run, run.token(token.id));
  },
} satisfies Element;
