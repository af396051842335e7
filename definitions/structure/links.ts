import { errorAt, type Problem } from '../problem.ts';
import { childrenOf, type SourceElement } from '../source-element.ts';
import { idsIn, type SourceFile, type StandardRule } from './rule.ts';

interface Link {
  event: SourceElement;
  id: string;
  name: string;
  scope: SourceElement | undefined;
  sources: ReadonlySet<string>;
  target: ReadonlySet<string>;
}

function linksOf(file: SourceFile, type: string): Link[] {
  return file.all
    .filter((event) => event.type === type)
    .flatMap((event) =>
      childrenOf(event, 'eventDefinitions')
        .filter((definition) => definition.type === 'linkEventDefinition')
        .map((definition) => ({
          event,
          id: definition.attributes['id'] ?? '',
          name: definition.attributes['name'] ?? event.name,
          scope: file.parentOf.get(event),
          sources: idsIn(definition, 'source'),
          target: idsIn(definition, 'target'),
        })),
    );
}

/** A target has a source on its level, and references that are written lead to each other. That sources have targets: `link-reading.ts`. */
const pairs: StandardRule = {
  clause: '10.5.5 Link Event Definition',
  check(file) {
    const from = linksOf(file, 'intermediateThrowEvent');
    const to = linksOf(file, 'intermediateCatchEvent');
    return [
      ...to.filter((link) => !from.some((other) => belongs(other, link))),
      ...from.filter((link) => link.target.size > 0 && !to.some((other) => belongs(link, other))),
    ].map(({ event }) => unpaired(event));
  },
};

function belongs(from: Link, to: Link): boolean {
  if (from.scope !== to.scope) return false;
  if (from.target.size === 0 && to.sources.size === 0) return from.name === to.name;
  return (
    (from.target.size === 0 || from.target.has(to.id)) && (to.sources.size === 0 || to.sources.has(from.id))
  );
}

function unpaired(event: SourceElement): Problem {
  return errorAt(
    event,
    'link-unpaired',
    ['链接事件在同一层没有另一端', 'The link event has no other end on the same level'],
    ['给两端相同的名称，并放在同一层', 'Give both ends the same name, on the same level'],
  );
}

export const linkRules = [pairs];
