import type { Problem } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';

/** A rule of the standard that a file can break whatever the engine can run. */
export interface StandardRule {
  /** Where BPMN 2.0.2 says so. */
  clause: string;
  check(file: SourceFile): Problem[];
}

/** Everything in a file, to be looked up by the rules. */
export interface SourceFile {
  definitions: SourceElement;
  all: readonly SourceElement[];
  byId: ReadonlyMap<string, SourceElement>;
  parentOf: ReadonlyMap<SourceElement, SourceElement>;
  /** Ids of the sequence flows into and out of a flow node. */
  incoming: ReadonlyMap<string, SourceElement[]>;
  outgoing: ReadonlyMap<string, SourceElement[]>;
  /** Ids of the activities with boundary events. */
  withBoundary: ReadonlySet<string>;
  /** Whether it is made for another engine, which runs it as it stands. */
  isVendor: boolean;
}

export function openFile(definitions: SourceElement, { isVendor }: { isVendor: boolean }): SourceFile {
  const all: SourceElement[] = [];
  const parentOf = new Map<SourceElement, SourceElement>();
  const ahead = [definitions];
  for (let source = ahead.pop(); source; source = ahead.pop()) {
    all.push(source);
    for (const child of source.children.toReversed()) {
      parentOf.set(child, source);
      ahead.push(child);
    }
  }
  const byId = new Map(all.flatMap((source) => idOf(source).map((id) => [id, source] as const)));
  const flows = all.filter(({ type }) => type === 'sequenceFlow');
  const grouped = (attribute: string) => Map.groupBy(flows, (flow) => flow.attributes[attribute] ?? '');
  return {
    definitions,
    all,
    byId,
    parentOf,
    incoming: grouped('targetRef'),
    outgoing: grouped('sourceRef'),
    withBoundary: new Set(all.flatMap(({ attributes }) => attributes['attachedToRef'] ?? [])),
    isVendor,
  };
}

/** Parts carry the id of the element that they belong to; their own stands among their attributes. */
function idOf({ role, attributes, id }: SourceElement): string[] {
  if (attributes['id'] !== undefined) return [attributes['id']];
  return role === 'flowElements' ? [id] : [];
}

const read = new WeakMap<SourceElement, Map<string, ReadonlySet<string>>>();

/** The ids in an attribute that refers to several elements, in their order. Split once: such lists can be long. */
export function idsIn(source: SourceElement, attribute: string): ReadonlySet<string> {
  const known = read.get(source) ?? new Map<string, ReadonlySet<string>>();
  read.set(source, known);
  const ids =
    known.get(attribute) ??
    new Set((source.attributes[attribute] ?? '').split(' ').filter((id) => id !== ''));
  known.set(attribute, ids);
  return ids;
}

/** The nearest element around one that has one of the types. */
export function around(
  file: SourceFile,
  source: SourceElement,
  ...types: string[]
): SourceElement | undefined {
  let found = file.parentOf.get(source);
  while (found && !types.includes(found.type)) found = file.parentOf.get(found);
  return found;
}
