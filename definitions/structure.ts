import type { Node, ProcessModel } from '../engine/model.ts';
import type { Problem } from './problem.ts';
import type { SourceElement } from './source-element.ts';
import * as found from './structure-problems.ts';

type Nodes = ProcessModel['nodes'];
type Sources = ReadonlyMap<string, SourceElement>;

const triggers = {
  process: ['none', 'timerEventDefinition', 'messageEventDefinition'],
  subProcess: ['none'],
  eventSubProcess: ['timerEventDefinition', 'messageEventDefinition', 'errorEventDefinition'],
};

/** What only shows when the flow nodes of a scope are seen together: its starts and ends, and what no way leads to. */
export function structureProblems(
  { nodes, flows }: Pick<ProcessModel, 'nodes' | 'flows'>,
  sources: Sources,
): Problem[] {
  const scopes = Object.values(nodes).filter(({ type }) => type === 'process' || type === 'subProcess');
  return scopes.flatMap((scope) => {
    const source = sources.get(scope.id);
    if (!source) return [];
    const inside = scope.children.flatMap((id) => nodes[id] ?? []);
    return [
      ...startProblems(scope, source, { inside, sources }),
      ...(inside.some(({ type }) => type === 'endEvent') ? [] : [found.endMissing(source)]),
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

function triggerOf(start: Node): string {
  return start.events[0]?.type ?? 'none';
}

function startProblems(
  scope: Node,
  source: SourceElement,
  around: { inside: Node[]; sources: Sources },
): Problem[] {
  const kind = scopeKind(scope);
  const starts = around.inside.filter(({ type }) => type === 'startEvent');
  if (starts.length === 0) return [found.startMissing(source)];
  const at = (node: Node) => around.sources.get(node.id) ?? source;
  const wrongTrigger = starts.filter((start) => !triggers[kind].includes(triggerOf(start)));
  const rivals = kind === 'process' ? starts.filter((start) => triggerOf(start) === 'none') : starts;
  return [
    ...wrongTrigger.map((start) => found.startTrigger(at(start), kind)),
    ...rivals.slice(1).map((start) => found.startTwice(at(start))),
    ...starts
      .filter((start) => triggerOf(start) === 'errorEventDefinition' && start.isInterrupting === false)
      .map((start) => found.errorStartMustInterrupt(at(start))),
  ];
}

const canStandLast = ['endEvent', 'boundaryEvent', 'exclusiveGateway', 'parallelGateway'];

function flowProblems(node: Node, sources: Sources): Problem[] {
  const source = sources.get(node.id);
  if (!source) return [];
  const standsBeside = isEventSubProcess(node);
  const takesNone = standsBeside || node.type === 'startEvent' || node.type === 'boundaryEvent';
  return [
    ...(takesNone && node.incoming.length > 0 ? [found.flowInto(source)] : []),
    ...((standsBeside || node.type === 'endEvent') && node.outgoing.length > 0
      ? [found.flowOutOf(source)]
      : []),
    ...(node.outgoing.length === 0 && !standsBeside && !canStandLast.includes(node.type)
      ? [found.endsSilently(source)]
      : []),
  ];
}

function unreachableIn(
  inside: Node[],
  { nodes, flows, sources }: { nodes: Nodes; flows: ProcessModel['flows']; sources: Sources },
) {
  const reached = new Set<string>();
  const ahead = inside
    .filter((node) => node.type === 'startEvent' || isEventSubProcess(node))
    .map(({ id }) => id);
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    const node = nodes[id];
    if (reached.has(id) || !node) continue;
    reached.add(id);
    ahead.push(...node.boundary, ...node.outgoing.flatMap((flow) => flows[flow]?.target ?? []));
  }
  return inside.flatMap((node) => {
    const source = sources.get(node.id);
    return source && !reached.has(node.id) ? [found.unreachable(source)] : [];
  });
}
