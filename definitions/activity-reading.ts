import type { Mapping } from '../engine/model.ts';
import { expressionProblems } from './expression-reading.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { attributeOf, extensionsOf, type SourceElement } from './source-element.ts';

const wellFormed = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u;

/**
 * One word that a template may name a variable with. Stricter than the engine's `isVariableName`, which also takes names
 * of several words. What every object has (`constructor`, `__proto__`) is no name for a variable.
 */
export function isIdentifier(name: string): boolean {
  return wellFormed.test(name) && !(name in {});
}

/** `rf:input` or `rf:output`: a variable and the expression that gives its value. */
export function readMappings(
  activity: SourceElement,
  type: 'rf:input' | 'rf:output',
  context: ReadingContext,
): { mappings: Mapping[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const mappings = extensionsOf(activity, type).map((mapping) => {
    const target = attributeOf(mapping, 'target') ?? '';
    const source = attributeOf(mapping, 'source') ?? '';
    if (!isIdentifier(target)) problems.push(badName(activity, target));
    problems.push(
      ...expressionProblems(activity, source, [`变量“${target}”`, `variable '${target}'`], context),
    );
    return { target, source };
  });
  return { mappings, problems };
}

/** A name that expressions can use. */
export function variableProblems(source: SourceElement, name: string | undefined): Problem[] {
  return name === undefined || isIdentifier(name) ? [] : [badName(source, name)];
}

function badName(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'variable-name',
    [`变量名“${found}”不合规`, `Expected the name of a variable, but found '${found}'`],
    [
      '用字母或汉字开头，只含字母、汉字、数字和下划线',
      'Begin with a letter; use letters, digits and underscores only',
    ],
  );
}
