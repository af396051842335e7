import type { SourceElement } from './source-element.ts';

/** What bpmn-moddle makes of an element; a generic one (of a namespace it does not know) has `$children` and `$body`. */
export interface ModdleElement {
  $type: string;
  id?: string;
  name?: string;
  $attrs?: Record<string, string>;
  $children?: ModdleElement[];
  $body?: string;
  $parent?: ModdleElement;
  $instanceOf?(type: string): boolean;
  $descriptor: {
    isGeneric?: boolean;
    properties?: { name: string; type?: string; isReference?: boolean; isBody?: boolean }[];
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
  place = 0,
): SourceElement {
  const self = isPart.test(role) ? owner : ownerOf(element, { role, owner, place });
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

/**
 * What nothing refers to may lack an id (BPMN 2.0.2, 8.3.1 Base Element), as flows often do: it gets one by its place, with a
 * colon, which no written id can have.
 */
function ownerOf(
  { id, name = '' }: ModdleElement,
  { role, owner, place }: { role: string; owner: Owner; place: number },
): Owner {
  if (id !== undefined) return { id, name };
  return role === 'flowElements' ? { id: `${owner.id}:${place}`, name } : owner;
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
      for (const [index, part] of [value].flat().entries()) {
        if (typeof part !== 'object' || part === null) source.attributes[name] = String(part);
        else if (source.type.includes(':'))
          source.extensions.push(fromModdle(part as ModdleElement, 'extension', self));
        else source.children.push(fromModdle(part as ModdleElement, name, self, index + 1));
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

/** Where a problem is shown that the reader of the XML has found: the element on the diagram that a part belongs to. */
export function placeOf(element: ModdleElement): SourceElement {
  let shown: ModdleElement | undefined = element;
  while (shown && (shown.id === undefined || /(?:Definition|Expression|Characteristics)$/.test(shown.$type)))
    shown = shown.$parent;
  const { id = '', name = '' } = shown ?? element;
  return { ...nowhere, id, name };
}

/** An element of which nothing is known. */
export const nowhere: SourceElement = {
  type: '',
  id: '',
  name: '',
  role: '',
  attributes: {},
  text: '',
  children: [],
  extensions: [],
};

/** `bpmn:UserTask` → `userTask`; `rf:ExcludedUnit` → `rf:excludedUnit`. */
function typeName(moddleType: string): string {
  const [prefix, local] = moddleType.includes(':') ? moddleType.split(':', 2) : ['bpmn', moddleType];
  const name = (local ?? '').charAt(0).toLowerCase() + (local ?? '').slice(1);
  return prefix === 'bpmn' ? name : `${prefix}:${name}`;
}
