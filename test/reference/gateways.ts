import type { Node } from '../../engine/model.ts';
import { isBlocked } from './paths.ts';
import { configOf, isTrue, nextId, type Machine, type Scope, type Token } from './world.ts';

/** Whether a gateway can go on with the tokens before it (13.4). */
export function isActivated(m: Machine, scope: Scope, gateway: Node): boolean {
  const filled = filledFlows(scope, gateway);
  switch (gateway.type) {
    // 13.4.1: at least one token on each incoming sequence flow.
    case 'parallelGateway':
      return filled.length === gateway.incoming.length;
    case 'inclusiveGateway':
      return !isBlocked(m, scope, gateway, filled);
    case 'complexGateway': {
      const taken = scope.resetting[gateway.id];
      // 13.4.5: in the second phase, all tokens that can still come on the flows not taken from have come.
      if (taken) return !isBlocked(m, scope, gateway, [...new Set([...filled, ...taken])]);
      return isTrue(m, configOf<{ activationCondition: string }>(gateway).activationCondition, {
        activationCount: scope.tokens.filter((token) => token.node === gateway.id).length,
      });
    }
    // 13.4.2 and 13.4.4: every token goes through by itself.
    default:
      return true;
  }
}

/** Takes the tokens that a joining gateway goes on with: one from each flow that has one. */
export function takeTokens(m: Machine, scope: Scope, gateway: Node): string[] {
  const flows = filledFlows(scope, gateway).filter(
    (flow) => !(scope.resetting[gateway.id] ?? []).includes(flow),
  );
  for (const flow of flows) {
    const token = scope.tokens.find((each) => each.node === gateway.id && each.flow === flow);
    if (token) removeToken(m, scope, token);
  }
  return flows;
}

/** The flows on which a node sends its tokens, or undefined when none is possible. */
export function flowsOut(m: Machine, node: Node): string[] | undefined {
  const conditionOf = (flow: string) => m.model.flows[flow]?.condition;
  const others = node.outgoing.filter((flow) => flow !== node.defaultFlow);
  const otherwise = node.defaultFlow === undefined ? undefined : [node.defaultFlow];
  const possible = (flow: string) => {
    const condition = conditionOf(flow);
    return condition === undefined || isTrue(m, condition, { waitingForStart: true });
  };
  switch (node.type) {
    case 'parallelGateway':
    case 'eventBasedGateway':
      return node.outgoing;
    // 13.4.2: in their order, the first that holds.
    case 'exclusiveGateway': {
      const first = others.find(possible);
      return first === undefined ? otherwise : [first];
    }
    // 13.4.3 and 13.4.5: all that hold. 13.3.2 for activities: the same, on conditional flows.
    default: {
      const flows = others.filter(possible);
      if (flows.length > 0 || node.outgoing.length === 0) return flows;
      return otherwise;
    }
  }
}

export function sendTokens(m: Machine, scope: Scope, flows: string[], quantity = 1): void {
  for (const flow of flows) {
    for (let count = 0; count < quantity; count += 1) {
      scope.tokens.push({ id: nextId(m), flow, node: m.model.flows[flow]?.target ?? '' });
    }
  }
}

export function removeToken(m: Machine, scope: Scope, token: Token): void {
  scope.touched = nextId(m);
  scope.tokens = scope.tokens.filter(({ id }) => id !== token.id);
}

function filledFlows(scope: Scope, gateway: Node): string[] {
  return gateway.incoming.filter((flow) =>
    scope.tokens.some((token) => token.node === gateway.id && token.flow === flow),
  );
}
