import type { Node } from '../../engine/model.ts';
import { armBoundary, armHandlers, catchOf } from './catching.ts';
import { rememberDone } from './done.ts';
import { flowsOut, sendTokens } from './gateways.ts';
import {
  activityTypes,
  configOf,
  everyInstanceIn,
  everyScope,
  isEventSubProcess,
  isTrue,
  newInstance,
  newScope,
  nextId,
  nodeOf,
  numberOf,
  placeOf,
  triggerOf,
  type Instance,
  type Machine,
  type Scope,
} from './world.ts';

/** Begins an activity: its boundary events listen from now on (13.3.2, 13.5.3), for all its rounds together. */
export function startActivity(m: Machine, scope: Scope, node: Node): void {
  if (!node.loop && !node.standardLoop) {
    const instance = newInstance(m, node.id, bodyKind(node));
    instance.catches = armBoundary(m, node);
    scope.running.push(instance);
    startRound(m, instance);
    return;
  }
  const whole = newInstance(m, node.id, 'rounds');
  whole.catches = armBoundary(m, node);
  whole.total = node.loop ? numberOf(m, node.loop.cardinality ?? '0') : 0;
  scope.running.push(whole);
  nextRounds(m, scope, whole);
}

function bodyKind(node: Node): Instance['kind'] {
  return ['subProcess', 'transaction', 'adHocSubProcess'].includes(node.type) ? 'body' : 'task';
}

/** One round of an activity begins. */
export function startRound(m: Machine, instance: Instance): void {
  const node = nodeOf(m, instance.node);
  instance.isReady = false;
  if (instance.kind === 'body') {
    instance.body = openScope(m, node);
    return;
  }
  if (node.type === 'userTask') m.world.happened.push(`created ${node.id}`);
  if (node.type === 'receiveTask') instance.catches.push(catchOf(m, node));
}

/** An instance of a process or sub-process begins (13.2, 13.3.4), with event sub-processes that listen from now on. */
export function openScope(m: Machine, container: Node): Scope {
  const scope = newScope(m, container.id);
  const inside = container.children.map((id) => nodeOf(m, id));
  if (container.type === 'adHocSubProcess') {
    const { ordering } = configOf<{ ordering: string }>(container);
    const first = inside.filter(beginsByItself).map(({ id }) => id);
    if (ordering === 'Sequential') scope.untouched = first;
    else first.forEach((node) => scope.tokens.push({ id: nextId(m), node }));
    return scope;
  }
  const start = inside.find(({ type }) => type === 'startEvent');
  const first = start ? [start] : inside.filter(beginsByItself);
  first.forEach(({ id }) => scope.tokens.push({ id: nextId(m), node: id }));
  scope.catches = armHandlers(m, container);
  return scope;
}

/** 13.3.4: activities and gateways without incoming sequence flow; not those that an event or an association starts. */
function beginsByItself(node: Node): boolean {
  return (
    node.incoming.length === 0 &&
    node.attachedTo === undefined &&
    !node.isForCompensation &&
    !isEventSubProcess(node) &&
    !(node.type === 'intermediateCatchEvent' && triggerOf(node) === 'link')
  );
}

/** Starts the rounds that can start: of a loop one after another, of parallel multi-instance all (13.3.6, 13.3.7). */
export function nextRounds(m: Machine, scope: Scope, whole: Instance): void {
  const node = nodeOf(m, whole.node);
  const begin = () => {
    whole.started += 1;
    const round = newInstance(m, node.id, bodyKind(node));
    round.isReady = true;
    whole.parts.push(round);
  };
  if (node.loop) {
    const count = node.loop.isSequential ? 1 : whole.total;
    while (whole.started < whole.total && whole.parts.length < count) begin();
    if (whole.parts.length === 0) finish(m, scope, whole);
    return;
  }
  const loop = node.standardLoop;
  const isTested = loop?.testBefore === true || whole.started > 0;
  const isOver =
    (loop?.maximum !== undefined && whole.started >= loop.maximum) ||
    (isTested && loop?.condition !== undefined && !isTrue(m, loop.condition, { loopCounter: whole.started }));
  if (isOver) finish(m, scope, whole);
  else begin();
}

