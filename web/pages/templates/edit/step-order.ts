import type { Drawn } from './moddle.ts';

export interface ListedStep {
  element: Drawn;
  /** 0 in the process itself, 1 in one of its sub-processes. */
  depth: number;
}

/** Elements in the order in which a case meets them: along the flows from each start, then whatever no way leads to. */
export function inOrder(nodes: Drawn[]): ListedStep[] {
  const byParent = new Map<Drawn | undefined, Drawn[]>();
  for (const node of nodes) byParent.set(node.parent, [...(byParent.get(node.parent) ?? []), node]);
  const inside = new Set(nodes);
  const tops = [...byParent.keys()].filter((parent) => !parent || !inside.has(parent));
  const listed: ListedStep[] = [];

  const walk = (parent: Drawn | undefined, depth: number) => {
    const own = byParent.get(parent) ?? [];
    const seen = new Set<Drawn>();
    const visit = (node: Drawn) => {
      if (seen.has(node) || !own.includes(node)) return;
      seen.add(node);
      listed.push({ element: node, depth });
      if (byParent.has(node)) walk(node, depth + 1);
      const ahead = [...node.outgoing].sort((a, b) => (a.target?.x ?? 0) - (b.target?.x ?? 0));
      for (const attached of node.attachers ?? []) visit(attached);
      for (const flow of ahead) if (flow.target) visit(flow.target);
    };
    const isStart = (node: Drawn) => node.incoming.length === 0 && !node.host;
    for (const node of [...own].sort(leftToRight)) if (isStart(node)) visit(node);
    for (const node of [...own].sort(leftToRight)) visit(node);
  };
  for (const top of tops) walk(top, 0);
  return listed;
}

const leftToRight = (a: Drawn, b: Drawn): number => a.x - b.x || a.y - b.y;
