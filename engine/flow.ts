import { CaseFault } from './fault.ts';
import type { JsonObject } from './json.ts';
import type { Flow } from './model.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';

/** Puts a new token on a node without a flow: start events, boundary events, bodies of a multi-instance. */
export function place(run: Run, scope: string, node: string, more: Partial<Token> = {}): Token {
  const token = put(run, scope, node, more);
  run.agenda.push({ kind: 'arrive', token: token.id });
  return token;
}

/** The same without arriving: the caller says what begins. */
export function put(run: Run, scope: string, node: string, more: Partial<Token> = {}): Token {
  const token: Token = { id: run.nextId('k'), scope, node, active: false, owns: [], ...more };
  run.emit({ kind: 'tokenPlaced', token });
  return token;
}

/** Sends a new token along a flow. */
export function take(run: Run, flow: Flow, scope: string): void {
  const token: Token = {
    id: run.nextId('k'),
    scope,
    node: flow.target,
    flow: flow.id,
    active: false,
    owns: [],
  };
  run.emit({ kind: 'flowTaken', flow: flow.id, token });
  run.agenda.push({ kind: 'arrive', token: token.id });
}

/**
 * A node that is not a gateway is done: its token goes along every outgoing flow whose condition holds; flows without a
 * condition always. The default flow is taken when no conditional one is (BPMN 2.0.2, 8.3.13 Sequence Flow).
 */
export function leave(run: Run, token: Token, more: { isReachedEnd?: true } = {}): void {
  const node = run.node(token.node);
  const flows = chosenFlows(run, token);
  run.emit({ kind: 'elementCompleted', node: node.id, tokens: [token.id], ...more });
  const { completionQuantity = 1 } = node;
  for (const flow of flows)
    for (let sent = 0; sent < completionQuantity; sent += 1) take(run, flow, token.scope);
  run.agenda.close(token.scope);
}

function chosenFlows(run: Run, token: Token): Flow[] {
  const flows = outgoing(run, token.node);
  const chosen = flowsThatHold(run, token);
  if (flows.length > 0 && chosen.length === 0) throw noFlow(token.node);
  return chosen;
}

/** Outgoing flows whose condition holds, those without one, and the default flow where no condition does. */
export function flowsThatHold(run: Run, token: Token, more: JsonObject = {}): Flow[] {
  const node = run.node(token.node);
  const flows = outgoing(run, token.node);
  const chosen = flows.filter(
    (flow) =>
      flow.id !== node.defaultFlow &&
      (flow.condition === undefined || run.holds(flow.condition, token, more)),
  );
  const conditionalTaken = chosen.some((flow) => flow.condition !== undefined);
  const fallback = flows.find((flow) => flow.id === node.defaultFlow);
  if (fallback && !conditionalTaken) chosen.push(fallback);
  return chosen;
}

export function outgoing(run: Run, node: string): Flow[] {
  return run.node(node).outgoing.flatMap((id) => run.model.flows[id] ?? []);
}

export function noFlow(node: string): CaseFault {
  return new CaseFault('no-flow-possible', {
    zh: `${node} 之后没有一个条件成立，也没有默认连线：请更正数据后重试`,
    en: `Expected a condition after ${node} to hold, or a default flow, but none does: correct the variables and retry`,
  });
}
