import type { ProcessModel } from '../model.ts';

/** From each node of a process or sub-process to the next ones, along flows and links, without the edges that lead back. */
export type Forward = Map<string, string[]>;

const known = new WeakMap<ProcessModel, Map<string, Forward>>();

/** The ways ahead in a process or sub-process: what is left of its flows when those that close a loop are taken away. */
export function forwardIn(model: ProcessModel, parent: string): Forward {
  let perParent = known.get(model);
  if (!perParent) known.set(model, (perParent = new Map()));
  let forward = perParent.get(parent);
  if (!forward) perParent.set(parent, (forward = withoutLoops(model, parent)));
  return forward;
}

function withoutLoops(model: ProcessModel, parent: string): Forward {
  const children = model.nodes[parent]?.children ?? [];
  const forward: Forward = new Map();
  const done = new Set<string>();
  const isFirst = (id: string) => (model.nodes[id]?.incoming.length ?? 0) === 0;
  // What nothing leads to is where ways begin; whatever else is left lies in a loop of its own.
  for (const start of [...children.filter(isFirst), ...children]) {
    if (done.has(start)) continue;
    const open = [{ id: start, next: nextOf(model, start) }];
    const path = new Set([start]);
    forward.set(start, []);
    for (let at = open.at(-1); at; at = open.at(-1)) {
      const target = at.next.shift();
      if (target === undefined) {
        done.add(at.id);
        path.delete(at.id);
        open.pop();
      } else if (!path.has(target)) {
        forward.get(at.id)?.push(target);
        if (done.has(target)) continue;
        forward.set(target, []);
        path.add(target);
        open.push({ id: target, next: nextOf(model, target) });
      }
    }
  }
  return forward;
}

function nextOf(model: ProcessModel, id: string): string[] {
  const { outgoing = [], events = [] } = model.nodes[id] ?? {};
  const flows = outgoing.flatMap((flow) => model.flows[flow]?.target ?? []);
  const links = events.flatMap(({ type, config }) => {
    const target = type === 'linkEventDefinition' ? (config as { target?: string }).target : undefined;
    return target === undefined ? [] : [target];
  });
  return [...flows, ...links];
}

/** All nodes ahead of one, nearest first; itself only where a way leads there. */
export function aheadOf(forward: Forward, from: string): Set<string> {
  const found = new Set<string>();
  const open = [...(forward.get(from) ?? [])];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(forward.get(id) ?? []));
  }
  return found;
}

/** Whether every way ahead from a node passes another one. */
export function alwaysPasses(forward: Forward, from: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target || seen.has(id)) continue;
    seen.add(id);
    const next = forward.get(id) ?? [];
    if (next.length === 0) return false;
    open.push(...next);
  }
  return true;
}
