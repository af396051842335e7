import type { Label } from '../engine/json.ts';
import type { EventDefinition, Flow, Node } from '../engine/model.ts';
import { readMappings } from './activity-reading.ts';
import { readDeadlines } from './deadline-reading.ts';
import { elementReadings } from './elements/index.ts';
import { eventReadings } from './event-definitions/index.ts';
import { asFeel, expressionProblems } from './expression-reading.ts';
import { readLoop } from './loop-reading.ts';
import { labelOf } from './label.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ElementReading, Reading, ReadingContext } from './reading.ts';
import { attributeOf, childOf, childrenOf, type SourceElement } from './source-element.ts';
import {
  eventNotAllowed,
  foreignContent,
  idReserved,
  isDrawing,
  refusedContent,
  unsupported,
} from './unsupported.ts';

/** What was read from a process and everything in it, before its parts are joined. */
export interface ReadScope {
  nodes: Record<string, Node>;
  flows: Record<string, Flow>;
  sources: Map<string, SourceElement>;
  problems: Problem[];
}

/** What people read of events that few name on a diagram: an id says nothing to them. */
const unnamed: Partial<Record<string, Label>> = {
  startEvent: { zh: '开始', en: 'Start' },
  endEvent: { zh: '结束', en: 'End' },
};

/** Reads the flow elements of a process or sub-process, and those within them, into `into`; gives the ids of its nodes. */
export function readFlowElements(
  container: SourceElement,
  context: ReadingContext,
  into: ReadScope,
): string[] {
  const children: string[] = [];
  for (const source of childrenOf(container, 'flowElements')) {
    if (isDrawing(source.type)) continue;
    if (source.id in {}) into.problems.push(idReserved(source));
    else if (source.type === 'sequenceFlow') readFlow(source, context, into);
    else {
      const reading = elementReadings.get(source.type);
      if (!reading) into.problems.push(unsupported(source));
      else {
        children.push(source.id);
        readNode({ source, reading, parent: container.id }, context, into);
      }
    }
    into.sources.set(source.id, source);
  }
  return children;
}

function readNode(
  { source, reading, parent }: { source: SourceElement; reading: ElementReading; parent: string },
  context: ReadingContext,
  into: ReadScope,
): void {
  const own: Reading = reading.read?.(source, context) ?? { config: {}, problems: [] };
  const events = readEvents(source, reading, context);
  const isActivity = reading.kind === 'activity' || reading.kind === 'container';
  const { deadlines, problems: ofDeadlines } = isActivity
    ? readDeadlines(source, context)
    : { deadlines: [], problems: [] };
  const loop = isActivity ? readLoop(source, context) : { problems: [] };
  const ownsMappings = reading.ownsMappings ?? !isActivity;
  const inputs = ownsMappings && !reading.mapsPayload ? none : readMappings(source, 'rf:input', context);
  const outputs = isActivity ? readMappings(source, 'rf:output', context) : none;
  const tokens = isActivity ? readTokenCounts(source) : { counts: {}, problems: [] };
  const defaultFlow = attributeOf(source, 'default');
  const attachedTo = attributeOf(source, 'attachedToRef');
  const node: Node = {
    id: source.id,
    type: source.type,
    name: labelOf(source) ?? unnamed[source.type] ?? { zh: source.id },
    parent,
    incoming: [],
    outgoing: [],
    ...(defaultFlow === undefined ? {} : { defaultFlow }),
    config: own.config,
    events: [...(own.events ?? []), ...events.definitions],
    ...(attachedTo === undefined ? {} : { attachedTo }),
    ...(isInterrupting(source) ?? {}),
    boundary: [],
    children: [],
    ...readFlags(source),
    ...tokens.counts,
    ...('loop' in loop && loop.loop ? { loop: loop.loop } : {}),
    ...('standardLoop' in loop && loop.standardLoop ? { standardLoop: loop.standardLoop } : {}),
    ...(deadlines.length > 0 && { deadlines }),
    inputs: inputs.mappings,
    outputs: outputs.mappings,
  };
  into.problems.push(
    ...refusedContent(source, reading),
    ...foreignContent(source),
    ...[own, events, loop, tokens, inputs, outputs].flatMap(({ problems }) => problems),
    ...ofDeadlines,
  );
  into.nodes[source.id] = node;
  if (reading.kind === 'container') node.children = readFlowElements(source, context, into);
}

