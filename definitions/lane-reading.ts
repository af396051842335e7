import { childrenOf, extensionsOf, type SourceElement } from './source-element.ts';

/**
 * Lanes of a process as assignment hints: a lane that carries `rf:assignment` says who does the user tasks in it that do
 * not say so themselves (BPMN 2.0.2, 10.8 leaves the meaning of lanes to the modeler). The innermost lane counts.
 */
export function readLanes(process: SourceElement): ReadonlyMap<string, SourceElement> {
  const lanes = new Map<string, SourceElement>();
  const visit = (lane: SourceElement) => {
    const nodes = (lane.attributes['flowNodeRef'] ?? '').split(' ').filter((id) => id !== '');
    for (const node of nodes) lanes.set(node, lane);
    for (const set of childrenOf(lane, 'childLaneSet'))
      for (const inner of childrenOf(set, 'lanes')) visit(inner);
  };
  for (const set of childrenOf(process, 'laneSets')) for (const lane of childrenOf(set, 'lanes')) visit(lane);
  return lanes;
}

/** The assignments that a task's lane gives it. */
export function laneAssignments(lane: SourceElement | undefined): SourceElement[] {
  return lane ? extensionsOf(lane, 'rf:assignment') : [];
}
