import { holds } from '../feel.ts';
import type { JsonObject } from '../json.ts';
import type { Flow, Node, ProcessModel } from '../model.ts';

/** The user tasks that come next: those that surely do as things stand, and all that may. */
export interface NextSteps {
  certain: Set<string>;
  possible: Set<string>;
}

/** What is known when one looks ahead. */
interface Seen {
  variables: JsonObject;
  at: string;
}

/**
 * Where the flow goes from a step when it is done, as far as the next user tasks. Conditions are asked where the data
 * that they need cannot change on the way; behind a join, a race of events or a job one can only say what may come.
 */
export function nextSteps(model: ProcessModel, from: string, seen: Seen): NextSteps {
  const steps: NextSteps = { certain: new Set(), possible: new Set() };
  const visited = new Set<string>();

  function visit(id: string, isCertain: boolean): void {
    const node = model.nodes[id];
    const key = `${id} ${isCertain}`;
    if (!node || visited.has(key)) return;
    visited.add(key);
    if (node.type === 'userTask') {
      steps.possible.add(id);
      if (isCertain) steps.certain.add(id);
      return;
    }
    if (node.children.length > 0)
      return void beginnings(model, node).forEach((child) => visit(child, isCertain));
    if (node.outgoing.length === 0) return leaveScope(node);
    follow(node, isCertain && knowsAfter(node));
  }

  function follow(node: Node, isCertain: boolean): void {
    const taken = flowsTaken(model, node, seen);
    for (const id of node.outgoing) {
      const flow = model.flows[id];
      if (!flow) continue;
      if (taken === undefined || !isCertain) visit(flow.target, false);
      else if (taken.includes(id)) visit(flow.target, true);
    }
  }

  /** The end of a sub-process may not be the last thing in it. */
  function leaveScope({ parent }: Node): void {
    const around = model.nodes[parent];
    if (!around || parent === model.process) return;
    if (around.outgoing.length === 0) return leaveScope(around);
    follow(around, false);
  }

  const start = model.nodes[from];
  if (!start) return steps;
  if (start.outgoing.length === 0) leaveScope(start);
  else follow(start, start.outputs.length === 0);
  return steps;
}

/** Whether the way on is known when a node is reached: nothing between changes the data, and nobody else is waited for. */
function knowsAfter({ type, incoming }: Node): boolean {
  if (type === 'exclusiveGateway' || type === 'manualTask' || type === 'task') return true;
  if (type.endsWith('Gateway'))
    return incoming.length <= 1 && !['eventBasedGateway', 'complexGateway'].includes(type);
  return type === 'intermediateThrowEvent' || type === 'startEvent';
}

/** The flows that a node sends its token along; undefined where a condition cannot be asked. */
function flowsTaken(model: ProcessModel, node: Node, { variables, at }: Seen): string[] | undefined {
  const flows = node.outgoing.flatMap((id) => model.flows[id] ?? []);
  const isTaken = ({ condition }: Flow) => condition === undefined || holds(condition, variables, at);
  if (node.type === 'parallelGateway') return flows.map(({ id }) => id);
  try {
    const free = flows.filter(({ id }) => id !== node.defaultFlow);
    const held = node.type === 'exclusiveGateway' ? free.filter(isTaken).slice(0, 1) : free.filter(isTaken);
    const isConditional = held.some(({ condition }) => condition !== undefined);
    const fallback =
      node.defaultFlow !== undefined &&
      !isConditional &&
      (node.type !== 'exclusiveGateway' || held.length === 0);
    return [...held.map(({ id }) => id), ...(fallback ? [node.defaultFlow ?? ''] : [])];
  } catch {
    return undefined;
  }
}

function beginnings(model: ProcessModel, { children }: Node): string[] {
  const nodes = children.flatMap((id) => model.nodes[id] ?? []);
  const starts = nodes.filter(({ type, events }) => type === 'startEvent' && events.length === 0);
  const first =
    starts.length > 0
      ? starts
      : nodes.filter(({ incoming, attachedTo }) => incoming.length === 0 && attachedTo === undefined);
  return first.map(({ id }) => id);
}
