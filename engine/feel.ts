import { evaluate as evaluateFeel, isFunction, isRange } from 'feelin';
import { CaseFault } from './fault.ts';
import type { Json, JsonObject } from './json.ts';
import type { Expression } from './model.ts';
import { shanghaiTime } from './time/index.ts';

/** Longest expression that is evaluated, in characters: what does not fit in one look does not belong in a diagram. */
export const longestExpression = 4096;

/** Whether a text from a diagram is an expression (leading `=`) or just itself. */
export function isExpression(text: Expression): boolean {
  return text.trimStart().startsWith('=');
}

/** The FEEL source of an expression, without its leading sign. */
export function feelSource(text: Expression): string {
  const trimmed = text.trimStart();
  return trimmed.startsWith('=') ? trimmed.slice(1) : trimmed;
}

/**
 * Evaluates an expression over variables at an instant; a text without `=` gives itself. The one place that runs FEEL.
 * `now()` and `today()` are the instant of the input (in Asia/Shanghai), never the host's clock.
 * Throws CaseFault when the expression cannot be read or fails: the case then waits with an incident.
 */
export function evaluate(text: Expression, variables: JsonObject, at: string): Json {
  if (!isExpression(text)) return text;
  return evaluateSource(feelSource(text), variables, at);
}

/** Conditions are FEEL with or without the sign. Only `true` is true: null (a variable that is not there) is not. */
export function holds(text: Expression, variables: JsonObject, at: string): boolean {
  return evaluateSource(feelSource(text), variables, at) === true;
}

function evaluateSource(source: string, variables: JsonObject, at: string): Json {
  if (source.length > longestExpression) {
    throw new CaseFault(
      'expression-too-long',
      `Expected an expression of at most ${longestExpression} characters, but found ${source.length}`,
    );
  }
  const plain = evaluatePlain(source, variables);
  if (plain !== undefined) return plain;
  try {
    const { value } = evaluateFeel(source, { ...mentioned(source, variables), ...clock(source, at) });
    return toJson(value);
  } catch (cause) {
    // The message of the library can quote values of the case: only the source, which the template shows anyway, is kept.
    throw new CaseFault(
      'expression-failed',
      `Expected a FEEL expression that can be evaluated, but found: ${source}`,
      { cause },
    );
  }
}

const nameAlone = /^\s*([A-Za-z_]\w*)\s*$/;
const nameIsText = /^\s*([A-Za-z_]\w*)\s*=\s*"([^"\\]*)"\s*$/;

/**
 * The two forms that nearly every diagram is made of, a variable and a variable compared with a text: the library would
 * take a hundred times as long, as FEEL can only be parsed with the names in scope. Undefined: ask the library.
 */
function evaluatePlain(source: string, variables: JsonObject): Json | undefined {
  const [, name] = nameAlone.exec(source) ?? [];
  if (name !== undefined) return Object.hasOwn(variables, name) ? variables[name] : undefined;
  const [, compared, text] = nameIsText.exec(source) ?? [];
  if (compared === undefined || !Object.hasOwn(variables, compared)) return undefined;
  const value = variables[compared];
  return typeof value === 'string' ? value === text : undefined;
}

/** The variables that an expression can mean: the library looks at every name it is given, used or not. */
function mentioned(source: string, variables: JsonObject): JsonObject {
  const given: JsonObject = {};
  for (const name in variables) {
    const [firstWord = name] = /[\p{L}\p{N}_]+/u.exec(name) ?? [];
    if (source.includes(firstWord)) given[name] = variables[name] ?? null;
  }
  return given;
}

function clock(source: string, at: string) {
  if (!/\b(now|today)\b/.test(source)) return {};
  const { date, time } = shanghaiTime(at);
  return {
    now: () => evaluateFeel(`date and time("${date}T${time}+08:00")`).value as unknown,
    today: () => evaluateFeel(`date("${date}")`).value as unknown,
  };
}

/** FEEL values as JSON: dates, times and durations by their ISO text; what has no JSON (functions, ranges) is null. */
function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'function' || isFunction(value) || isRange(value)) return null;
  if (typeof value === 'object') {
    const iso = (value as { iso?: unknown }).iso;
    if (typeof iso === 'string' && value.constructor !== Object) return iso;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  }
  return null;
}