const none = { mappings: [], problems: [] };

/** What a written `true` says of an element. */
function readFlags({ attributes }: SourceElement): Partial<Node> {
  return {
    ...(attributes['parallelMultiple'] === 'true' && { parallelMultiple: true }),
    ...(attributes['isForCompensation'] === 'true' && { isForCompensation: true }),
    ...(attributes['instantiate'] === 'true' && { instantiate: true }),
  };
}

/** Start and completion quantity: whole numbers above 0 (BPMN 2.0.2, table 10.3). */
function readTokenCounts(source: SourceElement): { counts: Partial<Node>; problems: Problem[] } {
  const problems: Problem[] = [];
  const counts: Partial<Node> = {};
  for (const name of ['startQuantity', 'completionQuantity'] as const) {
    const count = Number(source.attributes[name] ?? 1);
    if (!Number.isInteger(count) || count < 1 || count > mostTokens) problems.push(badCount(source, name));
    else if (count > 1) counts[name] = count;
  }
  return { counts, problems };
}

const mostTokens = 1000;

function badCount(source: SourceElement, name: string): Problem {
  return errorAt(
    source,
    'token-count',
    [
      `${name} 应为 1 至 ${mostTokens} 的整数，实际为“${source.attributes[name] ?? ''}”`,
      `Expected ${name} from 1 to ${mostTokens}, but found '${source.attributes[name] ?? ''}'`,
    ],
    ['改为正整数，或删除该设置', 'Write a whole number above 0, or remove it'],
  );
}

/** Only what the file says: the engine knows BPMN's default, which is to interrupt. */
function isInterrupting(source: SourceElement): { isInterrupting: boolean } | undefined {
  const written = source.attributes['cancelActivity'] ?? source.attributes['isInterrupting'];
  return written === undefined ? undefined : { isInterrupting: written !== 'false' };
}

function readEvents(
  source: SourceElement,
  { events: allowed }: ElementReading,
  context: ReadingContext,
): { definitions: EventDefinition[]; problems: Problem[] } {
  if (!allowed) return { definitions: [], problems: [] };
  const found = definitionsOf(source, context);
  if (found.length === 0) {
    return {
      definitions: [],
      problems: allowed.includes('none') ? [] : [eventNotAllowed(source, 'none', allowed)],
    };
  }
  const definitions: EventDefinition[] = [];
  const problems: Problem[] = [];
  for (const definition of found) {
    const reading = eventReadings.get(definition.type);
    if (!reading || !allowed.includes(definition.type)) {
      problems.push(eventNotAllowed(source, definition.type, allowed));
      continue;
    }
    const { config, problems: own } = reading.read(definition, context);
    definitions.push({ type: definition.type, config });
    problems.push(...refusedContent(definition, reading), ...own);
  }
  return { definitions, problems };
}

/** Its own event definitions, and those of the file that it refers to; a problem in one marks the event. */
function definitionsOf(source: SourceElement, { roots }: ReadingContext): SourceElement[] {
  const references = (source.attributes['eventDefinitionRef'] ?? '').split(' ').filter((id) => id !== '');
  const shared = references.flatMap((id) => roots.get(id) ?? []);
  return [
    ...childrenOf(source, 'eventDefinitions'),
    ...shared.map((definition) => ({ ...definition, id: source.id, name: source.name })),
  ];
}

function readFlow(source: SourceElement, context: ReadingContext, into: ReadScope): void {
  const written = childOf(source, 'conditionExpression');
  const condition = written && written.text !== '' ? asFeel(written.text) : undefined;
  const name = labelOf(source);
  into.flows[source.id] = {
    id: source.id,
    source: source.attributes['sourceRef'] ?? '',
    target: source.attributes['targetRef'] ?? '',
    ...(name === undefined ? {} : { name }),
    ...(condition === undefined ? {} : { condition }),
  };
  into.problems.push(
    ...refusedContent(source, flowReading),
    ...(written ? refusedContent(written, conditionReading) : []),
    ...foreignContent(source),
    ...expressionProblems(source, condition, ['条件', 'condition'], context),
  );
}

const flowReading = {
  type: 'sequenceFlow',
  attributes: ['sourceRef', 'targetRef', 'isImmediate'],
  children: ['conditionExpression'],
};

/** FEEL is the only language: any other that is named is refused. */
const conditionReading = { type: 'conditionExpression', attributes: ['body'] };
