import type { Aggregation, DecisionTable, HitPolicy } from '../../engine/dmn/model.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { LogicContext } from './logic-check.ts';
import { at } from './place.ts';

const hitPolicies = [
  'UNIQUE',
  'ANY',
  'PRIORITY',
  'FIRST',
  'RULE ORDER',
  'OUTPUT ORDER',
  'COLLECT',
] satisfies HitPolicy[];
const aggregations = ['SUM', 'COUNT', 'MIN', 'MAX'] satisfies Aggregation[];

/** What is wrong with the shape of a decision table. */
export function tableProblems(table: DecisionTable, { place, model }: LogicContext): Problem[] {
  const problems: Problem[] = [];
  const say = (code: string, message: [string, string], mend: [string, string]): void => {
    problems.push(errorAt(at(place), code, message, mend));
  };
  const { hitPolicy, aggregation, inputs, outputs, rules } = table;

  if (!(hitPolicies as string[]).includes(hitPolicy)) {
    say(
      'hit-policy-unknown',
      [`命中策略“${hitPolicy}”不存在`, `There is no hit policy '${hitPolicy}'`],
      [`请选择：${hitPolicies.join('、')}`, `Choose one of ${hitPolicies.join(', ')}`],
    );
  }
  if (aggregation !== undefined) {
    const isKnown = (aggregations as string[]).includes(aggregation);
    if (!isKnown || hitPolicy !== 'COLLECT' || outputs.length !== 1) {
      say(
        'aggregation-invalid',
        [`汇总方式“${aggregation}”不能用在这里`, `The aggregation '${aggregation}' cannot be used here`],
        [
          `汇总只用于 COLLECT 且只有一个输出列：${aggregations.join('、')}`,
          `Aggregate only with COLLECT and one output, by ${aggregations.join(', ')}`,
        ],
      );
    }
  }
  if (outputs.length === 0) {
    say(
      'table-output-missing',
      ['决策表没有输出列', 'The table has no output'],
      ['添加一个输出列', 'Add an output'],
    );
  }
  if (outputs.length > 1 && new Set(outputs.map(({ name }) => name ?? '')).size < outputs.length) {
    say(
      'table-output-name',
      ['有几个输出列，但名称为空或重复', 'There are several outputs, and a name is missing or used twice'],
      ['给每个输出列不同的名称', 'Give each output a name of its own'],
    );
  }
  for (const { id, when, then } of rules) {
    if (when.length === inputs.length && then.length === outputs.length) continue;
    say(
      'table-rule-width',
      [
        `规则“${id}”有 ${when.length} 个条件和 ${then.length} 个结果，表有 ${inputs.length} 个输入列和 ${outputs.length} 个输出列`,
        `The rule '${id}' has ${when.length} conditions and ${then.length} results, the table ${inputs.length} inputs and ${outputs.length} outputs`,
      ],
      ['补齐或删除多余的单元格', 'Fill in the missing cells, or remove those too many'],
    );
  }
  const isRanked = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  const hasOrder = outputs.some(({ values, type }) => values ?? (type && model.types[type]?.allowed));
  if (isRanked && !hasOrder) {
    say(
      'table-order-missing',
      [
        `命中策略 ${hitPolicy} 需要输出值的先后次序，但没有列出`,
        `The hit policy ${hitPolicy} needs the order of the outputs, and none is listed`,
      ],
      ['在输出列中按先后列出允许的值', 'List the allowed values of an output, the most important first'],
    );
  }
  return problems;
}
