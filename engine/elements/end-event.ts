import type { Element } from '../element.ts';
import { end } from '../waiting.ts';
import { leave } from '../flow.ts';

/** End event: its token is consumed; the scope completes when no other token is left (BPMN 2.0.2, 13.5.6). */
export const endEvent = {
  type: 'endEvent',
  arrive(run, token) {
    if (run.scope(token.scope).kind === 'process') run.reachedEnd = token.node;
    if (!end(run, token)) leave(run, token);
  },
} satisfies Element;
