import type { SourceElement } from '../source-element.ts';

/** Whose extensions are understood. Camunda 7 and its relatives say the same things by the same names: one prefix serves all. */
const prefixes: Record<string, string> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://operaton.org/schema/1.0/bpmn': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
};

/** Whether a file is made for one of these engines: it then runs there as it stands. */
export function speaksVendor(namespaces: Record<string, string>): boolean {
  return Object.values(namespaces).some((uri) => Object.hasOwn(prefixes, uri));
}

/** The whole tree with the prefixes of known vendors made one, whatever the file calls them. */
export function canonicalNames(source: SourceElement, namespaces: Record<string, string>): SourceElement {
  const rename = (name: string): string => {
    const [prefix = '', local] = name.split(':', 2);
    if (local === undefined) return name;
    const known = prefixes[namespaces[prefix] ?? ''];
    return known === undefined ? name : `${known}:${local}`;
  };
  const renameIn = (part: SourceElement): SourceElement => ({
    ...part,
    type: rename(part.type),
    attributes: Object.fromEntries(
      Object.entries(part.attributes).map(([name, value]) => [rename(name), value]),
    ),
    children: part.children.map(renameIn),
    extensions: part.extensions.map(renameIn),
  });
  return renameIn(source);
}
