import type { Node } from '../../engine/model.ts';
import { configOf, nodeOf, type Machine, type Scope } from './world.ts';

/**
 * Whether a gateway must wait for tokens on its empty incoming flows (13.4.3, table 13.3; 13.4.5 for the reset of complex gateways):
 * a token blocks it when a directed path leads from it to an empty incoming flow and no path from it leads to a filled one, both
 * without visiting the gateway.
 *
 * The clause speaks of tokens on sequence flows only. A token in an activity counts here as lying before it. Links are paths. The
 * path that blocks may also lead over a boundary event, or the gateway would not wait for what comes that way; the path that
 * excuses is one of sequence flows, as written.
 */
export function isBlocked(m: Machine, scope: Scope, gateway: Node, filled: string[]): boolean {
  const marked: Mark[] = [...scope.tokens, ...scope.running.map(({ node }) => ({ node }))];
  const empty = gateway.incoming.filter((flow) => !filled.includes(flow));
  return marked.some(
    (mark) =>
      reachedFrom(m, gateway, mark, 'boundaries too').some((flow) => empty.includes(flow)) &&
      !reachedFrom(m, gateway, mark, 'flows').some((flow) => filled.includes(flow)),
  );
}

interface Mark {
  node: string;
  flow?: string;
}

type Over = 'flows' | 'boundaries too';

/** The gateway's incoming flows that can be reached from there. */
function reachedFrom(m: Machine, gateway: Node, from: Mark, over: Over): string[] {
  if (from.node === gateway.id) return from.flow === undefined ? [] : [from.flow];
  const reached: string[] = [];
  const seen = new Set<string>([from.node]);
  const ahead = [from.node];
  for (let id = ahead.shift(); id !== undefined; id = ahead.shift()) {
    for (const flow of flowsAfter(m, nodeOf(m, id), over)) {
      const target = m.model.flows[flow]?.target ?? '';
      if (target === gateway.id) reached.push(flow);
      else if (!seen.has(target)) {
        seen.add(target);
        ahead.push(target);
      }
    }
  }
  return reached;
}

function flowsAfter(m: Machine, node: Node, over: Over): string[] {
  const boundary = over === 'flows' ? [] : node.boundary;
  const links = node.events
    .filter(({ type }) => type === 'linkEventDefinition' && node.type === 'intermediateThrowEvent')
    .flatMap((link) => nodeOf(m, configOf<{ target: string }>(link).target).outgoing);
  return [...node.outgoing, ...boundary.flatMap((id) => nodeOf(m, id).outgoing), ...links];
}
