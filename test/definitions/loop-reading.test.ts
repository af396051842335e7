import { describe, expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { around } from './bpmn.ts';
import { found, modelOf, nodeOf } from './compiled.ts';

const task = (loop: string) =>
  around(`<bpmn:task id="a">${loop}</bpmn:task>`, {
    roots: `<bpmn:signal id="sig" name="told"/><bpmn:signalEventDefinition id="tell" signalRef="sig"/>`,
  });
const standard = (attributes: string, condition?: string) =>
  task(
    `<bpmn:standardLoopCharacteristics ${attributes}>${condition === undefined ? '' : `<bpmn:loopCondition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:loopCondition>`}</bpmn:standardLoopCharacteristics>`,
  );
const several = (attributes: string, inner = '<bpmn:loopCardinality>2</bpmn:loopCardinality>') =>
  task(
    `<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics>`,
  );

describe('the standard loop', () => {
  test.each<[string, string, object]>([
    ['a condition', standard('', 'x'), { testBefore: false, condition: '= x' }],
    ['a test before', standard('testBefore="true"', '= x'), { testBefore: true, condition: '= x' }],
    ['a maximum', standard('loopMaximum="3"'), { testBefore: false, maximum: 3 }],
  ])('has %s', async (_, xml, expected) => {
    expect((await nodeOf(xml, 'a'))?.standardLoop).toEqual(expected);
  });

  test('runs as often as it says', async () => {
    expect(given(await modelOf(standard('loopMaximum="3"'))).times('a')).toBe(4);
  });

  test.each<[string, string, string[]]>([
    ['without end', standard(''), ['a loop-endless']],
    ['a maximum of none', standard('loopMaximum="0"', 'x'), ['a loop-maximum']],
    ['a condition that is not FEEL', standard('', 'x &gt;'), ['a expression-invalid']],
  ])('is refused: %s', async (_, xml, expected) => {
    expect(await found(xml)).toEqual(expected);
  });
});

describe('multi-instance', () => {
  test('a number of instances, in parallel or in sequence', async () => {
    expect((await nodeOf(several(''), 'a'))?.loop).toEqual({ isSequential: false, cardinality: '= 2' });
    expect((await nodeOf(several('isSequential="true"'), 'a'))?.loop).toMatchObject({ isSequential: true });
  });

  test.each<[string, object[]]>([
    ['behavior="One" oneBehaviorEventRef="tell"', [{ when: 'one' }]],
    ['behavior="None" noneBehaviorEventRef="tell"', [{ when: 'none' }]],
    ['behavior="All" oneBehaviorEventRef="tell"', []],
    ['oneBehaviorEventRef="tell"', []],
    ['behavior="One"', []],
  ])('throws by its behavior: %s', async (attributes, expected) => {
    const throws = expected.map((each) => ({
      ...each,
      event: { type: 'signalEventDefinition', config: { signal: 'told' } },
    }));
    expect((await nodeOf(several(attributes), 'a'))?.loop?.throws ?? []).toEqual(throws);
  });

  test('complex behavior throws under its conditions', async () => {
    const complex = (condition: string) =>
      several(
        'behavior="Complex"',
        `<bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:complexBehaviorDefinition id="cb"><bpmn:condition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:condition>
          <bpmn:event id="te"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:event></bpmn:complexBehaviorDefinition>`,
      );
    const model = await modelOf(complex('numberOfCompletedInstances = 2'));
    expect(model.nodes['a']?.loop?.throws).toEqual([
      {
        when: 'complex',
        condition: '= numberOfCompletedInstances = 2',
        event: { type: 'signalEventDefinition', config: { signal: 'told' } },
      },
    ]);
    expect(given(model).count('signalThrown')).toBe(1);
  });

  test.each<[string, string, string[]]>([
    ['a list and a number', several('rf:collection="= x"'), ['a loop-count']],
    ['half an output', several('rf:outputCollection="x"'), ['a loop-output']],
    ['an item that is no name', several('rf:item="my item"'), ['a variable-name']],
    [
      'a condition that is not FEEL',
      several(
        '',
        '<bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:completionCondition>1 +</bpmn:completionCondition>',
      ),
      ['a expression-invalid'],
    ],
  ])('is refused: %s', async (_, xml, expected) => {
    expect(await found(xml)).toEqual(expected);
  });
});
