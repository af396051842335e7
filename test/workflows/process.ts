import type { Json, Label } from '../../engine/json.ts';
import type { Node, ProcessModel } from '../../engine/model.ts';
import type { WorkingCalendar } from '../../engine/time/index.ts';

const label = (text: string): Label => ({ zh: text, en: text });

/** One node of a test process: its type and configuration, and whatever else a test wants to say. */
export type Given = Partial<Node> & { id: string; type: string };

export const task = (id: string, more: Partial<Node> = {}): Given => ({
  id,
  type: 'userTask',
  config: {
    candidates: [{ post: 'safety-officer', unit: 'school' }],
    excludedUnits: [],
    outcomes: [],
    outcomeVariable: 'outcome',
    instruction: label(''),
  } as unknown as Json,
  ...more,
});

export const job = (id: string, jobType: string, parameters: { [name: string]: Json } = {}): Given => ({
  id,
  type: 'serviceTask',
  config: { jobType, parameters },
});

export const timer = (id: string, duration: string): Given => ({
  id,
  type: 'intermediateCatchEvent',
  events: [{ type: 'timerEventDefinition', config: { kind: 'duration', value: duration } }],
});

/** A timer on an activity that does not end it: its branch leads to an end of its own. */
export const boundaryTimer = (id: string, attachedTo: string, value: string, kind = 'cycle'): Given => ({
  id,
  type: 'boundaryEvent',
  attachedTo,
  isInterrupting: false,
  events: [{ type: 'timerEventDefinition', config: { kind, value } }],
});

export const call = (id: string, calledElement: string): Given => ({
  id,
  type: 'callActivity',
  config: { calledElement, binding: 'latest', inputs: [], outputs: [] },
});

/** start → each node in turn → end. Boundary events hang on their activity and lead to an end of their own. */
export function sequence(...given: Given[]): ProcessModel {
  const line = given.filter((node) => node.attachedTo === undefined);
  const chain = [{ id: 'start', type: 'startEvent' }, ...line, { id: 'end', type: 'endEvent' }];
  const model: ProcessModel = {
    semantics: 1,
    process: 'process',
    name: label('process'),
    nodes: {},
    flows: {},
    ladder: [],
  };
  const add = (node: Given) => (model.nodes[node.id] = complete(node));
  const flow = (source: string, target: string) => {
    const id = `${source}-${target}`;
    model.flows[id] = { id, source, target };
    model.nodes[source]!.outgoing.push(id);
    model.nodes[target]!.incoming.push(id);
  };
  for (const node of chain) add(node);
  chain.slice(1).forEach((node, index) => flow(chain[index]!.id, node.id));
  for (const node of given.filter((each) => each.attachedTo !== undefined)) {
    add(node);
    add({ id: `${node.id}-end`, type: 'endEvent' });
    flow(node.id, `${node.id}-end`);
    model.nodes[node.attachedTo!]!.boundary.push(node.id);
  }
  const children = Object.keys(model.nodes);
  model.nodes.process = { ...complete({ id: 'process', type: 'process' }), parent: '', children };
  return model;
}

function complete(node: Given): Node {
  return {
    name: label(node.id),
    parent: 'process',
    incoming: [],
    outgoing: [],
    config: {},
    events: [],
    boundary: [],
    children: [],
    inputs: [],
    outputs: [],
    ...node,
  };
}

export const calendar: WorkingCalendar = {
  version: 'test',
  years: {},
  officeHours: { open: '08:30', close: '17:30' },
};
