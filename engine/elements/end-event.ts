import type { Element } from '../element.ts';
import { leave } from '../flow.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import { byId } from '../table.ts';
import { throwAll } from '../waiting.ts';

/** End event: throws what it defines; its token is consumed, and the scope completes when it was the last (BPMN 2.0.2, 13.5.6). */
export const endEvent = {
  type: 'endEvent',
  arrive(run, token) {
    const isOfCase = run.scope(token.scope).kind === 'process';
    if (isOfCase) run.reachedEnd = token.node;
    const isDecided = throwAll(run, token);
    const isToRemember = isOfCase && goesOn(run, token, isDecided);
    if (!isDecided) leave(run, run.token(token.id), isToRemember ? { isReachedEnd: true } : {});
    else if (isToRemember) run.emit({ kind: 'endReached', node: token.node });
  },
} satisfies Element;

/** Whether the case may be over in a later step only: what it throws, what it undoes, and event sub-processes may outlive it. */
function goesOn(run: Run, { id, node, scope }: Token, isDecided: boolean): boolean {
  if (isDecided) return byId(run.state.tokens, id) !== undefined;
  return run.scope(scope).live > 1 || run.node(node).events.length > 0;
}
