import { elementReadings } from './elements/index.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import type { ReadScope } from './read-scope.ts';
import type { SourceElement } from './source-element.ts';

/** Gives each node its flows and boundary events, and lets each element check its place among them. */
export function joinNodes({ nodes, flows, sources }: ReadScope): { problems: Problem[] } {
  const problems: Problem[] = [];
  for (const flow of Object.values(flows)) {
    const [from, to, at] = [nodes[flow.source], nodes[flow.target], sources.get(flow.id)];
    if (!from || !to) {
      // When an end is there but is not supported, that is said where it stands.
      if (at && !(sources.has(flow.source) && sources.has(flow.target))) problems.push(endMissing(at));
      continue;
    }
    if (from.parent !== to.parent && at) problems.push(crossesScope(at));
    from.outgoing.push(flow.id);
    to.incoming.push(flow.id);
    const reading = elementReadings.get(from.type);
    if (flow.condition !== undefined && reading?.kind === 'gateway' && !reading.choosesFlow && at) {
      problems.push(conditionIgnored(at));
      delete flow.condition;
    }
  }
  for (const node of Object.values(nodes)) {
    const source = sources.get(node.id);
    if (!source) continue;
    if (node.type === 'boundaryEvent') problems.push(...attach(node.id));
    if (node.defaultFlow !== undefined && !node.outgoing.includes(node.defaultFlow))
      problems.push(foreignDefault(source));
    const outgoing = node.outgoing.flatMap((id) => flows[id] ?? []);
    problems.push(...(elementReadings.get(node.type)?.check?.({ source, node, outgoing }) ?? []));
  }
  return { problems };

  function attach(id: string): Problem[] {
    const event = nodes[id]!;
    const activity = event.attachedTo === undefined ? undefined : nodes[event.attachedTo];
    const kind = activity && elementReadings.get(activity.type)?.kind;
    const source = sources.get(id);
    const isAttached = activity?.parent === event.parent && (kind === 'activity' || kind === 'container');
    if (!isAttached) return source ? [attachedToNothing(source)] : [];
    activity.boundary.push(id);
    return [];
  }
}

function endMissing(flow: SourceElement): Problem {
  return errorAt(
    flow,
    'flow-without-end',
    ['连线的一端没有连接元素', 'One end of the flow is not connected'],
    ['重新连接，或删除这条连线', 'Connect it again, or remove it'],
  );
}

function crossesScope(flow: SourceElement): Problem {
  return errorAt(
    flow,
    'flow-crosses-scope',
    ['连线不能穿过子流程的边界', 'A flow may not cross the border of a sub-process'],
    [
      '连到子流程本身，或用边界事件离开',
      'Connect to the sub-process itself, or leave it by a boundary event',
    ],
  );
}

/** A parallel gateway takes all its flows whatever they say (BPMN 2.0.2, 10.6.4). */
function conditionIgnored(flow: SourceElement): Problem {
  return warningAt(
    flow,
    'condition-ignored',
    ['此网关不看条件：这条出线总会走', 'This gateway ignores conditions: the flow is always taken'],
    ['删除条件，或改用互斥或包容网关', 'Remove the condition, or use an exclusive or inclusive gateway'],
  );
}

function foreignDefault(source: SourceElement): Problem {
  return errorAt(
    source,
    'default-foreign',
    ['默认流向不是它自己的出线', 'Its default flow is not one of its own ways out'],
    ['从它的出线中重新选择默认流向', 'Choose the default among its own ways out'],
  );
}

function attachedToNothing(source: SourceElement): Problem {
  return errorAt(
    source,
    'boundary-unattached',
    ['边界事件没有附着在任何活动上', 'The boundary event is not attached to an activity'],
    ['把它拖到一个任务或子流程的边上', 'Drag it onto the border of a task or sub-process'],
  );
}
