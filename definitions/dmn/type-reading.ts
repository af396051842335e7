import type { ItemDefinition, TypeName } from '../../engine/dmn/model.ts';
import { childNamed, childrenNamed, textOf, type XmlElement } from './xml.ts';

/** A type as a file refers to it: without the prefix of the language, which older files write. */
export function readTypeRef(written: string | undefined): TypeName | undefined {
  const name = written?.trim().replace(/^(?:feel[:.])/, '');
  return name === undefined || name === '' || name === 'Any' ? undefined : name;
}

/** An item definition or one of its components. */
export function readItemDefinition(element: XmlElement): ItemDefinition {
  const type = readTypeRef(textOf(element, 'typeRef') ?? element.attributes.typeRef);
  const allowed = textOf(childNamed(element, 'allowedValues'), 'text');
  const constraint = textOf(childNamed(element, 'typeConstraint'), 'text');
  const components = childrenNamed(element, 'itemComponent').map((component) => ({
    name: nameOf(component),
    type: readItemDefinition(component),
  }));
  const functionItem = childNamed(element, 'functionItem');
  return {
    ...(type !== undefined && { type }),
    ...(allowed !== undefined && { allowed }),
    ...(constraint !== undefined && { constraint }),
    ...(components.length > 0 && { components }),
    ...(element.attributes.isCollection === 'true' && { isCollection: true as const }),
    ...(functionItem && { function: readFunctionItem(functionItem) }),
  };
}

function readFunctionItem(element: XmlElement): ItemDefinition['function'] {
  const result = readTypeRef(element.attributes.outputTypeRef);
  return {
    parameters: childrenNamed(element, 'parameters').map(
      ({ attributes }) => readTypeRef(attributes.typeRef) ?? 'Any',
    ),
    ...(result !== undefined && { result }),
  };
}

/** Names are compared with single blanks between their words. */
export function nameOf(element: XmlElement): string {
  return (element.attributes.name ?? '').trim().replace(/\s+/g, ' ');
}
