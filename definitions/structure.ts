import type { Node, ProcessModel } from '../engine/model.ts';
import type { Problem } from './problem.ts';
import { linkTargetOf } from './link-reading.ts';
import type { SourceElement } from './source-element.ts';
import * as found from './structure-problems.ts';

type Nodes = ProcessModel['nodes'];
type Sources = ReadonlyMap<string, SourceElement>;

/** Which triggers a start event may have where (BPMN 2.0.2, tables 10.84 to 10.86). */
const triggers = {
  process: [
    'none',
    'timerEventDefinition',
    'messageEventDefinition',
    'signalEventDefinition',
    'conditionalEventDefinition',
  ],
  subProcess: ['none'],
  eventSubProcess: [
    'timerEventDefinition',
    'messageEventDefinition',
    'signalEventDefinition',
    'conditionalEventDefinition',
    'errorEventDefinition',
    'escalationEventDefinition',
    'compensateEventDefinition',
  ],
};
/** Always interrupts: what it catches has ended already (BPMN 2.0.2, table 10.86). */
const alwaysInterrupt = ['errorEventDefinition'];

/** What only shows when the flow nodes of a scope are seen together: its starts and ends, and what no way leads to. */
export function structureProblems(
  { nodes, flows }: Pick<ProcessModel, 'nodes' | 'flows'>,
  sources: Sources,
): Problem[] {
  const scopes = Object.values(nodes).filter(
    ({ children, type }) => children.length > 0 || type === 'process',
  );
  return scopes.flatMap((scope) => {
    const source = sources.get(scope.id);
    if (!source) return [];
    const inside = scope.children.flatMap((id) => nodes[id] ?? []);
    const isAdHoc = scope.type === 'adHocSubProcess';
    return [
      ...(isAdHoc ? [] : startProblems(scope, source, { inside, sources })),
      ...inside.flatMap((node) => flowProblems(node, sources)),
      ...unreachableIn(inside, { nodes, flows, sources }),
    ];
  });
}

function scopeKind(scope: Node): keyof typeof triggers {
  if (scope.type === 'process') return 'process';
  return isEventSubProcess(scope) ? 'eventSubProcess' : 'subProcess';
}

function isEventSubProcess({ config }: Node): boolean {
  return (
    typeof config === 'object' &&
    config !== null &&
    'isEventSubProcess' in config &&
    config.isEventSubProcess === true
  );
}

function triggersOf({ events }: Node): string[] {
  return events.length === 0 ? ['none'] : events.map(({ type }) => type);
}

function startProblems(
  scope: Node,
  source: SourceElement,
  around: { inside: Node[]; sources: Sources },
): Problem[] {
  const kind = scopeKind(scope);
  const { inside } = around;
  const starts = inside.filter(({ type }) => type === 'startEvent');
  // Without one, all begins that no flow leads to; but where an end is drawn, a start must be too (BPMN 2.0.2, 10.5.2).
  const needsStart =
    kind === 'eventSubProcess' ||
    (inside.some(({ type }) => type === 'endEvent') && !inside.some((node) => node.instantiate)) ||
    !inside.some(beginsByItself);
  if (starts.length === 0) return needsStart ? [found.startMissing(source)] : [];
  const at = (node: Node) => around.sources.get(node.id) ?? source;
  const wrongTrigger = starts.filter((start) =>
    triggersOf(start).some((type) => !triggers[kind].includes(type)),
  );
  const rivals = kind === 'process' ? starts.filter((start) => start.events.length === 0) : starts;
  return [
    ...wrongTrigger.map((start) => found.startTrigger(at(start), kind)),
    ...rivals.slice(1).map((start) => found.startTwice(at(start))),
    ...starts
      .filter((start) => start.isInterrupting === false && triggersOf(start).some(isAlwaysInterrupting))
      .map((start) => found.errorStartMustInterrupt(at(start))),
  ];
}

function isAlwaysInterrupting(type: string): boolean {
  return alwaysInterrupt.includes(type);
}

/** What a scope without a start event begins with (BPMN 2.0.2, 10.3.5 and 13.2). */
function beginsByItself(node: Node): boolean {
  const isDriven =
    node.attachedTo !== undefined || node.isForCompensation === true || isEventSubProcess(node);
  return node.incoming.length === 0 && !isDriven && node.type !== 'startEvent' && !isLinkTarget(node);
}

function isLinkTarget(node: Node): boolean {
  return node.type === 'intermediateCatchEvent' && triggersOf(node).includes('linkEventDefinition');
}

const canStandLast = [
  'endEvent',
  'boundaryEvent',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'complexGateway',
  'eventBasedGateway',
];

function flowProblems(node: Node, sources: Sources): Problem[] {
  const source = sources.get(node.id);
  if (!source) return [];
  const standsBeside = isEventSubProcess(node) || node.isForCompensation === true;
  const takesNone = standsBeside || node.type === 'startEvent' || node.type === 'boundaryEvent';
  const canEnd = standsBeside || canStandLast.includes(node.type) || linkTargetOf(node) !== undefined;
  return [
    ...(takesNone && node.incoming.length > 0 ? [found.flowInto(source)] : []),
    ...((standsBeside || node.type === 'endEvent') && node.outgoing.length > 0
      ? [found.flowOutOf(source)]
      : []),
    ...(node.outgoing.length === 0 && !canEnd ? [found.endsSilently(source)] : []),
  ];
}

function unreachableIn(
  inside: Node[],
  { nodes, flows, sources }: { nodes: Nodes; flows: ProcessModel['flows']; sources: Sources },
) {
  const reached = new Set<string>();
  const hasStart = inside.some(({ type }) => type === 'startEvent');
  const ahead = inside
    .filter(
      (node) =>
        node.type === 'startEvent' ||
        isEventSubProcess(node) ||
        node.instantiate ||
        triggersOf(node).includes('compensateEventDefinition') ||
        (!hasStart && beginsByItself(node)),
    )
    .map(({ id }) => id);
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    const node = nodes[id];
    if (reached.has(id) || !node) continue;
    reached.add(id);
    const tied = [node.compensatedBy, linkTargetOf(node)].filter((other) => other !== undefined);
    ahead.push(...node.boundary, ...tied, ...node.outgoing.flatMap((flow) => flows[flow]?.target ?? []));
  }
  return inside.flatMap((node) => {
    const source = sources.get(node.id);
    return source && !reached.has(node.id) ? [found.unreachable(source)] : [];
  });
}
