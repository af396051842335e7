import type { LinkConfig } from '../engine/event-definitions/link-event-definition.ts';
import type { Node } from '../engine/model.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadScope } from './read-scope.ts';
import type { SourceElement } from './source-element.ts';

/** Ties the sources of each link to its one target, in the same scope (BPMN 2.0.2, 10.5.5 Link). */
export function joinLinks({ nodes, sources }: ReadScope): Problem[] {
  const ends = Object.values(nodes).flatMap((node) =>
    node.events.flatMap((event) =>
      event.type === 'linkEventDefinition' ? [{ node, link: event.config as unknown as LinkConfig }] : [],
    ),
  );
  const targets = ends.filter(({ node }) => node.type === 'intermediateCatchEvent');
  const problems: Problem[] = [];
  for (const { node, link } of ends) {
    const source = sources.get(node.id);
    if (!source || link.name === '') continue;
    const sameName = targets.filter((end) => end.link.name === link.name && end.node.parent === node.parent);
    if (node.type === 'intermediateCatchEvent') {
      if (sameName.length > 1) problems.push(targetTwice(source, link.name));
      continue;
    }
    const [target] = sameName;
    if (target) link.target = target.node.id;
    else problems.push(withoutTarget(source, link.name));
    if (node.outgoing.length > 0) problems.push(goesOn(source));
  }
  return [...problems, ...targets.flatMap(({ node }) => entered(node, sources.get(node.id)))];
}

/** Where a link leads that starts at this node. */
export function linkTargetOf({ events }: Node): string | undefined {
  const link = events.find(({ type }) => type === 'linkEventDefinition')?.config;
  return (link as unknown as LinkConfig | undefined)?.target;
}

function entered(node: Node, source: SourceElement | undefined): Problem[] {
  if (node.incoming.length === 0 || !source) return [];
  return [
    errorAt(
      source,
      'link-target-entered',
      ['链接的目标不能有入线', 'No flow may lead into the target of a link'],
      ['删除入线', 'Remove the flow into it'],
    ),
  ];
}

function withoutTarget(source: SourceElement, name: string): Problem {
  return errorAt(
    source,
    'link-without-target',
    [
      `本层没有名为“${name}”的链接目标`,
      `Expected a link catch event '${name}' in the same scope, but there is none`,
    ],
    ['添加同名的链接捕获事件', 'Add a link catch event of the same name'],
  );
}

function targetTwice(source: SourceElement, name: string): Problem {
  return errorAt(
    source,
    'link-target-twice',
    [`链接“${name}”有多个目标`, `The link '${name}' has several targets`],
    ['只保留一个目标', 'Keep one of them'],
  );
}

function goesOn(source: SourceElement): Problem {
  return errorAt(
    source,
    'link-goes-on',
    ['链接的起点不能有出线', 'No flow may lead out of the source of a link'],
    ['删除出线', 'Remove the flow out of it'],
  );
}
