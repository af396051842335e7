import { order } from './compare.ts';
import { parseExpression } from './parse.ts';
import { dateFunctions } from './builtins/date.ts';
import { call } from './call.ts';
import type { Run } from './run.ts';
import type { Syntax } from './syntax.ts';
import { FeelSyntaxError } from './token.ts';
import { FeelRange, kindOf, type Value } from './value.ts';

/** The range that a text such as `[1..3)` writes out. Its ends are literals, in order and of one kind. */
export function parseRange(text: string, run: Run): Value {
  const syntax = read(text, run);
  if (syntax?.kind !== 'range') return run.warn('That is no range');
  const [start, end] = [literal(syntax.start, run), literal(syntax.end, run)];
  if (start === null || end === null || kindOf(start) !== kindOf(end)) return run.warn('That is no range');
  const found = order(start, end);
  if (found === null || found > 0) return run.warn('A range goes upwards');
  return new FeelRange([start, end], [syntax.startIncluded, syntax.endIncluded]);
}

function read(text: string, run: Run): Syntax | null {
  run.spend(2 * text.length);
  try {
    return parseExpression(text);
  } catch (cause) {
    if (cause instanceof FeelSyntaxError) return run.warn(cause.message);
    throw cause;
  }
}

/** Literals, and dates, times and durations built from a text literal. */
function literal(syntax: Syntax, run: Run): Value {
  if (syntax.kind === 'literal') return syntax.value;
  if (syntax.kind === 'negation') {
    const value = literal(syntax.of, run);
    return typeof value === 'number' ? 0 - value : null;
  }
  if (syntax.kind !== 'call' || syntax.called.kind !== 'name') return null;
  const { name } = syntax.called;
  const [from, ...more] = syntax.positional;
  if (from?.kind !== 'literal' || more.length > 0) return null;
  switch (name) {
    case 'date':
    case 'time':
    case 'date and time':
    case 'duration':
      return call(dateFunctions[name], { positional: [from.value] }, run);
    default:
      return null;
  }
}
