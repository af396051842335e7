import type { Mapping, MultiInstance } from '../engine/model.ts';
import { asFeel, expressionProblems } from './expression-reading.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { refusedContent } from './unsupported.ts';
import { attributeOf, childOf, extensionsOf, type SourceElement } from './source-element.ts';

const wellFormed = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u;

/** What every object has (`constructor`, `__proto__`) is no name for a variable. */
function isVariableName(name: string): boolean {
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
    if (!isVariableName(target)) problems.push(badName(activity, target));
    problems.push(
      ...expressionProblems(activity, source, [`变量“${target}”`, `variable '${target}'`], context),
    );
    return { target, source };
  });
  return { mappings, problems };
}

/** A name that expressions can use. */
export function variableProblems(source: SourceElement, name: string | undefined): Problem[] {
  return name === undefined || isVariableName(name) ? [] : [badName(source, name)];
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

/** Standard multi-instance with our `rf:collection` and `rf:item` for the list. */
export function readLoop(
  activity: SourceElement,
  context: ReadingContext,
): { loop?: MultiInstance; problems: Problem[] } {
  const source = childOf(activity, 'loopCharacteristics');
  if (!source) return { problems: [] };
  if (source.type !== 'multiInstanceLoopCharacteristics') {
    return {
      problems: [
        errorAt(
          activity,
          'loop-unsupported',
          ['不支持标准循环标记', 'The standard loop marker is not supported'],
          [
            '用互斥网关画出循环，或改用多实例',
            'Draw the loop with an exclusive gateway, or use multi-instance',
          ],
        ),
      ],
    };
  }
  const cardinality = feelOf(childOf(source, 'loopCardinality')?.text);
  const collection = feelOf(attributeOf(source, 'collection'));
  const completionCondition = feelOf(childOf(source, 'completionCondition')?.text);
  const item = attributeOf(source, 'item');
  const [outputCollection, outputElement] = [
    attributeOf(source, 'outputCollection'),
    feelOf(attributeOf(source, 'outputElement')),
  ];
  const check = (text: string | undefined) =>
    expressionProblems(activity, text, ['多实例', 'multi-instance'], context);
  const problems = [
    ...refusedContent(source, loopReading),
    ...((cardinality === undefined) === (collection === undefined) ? [howOften(activity)] : []),
    ...((outputCollection === undefined) === (outputElement === undefined) ? [] : [halfOutput(activity)]),
    ...[cardinality, collection, completionCondition, outputElement].flatMap(check),
    ...[item, outputCollection].flatMap((name) => variableProblems(activity, name)),
  ];
  const loop: MultiInstance = {
    isSequential: source.attributes['isSequential'] === 'true',
    ...(cardinality === undefined ? {} : { cardinality }),
    ...(collection === undefined ? {} : { collection }),
    ...(item === undefined ? {} : { item }),
    ...(completionCondition === undefined ? {} : { completionCondition }),
    ...(outputCollection === undefined || outputElement === undefined
      ? {}
      : { output: { collection: outputCollection, element: outputElement } }),
  };
  return { loop, problems };
}

const loopReading = {
  type: 'multiInstanceLoopCharacteristics',
  attributes: ['isSequential', 'collection', 'item', 'outputCollection', 'outputElement'],
  children: ['loopCardinality', 'completionCondition'],
};

function feelOf(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : asFeel(text);
}

function howOften(activity: SourceElement): Problem {
  return errorAt(
    activity,
    'loop-count',
    ['多实例必须在次数和集合中选且只选一个', 'Expected multi-instance to have either a number or a list'],
    ['填写循环次数，或填写集合表达式', 'Give the number of instances, or the expression for the list'],
  );
}

function halfOutput(activity: SourceElement): Problem {
  return errorAt(
    activity,
    'loop-output',
    ['多实例的输出集合与输出元素必须同时填写', 'Expected an output collection together with its element'],
    ['两项都填写，或都留空', 'Fill in both, or neither'],
  );
}
