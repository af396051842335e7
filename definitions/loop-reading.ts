import type { InstanceThrow, MultiInstance, StandardLoop } from '../engine/model.ts';
import { variableProblems } from './activity-reading.ts';
import { eventReadings } from './event-definitions/index.ts';
import { asFeel, expressionProblems } from './expression-reading.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { attributeOf, childOf, childrenOf, type SourceElement } from './source-element.ts';
import { refusedContent } from './unsupported.ts';

interface ReadLoop {
  loop?: MultiInstance;
  standardLoop?: StandardLoop;
  problems: Problem[];
}

/** The loop marker of an activity: standard, or multi-instance with our `rf:collection` and `rf:item` for the list. */
export function readLoop(activity: SourceElement, context: ReadingContext): ReadLoop {
  const source = childOf(activity, 'loopCharacteristics');
  if (!source) return { problems: [] };
  if (source.type === 'standardLoopCharacteristics') return readStandardLoop(activity, source, context);
  return readMultiInstance(activity, source, context);
}

function readStandardLoop(activity: SourceElement, source: SourceElement, context: ReadingContext): ReadLoop {
  const condition = feelOf(childOf(source, 'loopCondition')?.text);
  const written = attributeOf(source, 'loopMaximum');
  const maximum = written === undefined ? undefined : Number(written);
  const isCount = maximum === undefined || (Number.isInteger(maximum) && maximum > 0);
  const problems = [
    ...refusedContent(source, standardReading),
    ...expressionProblems(activity, condition, ['循环', 'loop'], context),
    ...(isCount ? [] : [badMaximum(activity, written ?? '')]),
    ...(condition === undefined && maximum === undefined ? [endless(activity)] : []),
  ];
  const standardLoop: StandardLoop = {
    testBefore: source.attributes['testBefore'] === 'true',
    ...(condition === undefined ? {} : { condition }),
    ...(maximum === undefined ? {} : { maximum }),
  };
  return { standardLoop, problems };
}

const standardReading = {
  type: 'standardLoopCharacteristics',
  attributes: ['testBefore', 'loopMaximum'],
  children: ['loopCondition'],
};

function badMaximum(activity: SourceElement, found: string): Problem {
  return errorAt(
    activity,
    'loop-maximum',
    [`循环次数上限应为正整数，实际为“${found}”`, `Expected a loop maximum above 0, but found '${found}'`],
    ['改为正整数，或删除上限', 'Write a whole number above 0, or remove it'],
  );
}

function endless(activity: SourceElement): Problem {
  return errorAt(
    activity,
    'loop-endless',
    ['循环没有条件也没有次数上限', 'The loop has neither a condition nor a maximum'],
    ['填写循环条件或次数上限', 'Give it a condition or a maximum'],
  );
}

function readMultiInstance(
  activity: SourceElement,
  source: SourceElement,
  context: ReadingContext,
): ReadLoop {
  const cardinality = feelOf(childOf(source, 'loopCardinality')?.text);
  const collection = feelOf(attributeOf(source, 'collection'));
  const completionCondition = feelOf(childOf(source, 'completionCondition')?.text);
  const item = attributeOf(source, 'item');
  const [outputCollection, outputElement] = [
    attributeOf(source, 'outputCollection'),
    feelOf(attributeOf(source, 'outputElement')),
  ];
  const thrown = readThrows(source, context);
  const check = (text: string | undefined) =>
    expressionProblems(activity, text, ['多实例', 'multi-instance'], context);
  const problems = [
    ...refusedContent(source, loopReading),
    ...thrown.problems,
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
    ...(thrown.throws.length === 0 ? {} : { throws: thrown.throws }),
  };
  return { loop, problems };
}

const loopReading = {
  type: 'multiInstanceLoopCharacteristics',
  attributes: [
    'isSequential',
    'collection',
    'item',
    'outputCollection',
    'outputElement',
    'behavior',
    'oneBehaviorEventRef',
    'noneBehaviorEventRef',
  ],
  children: ['loopCardinality', 'completionCondition', 'complexBehaviorDefinition'],
};

/** The events that the marker's behavior throws as instances complete (BPMN 2.0.2, tables 10.29 and 10.30). */
function readThrows(source: SourceElement, context: ReadingContext) {
  const problems: Problem[] = [];
  const read = (
    definition: SourceElement | undefined,
    more: Omit<InstanceThrow, 'event'>,
  ): InstanceThrow[] => {
    const reading = definition && eventReadings.get(definition.type);
    if (!definition || !reading) return [];
    const { config, problems: own } = reading.read(definition, context);
    problems.push(...own);
    return [{ ...more, event: { type: definition.type, config } }];
  };
  const referred = (name: string) => context.roots.get(source.attributes[name] ?? '');
  switch ((source.attributes['behavior'] ?? 'All').toLowerCase()) {
    case 'one':
      return { throws: read(referred('oneBehaviorEventRef'), { when: 'one' }), problems };
    case 'none':
      return { throws: read(referred('noneBehaviorEventRef'), { when: 'none' }), problems };
    case 'complex': {
      const throws = childrenOf(source, 'complexBehaviorDefinition').flatMap((each) => {
        const condition = feelOf(childOf(each, 'condition')?.text);
        const event = childOf(each, 'event');
        const definition = event && childrenOf(event, 'eventDefinitions')[0];
        return condition === undefined ? [] : read(definition, { when: 'complex', condition });
      });
      return { throws, problems };
    }
    default:
      return { throws: [], problems };
  }
}

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
