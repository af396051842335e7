import fc from 'fast-check';
import type { Node, ProcessModel } from '../../engine/model.ts';
import { Drawing, events } from './drawing.ts';
import { boundaryTrigger, drawAdHoc, marker, type Around } from './generate-activities.ts';
import { drawHandlers, handlerPlan, type HandlerPlan } from './generate-handlers.ts';

/**
 * Any graph: nodes in a row, each reached from some earlier one, with more flows in any direction. Every plan gives a model that
 * can run, so that any part of a plan can be left out when a failure is shrunk. A flow backwards leads over a user task: a loop
 * without a wait would never rest.
 */
export interface GraphPlan {
  nodes: NodePlan[];
  flows: { from: number; to: number }[];
  handlers: HandlerPlan[];
}

export interface NodePlan {
  kind: (typeof kinds)[number];
  /** Which earlier node leads here. */
  from: number;
  /** Chooses between what the kind leaves open: codes, conditions, triggers. */
  detail: number;
  boundary: { trigger: number; isInterrupting: boolean; to: number }[];
  marker: number;
  inner?: GraphPlan | undefined;
}

const kinds = [
  ...[
    'user',
    'user',
    'user',
    'user',
    'user',
    'manual',
    'receive',
    'catch',
    'race',
    'xor',
    'xor',
    'and',
    'and',
  ],
  ...['or', 'or', 'complex', 'throw', 'throw', 'link', 'sub', 'transaction', 'adHoc', 'end'],
];

const { graph } = fc.letrec<{ graph: GraphPlan; node: NodePlan }>((tie) => ({
  node: fc.record({
    kind: fc.constantFrom(...kinds),
    from: fc.nat(20),
    detail: fc.nat(59),
    boundary: fc.array(fc.record({ trigger: fc.nat(11), isInterrupting: fc.boolean(), to: fc.nat(20) }), {
      maxLength: 2,
      size: 'max',
    }),
    marker: fc.nat(19),
    inner: fc.option(tie('graph'), { nil: undefined, maxDepth: 2, depthIdentifier: 'graph' }),
  }),
  graph: fc.record({
    nodes: fc.array(tie('node'), { minLength: 1, maxLength: 7, size: 'max' }),
    flows: fc.array(fc.record({ from: fc.nat(20), to: fc.nat(20) }), { maxLength: 5, size: 'max' }),
    handlers: fc.array(handlerPlan, { maxLength: 2, size: 'max' }),
  }),
}));

export const unstructured: fc.Arbitrary<ProcessModel> = graph.map((plan) => {
  const drawing = new Drawing();
  drawGraph(drawing, plan, { kind: 'process', canUndo: true });
  return drawing.model();
});

export function drawGraph(drawing: Drawing, plan: GraphPlan, around: Around): void {
  const start = drawing.add('startEvent');
  const ids = plan.nodes.map((each) => drawNode(drawing, each, around));
  const row = [start, ...ids];
  const pairs: [number, number][] = plan.nodes.map((each, index) => [each.from % (index + 1), index + 1]);
  for (const { from, to } of plan.flows) pairs.push([1 + (from % ids.length), 1 + (to % ids.length)]);
  for (const [from, to] of pairs) join(drawing, row, from, to);
  plan.nodes.forEach((each, index) => drawBoundary(drawing, { plan: each, row, at: index + 1 }));
  drawLinks(drawing, ids);
  for (const id of ids) closeNode(drawing, id, plan.nodes[ids.indexOf(id)]?.detail ?? 0);
  drawHandlers(drawing, plan.handlers, around);
}

/** A flow, if both ends may have it; backwards over a user task. */
function join(drawing: Drawing, row: string[], from: number, to: number): void {
  const [source, target] = [row[from] ?? '', row[to] ?? ''];
  const way = canSend(drawing, source) ? source : (row[0] ?? '');
  if (!canTake(drawing, target)) return;
  if (drawing.find(way)?.type === 'eventBasedGateway') {
    const between = raceEvent(drawing, drawing.flows.length);
    drawing.flow(way, between);
    joinDirectly(drawing, between, target, to <= from);
    return;
  }
  joinDirectly(drawing, way, target, to <= from && way === source);
}

