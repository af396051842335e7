import { shownElement, fromModdle, type ModdleElement } from './moddle-source.ts';
import { warningAt, type Problem } from './problem.ts';
import type { ModdleResult, ModdleWarning } from './read.ts';
import { speaksVendor } from './vendors/namespaces.ts';

/**
 * Resolves what the reader could not: references are qualified names (BPMN 2.0.2, 8.4.1), so `tns:order` means the
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

  /** Other engines take an error or an escalation that is not declared by its code, which is then the reference itself. */
  function codeOf(property: string, value: string): ModdleElement | undefined {
    const [, kind] = /^bpmn:(error|escalation)Ref$/.exec(property) ?? [];
    if (kind === undefined || !speaksVendor(namespaces)) return undefined;
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

function setReference(element: ModdleElement, property: string, target: ModdleElement): void {
  const name = property.replace(/^\w+:/, '');
  const isMany = Array.isArray(element[name]);
  if (isMany) (element[name] as ModdleElement[]).push(target);
  else element[name] = target;
}

function takenAsCode(at: ModdleElement, code: string): Problem {
  return warningAt(
    fromModdle(shownElement(at)),
    'reference-as-code',
    [
      `文件没有声明“${code}”，按其他引擎的做法把它当作代码`,
      `'${code}' is not declared in the file: it is taken as the code itself, as other engines do`,
    ],
    ['在文件中声明它并填写代码', 'Declare it in the file and give it a code'],
  );
}
