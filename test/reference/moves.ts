import type { Node } from '../../engine/model.ts';
import {
  completeRound,
  completeScope,
  isActivity,
  isAtEnd,
  startActivity,
  startRound,
} from './activities.ts';
import { catchOf } from './catching.ts';
import { compensateNext } from './compensation.ts';
import { flowsOut, isActivated, removeToken, sendTokens, takeTokens } from './gateways.ts';
import { occur, throwEvent } from './throwing.ts';
import {
  configOf,
  everyInstanceIn,
  everyScope,
  isTrue,
  newInstance,
  nextId,
  nodeOf,
  triggerOf,
  type Machine,
  type Possible,
  type Scope,
  type Token,
} from './world.ts';

/** One thing that can happen by itself. */
export interface Move extends Possible {
  make: () => void;
}

/** Everything that can happen now. */
export function possibleMoves(m: Machine): Move[] {
  const { world } = m;
  const moves = everyScope(world.root).flatMap(({ scope }) => [
    ...scope.tokens.flatMap((token) => tokenMove(m, scope, token)),
    ...resets(m, scope),
    ...adHocMoves(m, scope),
    ...compensations(m, scope),
    ...activityMoves(m, scope),
    ...(isAtEnd(m, scope)
      ? [{ rank: 2 as const, age: scope.touched, make: () => completeScope(m, scope) }]
      : []),
  ]);
  const timers = world.due.map(({ owner, event }, index) => ({
    rank: 3 as const,
    age: index,
    make: () => {
      world.due.splice(index, 1);
      occur(m, owner, event);
    },
  }));
  return [...moves, ...timers];
}

function tokenMove(m: Machine, scope: Scope, token: Token): Move[] {
  if (token.fault !== undefined) return [];
  const node = nodeOf(m, token.node);
  const before = scope.tokens.filter((other) => other.node === node.id);
  if (isJoin(node)) {
    const isYoungest = before.at(-1) === token;
    if (!isYoungest || !isActivated(m, scope, node) || scope.resetting[node.id]) return [];
    const rank = node.type === 'inclusiveGateway' ? 1 : 0;
    return [{ rank, age: before[0]?.id ?? 0, lateAge: token.id, make: () => passJoin(m, scope, token) }];
  }
  if (isActivity(node) && !token.isDone) {
    // 13.3.2, Ready: when as many tokens have come as its start quantity says.
    const needed = node.startQuantity ?? 1;
    const [oldest] = before;
    if (before.length < needed || oldest !== token) return [];
    return [
      {
        rank: 0,
        age: before[needed - 1]?.id ?? 0,
        make: () => {
          before.slice(0, needed).forEach((each) => removeToken(m, scope, each));
          startActivity(m, scope, node);
        },
      },
    ];
  }
  return [{ rank: 0, age: token.id, make: () => passNode(m, scope, token) }];
}

/** An inclusive gateway with one way in lets every token through by itself, as an exclusive one does. */
function isJoin({ type, incoming }: Node): boolean {
  if (type === 'inclusiveGateway') return incoming.length > 1;
  return type === 'parallelGateway' || type === 'complexGateway';
}

/** The gateways that can wait for several tokens (13.4.1, 13.4.3, 13.4.5 first phase). */
function passJoin(m: Machine, scope: Scope, token: Token): void {
  const node = nodeOf(m, token.node);
  const flows = flowsOut(m, node);
  if (!flows) {
    token.fault = 'no-flow-possible';
    return;
  }
  if (token.flow === undefined) removeToken(m, scope, token);
  const taken = takeTokens(m, scope, node);
  if (node.type === 'complexGateway') scope.resetting[node.id] = taken;
  m.world.happened.push(`completed ${node.id}`);
  sendTokens(m, scope, flows);
}

/**
 * 13.4.5, second phase: takes what came late, and may send nothing. The text has all outgoing conditions evaluated again. A flow
 * that does not ask for `waitingForStart` had its token in the first phase: were it to send a second one, the gateway could not
 * be the discriminator (workflow pattern 9) that the same clause says it is. The engine reads it the same way.
 */
