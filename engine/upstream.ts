import type { Node, ProcessModel } from './model.ts';

/** Which incoming flows of a gateway a token can still reach, without passing that gateway. */
interface Within {
  /** Also by way of a boundary event, which may come or not. */
  possible: Set<string>;
  /** Along sequence flows and links alone. */
  along: Set<string>;
}

/** For each node: what a token on it can reach. */
type Reach = Map<string, Within>;

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
    for (const set of ['along', 'possible'] as const) {
      const open = [model.flows[flow]?.source];
      while (open.length > 0) {
        const id = open.pop();
        const node = id === undefined ? undefined : model.nodes[id];
        if (!node || node.id === gateway.id) continue;
        const within = reach.get(node.id) ?? { along: new Set(), possible: new Set() };
        if (within[set].has(flow)) continue;
        reach.set(node.id, within);
        within[set].add(flow);
        for (const before of node.incoming) open.push(model.flows[before]?.source);
        open.push(...(links.get(node.id) ?? []));
        if (set === 'possible') open.push(node.attachedTo);
      }
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
