import type { FeelNumber } from '../number.ts';
import { round, wholeNumber } from '../number.ts';
import { matchesPattern, replacePattern, splitByPattern } from '../regex/index.ts';
import type { Run } from '../run.ts';
import type { Value } from '../value.ts';
import { define } from './signature.ts';

type Texts = [string, string];

/** Positions count characters, not the halves of those beyond the basic plane. */
function substring([text, start, length]: [string, FeelNumber, FeelNumber | undefined], run: Run): Value {
  const characters = Array.from(text);
  run.spend(characters.length >> 2);
  const position = wholeNumber(round(start, 0, 'down') ?? 0);
  const count = length === undefined ? characters.length : wholeNumber(round(length, 0, 'down') ?? 0);
  if (position === null || position === 0 || Math.abs(position) > characters.length) {
    return run.warn('The text has no such position');
  }
  if (count === null || count < 1) return run.warn('The length of a part is at least 1');
  const from = position > 0 ? position - 1 : characters.length + position;
  return characters.slice(from, from + count).join('');
}

function join([list, delimiter]: [Value[], string | null | undefined], run: Run): Value {
  const texts = list.filter((item) => item !== null);
  if (!texts.every((item) => typeof item === 'string')) return run.warn('Expected a list of texts');
  let length = 0;
  for (const text of texts) {
    length += text.length + (delimiter?.length ?? 0);
    run.spend(text.length >> 4);
  }
  return length > 1e7 ? run.text(' '.repeat(1e7)) : run.text(texts.join(delimiter ?? ''));
}

export const textFunctions = {
  substring: define({
    'substring(string: string, start position: number, length?: number)': substring,
  }),
  'string length': define({
    'string length(string: string)': ([text]: [string]) => Array.from(text).length,
  }),
  'upper case': define({ 'upper case(string: string)': ([text]: [string]) => text.toUpperCase() }),
  'lower case': define({ 'lower case(string: string)': ([text]: [string]) => text.toLowerCase() }),
  'substring before': define({
    'substring before(string: string, match: string)': ([text, match]: Texts) =>
      text.slice(0, Math.max(0, text.indexOf(match))),
  }),
  'substring after': define({
    'substring after(string: string, match: string)': ([text, match]: Texts) =>
      text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '',
  }),
  contains: define({
    'contains(string: string, match: string)': ([text, match]: Texts) => text.includes(match),
  }),
  'starts with': define({
    'starts with(string: string, match: string)': ([text, match]: Texts) => text.startsWith(match),
  }),
  'ends with': define({
    'ends with(string: string, match: string)': ([text, match]: Texts) => text.endsWith(match),
  }),
  matches: define({
    'matches(input: string, pattern: string, flags?: string?)': (
      [input, pattern, flags]: [string, string, string | null | undefined],
      run: Run,
    ) => matchesPattern(input, { pattern, flags: flags ?? '' }, run),
  }),
  replace: define({
    'replace(input: string, pattern: string, replacement: string, flags?: string?)': (
      [input, pattern, replacement, flags]: [string, string, string, string | null | undefined],
      run: Run,
    ) => replacePattern(input, { pattern, flags: flags ?? '', replacement }, run),
  }),
  split: define({
    'split(string: string, delimiter: string)': ([text, pattern]: Texts, run: Run) =>
      splitByPattern(text, { pattern, flags: '' }, run),
  }),
  'string join': define({ 'string join(list: list, delimiter?: string?)': join }),
};
