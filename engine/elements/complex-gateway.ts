import type { Element } from '../element.ts';
import { flowsThatHold, noFlow, outgoing, take } from '../flow.ts';
import { mustWait, oldestPerFlow } from '../held-tokens.ts';
import type { Expression, Flow, Node } from '../model.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';

export interface ComplexGatewayConfig {
  /** Sees `activationCount`, the number of tokens that have come; absent: the first token activates it. */
  activationCondition?: Expression;
}

/**
 * Complex gateway (BPMN 2.0.2, 13.4.5). It waits for start until its condition holds, then takes a token from each flow
 * and sends tokens along the outgoing flows. It then waits for reset: until each other incoming flow has its token or none
 * is expected there any more, as at an inclusive gateway; those are consumed, and only outgoing flows with a condition of their own that holds then
 * (`waitingForStart` is false) get a token.
 */
export const complexGateway = {
  type: 'complexGateway',
  arrive(run, token, node) {
    if (run.scope(token.scope).activated?.[node.id]) return;
    const { activationCondition } = node.config;
    const activationCount = (run.scope(token.scope).held[node.id] ?? []).length;
    const isActivated =
      activationCondition === undefined || run.holds(activationCondition, token, { activationCount });
    if (isActivated) activate(run, token, node);
  },
  settle(run, scope, node) {
    const taken = run.scope(scope).activated?.[node.id];
    if (!taken) return;
    const arrived = oldestPerFlow(run, scope, node);
    const filled = new Set([...taken, ...arrived.keys()]);
    if (mustWait(run, { scope, gateway: node, filled })) return;
    reset(run, { scope, node, tokens: [...arrived].filter(([flow]) => !taken.includes(flow ?? '')) });
  },
} satisfies Element<ComplexGatewayConfig>;

function activate(run: Run, token: Token, node: Node): void {
  const arrived = oldestPerFlow(run, token.scope, node);
  const flows = flowsThatHold(run, token, { waitingForStart: true });
  if (flows.length === 0 && outgoing(run, node.id).length > 0) throw noFlow(node.id);
  const tokens = [...arrived.values()].map(({ id }) => id);
  run.emit({ kind: 'elementCompleted', node: node.id, tokens });
  if (node.incoming.length > arrived.size || outgoing(run, node.id).some(usesPhase)) {
    const taken = [...arrived.keys()].filter((flow) => flow !== undefined);
    run.emit({ kind: 'gatewayActivated', scope: token.scope, node: node.id, flows: taken });
  }
  for (const flow of flows) take(run, flow, token.scope);
  beginNextRound(run, token.scope, node);
  run.agenda.close(token.scope);
}

function reset(
  run: Run,
  { scope, node, tokens }: { scope: string; node: Node; tokens: [string | undefined, Token][] },
): void {
  const flows = outgoing(run, node.id).filter((flow) => isTakenAtReset(run, scope, flow));
  const ids = tokens.map(([, { id }]) => id);
  if (ids.length > 0) run.emit({ kind: 'tokensConsumed', node: node.id, tokens: ids });
  run.emit({ kind: 'gatewayReset', scope, node: node.id });
  for (const flow of flows) take(run, flow, scope);
  beginNextRound(run, scope, node);
  run.agenda.close(scope);
}

/** A token of the next round may lie here already; it is not looked at while the gateway waits for its reset. */
function beginNextRound(run: Run, scope: string, { id }: Node): void {
  const [next] = run.scope(scope).held[id] ?? [];
  if (next !== undefined) run.agenda.push({ kind: 'arrive', token: next });
}

function isTakenAtReset(run: Run, scope: string, flow: Flow): boolean {
  return usesPhase(flow) && run.holdsIn(flow.condition ?? '', scope, { waitingForStart: false });
}

/** A flow whose condition does not ask for the phase had its token when the gateway was activated. */
function usesPhase({ condition }: Flow): boolean {
  return condition?.includes('waitingForStart') === true;
}