function resets(m: Machine, scope: Scope): Move[] {
  return Object.keys(scope.resetting).flatMap((id) => {
    const node = nodeOf(m, id);
    if (!isActivated(m, scope, node)) return [];
    const make = () => {
      takeTokens(m, scope, node);
      scope.resetting = Object.fromEntries(Object.entries(scope.resetting).filter(([key]) => key !== id));
      const late = node.outgoing.filter((flow) => {
        const condition = m.model.flows[flow]?.condition ?? '';
        return condition.includes('waitingForStart') && isTrue(m, condition, { waitingForStart: false });
      });
      sendTokens(m, scope, late);
    };
    return [{ rank: 1, age: m.world.lastId, make }];
  });
}

function passNode(m: Machine, scope: Scope, token: Token): void {
  const node = nodeOf(m, token.node);
  const leave = (flows: string[]) => {
    removeToken(m, scope, token);
    m.world.happened.push(`completed ${node.id}`);
    sendTokens(m, scope, flows);
  };
  if (token.isDone) {
    leave(node.outgoing);
    return;
  }
  switch (node.type) {
    case 'inclusiveGateway':
    case 'exclusiveGateway': {
      const flows = flowsOut(m, node);
      if (flows) leave(flows);
      else token.fault = 'no-flow-possible';
      return;
    }
    case 'eventBasedGateway':
    case 'intermediateCatchEvent': {
      if (triggerOf(node) === 'link') {
        leave(node.outgoing);
        return;
      }
      removeToken(m, scope, token);
      const isGateway = node.type === 'eventBasedGateway';
      const waiting = newInstance(m, node.id, isGateway ? 'race' : 'catch');
      const events = isGateway ? node.outgoing.map((flow) => m.model.flows[flow]?.target ?? '') : [node.id];
      waiting.catches = events.map((event) => catchOf(m, nodeOf(m, event)));
      scope.running.push(waiting);
      return;
    }
    case 'intermediateThrowEvent':
    case 'endEvent':
      throwFrom(m, scope, token);
      return;
    default:
      leave(node.outgoing);
  }
}

/** A throwing event acts while its token is there: an end event may be the last thing that keeps its scope active. */
function throwFrom(m: Machine, scope: Scope, token: Token): void {
  const node = nodeOf(m, token.node);
  const isEnd = node.type === 'endEvent';
  if (triggerOf(node) === 'compensate') removeToken(m, scope, token);
  if (triggerOf(node) === 'link') {
    removeToken(m, scope, token);
    const { target } = configOf<{ target: string }>(node.events[0] ?? { config: {} });
    m.world.happened.push(`completed ${node.id}`);
    scope.tokens.push({ id: nextId(m), node: target });
    return;
  }
  const goesOn = throwEvent(m, scope, node, isEnd ? 'end' : 'leave');
  // What it threw may have come back and taken the token away.
  if (!goesOn || !scope.tokens.includes(token)) return;
  removeToken(m, scope, token);
  if (!isEnd) sendTokens(m, scope, node.outgoing);
}

/** Compensation goes on to its next handler, or ends, some time after the last. */
function compensations(m: Machine, scope: Scope): Move[] {
  return scope.running.flatMap((undo) =>
    undo.kind === 'undo' && undo.parts.length === 0
      ? [{ rank: 2, age: undo.id, make: () => compensateNext(m, scope, undo) }]
      : [],
  );
}

/** Rounds of a loop begin, and tasks that need nobody complete, some time after their activity began. */
function activityMoves(m: Machine, scope: Scope): Move[] {
  return scope.running.flatMap(everyInstanceIn).flatMap((instance): Move[] => {
    const isAutomatic = ['task', 'manualTask', 'scriptTask'].includes(nodeOf(m, instance.node).type);
    const move = { rank: 0 as const, age: instance.id };
    if (instance.isReady) return [{ ...move, make: () => startRound(m, instance) }];
    if (instance.kind !== 'task' || !isAutomatic) return [];
    return [{ ...move, make: () => completeRound(m, scope, instance) }];
  });
}

/** A sequential ad-hoc sub-process begins its activities one at a time, in any order (13.3.5). */
function adHocMoves(m: Machine, scope: Scope): Move[] {
  if (scope.tokens.length > 0 || scope.running.length > 0) return [];
  return scope.untouched.map((node, index) => ({
    rank: 0,
    age: index,
    make: () => {
      scope.untouched = scope.untouched.filter((other) => other !== node);
      scope.tokens.push({ id: nextId(m), node });
    },
  }));
}