/** A round of an activity is complete: it is all of it, or one of several, or undoes another. */
export function completeRound(m: Machine, scope: Scope, round: Instance): void {
  m.world.happened.push(`completed ${round.node}`);
  const whole = scope.running.flatMap(everyInstanceIn).find(({ parts }) => parts.includes(round));
  if (!whole) {
    leaveActivity(m, scope, round);
    return;
  }
  whole.parts = whole.parts.filter((part) => part !== round);
  whole.completed += 1;
  if (whole.kind === 'undo') return;
  const { loop } = nodeOf(m, whole.node);
  const counts = {
    numberOfInstances: whole.total,
    numberOfActiveInstances: whole.parts.length,
    numberOfCompletedInstances: whole.completed,
    numberOfTerminatedInstances: 0,
  };
  // 13.3.7: evaluated each time an instance completes; true cancels those that are left.
  if (loop?.completionCondition !== undefined && isTrue(m, loop.completionCondition, counts)) {
    whole.parts.forEach((part) => cancelled(m, part));
    whole.parts = [];
    finish(m, scope, whole);
    return;
  }
  if (loop && !loop.isSequential && (whole.parts.length > 0 || whole.started < whole.total)) return;
  nextRounds(m, scope, whole);
}

/** All rounds are complete. */
function finish(m: Machine, scope: Scope, whole: Instance): void {
  m.world.happened.push(`completed ${whole.node}`);
  leaveActivity(m, scope, whole);
}

/** 13.3.2, Completed: tokens on the outgoing flows, as many as its completion quantity on each. */
function leaveActivity(m: Machine, scope: Scope, instance: Instance): void {
  const node = nodeOf(m, instance.node);
  scope.touched = nextId(m);
  scope.running = scope.running.filter((other) => other !== instance);
  rememberDone(m, scope, instance);
  sendTokens(m, scope, flowsOut(m, node) ?? [], node.completionQuantity ?? 1);
  const container = nodeOf(m, scope.node);
  if (container.type === 'adHocSubProcess') afterAdHocActivity(m, scope, container);
}

/** 13.3.5: the completion condition is evaluated whenever an inner activity completes. */
function afterAdHocActivity(m: Machine, scope: Scope, container: Node): void {
  const { completionCondition, cancelRemaining } = configOf<{
    completionCondition?: string;
    cancelRemaining: boolean;
  }>(container);
  if (completionCondition === undefined || !isTrue(m, completionCondition)) return;
  scope.untouched = [];
  scope.isSatisfied = true;
  if (cancelRemaining) emptyScope(m, scope);
}

/** Nothing is left in a scope; an ad-hoc sub-process with a completion condition must have seen it hold (13.3.5). */
export function isAtEnd(m: Machine, scope: Scope): boolean {
  const { completionCondition } = configOf<{ completionCondition?: string }>(nodeOf(m, scope.node));
  return (
    scope.tokens.length + scope.running.length + scope.untouched.length === 0 &&
    Object.keys(scope.resetting).length === 0 &&
    (completionCondition === undefined || scope.isSatisfied)
  );
}

/** A scope in which nothing is left completes, and so does what it is the body of (13.3.4). */
export function completeScope(m: Machine, scope: Scope): void {
  const { holder, outer } = placeOf(m, scope);
  if (!holder || !outer) {
    m.world.status = 'completed';
    return;
  }
  const body = everyInstanceIn(holder).find((instance) => instance.body?.id === scope.id);
  if (body) completeRound(m, outer, body);
}

/** Takes everything out of a scope; a person's open tasks are seen to be cancelled. */
export function emptyScope(m: Machine, scope: Scope): void {
  scope.touched = nextId(m);
  scope.tokens = [];
  scope.running.forEach((instance) => cancelled(m, instance));
  scope.running = [];
  scope.catches = [];
  scope.resetting = {};
  scope.untouched = [];
}

/** Takes one running thing out of its scope with all that is in it. */
export function cancelInstance(m: Machine, scope: Scope, instance: Instance): void {
  scope.touched = nextId(m);
  scope.running = scope.running.filter((other) => other !== instance);
  cancelled(m, instance);
}

function cancelled(m: Machine, instance: Instance): void {
  if (isOpenTask(m, instance)) {
    m.world.happened.push(`cancelled ${instance.node}`);
  }
  instance.parts.forEach((part) => cancelled(m, part));
  const inside = instance.body ? everyScope(instance.body)[0]?.scope.running : [];
  inside?.forEach((each) => cancelled(m, each));
}

/**
 * Completing (13.3.2, 13.5.4): the normal flow is done and only event sub-processes still run. From then on none begins anew.
 */
export function isCompleting(m: Machine, scope: Scope): boolean {
  return (
    scope.tokens.length === 0 &&
    scope.untouched.length === 0 &&
    scope.running.every(({ node }) => isEventSubProcess(nodeOf(m, node)))
  );
}

/** A task that waits for a person. */
export function isOpenTask(m: Machine, { kind, node, isReady }: Instance): boolean {
  return kind === 'task' && !isReady && nodeOf(m, node).type === 'userTask';
}

export function isActivity(node: Node): boolean {
  return activityTypes.includes(node.type);
}
