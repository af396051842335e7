import type { Node } from '../../engine/model.ts';
import { cancelInstance, completeScope, openScope, startRound } from './activities.ts';
import { undoHandler } from './done.ts';
import { flowsOut, sendTokens } from './gateways.ts';
import {
  configOf,
  definition,
  newInstance,
  nextId,
  nodeOf,
  placeOf,
  triggerOf,
  type Done,
  type Instance,
  type Machine,
  type Scope,
} from './world.ts';

/** What undoing one activity means: its handler; for a sub-process without one all that completed in it, the last first. */
function expand(m: Machine, done: Done): Done[] {
  const node = nodeOf(m, done.node);
  if (node.compensatedBy !== undefined || undoHandler(m, node)) return [done];
  return [...done.within].reverse().flatMap((each) => expand(m, each));
}

/** A throw: all that completed in the scope of the event, or one activity of it, the last first. It waits for the handlers. */
export function startCompensation(m: Machine, scope: Scope, event: Node, then: Instance['then']): void {
  const { activity } = configOf<{ activity?: string }>(definition(event) ?? { config: {} });
  const isMeant = (done: Done) =>
    triggerOf(event) === 'cancel' || activity === undefined || done.node === activity;
  const chosen = scope.done.filter(isMeant);
  scope.done = scope.done.filter((done) => !isMeant(done));
  const undo = newInstance(m, event.id, 'undo');
  undo.queue = chosen.reverse().flatMap((done) => expand(m, done));
  undo.then = then;
  scope.running.push(undo);
}

export function compensateNext(m: Machine, scope: Scope, undo: Instance): void {
  const next = undo.queue.shift();
  if (!next) {
    compensated(m, scope, undo);
    return;
  }
  const node = nodeOf(m, next.node);
  if (node.compensatedBy !== undefined) {
    const handler = newInstance(
      m,
      node.compensatedBy,
      nodeOf(m, node.compensatedBy).type === 'subProcess' ? 'body' : 'task',
    );
    undo.parts.push(handler);
    startRound(m, handler);
    return;
  }
  const start = undoHandler(m, node);
  const body = newInstance(m, start?.parent ?? '', 'body');
  undo.parts.push(body);
  body.body = openScope(m, nodeOf(m, body.node));
}

function compensated(m: Machine, scope: Scope, undo: Instance): void {
  scope.touched = nextId(m);
  scope.running = scope.running.filter((other) => other !== undo);
  m.world.happened.push(`completed ${undo.node}`);
  switch (undo.then) {
    case 'leave':
      sendTokens(m, scope, flowsOut(m, nodeOf(m, undo.node)) ?? []);
      return;
    case 'end':
      return;
    case 'cancelTransaction':
      leaveTransaction(m, scope);
  }
}

/** 13.3.4: control leaves a cancelled transaction by its cancel boundary event. */
function leaveTransaction(m: Machine, scope: Scope): void {
  const { holder, outer } = placeOf(m, scope);
  if (!holder || !outer) {
    completeScope(m, scope);
    return;
  }
  const boundary = nodeOf(m, holder.node)
    .boundary.map((id) => nodeOf(m, id))
    .find((event) => triggerOf(event) === 'cancel');
  cancelInstance(m, outer, holder);
  if (!boundary) return;
  m.world.happened.push(`completed ${boundary.id}`);
  sendTokens(m, outer, boundary.outgoing);
}
