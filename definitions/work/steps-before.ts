import type { ReadScope } from '../read-scope.ts';

/**
 * Ids of the nodes from which a token can have come to `id`: against the flows and links, out of boundary events, out of
 * and into the scopes on the way. In a loop a node also comes before itself.
 */
export function stepsBefore({ nodes, flows }: Pick<ReadScope, 'nodes' | 'flows'>, id: string): Set<string> {
  const before = new Set<string>();
  const links = linkSources(nodes);
  const open = [...entriesOf(id)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (before.has(next)) continue;
    before.add(next);
    open.push(...entriesOf(next));
    // What lies in a scope that was passed came before, too.
    open.push(...(nodes[next]?.children ?? []));
  }
  return before;

  function entriesOf(of: string): string[] {
    const node = nodes[of];
    if (!node) return [];
    const along = node.incoming.flatMap((flow) => flows[flow]?.source ?? []);
    const linked = links.get(of) ?? [];
    const attached = node.attachedTo === undefined ? [] : [node.attachedTo];
    return [...along, ...linked, ...attached, ...aroundOf(of)];
  }

  /** What lies before the scope that a node is in; beside an event sub-process everything in its parent may have run. */
  function aroundOf(of: string): string[] {
    const scope = nodes[nodes[of]?.parent ?? ''];
    if (!scope || scope.type === 'process') return [];
    const isBeside = (scope.config as { isEventSubProcess?: boolean }).isEventSubProcess === true;
    const siblings = isBeside ? (nodes[scope.parent]?.children ?? []).filter((id) => id !== scope.id) : [];
    return [...siblings, ...entriesOf(scope.id)];
  }
}

/** For each link's target the nodes that lead there. */
function linkSources(nodes: ReadScope['nodes']): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { id, events } of Object.values(nodes)) {
    for (const { type, config } of events) {
      const target = type === 'linkEventDefinition' ? (config as { target?: string }).target : undefined;
      if (target !== undefined) sources.set(target, [...(sources.get(target) ?? []), id]);
    }
  }
  return sources;
}