function joinDirectly(drawing: Drawing, source: string, target: string, isBackwards: boolean): void {
  if (!isBackwards) return drawing.flow(source, target);
  const pause = drawing.add('userTask');
  drawing.flow(source, pause);
  drawing.flow(pause, target);
}

function canSend(drawing: Drawing, id: string): boolean {
  const node = drawing.find(id);
  return node !== undefined && node.type !== 'endEvent' && !isLink(node, 'intermediateThrowEvent');
}

function canTake(drawing: Drawing, id: string): boolean {
  const node = drawing.find(id);
  return node !== undefined && node.type !== 'startEvent' && !isLink(node, 'intermediateCatchEvent');
}

function isLink(node: Node, type: string): boolean {
  return node.type === type && node.events[0]?.type === 'linkEventDefinition';
}

function raceEvent(drawing: Drawing, detail: number): string {
  const id = drawing.id('first');
  const definition = [
    events.message(id),
    events.timer(1 + (detail % 4)),
    events.signal(`S${1 + (detail % 2)}`),
  ];
  return drawing.add('intermediateCatchEvent', { events: definition[detail % 3] ?? [] }, id);
}

function drawNode(drawing: Drawing, plan: NodePlan, around: Around): string {
  const { detail } = plan;
  const code = `E${1 + (detail % 2)}`;
  switch (plan.kind) {
    case 'user':
      return drawActivity(drawing, drawing.add('userTask', marker(plan)), plan, around);
    case 'manual':
      return drawing.add('manualTask');
    case 'receive': {
      const id = drawing.id('receive');
      return drawing.add('receiveTask', { events: events.message(id) }, id);
    }
    case 'catch':
      return raceEvent(drawing, detail);
    case 'race':
      return drawing.add('eventBasedGateway', { config: { isParallel: false } });
    case 'xor':
      return drawing.add('exclusiveGateway');
    case 'and':
      return drawing.add('parallelGateway');
    case 'or':
      return drawing.add('inclusiveGateway');
    case 'complex': {
      const activationCondition = `= activationCount >= ${1 + (detail % 3)}`;
      return drawing.add('complexGateway', { config: { activationCondition } });
    }
    case 'throw': {
      const definitions = [
        [],
        events.escalation(code),
        events.signal(`S${1 + (detail % 2)}`),
        events.compensate(),
      ];
      return drawing.add('intermediateThrowEvent', { events: definitions[detail % 4] ?? [] });
    }
    case 'link':
      return drawing.add('intermediateThrowEvent', { events: events.link(`L${detail % 2}`) });
    case 'sub':
    case 'transaction': {
      const type = plan.kind === 'sub' ? 'subProcess' : 'transaction';
      const inner = plan.inner ?? smallGraph;
      const parts = marker(plan);
      const canUndo = around.canUndo && !parts.loop && !parts.standardLoop;
      const id = drawing.container({ type, ...parts }, (within) =>
        drawGraph(within, inner, { kind: plan.kind === 'sub' ? 'sub' : 'transaction', canUndo }),
      );
      return drawActivity(drawing, id, plan, around);
    }
    case 'adHoc':
      return drawAdHoc(drawing, detail);
    default: {
      const all = [[], events.terminate(), events.error(code), events.escalation(code), events.signal('S1')];
      const more = around.kind === 'transaction' ? [events.cancel(), events.cancel()] : [events.compensate()];
      const choices = [...all, ...more];
      return drawing.add('endEvent', { events: choices[detail % choices.length] ?? [] });
    }
  }
}

const smallGraph: GraphPlan = {
  nodes: [{ kind: 'user', from: 0, detail: 0, boundary: [], marker: 0 }],
  flows: [],
  handlers: [],
};

function drawActivity(
  drawing: Drawing,
  id: string,
  { marker: number }: NodePlan,
  { canUndo }: Around,
): string {
  if (number >= 17 && canUndo) drawing.undo(id);
  return id;
}

