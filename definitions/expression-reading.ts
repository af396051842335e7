import type { Expression } from '../engine/model.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import type { SourceElement } from './source-element.ts';

/** Name of the place of an expression, for problems: Chinese and English. */
export type Place = [zh: string, en: string];

/** What is wrong with a text that may be FEEL (leading `=`) or itself. */
export function expressionProblems(
  source: SourceElement,
  text: Expression | undefined,
  place: Place,
  context: ReadingContext,
): Problem[] {
  if (text === undefined || !text.startsWith('=')) return [];
  const fault = context.feelFault(text.slice(1));
  if (fault === undefined) return [];
  return [
    errorAt(
      source,
      'expression-invalid',
      [
        `${place[0]}的表达式“${text}”有语法错误：${fault}`,
        `The expression '${text}' (${place[1]}) is not FEEL: ${fault}`,
      ],
      [
        '按 FEEL 语法修改，例如 = amount > 100',
        'Correct it by the rules of FEEL, for example = amount > 100',
      ],
    ),
  ];
}

/** A text that must be FEEL: the sign is put before it where the author left it out. */
export function asFeel(text: string): Expression {
  return text.startsWith('=') ? text : `= ${text}`;
}
