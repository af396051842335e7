import { isKeyword, isNameSign, mustBeKnown } from './cursor.ts';
import { FeelSyntaxError, tokenize } from './token.ts';

/**
 * Which names of the variables decide how a text is to be read. `school-year` is one name when there is a variable of that
 * name, and a subtraction when there is none; nearly all texts and variables leave no such question. A dot always leads
 * into a variable: a name that holds one is not found here.
 */
export function namesToKnow(source: string, variables: object): readonly string[] {
  const depth = depthOfQuestion(source);
  if (depth === 0) return none;
  const found = specialNames(variables, depth, none);
  if (found.length === 0) return none;
  return found.filter((name) => source.includes(firstWord(name))).toSorted();
}

const none: readonly string[] = [];
const mostNames = 200;

function specialNames(values: object, depth: number, found: readonly string[]): readonly string[] {
  for (const name in values) {
    if (isSpecial(name) && !found.includes(name) && found.length < mostNames) found = [...found, name];
    if (depth === 1) continue;
    const value = (values as Record<string, unknown>)[name];
    const inner: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof inner === 'object' && inner !== null) found = specialNames(inner, depth - 1, found);
  }
  return found;
}

function firstWord(name: string): string {
  return /[\p{L}\p{N}_]+/u.exec(name)?.[0] ?? name;
}

const special = new Map<string, boolean>();

function isSpecial(name: string): boolean {
  let found = special.get(name);
  if (found === undefined) {
    found = mustBeKnown(name) && !name.includes('.');
    if (special.size > 10_000) special.clear();
    special.set(name, found);
  }
  return found;
}

const depths = new Map<string, number>();

/** How deep into the variables the names can lie that the text leaves a question about; zero: it leaves none. */
function depthOfQuestion(source: string): number {
  let found = depths.get(source);
  if (found === undefined) {
    // Names inside of variables are met only behind a dot or in a filter.
    found = leavesQuestion(source) ? (/[.[]/.test(source) ? 4 : 1) : 0;
    if (depths.size > 10_000) depths.clear();
    depths.set(source, found);
  }
  return found;
}

/** Whether some name goes on with a sign or a keyword that could be a part of it. */
function leavesQuestion(source: string): boolean {
  try {
    const tokens = tokenize(source);
    return tokens.some(({ kind, text }, index) => {
      const next = tokens[index + 1];
      if (kind !== 'word' || isKeyword(text) || next === undefined) return false;
      if (next.kind === 'sign') return isNameSign(next.text) && next.text !== '.';
      return next.kind === 'word' && isKeyword(next.text) && tokens[index + 2]?.text !== '(';
    });
  } catch (cause) {
    if (cause instanceof FeelSyntaxError) return false;
    throw cause;
  }
}
