import { workingDayFunctions } from '../engine/feel/builtins/working-day.ts';
import { parseExpression } from '../engine/feel/parse.ts';
import { FeelSyntaxError } from '../engine/feel/token.ts';
import type { Expression } from '../engine/model.ts';
import { errorAt, type Problem } from './problem.ts';
import type { SourceElement } from './source-element.ts';

/** The function about working days that an expression calls; undefined: none, or it cannot be read. */
export function calendarFunctionIn(text: Expression): string | undefined {
  if (!text.startsWith('=')) return undefined;
  try {
    return functionIn(parseExpression(text.slice(1), []));
  } catch (cause) {
    if (cause instanceof FeelSyntaxError) return undefined;
    throw cause;
  }
}

function functionIn(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const { kind, name } = part as { kind?: unknown; name?: unknown };
  if (kind === 'name' && typeof name === 'string' && Object.hasOwn(workingDayFunctions, name)) return name;
  for (const inner of Object.values(part)) {
    const found = functionIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What is wrong with an expression that is also read where no calendar is at hand: who may be chosen is shown before the
 * case is asked.
 */
export function calendarProblems(source: SourceElement, text: Expression): Problem[] {
  const name = calendarFunctionIn(text);
  if (name === undefined) return [];
  return [
    errorAt(
      source,
      'calendar-not-known-here',
      [
        `表达式“${text}”使用了 ${name}()，但此处没有工作日历`,
        `The expression '${text}' calls ${name}(), but no working calendar is known here`,
      ],
      [
        '先在脚本任务中算出结果，此处引用该变量',
        'Let a script task before this compute it, and name its variable here',
      ],
    ),
  ];
}
