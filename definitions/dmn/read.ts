import type { Boxed, DecisionModel, Requirement } from '../../engine/dmn/model.ts';
import { boxedChild, readFunction } from './boxed-reading.ts';
import { nameOf, readItemDefinition, readTypeRef } from './type-reading.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml.ts';

/** Another file whose elements this one uses under a name. */
export interface Import {
  name: string;
  namespace: string;
}

/** One file: its own elements by id, and what it takes from others. References to others are `<namespace>#<id>`. */
export interface ReadDefinitions {
  model: DecisionModel;
  imports: Import[];
}

export function readDefinitions(root: XmlElement): ReadDefinitions {
  const namespace = root.attributes.namespace ?? '';
  const imports = childrenNamed(root, 'import')
    .filter(({ attributes }) => /\/DMN\//.test(attributes.importType ?? '/DMN/'))
    .map((element) => ({ name: nameOf(element), namespace: element.attributes.namespace ?? '' }));
  const reading = new Reading(namespace, imports);
  return {
    imports,
    model: {
      name: nameOf(root),
      namespace,
      inputs: reading.all(root, 'inputData', (element) => ({ name: nameOf(element), ...typeOf(element) })),
      decisions: reading.all(root, 'decision', (element) => ({
        name: nameOf(element),
        ...typeOf(element),
        inputs: reading.requirements(element, 'informationRequirement', 'requiredInput'),
        decisions: reading.requirements(element, 'informationRequirement', 'requiredDecision'),
        knowledge: reading.requirements(element, 'knowledgeRequirement', 'requiredKnowledge'),
        ...logicOf(element),
      })),
      knowledge: reading.all(root, 'businessKnowledgeModel', (element) => {
        const logic = childNamed(element, 'encapsulatedLogic');
        return {
          name: nameOf(element),
          ...typeOf(element),
          knowledge: reading.requirements(element, 'knowledgeRequirement', 'requiredKnowledge'),
          ...(logic && { logic: readFunction(logic) }),
        };
      }),
      services: reading.all(root, 'decisionService', (element) => ({
        name: nameOf(element),
        ...typeOf(element),
        outputs: reading.references(element, 'outputDecision'),
        encapsulated: reading.references(element, 'encapsulatedDecision'),
        inputDecisions: reading.references(element, 'inputDecision'),
        inputs: reading.references(element, 'inputData'),
      })),
      types: Object.fromEntries(
        childrenNamed(root, 'itemDefinition').map((element) => [
          nameOf(element),
          readItemDefinition(element),
        ]),
      ),
    },
  };
}

function typeOf(element: XmlElement): { type?: string } {
  const type = readTypeRef(childNamed(element, 'variable')?.attributes.typeRef);
  return type === undefined ? {} : { type };
}

function logicOf(element: XmlElement): { logic?: Boxed } {
  const logic = boxedChild(element);
  return logic.kind === 'nothing' && logic.why === 'it is empty' ? {} : { logic };
}

class Reading {
  private readonly namespace: string;
  private readonly imports: Import[];

  constructor(namespace: string, imports: Import[]) {
    this.namespace = namespace;
    this.imports = imports;
  }

  /** Elements of a kind by id; one without an id by its name. */
  all<T>(root: XmlElement, kind: string, read: (element: XmlElement) => T): Record<string, T> {
    return Object.fromEntries(
      childrenNamed(root, kind).map((element) => [element.attributes.id ?? nameOf(element), read(element)]),
    );
  }

  references(element: XmlElement, role: string): string[] {
    return childrenNamed(element, role).map(({ attributes }) => this.resolve(attributes.href ?? '').of);
  }

  requirements(element: XmlElement, role: string, target: string): Requirement[] {
    return childrenNamed(element, role).flatMap((requirement) =>
      childrenNamed(requirement, target).map(({ attributes }) => this.resolve(attributes.href ?? '')),
    );
  }

  /** `#id` and `<own namespace>#id` are elements of this file. */
  private resolve(href: string): Requirement {
    const split = href.lastIndexOf('#');
    const [namespace, id] = [href.slice(0, Math.max(0, split)), href.slice(split + 1)];
    if (namespace === '' || namespace === this.namespace) return { of: id };
    const imported = this.imports.find((each) => each.namespace === namespace);
    return { of: href, ...(imported && imported.name !== '' && { importedAs: imported.name }) };
  }
}
