import type { Aggregation, DecisionTable, HitPolicy } from '../../engine/dmn/model.ts';
import { readTypeRef } from './type-reading.ts';
import { childNamed, childrenNamed, textOf, type XmlElement } from './xml.ts';

/** A decision table. What is written wrongly stands in the model as it is; `check.ts` says so. */
export function readTable(element: XmlElement): DecisionTable {
  const { hitPolicy = 'UNIQUE', aggregation } = element.attributes;
  return {
    hitPolicy: hitPolicy as HitPolicy,
    ...(aggregation !== undefined && { aggregation: aggregation as Aggregation }),
    inputs: childrenNamed(element, 'input').map((input) => {
      const expression = childNamed(input, 'inputExpression');
      const type = readTypeRef(expression?.attributes.typeRef);
      const values = textOf(childNamed(input, 'inputValues'), 'text');
      return {
        expression: textOf(expression, 'text') ?? '',
        ...(type !== undefined && { type }),
        ...(values !== undefined && { values }),
      };
    }),
    outputs: childrenNamed(element, 'output').map((output) => {
      const name = output.attributes.name?.trim();
      const type = readTypeRef(output.attributes.typeRef);
      const values = textOf(childNamed(output, 'outputValues'), 'text');
      const otherwise = textOf(childNamed(output, 'defaultOutputEntry'), 'text');
      return {
        ...(name && { name }),
        ...(type !== undefined && { type }),
        ...(values !== undefined && { values }),
        ...(otherwise !== undefined && { default: otherwise }),
      };
    }),
    rules: childrenNamed(element, 'rule').map((rule, index) => ({
      id: rule.attributes.id ?? `rule ${index + 1}`,
      when: childrenNamed(rule, 'inputEntry').map((entry) => textOf(entry, 'text') ?? '-'),
      then: childrenNamed(rule, 'outputEntry').map((entry) => textOf(entry, 'text') ?? ''),
    })),
  };
}
