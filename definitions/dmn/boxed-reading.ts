import type { Boxed, BoxedFunction, BoxedKind, ContextEntry } from '../../engine/dmn/model.ts';
import { readTable } from './table-reading.ts';
import { nameOf, readTypeRef } from './type-reading.ts';
import { childNamed, childrenNamed, textOf, type XmlElement } from './xml.ts';

/** How each boxed expression is read, by the name of its element. */
const readings: Record<string, (element: XmlElement) => BoxedKind> = {
  literalExpression: (element) => {
    const text = textOf(element, 'text');
    return text === undefined ? { kind: 'nothing', why: 'it is empty' } : { kind: 'literal', text };
  },
  context: (element) => ({ kind: 'context', entries: childrenNamed(element, 'contextEntry').map(readEntry) }),
  list: (element) => ({ kind: 'list', elements: boxedChildren(element) }),
  relation: (element) => ({
    kind: 'relation',
    columns: childrenNamed(element, 'column').map((column) => ({ name: nameOf(column), ...typeOf(column) })),
    rows: childrenNamed(element, 'row').map(boxedChildren),
  }),
  invocation: (element) => ({
    kind: 'invocation',
    called: boxedChild(element),
    bindings: childrenNamed(element, 'binding').map((binding) => {
      const parameter = childNamed(binding, 'parameter');
      return { name: parameter ? nameOf(parameter) : '', value: boxedChild(binding) };
    }),
  }),
  functionDefinition: readFunction,
  decisionTable: (element) => ({ kind: 'table', table: readTable(element) }),
  conditional: (element) => ({
    kind: 'conditional',
    if: inside(element, 'if'),
    then: inside(element, 'then'),
    else: inside(element, 'else'),
  }),
  filter: (element) => ({ kind: 'filter', in: inside(element, 'in'), match: inside(element, 'match') }),
  for: (element) => ({
    kind: 'for',
    variable: element.attributes.iteratorVariable ?? '',
    in: inside(element, 'in'),
    return: inside(element, 'return'),
  }),
  some: (element) => readQuantified('some', element),
  every: (element) => readQuantified('every', element),
};

export function readBoxed(element: XmlElement): Boxed {
  const read = Object.hasOwn(readings, element.name) ? readings[element.name] : undefined;
  const kind: BoxedKind = read?.(element) ?? { kind: 'nothing', why: `'${element.name}' is not known` };
  const { id } = element.attributes;
  return { ...kind, ...(id !== undefined && { id }), ...typeOf(element) };
}

/** The boxed expressions among the children: all else (names, descriptions) is no logic. */
function boxedChildren(element: XmlElement): Boxed[] {
  return element.children.filter(({ name }) => Object.hasOwn(readings, name)).map(readBoxed);
}

export function boxedChild(element: XmlElement | undefined): Boxed {
  const [first] = element ? boxedChildren(element) : [];
  return first ?? { kind: 'nothing', why: 'it is empty' };
}

function inside(element: XmlElement, name: string): Boxed {
  return boxedChild(childNamed(element, name));
}

function typeOf(element: XmlElement): { type?: string } {
  const type = readTypeRef(element.attributes.typeRef);
  return type === undefined ? {} : { type };
}

function readEntry(element: XmlElement): ContextEntry {
  const variable = childNamed(element, 'variable');
  return {
    ...(variable && { name: nameOf(variable), ...typeOf(variable) }),
    value: boxedChild(element),
  };
}

function readQuantified(kind: 'some' | 'every', element: XmlElement): BoxedKind {
  return {
    kind,
    variable: element.attributes.iteratorVariable ?? '',
    in: inside(element, 'in'),
    satisfies: inside(element, 'satisfies'),
  };
}

/** A function definition; one of another language (Java, PMML) is not run. */
export function readFunction(element: XmlElement): BoxedFunction {
  const { kind = 'FEEL' } = element.attributes;
  return {
    kind: 'function',
    parameters: childrenNamed(element, 'formalParameter').map((parameter) => ({
      name: nameOf(parameter),
      ...typeOf(parameter),
    })),
    body:
      kind === 'FEEL' ? boxedChild(element) : { kind: 'nothing', why: `functions in ${kind} are not run` },
  };
}
