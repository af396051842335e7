import { errorAt } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';
import type { StandardRule } from './rule.ts';

const mimeType = /^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/;

/** What kind of text it is stands as a MIME type. */
const textFormats: StandardRule = {
  clause: '8.3.2 Documentation; 8.4.1 Artifacts, Text Annotation: textFormat',
  check({ all }) {
    return all
      .filter(({ attributes: { textFormat } }) => textFormat !== undefined && !mimeType.test(textFormat))
      .map((source) =>
        errorAt(
          source,
          'text-format',
          [
            `文本格式应为 MIME 类型，实际为“${source.attributes['textFormat'] ?? ''}”`,
            `Expected the format of a text as a MIME type, but found '${source.attributes['textFormat'] ?? ''}'`,
          ],
          ['改为 text/plain', 'Write text/plain'],
        ),
      );
  },
};

const conditions = new Set(['conditionExpression', 'completionCondition', 'loopCondition', 'condition']);

/** A condition holds or does not hold: a number or a text by itself does neither. */
const conditionsDecide: StandardRule = {
  clause:
    '8.4.13 Sequence Flow, conditionExpression; 10.3.8 Loop Characteristics; 10.5.5 Event Definitions, Conditional',
  check({ all }) {
    return all
      .filter((source) => conditions.has(source.role) && isPlainValue(source))
      .map((source) =>
        errorAt(
          source,
          'condition-no-boolean',
          [`条件“${source.text}”永远不是真或假`, `The condition '${source.text}' is never true nor false`],
          ['写成比较，例如 = amount > 100', 'Write a comparison, such as = amount > 100'],
        ),
      );
  },
};

function isPlainValue({ text }: SourceElement): boolean {
  return /^=?\s*(?:-?\d+(?:\.\d+)?|"[^"]*")\s*$/.test(text);
}

/** Where an expression may be left out: a flow without a condition is open. */
const mayBeEmpty = new Set(['conditionExpression', 'messagePath', 'resourceAssignmentExpression']);

/** An expression that is there says something. */
const expressionsSay: StandardRule = {
  clause: '8.4.6 Expressions; 10.5.5 Event Definitions, Conditional',
  check({ all, byId }) {
    return all
      .filter(({ type, role, text }) => isExpression(type) && text === '' && !mayBeEmpty.has(role))
      .map((source) =>
        errorAt(
          byId.get(source.id) ?? source,
          'expression-empty',
          [`“${source.role}”是空的`, `The expression of '${source.role}' is empty`],
          ['填写 FEEL 表达式，或删除它', 'Write an expression in FEEL, or remove it'],
        ),
      );
  },
};

function isExpression(type: string): boolean {
  return type === 'expression' || type === 'formalExpression';
}

export const textRules = [textFormats, conditionsDecide, expressionsSay];
