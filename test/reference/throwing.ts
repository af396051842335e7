import type { Node } from '../../engine/model.ts';
import { cancelInstance, completeRound, emptyScope, isCompleting, openScope } from './activities.ts';
import { againAt, handlersIn } from './catching.ts';
import { startCompensation } from './compensation.ts';
import {
  configOf,
  definition,
  everyInstanceIn,
  everyScope,
  newInstance,
  nextId,
  nodeOf,
  placeOf,
  triggerOf,
  type Catch,
  type Instance,
  type Machine,
  type Scope,
} from './world.ts';

/** What a throwing event does. Returns false when its token stays with it, or is gone. */
export function throwEvent(m: Machine, scope: Scope, event: Node, then: 'leave' | 'end'): boolean {
  const { code = '', signal = '' } = configOf<{ code?: string; signal?: string }>(
    definition(event) ?? { config: {} },
  );
  switch (triggerOf(event)) {
    case 'error':
      // That an end event does not count as completed where its error fails the case is the engine's custom, no clause.
      if (raise(m, scope, 'error', code)) m.world.happened.push(`completed ${event.id}`);
      return false;
    case 'escalation':
      m.world.happened.push(`completed ${event.id}`);
      raise(m, scope, 'escalation', code);
      return true;
    case 'signal':
      m.world.happened.push(`completed ${event.id}`);
      broadcast(m, signal);
      return true;
    case 'compensate':
      startCompensation(m, scope, event, then);
      return false;
    // 13.5.6: only this scope; of a multi-instance sub-process only this instance.
    case 'terminate':
      m.world.happened.push(`completed ${event.id}`);
      emptyScope(m, scope);
      scope.interrupted = true;
      return false;
    case 'cancel': {
      emptyScope(m, scope);
      scope.interrupted = true;
      startCompensation(m, scope, event, 'cancelTransaction');
      return false;
    }
    default:
      m.world.happened.push(`completed ${event.id}`);
      return true;
  }
}

/**
 * An error or escalation climbs from its scope outwards until something catches it: first the event sub-processes of a scope, then
 * the boundary of the activity around it (10.5.1, 10.5.7 and 13.5.4). A code is preferred to a catch of everything.
 */
function raise(m: Machine, from: Scope, kind: 'error' | 'escalation', code: string): boolean {
  let scope = from;
  let thrower: string | undefined;
  for (;;) {
    const { holder, outer } = placeOf(m, scope);
    // 13.5.4: once interrupted, or while Completing, a scope starts no event sub-process.
    if (!scope.interrupted && !isCompleting(m, scope)) {
      // 13.5.4: what an event sub-process throws again goes on outside; it does not begin itself anew.
      const others = handlersIn(m, nodeOf(m, scope.node)).filter(({ parent }) => parent !== thrower);
      const start = best(others, kind, code);
      if (start) {
        startHandler(m, scope, start);
        return true;
      }
    }
    if (!holder || !outer) break;
    const events = nodeOf(m, holder.node).boundary.map((id) => nodeOf(m, id));
    const boundary = best(events, kind, code);
    if (boundary) {
      takeBoundary(m, outer, holder, boundary);
      return true;
    }
    thrower = holder.node;
    scope = outer;
  }
  // Nobody caught it: an error fails the process, an escalation is let go.
  if (kind === 'error') {
    emptyScope(m, m.world.root);
    m.world.status = 'failed';
    m.world.outcome = code;
  }
  return false;
}

function best(events: Node[], kind: string, code: string): Node | undefined {
  const codeOf = (event: Node) => configOf<{ code?: string }>(definition(event) ?? { config: {} }).code;
  const able = events.filter((event) => triggerOf(event) === kind);
  return able.find((event) => codeOf(event) === code) ?? able.find((event) => codeOf(event) === undefined);
}

/** 13.5.3: consumes the occurrence, ends the activity if it interrupts, goes on from the event. */
function takeBoundary(m: Machine, scope: Scope, activity: Instance, event: Node): void {
  if (event.isInterrupting !== false) cancelInstance(m, scope, activity);
  scope.tokens.push({ id: nextId(m), node: event.id });
}

/** 13.5.4: an event sub-process begins, beside the normal flow or in its place. */
function startHandler(m: Machine, scope: Scope, start: Node): void {
  if (start.isInterrupting !== false) {
    emptyScope(m, scope);
    scope.interrupted = true;
  }
  const handler = newInstance(m, start.parent, 'body');
  scope.running.push(handler);
  handler.body = openScope(m, nodeOf(m, start.parent));
}

/** A signal reaches everything that waits for it now; in which order is open. */
export function broadcast(m: Machine, signal: string): void {
  const hearing = allCatches(m).filter(({ waiting }) => waiting.kind === 'signal' && waiting.name === signal);
  while (hearing.length > 0) {
    const [next] = hearing.splice(m.choose(hearing.map((_, age) => ({ rank: 0, age }))), 1);
    if (next) occur(m, next.owner, next.waiting.event);
  }
}

export interface Waiting {
  /** Id of the instance, or of the scope for an event sub-process. */
  owner: number;
  waiting: Catch;
}

/** All that wait for something outside. */
export function allCatches(m: Machine): Waiting[] {
  if (m.world.status !== 'active') return [];
  return everyScope(m.world.root).flatMap(({ scope }) => [
    ...(isCompleting(m, scope) ? [] : scope.catches).map((waiting) => ({ owner: scope.id, waiting })),
    ...scope.running
      .flatMap(everyInstanceIn)
      .flatMap(({ id, catches }) => catches.map((waiting) => ({ owner: id, waiting }))),
  ]);
}

/** An awaited event comes, if it is still awaited. */
export function occur(m: Machine, owner: number, eventId: string): void {
  const still = allCatches(m).find((each) => each.owner === owner && each.waiting.event === eventId);
  if (!still) return;
  const event = nodeOf(m, eventId);
  for (const { scope } of everyScope(m.world.root)) {
    if (scope.id === owner) {
      rearm(scope, still.waiting);
      startHandler(m, scope, event);
      return;
    }
    const instance = scope.running.flatMap(everyInstanceIn).find(({ id }) => id === owner);
    if (!instance) continue;
    if (event.attachedTo === instance.node && event.type === 'boundaryEvent') {
      rearm(instance, still.waiting);
      takeBoundary(m, scope, instance, event);
    } else if (instance.kind === 'task') {
      instance.catches = [];
      completeRound(m, scope, instance);
    } else {
      caught(m, scope, instance, event);
    }
    return;
  }
}

/** Intermediate catch events (13.5.2), and the first event after an event-based gateway (13.4.4). */
function caught(m: Machine, scope: Scope, instance: Instance, event: Node): void {
  scope.running = scope.running.filter((other) => other !== instance);
  if (instance.kind === 'race') m.world.happened.push(`completed ${instance.node}`);
  scope.tokens.push({ id: nextId(m), node: event.id, isDone: true });
}

/** A timer that has fired is gone, but for the rest of its cycle; messages and signals can come again. */
function rearm(owner: Instance | Scope, waiting: Catch): void {
  if (waiting.kind !== 'timer') return;
  const next = againAt(waiting);
  owner.catches = owner.catches.flatMap((each) =>
    each.event !== waiting.event ? [each] : next ? [next] : [],
  );
}
