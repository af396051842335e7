import { errorAt } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';
import type { StandardRule } from './rule.ts';

const mimeType = /^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/;

/** What kind of text it is stands as a MIME type. */
const textFormats: StandardRule = {
  clause: '8.3.5 Documentation; table 8.21 Text Annotation, textFormat',
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
    '8.3.13 conditionExpression; table 10.30 completionCondition; table 10.31 condition; table 10.89 condition',
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

/** A condition that is there says something. */
const conditionsSay: StandardRule = {
  clause: 'table 10.89 Conditional Event Definition, condition; 8.3.6 Expression',
  check({ all, byId }) {
    return all
      .filter(({ role, text }) => role === 'condition' && text === '')
      .map((source) =>
        errorAt(
          byId.get(source.id) ?? source,
          'condition-empty',
          ['条件是空的', 'The condition is empty'],
          ['填写 FEEL 条件', 'Write a condition in FEEL'],
        ),
      );
  },
};

export const textRules = [textFormats, conditionsDecide, conditionsSay];
