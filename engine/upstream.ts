import type { Node, ProcessModel } from './model.ts';

/** For each node: the incoming flows of one gateway that a token on it can reach without passing that gateway. */
type Reach = Map<string, Set<string>>;

const reaches = new WeakMap<ProcessModel, Map<string, Reach>>();

/**
 * Which incoming flows of a gateway are still within reach of a token on another node. A boundary event is reached from
 * its activity, a link's target from its source (BPMN 2.0.2, 13.4.3, conditions on directed paths).
 */
export function reachOf(model: ProcessModel, gateway: Node): Reach {
  let perGateway = reaches.get(model);
  if (!perGateway) reaches.set(model, (perGateway = new Map()));
  let reach = perGateway.get(gateway.id);
  if (!reach) perGateway.set(gateway.id, (reach = search(model, gateway)));
  return reach;
}

function search(model: ProcessModel, gateway: Node): Reach {
  const links = linkSources(model);
  const reach: Reach = new Map();
  for (const flow of gateway.incoming) {
    const open = [model.flows[flow]?.source];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = model.nodes[id];
      if (!node || id === gateway.id) continue;
      const flows = reach.get(id) ?? new Set();
      if (flows.has(flow)) continue;
      reach.set(id, flows.add(flow));
      for (const before of node.incoming) open.push(model.flows[before]?.source);
      open.push(node.attachedTo, ...(links.get(id) ?? []));
    }
  }
  return reach;
}

function linkSources(model: ProcessModel): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { id, events } of Object.values(model.nodes)) {
    for (const { type, config } of events) {
      const target = type === 'linkEventDefinition' ? (config as { target?: string }).target : undefined;
      if (target !== undefined) sources.set(target, [...(sources.get(target) ?? []), id]);
    }
  }
  return sources;
}
