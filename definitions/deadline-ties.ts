import type { CaseDeadlineConfig, LadderStep } from '../engine/model.ts';
import type { SubProcessConfig } from '../engine/scope.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadScope } from './read-scope.ts';
import type { SourceElement } from './source-element.ts';

interface OfProcess {
  ladder: LadderStep[];
  caseDeadlines: CaseDeadlineConfig[];
}

/** What deadlines name and what names them must be there: each key stands for one deadline, each node is drawn. */
export function deadlineTies({ nodes, sources }: ReadScope, { ladder, caseDeadlines }: OfProcess): Problem[] {
  const process = sources.values().next().value;
  const placed = [
    ...Object.values(nodes).flatMap(({ id, deadlines = [] }) =>
      deadlines.map((config) => ({ config, source: sources.get(id) })),
    ),
    ...caseDeadlines.map((config) => ({ config, source: process })),
  ];
  const seen = new Set<string>();
  const twice = placed.filter(({ config: { key } }) => key !== '' && (seen.has(key) || !seen.add(key)));
  const named = [
    ...placed.flatMap(({ config, source }) => goalsOf(config.ladder ?? []).map((node) => ({ node, source }))),
    ...goalsOf(ladder).map((node) => ({ node, source: process })),
    ...caseDeadlines.flatMap(({ from, until = [] }) =>
      [...(from ? [from.node] : []), ...until].map((node) => ({ node, source: process })),
    ),
  ];
  const unknown = Object.values(nodes).flatMap(({ id, config }) =>
    ((config as Partial<SubProcessConfig> | undefined)?.about ?? [])
      .filter((key) => !seen.has(key))
      .map((key) => deadlineMissing(sources.get(id), key)),
  );
  return [
    ...unknown,
    ...twice.map(({ config, source }) => keyTwice(source, config.key)),
    ...named.flatMap(({ node, source }) =>
      Object.hasOwn(nodes, node) && node !== process?.id ? [] : [nodeMissing(source, node)],
    ),
  ];
}

const goalsOf = (steps: LadderStep[]): string[] =>
  steps.flatMap(({ action }) => (action?.kind === 'goTo' ? [action.node] : []));

function keyTwice(source: SourceElement | undefined, key: string): Problem {
  return errorAt(
    source,
    'deadline-key-duplicate',
    [`时限编号“${key}”重复`, `The deadline key '${key}' is used twice`],
    ['给每个时限不同的编号', 'Give each deadline its own key'],
  );
}

function nodeMissing(source: SourceElement | undefined, node: string): Problem {
  return errorAt(
    source,
    'deadline-node',
    [`时限指向的环节“${node}”不在图中`, `A deadline names the node '${node}', which is not on the diagram`],
    ['改为图中环节的编号', 'Name a node of the diagram by its id'],
  );
}

function deadlineMissing(source: SourceElement | undefined, key: string): Problem {
  return errorAt(
    source,
    'about-deadline',
    [`about 所指的时限“${key}”不存在`, `Expected about to name deadlines, but there is no deadline '${key}'`],
    ['改为已有时限的编号', 'Name a deadline by its key'],
  );
}
