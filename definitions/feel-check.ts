import { parseExpression } from 'feelin';
import { longestExpression } from '../engine/feel.ts';

/** Where a FEEL text stops making sense, in words that its author can use; undefined when it can be read. */
export function feelFault(text: string): string | undefined {
  if (text.trim() === '') return 'it is empty';
  if (text.length > longestExpression)
    return `it has ${text.length} characters, at most ${longestExpression} are read`;
  let fault: string | undefined;
  // The variables are not known here: names that are not defined are no syntax errors.
  parseExpression(text, {}, undefined).iterate({
    enter({ type, from, to }) {
      if (!type.isError || fault !== undefined) return;
      const found = text.slice(from, to).trim();
      fault =
        found === ''
          ? `something is missing after '${text.slice(0, from).trim()}'`
          : `'${found}' at ${from + 1}`;
    },
  });
  return fault;
}
