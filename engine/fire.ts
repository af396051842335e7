import { cancelToken, cancelTokens, endWaiting } from './cancel.ts';
import { evaluate } from './feel.ts';
import { place } from './flow.ts';
import type { JsonObject } from './json.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import { openEventSubProcess } from './scope.ts';
import type { Occurrence } from './state.ts';
import { receiveResults, setVariables } from './variables.ts';
import { invariant } from '../errors.ts';
import { byId } from './table.ts';

/** An awaited event has come: what that means depends on where its node stands. */
export function fire(run: Run, occurrence: Occurrence, variables: JsonObject): void {
  const { token, scope, node: nodeId } = occurrence;
  if (!byId(run.state.scopes, scope) || (token !== undefined && !byId(run.state.tokens, token))) return;
  const node = run.node(nodeId);
  receive(run, occurrence, variables);
  if (node.parallelMultiple && !isLastOfAll(run, occurrence, node)) return;
  if (node.attachedTo !== undefined) return fireBoundary(run, node, token, scope);
  if (node.type === 'startEvent') return fireEventSubProcess(run, node, scope);
  invariant(token !== undefined, `Expected a token to wait at ${nodeId}`);
  const waiting = run.token(token);
  const element = run.behaviours.elements[run.node(waiting.node).type];
  if (element?.caught) return element.caught(run, waiting, node);
  run.agenda.push({ kind: 'leave', token });
}

/** What came with the event: as the event's own mappings say, else under its own names. */
function receive(run: Run, { token, scope, node: nodeId }: Occurrence, values: JsonObject): void {
  const node = run.node(nodeId);
  const waiting = token === undefined ? undefined : run.token(token);
  if (waiting?.node === nodeId && run.behaviours.elements[node.type]?.start)
    return receiveResults(run, waiting, values);
  const mapped = node.outputs.map(({ target, source }) => {
    const seen = { ...run.variables(scope, waiting), ...values };
    return [target, evaluate(source, seen, run)] as const;
  });
  const received = node.outputs.length > 0 ? Object.fromEntries(mapped) : values;
  if (Object.keys(received).length > 0) setVariables(run, scope, received);
}

/** A parallel multiple event occurs when each of its definitions has occurred (BPMN 2.0.2, 10.5.5). */
function isLastOfAll(run: Run, { token, scope, event = 0 }: Occurrence, node: Node): boolean {
  const holder = token === undefined ? run.scope(scope) : run.token(token);
  const gathered = holder.gathered?.[node.id] ?? [];
  if (gathered.includes(event)) return false;
  const all = gathered.length + 1 === node.events.length;
  run.emit({
    kind: 'eventGathered',
    scope,
    ...(token !== undefined && { token }),
    node: node.id,
    event,
    all,
  });
  return all;
}

/** A boundary event ends its activity, or runs beside it (BPMN 2.0.2, 13.5.3 Intermediate Boundary Events). */
function fireBoundary(run: Run, node: Node, host: string | undefined, scope: string): void {
  invariant(host !== undefined, `Expected boundary event ${node.id} to have an active activity`);
  if (node.isInterrupting !== false) cancelToken(run, run.token(host));
  place(run, scope, node.id);
}

/** A case that is interrupted does not end with what it had reached before. */
function forgetEnd(run: Run): void {
  delete run.reachedEnd;
  if (run.state.reachedEnd !== undefined) run.emit({ kind: 'endReached', node: null });
}

/** The start event of an event sub-process: interrupting ends all else in its scope (BPMN 2.0.2, 13.5.4). */
function fireEventSubProcess(run: Run, start: Node, scopeId: string): void {
  if (start.isInterrupting !== false) {
    cancelTokens(run, scopeId);
    if (run.scope(scopeId).kind === 'process') forgetEnd(run);
    // The case's own deadlines run on: they are about the case, not about the way it takes.
    for (const id of [...run.scope(scopeId).owns]) if (!byId(run.state.deadlines, id)) endWaiting(run, id);
  }
  openEventSubProcess(run, start, scopeId);
}
