import type { SourceElement } from './source-element.ts';

/** What bpmn-moddle makes of an element; a generic one (of a namespace it does not know) has `$children` and `$body`. */
export interface ModdleElement {
  $type: string;
  id?: string;
  name?: string;
  $attrs?: Record<string, string>;
  $children?: ModdleElement[];
  $body?: string;
  $descriptor: {
    isGeneric?: boolean;
    properties?: { name: string; isReference?: boolean; isBody?: boolean }[];
    ns?: { prefix?: string };
  };
  [property: string]: unknown;
}

/** Parts without a name of their own report under the element on the diagram that they belong to. */
interface Owner {
  id: string;
  name: string;
}

export function fromModdle(
  element: ModdleElement,
  role = '',
  owner: Owner = { id: '', name: '' },
): SourceElement {
  const standsAlone = element.id !== undefined && !isPart.test(role);
  const self: Owner = standsAlone ? { id: element.id!, name: element.name ?? '' } : owner;
  const source: SourceElement = {
    type: typeName(element.$type),
    ...self,
    role,
    attributes: {},
    text: (element.$body ?? '').trim(),
    children: [],
    extensions: [],
  };
  if (element.$descriptor.isGeneric) readGeneric(element, source, self);
  else readTyped(element, source, self);
  return source;
}

/** Their ids are the modeler's bookkeeping: nobody sees them on the diagram. */
const isPart =
  /^(eventDefinitions|loopCharacteristics|conditionExpression|completionCondition|loopCardinality|time\w+|extension)$/;

function readTyped(element: ModdleElement, source: SourceElement, self: Owner): void {
  for (const { name, isReference, isBody } of element.$descriptor.properties ?? []) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    if (isReference) {
      const ids = [value].flat().map((target) => (target as ModdleElement | undefined)?.id ?? '');
      source.attributes[name] = ids.join(' ');
    } else if (isBody) {
      source.text = String(value).trim();
    } else if (name === 'extensionElements') {
      const values = (value as { values?: ModdleElement[] }).values ?? [];
      source.extensions = values.map((part) => fromModdle(part, 'extension', self));
    } else {
      for (const part of [value].flat()) {
        if (typeof part !== 'object' || part === null) source.attributes[name] = String(part);
        else if (source.type.includes(':'))
          source.extensions.push(fromModdle(part as ModdleElement, 'extension', self));
        else source.children.push(fromModdle(part as ModdleElement, name, self));
      }
    }
  }
  for (const [name, value] of Object.entries(element.$attrs ?? {})) {
    if (name.includes(':') && !name.startsWith('xmlns:')) source.attributes[name] = value;
  }
}

function readGeneric(element: ModdleElement, source: SourceElement, self: Owner): void {
  for (const [name, value] of Object.entries(element)) {
    if (!name.startsWith('$') && typeof value === 'string') source.attributes[name] = value;
  }
  source.extensions = (element.$children ?? []).map((part) => fromModdle(part, 'extension', self));
}

/** `bpmn:UserTask` → `userTask`; `rf:ExcludedUnit` → `rf:excludedUnit`. */
function typeName(moddleType: string): string {
  const [prefix, local] = moddleType.includes(':') ? moddleType.split(':', 2) : ['bpmn', moddleType];
  const name = (local ?? '').charAt(0).toLowerCase() + (local ?? '').slice(1);
  return prefix === 'bpmn' ? name : `${prefix}:${name}`;
}
