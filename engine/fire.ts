import { cancelToken, cancelTokens, endWaiting } from './cancel.ts';
import { attach } from './activity.ts';
import { place, put } from './flow.ts';
import type { JsonObject } from './json.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import type { Occurrence } from './state.ts';
import { setVariables } from './variables.ts';
import { openScope } from './scope.ts';
import { invariant } from '../errors.ts';

/** An awaited event has come: what that means depends on where its node stands. */
export function fire(run: Run, { token, scope, node: nodeId }: Occurrence, variables: JsonObject): void {
  if (!run.state.scopes[scope] || (token !== undefined && !run.state.tokens[token])) return;
  const node = run.node(nodeId);
  if (Object.keys(variables).length > 0) setVariables(run, scope, variables);
  if (node.attachedTo !== undefined) return fireBoundary(run, node, token, scope);
  if (node.type === 'startEvent') return fireEventSubProcess(run, node, scope);
  invariant(token !== undefined, `Expected a token to wait at ${nodeId}`);
  run.agenda.push({ kind: 'leave', token });
}

/** A boundary event ends its activity, or runs beside it (BPMN 2.0.2, 13.5.3 Intermediate Boundary Events). */
function fireBoundary(run: Run, node: Node, host: string | undefined, scope: string): void {
  invariant(host !== undefined, `Expected boundary event ${node.id} to have an active activity`);
  if (node.isInterrupting !== false) cancelToken(run, run.token(host));
  place(run, scope, node.id);
}

/** The start event of an event sub-process: interrupting ends all else in its scope (BPMN 2.0.2, 13.5.4). */
function fireEventSubProcess(run: Run, start: Node, scopeId: string): void {
  if (start.isInterrupting !== false) {
    cancelTokens(run, scopeId);
    for (const id of [...run.scope(scopeId).owns]) endWaiting(run, id);
  }
  const subProcess = run.node(start.parent);
  // It begins with this start event: an ordinary arrival would look for a none start.
  const owner = put(run, scopeId, subProcess.id);
  run.emit({ kind: 'elementStarted', token: owner.id, node: subProcess.id });
  attach(run, owner.id, subProcess);
  openScope(run, subProcess, { owner: run.token(owner.id), startEvent: start.id });
}
