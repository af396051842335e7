import { longestExpression } from '../engine/feel.ts';
import { compileExpression } from '../engine/feel/index.ts';
import { FeelSyntaxError } from '../engine/feel/token.ts';

/** Where a FEEL text stops making sense, in words that its author can use; undefined when it can be read. */
export function feelFault(text: string): string | undefined {
  if (text.trim() === '') return 'it is empty';
  if (text.length > longestExpression)
    return `it has ${text.length} characters, at most ${longestExpression} are read`;
  try {
    // The variables are not known here: names that are not defined are no syntax errors.
    compileExpression(text);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof FeelSyntaxError)) throw cause;
    if (cause.found === '' && cause.position === 0) return cause.message;
    return cause.found === ''
      ? `something is missing after '${text.trim()}'`
      : `'${cause.found}' at ${cause.position + 1}`;
  }
}
