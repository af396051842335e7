/**
 * An element as the diagram's file has it, freed of the XML library: what the readings of the elements read.
 * `id` and `name` of a part (an event definition, an `rf:` extension) are those of the element on the diagram that it
 * belongs to, so that a problem found in the part marks something that people can see.
 */
export interface SourceElement {
  /** `userTask` for BPMN; with a prefix for extensions: `rf:assignment`, `camunda:properties`. */
  type: string;
  id: string;
  name: string;
  /** The property of its parent that holds it: `flowElements`, `eventDefinitions`, `timeDuration`. */
  role: string;
  /** Written attributes only, defaults are left out. References are ids. Foreign ones keep their prefix. */
  attributes: Record<string, string>;
  /** Its text, trimmed. */
  text: string;
  /** What BPMN puts into it. */
  children: SourceElement[];
  /** What stands in its `extensionElements`, and the parts of an extension. */
  extensions: SourceElement[];
}

export function childrenOf(source: SourceElement, role: string): SourceElement[] {
  return source.children.filter((child) => child.role === role);
}

export function childOf(source: SourceElement, role: string): SourceElement | undefined {
  return source.children.find((child) => child.role === role);
}

export function extensionsOf(source: SourceElement, type: string): SourceElement[] {
  return source.extensions.filter((extension) => extension.type === type);
}

export function extensionOf(source: SourceElement, type: string): SourceElement | undefined {
  return source.extensions.find((extension) => extension.type === type);
}

/** An attribute's text without blanks around it; an empty one counts as absent. */
export function attributeOf(source: SourceElement, name: string): string | undefined {
  return source.attributes[name]?.trim() || undefined;
}
