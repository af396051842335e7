import { longestText } from '../../engine/dmn/boxed.ts';
import type { Boxed, DecisionModel, DecisionTable, FeelText } from '../../engine/dmn/model.ts';
import { compileTests } from '../../engine/dmn/unary-tests.ts';
import { compileExpression } from '../../engine/feel/index.ts';
import { FeelSyntaxError } from '../../engine/feel/token.ts';
import { errorAt, type Problem } from '../problem.ts';
import { at, type Place } from './place.ts';
import { tableProblems } from './table-check.ts';

export interface LogicContext {
  place: Place;
  /** Names that a text can only be read with. */
  known: readonly string[];
  model: DecisionModel;
}

/** Everything wrong with a boxed expression and those inside it. */
export function checkLogic(boxed: Boxed, context: LogicContext): Problem[] {
  const inside = (...parts: Boxed[]) => parts.flatMap((part) => checkLogic(part, context));
  switch (boxed.kind) {
    case 'literal':
      return expressionProblems(boxed.text, context);
    case 'table':
      return [...tableProblems(boxed.table, context), ...tableTexts(boxed.table, context)];
    case 'context':
      return inside(...boxed.entries.map(({ value }) => value));
    case 'list':
      return inside(...boxed.elements);
    case 'relation':
      return inside(...boxed.rows.flat());
    case 'invocation':
      return inside(boxed.called, ...boxed.bindings.map(({ value }) => value));
    case 'function':
      return inside(boxed.body);
    case 'conditional':
      return inside(boxed.if, boxed.then, boxed.else);
    case 'filter':
      return inside(boxed.in, boxed.match);
    case 'for':
      return inside(boxed.in, boxed.return);
    case 'some':
    case 'every':
      return inside(boxed.in, boxed.satisfies);
    case 'nothing':
      return [noLogic(boxed.why, context.place)];
  }
}

function noLogic(why: string, place: Place): Problem {
  return errorAt(
    at(place),
    'logic-missing',
    [`有一处逻辑不能执行：${why}`, `A part of its logic cannot be run: ${why}`],
    ['用 FEEL 写出该逻辑', 'Write this logic in FEEL'],
  );
}

function tableTexts(table: DecisionTable, context: LogicContext): Problem[] {
  const { inputs, outputs, rules } = table;
  return [
    ...inputs.flatMap(({ expression, values }) => [
      ...expressionProblems(expression, context),
      ...testProblems(values, context),
    ]),
    ...outputs.flatMap((output) => [
      ...testProblems(output.values, context),
      ...expressionProblems(output.default, context),
    ]),
    ...rules.flatMap(({ when, then }) => [
      ...when.flatMap((cell) => testProblems(cell, context)),
      ...then.flatMap((cell) => expressionProblems(cell, context)),
    ]),
  ];
}

function expressionProblems(text: FeelText | undefined, { place, known }: LogicContext): Problem[] {
  if (text === undefined || text.trim() === '') return [];
  return syntaxProblems(text, place, () => compileExpression(text, known));
}

function testProblems(text: FeelText | undefined, { place, known }: LogicContext): Problem[] {
  return text === undefined ? [] : syntaxProblems(text, place, () => compileTests(text, known));
}

function syntaxProblems(text: FeelText, place: Place, read: () => unknown): Problem[] {
  if (text.length > longestText) return [invalid(text, `${text.length} > ${longestText}`, place)];
  try {
    read();
    return [];
  } catch (cause) {
    if (!(cause instanceof FeelSyntaxError)) throw cause;
    return [invalid(text, cause.message, place)];
  }
}

function invalid(text: FeelText, fault: string, place: Place): Problem {
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return errorAt(
    at(place),
    'expression-invalid',
    [`表达式“${short}”有语法错误：${fault}`, `The expression '${short}' is not FEEL: ${fault}`],
    ['按 FEEL 语法修改', 'Correct it by the rules of FEEL'],
  );
}
