import { placeOf, type ModdleElement } from './moddle-source.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import type { ModdleResult, ModdleWarning } from './read.ts';

/**
 * Resolves what the reader could not: references are qualified names (BPMN 2.0.2, 15.3.2), so `tns:order` means the
 * `order` of this file where `tns` is its target namespace. What is left unresolved stays a warning of the reader.
 */
export function resolveReferences(
  { rootElement, elementsById, warnings }: ModdleResult,
  namespaces: Record<string, string>,
): { warnings: ModdleWarning[]; problems: Problem[] } {
  const left: ModdleWarning[] = [];
  const problems: Problem[] = [];
  for (const warning of warnings) {
    const { element, property, value } = warning;
    if (!element || property === undefined || value === undefined) {
      left.push(warning);
      continue;
    }
    const target = elementsById[localId(value)] ?? codeOf(property, value);
    if (!target) left.push(warning);
    else setReference(element, property, target);
  }
  return { warnings: left, problems };

  function localId(value: string): string {
    const [prefix, local] = value.split(':', 2);
    const isOwn = local !== undefined && namespaces[prefix ?? ''] === rootElement['targetNamespace'];
    return isOwn ? local : value;
  }

  /** An error or escalation that is not declared: what is written is its code, as other engines take it, and its author is warned. */
  function codeOf(property: string, value: string): ModdleElement | undefined {
    const [, kind] = /^bpmn:(error|escalation)Ref$/.exec(property) ?? [];
    if (kind === undefined) return undefined;
    const declared: ModdleElement = {
      $type: kind === 'error' ? 'bpmn:Error' : 'bpmn:Escalation',
      $descriptor: { properties: [{ name: 'id' }, { name: `${kind}Code` }] },
      id: value,
      [`${kind}Code`]: value,
    };
    (rootElement['rootElements'] as ModdleElement[]).push(declared);
    elementsById[value] = declared;
    problems.push(takenAsCode(rootElement, value));
    return declared;
  }
}

/** A reference leads to something of the kind that the standard gives it (BPMN 2.0.2, the metamodel's associations). */
export function wrongReferences(rootElement: ModdleElement): Problem[] {
  const problems: Problem[] = [];
  const ahead = [rootElement];
  for (let element = ahead.pop(); element; element = ahead.pop()) {
    for (const { name, isReference, type = '' } of element.$descriptor.properties ?? []) {
      if (!Object.hasOwn(element, name)) continue;
      for (const value of [element[name]].flat() as (ModdleElement | undefined)[]) {
        if (typeof value !== 'object' || value === null) continue;
        // Where a diagram draws its edges is no matter of the process.
        if (!isReference && name !== 'diagrams') ahead.push(value);
        if (!isReference) continue;
        if (value.$instanceOf?.(type) === false && !isActivityAsNode(value, type))
          problems.push(leadsElsewhere(element, name, value.id ?? ''));
      }
    }
  }
  return problems;
}

/** The metamodel leaves call activities out where message flows end; its connection rules (7.6.2) let them in. */
function isActivityAsNode(value: ModdleElement, type: string): boolean {
  return type === 'bpmn:InteractionNode' && value.$instanceOf?.('bpmn:Activity') === true;
}

function leadsElsewhere(element: ModdleElement, property: string, found: string): Problem {
  return errorAt(
    placeOf(element),
    'reference-type',
    [
      `“${property}”引用的“${found}”不是该类型的元素`,
      `'${property}' refers to '${found}', which is not an element of the kind that belongs there`,
    ],
    ['重新选择引用的元素', 'Choose what it refers to again'],
  );
}

function setReference(element: ModdleElement, property: string, target: ModdleElement): void {
  const name = property.replace(/^\w+:/, '');
  const isMany = Array.isArray(element[name]);
  if (isMany) (element[name] as ModdleElement[]).push(target);
  else element[name] = target;
}

function takenAsCode(at: ModdleElement, code: string): Problem {
  return warningAt(
    placeOf(at),
    'reference-as-code',
    [
      `文件没有声明“${code}”，按其他引擎的做法把它当作代码`,
      `'${code}' is not declared in the file: it is taken as the code itself, as other engines do`,
    ],
    ['在文件中声明它并填写代码', 'Declare it in the file and give it a code'],
  );
}
