import { openDeadline } from './case-deadline.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import { wait } from './waiting.ts';

/** What hangs on an activity as long as it is active: boundary events that wait, and its deadline. */
export function attach(run: Run, tokenId: string, node: Node): void {
  for (const id of node.boundary) {
    wait(run, { token: run.token(tokenId), scope: run.token(tokenId).scope, node: run.node(id) });
  }
  if (node.deadline) openDeadline(run, run.token(tokenId), node.deadline);
}
