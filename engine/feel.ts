import { CaseFault } from './fault.ts';
import { toJson } from './feel/border.ts';
import { compileExpression, namesToKnow, Run, Scope } from './feel/index.ts';
import { limits, type Allowance } from './feel/run.ts';
import { FeelSyntaxError } from './feel/token.ts';
import type { Json, JsonObject } from './json.ts';
import type { Expression } from './model.ts';
import type { WorkingCalendar } from './time/calendar.ts';

/** Longest expression that is evaluated, in characters: what does not fit in one look does not belong in a diagram. */
export const longestExpression = 4096;

/** Whether a text from a diagram is an expression (leading `=`) or just itself. */
export function isExpression(text: Expression): boolean {
  return text.trimStart().startsWith('=');
}

const sources = new Map<Expression, string>();
const mostSources = 10_000;

/**
 * The FEEL source of an expression, without its leading sign. Always the same string for the same text: one that is cut
 * anew each time would have to be hashed anew at every look into a map.
 */
function feelSource(text: Expression): string {
  let source = sources.get(text);
  if (source === undefined) {
    const trimmed = text.trimStart();
    source = trimmed.startsWith('=') ? trimmed.slice(1) : trimmed;
    if (sources.size >= mostSources) sources.clear();
    sources.set(text, source);
  }
  return source;
}

/** What an evaluation is part of: its instant, what all evaluations of one input may cost together, and the case's calendar. */
export interface Within {
  at: string;
  allowance?: Allowance;
  /** Without one the functions about working days (`builtins/working-day.ts`) are a fault. */
  calendar?: WorkingCalendar;
}

/** What the evaluations that one input sets off may cost together. */
export function newAllowance(): Allowance {
  return { steps: limits.stepsTogether };
}

/**
 * Evaluates an expression over variables at an instant; a text without `=` gives itself. The one place that runs FEEL.
 * `now()` and `today()` are the instant of the input (in Asia/Shanghai), never the host's clock.
 * Throws CaseFault when the expression cannot be read or costs too much: the case then waits with an incident.
 */
export function evaluate(text: Expression, variables: JsonObject, when: string | Within): Json {
  if (!isExpression(text)) return text;
  return evaluateSource(feelSource(text), variables, when);
}

/** Conditions are FEEL with or without the sign. Only `true` is true: null (a variable that is not there) is not. */
export function holds(text: Expression, variables: JsonObject, when: string | Within): boolean {
  return evaluateSource(feelSource(text), variables, when) === true;
}

function evaluateSource(source: string, variables: JsonObject, when: string | Within): Json {
  if (source.length > longestExpression) {
    throw new CaseFault('expression-too-long', {
      zh: `表达式最长 ${longestExpression} 个字符，现有 ${source.length} 个`,
      en: `Expected an expression of at most ${longestExpression} characters, but found ${source.length}`,
    });
  }
  try {
    const { code } = compileExpression(source, namesToKnow(source, variables));
    const run = typeof when === 'string' ? new Run(when) : new Run(when.at, when);
    return toJson(code(new Scope(variables, null, run)), run);
  } catch (cause) {
    if (cause instanceof CaseFault) throw cause;
    // What the case holds must not be quoted: only the source is, which the template shows anyway.
    const where = cause instanceof FeelSyntaxError ? `${cause.message}, in: ${source}` : source;
    throw new CaseFault(
      'expression-failed',
      {
        zh: `FEEL 表达式无法求值：${source}`,
        en: `Expected a FEEL expression that can be evaluated, but found: ${where}`,
      },
      { cause },
    );
  }
}