function drawBoundary(drawing: Drawing, at: { plan: NodePlan; row: string[]; at: number }): void {
  const host = at.row[at.at] ?? '';
  const type = drawing.find(host)?.type ?? '';
  const used: string[] = [];
  const plans = at.plan.boundary.map((each) => ({ ...each }));
  if (type === 'transaction') plans.push({ trigger: -1, isInterrupting: true, to: at.plan.detail });
  for (const { trigger, isInterrupting, to } of plans) {
    const definition = boundaryTrigger(drawing, type, trigger, isInterrupting);
    if (!definition || used.includes(JSON.stringify(definition))) continue;
    used.push(JSON.stringify(definition));
    const mustInterrupt = ['errorEventDefinition', 'cancelEventDefinition'].includes(
      definition[0]?.type ?? '',
    );
    const id = drawing.boundary(host, definition, isInterrupting || mustInterrupt);
    const target = 1 + (to % (at.row.length - 1));
    if (canTake(drawing, at.row[target] ?? '')) {
      joinDirectly(drawing, id, at.row[target] ?? '', target <= at.at);
    } else drawing.flow(id, drawing.add('endEvent'));
  }
}

/** Each link leads to a target of its own name, from which a flow leads on. */
function drawLinks(drawing: Drawing, ids: string[]): void {
  const sources = ids.flatMap((id, index) => {
    const found = drawing.find(id);
    return found && isLink(found, 'intermediateThrowEvent') ? [{ found, index }] : [];
  });
  for (const { found, index } of sources) {
    const { name } = found.events[0]?.config as { name: string };
    const target = drawing.add('intermediateCatchEvent', { events: events.link(`${name}-${found.id}`) });
    found.events = events.link(`${name}-${found.id}`, target);
    const next = ids.slice(index + 1).find((id) => canTake(drawing, id));
    drawing.flow(target, next ?? drawing.add('endEvent'));
  }
}

/** Conditions for the flows out of a node, and an end where a gateway or event leads nowhere. */
function closeNode(drawing: Drawing, id: string, detail: number): void {
  const node = drawing.find(id);
  if (!node || !canSend(drawing, id)) return;
  const out = drawing.flows.flatMap((text, index) => (text.startsWith(`${id} -> `) ? [index] : []));
  const isActivity = !node.type.endsWith('Gateway') && !node.type.endsWith('Event');
  if (out.length === 0) {
    if (isActivity && detail % 3 === 0) return;
    if (node.type === 'eventBasedGateway') {
      const between = raceEvent(drawing, detail);
      drawing.flow(id, between);
      drawing.flow(between, drawing.add('endEvent'));
    } else drawing.flow(id, drawing.add('endEvent'));
    return;
  }
  const chooses =
    ['exclusiveGateway', 'inclusiveGateway', 'complexGateway'].includes(node.type) ||
    (isActivity && detail % 2 === 0);
  if (!chooses || out.length < 2) return;
  const incoming = drawing.flows.filter((text) => text.split(' : ')[0]?.endsWith(` -> ${id}`)).length;
  // Without a default only where a single token asks: which tokens an incident would hold at a join is not said (13.4.3).
  const hasDefault =
    isActivity ||
    node.type === 'complexGateway' ||
    detail % 4 !== 1 ||
    (node.type === 'inclusiveGateway' && incoming > 1);
  out.forEach((index, nth) => {
    const isDefault = hasDefault && nth === out.length - 1;
    const condition = [`= a = ${(detail + nth) % 3}`, `= b < ${1 + ((detail + nth) % 3)}`, `= a >= ${nth}`][
      (detail + nth) % 3
    ];
    if (node.type === 'complexGateway' && nth === 0) {
      drawing.flows[index] += ` : = waitingForStart = ${detail % 2 === 0}`;
      return;
    }
    drawing.flows[index] = `${drawing.flows[index] ?? ''} : ${isDefault ? 'default' : (condition ?? '')}`;
  });
}
