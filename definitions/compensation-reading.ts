import type { Node } from '../engine/model.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadScope } from './read-scope.ts';
import { childrenOf, type SourceElement } from './source-element.ts';

/**
 * Ties each activity to the one that undoes it: an association leads from its compensation boundary event to an activity
 * that is for compensation only (BPMN 2.0.2, 10.6.2).
 */
export function joinCompensation(definitions: SourceElement, { nodes, sources }: ReadScope): Problem[] {
  const associations = associationsIn(definitions);
  return Object.values(nodes).flatMap((event) => {
    const isOne =
      event.attachedTo !== undefined && event.events.some(({ type }) => type === 'compensateEventDefinition');
    const host = nodes[event.attachedTo ?? ''];
    const source = sources.get(event.id);
    if (!isOne || !host || !source) return [];
    host.boundary = host.boundary.filter((id) => id !== event.id);
    const handler = handlerOf(event, { nodes, associations });
    if (!handler) return [withoutHandler(source)];
    host.compensatedBy = handler.id;
    return handler.isForCompensation ? [] : [notForCompensation(sources.get(handler.id) ?? source)];
  });
}

type Association = [from: string, to: string];

function handlerOf(
  event: Node,
  { nodes, associations }: { nodes: ReadScope['nodes']; associations: Association[] },
): Node | undefined {
  const ids = associations.flatMap(([from, to]) =>
    from === event.id ? [to] : to === event.id ? [from] : [],
  );
  return ids.map((id) => nodes[id]).find((node) => node?.parent === event.parent);
}

function associationsIn(source: SourceElement): Association[] {
  const own = childrenOf(source, 'artifacts')
    .filter(({ type }) => type === 'association')
    .map(({ attributes }): Association => [attributes['sourceRef'] ?? '', attributes['targetRef'] ?? '']);
  const within = source.children.filter(({ role }) => role === 'flowElements' || role === 'rootElements');
  return [...own, ...within.flatMap(associationsIn)];
}

function withoutHandler(source: SourceElement): Problem {
  return errorAt(
    source,
    'compensation-without-handler',
    ['补偿边界事件没有连到补偿活动', 'The compensation boundary event is not tied to an activity'],
    [
      '用关联线把它连到一个标记为“用于补偿”的活动',
      'Draw an association from it to an activity that is for compensation',
    ],
  );
}

function notForCompensation(source: SourceElement): Problem {
  return errorAt(
    source,
    'compensation-handler-unmarked',
    ['补偿活动没有标记为“用于补偿”', 'The activity that compensates is not marked for compensation'],
    ['把它标记为用于补偿（isForCompensation）', 'Mark it as for compensation (isForCompensation)'],
  );
}
