import type { Json } from '../../engine/json.ts';
import type { Flow, Node, ProcessModel, UserTaskConfig } from '../../engine/model.ts';

type NodeParts = Partial<Omit<Node, 'config'>> & { config?: unknown };

/** A flow node of a model under test; what a test does not state is as plain as can be. */
export function node(id: string, type: string, parts: NodeParts = {}): Node {
  return {
    id,
    type,
    name: { zh: id },
    parent: '',
    incoming: [],
    outgoing: [],
    events: [],
    boundary: [],
    children: [],
    inputs: [],
    outputs: [],
    ...parts,
    config: (parts.config ?? {}) as Json,
  };
}

export function user(id: string, config: Partial<UserTaskConfig> = {}, parts: NodeParts = {}): Node {
  const full: UserTaskConfig = {
    candidates: [{ post: 'officer', unit: 'school' }],
    excludedUnits: [],
    outcomes: [],
    outcomeVariable: 'outcome',
    ...config,
  };
  return node(id, 'userTask', { ...parts, config: full });
}

export function timer(kind: 'date' | 'duration' | 'cycle', value: string): Node['events'] {
  return [{ type: 'timerEventDefinition', config: { kind, value } }];
}

export function message(name: string): Node['events'] {
  return [{ type: 'messageEventDefinition', config: { message: name } }];
}

export function error(code?: string): Node['events'] {
  return [{ type: 'errorEventDefinition', config: code === undefined ? {} : { code } }];
}

export const terminate: Node['events'] = [{ type: 'terminateEventDefinition', config: {} }];
export const cancel: Node['events'] = [{ type: 'cancelEventDefinition', config: {} }];

export function signal(name: string): Node['events'] {
  return [{ type: 'signalEventDefinition', config: { signal: name } }];
}

export function escalation(code?: string): Node['events'] {
  return [{ type: 'escalationEventDefinition', config: code === undefined ? {} : { code } }];
}

export function conditional(condition: string): Node['events'] {
  return [{ type: 'conditionalEventDefinition', config: { condition } }];
}

export function link(name: string, target?: string): Node['events'] {
  return [{ type: 'linkEventDefinition', config: target === undefined ? { name } : { name, target } }];
}

/** Undoes one activity, or everything in the scope. */
export function compensate(activity?: string, more: { waitForCompletion?: boolean } = {}): Node['events'] {
  return [
    {
      type: 'compensateEventDefinition',
      config: { ...(activity === undefined ? {} : { activity }), ...more },
    },
  ];
}

/** A sub-process around nodes, whose flows are written with all others. */
export function within(id: string, children: Node[], parts: NodeParts = {}): Node[] {
  const container = node(id, 'subProcess', {
    config: { isEventSubProcess: false },
    ...parts,
    children: children.filter((child) => child.parent === '').map((child) => child.id),
  });
  return [container, ...children.map((child) => (child.parent === '' ? { ...child, parent: id } : child))];
}

/** A sub-process that waits beside the flow for its start event, whose id is `<id>Start`; its flows lead from there. */
export function eventSubProcess(
  id: string,
  start: { events: Node['events']; isInterrupting?: boolean; parallelMultiple?: boolean },
  children: Node[],
): Node[] {
  return within(id, [node(`${id}Start`, 'startEvent', start), ...children], {
    config: { isEventSubProcess: true },
  });
}

/** A boundary event of an activity. */
export function boundary(id: string, attachedTo: string, parts: NodeParts): Node {
  return node(id, 'boundaryEvent', { attachedTo, ...parts });
}

/** The nodes of which a test says nothing but their kind: `nodes('parallelGateway', 'fork', 'join')`. */
export function nodes(type: string, ...ids: string[]): Node[] {
  return ids.map((id) => node(id, type));
}

/**
 * A model from nodes and flows: `a -> b`, `gate -> b : amount > 100`, `gate -> c : default`.
 * Boundary events name their activity by `attachedTo`.
 */
export function model(
  id: string,
  nodes: Node[],
  flows: string[],
  parts: Partial<ProcessModel> = {},
): ProcessModel {
  const byId: Record<string, Node> = {};
  for (const each of nodes)
    byId[each.id] = { ...each, incoming: [], outgoing: [], parent: each.parent || id };
  if (byId[id]) throw new Error(`Expected the process to have another id than its node ${id}`);
  const root = node(id, 'process', {
    children: Object.values(byId)
      .filter((n) => n.parent === id)
      .map((n) => n.id),
  });
  const flowsById: Record<string, Flow> = {};
  flows.forEach((text, index) => {
    const [, source = '', target = '', condition] = /^(\S+) -> (\S+)(?: : (.+))?$/.exec(text) ?? [];
    const from = byId[source];
    const to = byId[target];
    if (!from || !to) throw new Error(`Expected 'a -> b' between known nodes, but found '${text}'`);
    const flow: Flow = { id: `f${index + 1}`, source, target };
    if (condition === 'default') from.defaultFlow = flow.id;
    else if (condition !== undefined) flow.condition = condition;
    flowsById[flow.id] = flow;
    from.outgoing.push(flow.id);
    to.incoming.push(flow.id);
  });
  for (const each of Object.values(byId)) {
    if (each.attachedTo !== undefined) byId[each.attachedTo]?.boundary.push(each.id);
  }
  return {
    semantics: 1,
    process: id,
    name: { zh: id },
    nodes: { [id]: root, ...byId },
    flows: flowsById,
    ladder: [],
    ...parts,
  };
}
