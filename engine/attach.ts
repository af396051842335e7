import { openDeadline } from './clock/open.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import { wait } from './waiting.ts';

/** What hangs on an activity as long as it is active: boundary events that wait, and its deadlines. */
export function attach(run: Run, tokenId: string, node: Node): void {
  for (const id of node.boundary) {
    wait(run, { token: run.token(tokenId), scope: run.token(tokenId).scope, node: run.node(id) });
  }
  for (const config of node.deadlines ?? []) openDeadline(run, config, run.token(tokenId));
}
