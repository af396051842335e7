import type { Mapping, Node } from '../engine/model.ts';
import { isIdentifier } from './activity-reading.ts';
import { asFeel } from './expression-reading.ts';
import type { ReadScope } from './read-scope.ts';
import { attributeOf, childOf, childrenOf, type SourceElement } from './source-element.ts';

/**
 * What a diagram says of data (BPMN 2.0.2, 10.4): properties, and data objects that something reads or writes, are
 * variables of their scope alone; data associations of an activity with inputs and outputs are its mappings. A data
 * object that is only drawn beside a task explains, and does nothing.
 */
export function joinData(process: SourceElement, { nodes, sources }: ReadScope): void {
  const known = index(process);
  const used = new Set<string>();
  for (const [id, node] of Object.entries(nodes)) {
    const source = id === process.id ? process : sources.get(id);
    if (!source) continue;
    const read = childrenOf(source, 'dataInputAssociations').flatMap((one) => inputOf(one, known, used));
    const written = childrenOf(source, 'dataOutputAssociations').flatMap((one) => outputOf(one, known, used));
    // What our own mappings say of the same variable stands.
    node.inputs = merged(read, node.inputs);
    node.outputs = merged(written, node.outputs);
  }
  for (const [id, node] of Object.entries(nodes)) {
    const source = id === process.id ? process : sources.get(id);
    if (source) addProperties(node, source, used);
  }
}

type Known = Map<string, SourceElement>;

function addProperties(node: Node, source: SourceElement, used: Set<string>): void {
  const own = childrenOf(source, 'properties').map(variableOf);
  const objects = childrenOf(source, 'flowElements')
    .filter(({ type, id }) => type === 'dataObject' && used.has(id))
    .map(variableOf);
  const names = [...own, ...objects].filter((name) => isIdentifier(name));
  if (names.length > 0) node.properties = [...new Set(names)];
}

/** Into an activity's input, or a value assigned in passing. */
function inputOf(association: SourceElement, known: Known, used: Set<string>): Mapping[] {
  const target = known.get(attributeOf(association, 'targetRef') ?? '');
  const isInput = target?.type === 'dataInput';
  return [
    ...assigned(association),
    ...(isInput
      ? carried(association, { target, from: resolve(association, 'sourceRef', known), used })
      : []),
  ];
}

/** Out of an activity's output. */
function outputOf(association: SourceElement, known: Known, used: Set<string>): Mapping[] {
  const from = known.get(attributeOf(association, 'sourceRef') ?? '');
  const target = resolve(association, 'targetRef', known);
  return [
    ...assigned(association),
    ...(from?.type === 'dataOutput' && target ? carried(association, { target, from, used }) : []),
  ];
}

function carried(
  association: SourceElement,
  { target, from, used }: { target: SourceElement; from: SourceElement | undefined; used: Set<string> },
): Mapping[] {
  used.add(target.id);
  if (from) used.add(from.id);
  const written = childOf(association, 'transformation')?.text;
  const source = written !== undefined && written !== '' ? asFeel(written) : from && `= ${variableOf(from)}`;
  return source === undefined ? [] : mapping(variableOf(target), source);
}

function assigned(association: SourceElement): Mapping[] {
  return childrenOf(association, 'assignment').flatMap((assignment) => {
    const [from, to] = [childOf(assignment, 'from')?.text, childOf(assignment, 'to')?.text];
    return from === undefined || to === undefined ? [] : mapping(to, asFeel(from));
  });
}

function mapping(target: string, source: string): Mapping[] {
  return isIdentifier(target) ? [{ target, source }] : [];
}

function merged(read: Mapping[], own: Mapping[]): Mapping[] {
  return [...read.filter(({ target }) => !own.some((mapping) => mapping.target === target)), ...own];
}

/** A reference to a data object is that object. */
function resolve(association: SourceElement, role: string, known: Known): SourceElement | undefined {
  const found = known.get(attributeOf(association, role) ?? '');
  return found?.type === 'dataObjectReference' ? known.get(attributeOf(found, 'dataObjectRef') ?? '') : found;
}

/** Data goes by its name where expressions can use that, else by its id. */
function variableOf({ id, attributes }: SourceElement): string {
  const name = attributes['name']?.trim() ?? '';
  return isIdentifier(name) ? name : id;
}

function index(source: SourceElement, into: Known = new Map()): Known {
  if (!into.has(source.id)) into.set(source.id, source);
  for (const child of source.children) index(child, into);
  return into;
}
