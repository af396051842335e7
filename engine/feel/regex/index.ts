import { limits, type Run } from '../run.ts';
import type { Value } from '../value.ts';
import { findMatch, type Slots } from './match.ts';
import { PatternError, PatternReader } from './pattern.ts';
import { compilePattern, type Program } from './program.ts';

/**
 * The regular expressions of FEEL (those of XPath), without the host's: there a short pattern can hold a worker for
 * minutes. What is no pattern gives null.
 */
interface Source {
  pattern: string;
  flags: string;
}

const compiled = new Map<string, Program | string>();
const mostCompiled = 500;

function programOf(source: Source, run: Run): Program | null {
  const key = `${source.flags}/${source.pattern}`;
  let program = compiled.get(key);
  if (program === undefined) {
    program = compile(source);
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(key, program);
  }
  // The same with or without the memory, so that a case ends at the same place everywhere.
  run.spend(source.pattern.length);
  if (typeof program === 'string') return run.warn(program);
  run.spend(program.instructions.length >> 2);
  return program;
}

/** A program, or why there is none. */
function compile({ pattern, flags }: Source): Program | string {
  if (!/^[smix]*$/.test(flags)) return 'The flags of a pattern are s, m, i and x';
  const meant = {
    dotIsAll: flags.includes('s'),
    isMultiline: flags.includes('m'),
    ignoresCase: flags.includes('i'),
  };
  try {
    const reader = new PatternReader(pattern, meant, flags.includes('x'));
    return compilePattern(reader.read(), meant, reader);
  } catch (cause) {
    if (cause instanceof PatternError) return cause.message;
    throw cause;
  }
}

function codePoints(text: string, run: Run): number[] {
  run.spend(text.length >> 2);
  return Array.from(text, (character) => character.codePointAt(0)!);
}

function textOf(points: number[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCodePoint(points[at]!);
  return text;
}

export function matchesPattern(text: string, source: Source, run: Run): boolean | null {
  const program = programOf(source, run);
  return program && findMatch(program, codePoints(text, run), 0, run) !== null;
}

/** All matches one after the other; null when the pattern matches nothing at all, which would never end. */
function allMatches(program: Program, input: number[], run: Run): Slots[] | null {
  if (findMatch(program, [], 0, run)) return run.warn('The pattern matches an empty text');
  const found: Slots[] = [];
  for (let from = 0; ;) {
    const match = findMatch(program, input, from, run);
    if (!match) return found;
    found.push(match);
    from = Math.max(match[1]!, match[0]! + 1);
  }
}

export function replacePattern(text: string, source: Source & { replacement: string }, run: Run): Value {
  const program = programOf(source, run);
  if (!program) return null;
  const parts = replacementParts(source.replacement, program);
  if (!parts) return run.warn('In a replacement, $ stands before a digit and \\ before $ or \\');
  const input = codePoints(text, run);
  const matches = allMatches(program, input, run);
  if (!matches) return null;
  let built = '';
  let from = 0;
  for (const match of matches) {
    built += textOf(input, from, match[0]!);
    for (const part of parts) {
      built += typeof part === 'string' ? part : textOf(input, match[2 * part]!, match[2 * part + 1]!);
      run.spend(1);
    }
    // Asked on the way, so that no text can grow far beyond what is allowed.
    if (built.length > limits.text) return run.text(built);
    from = match[1]!;
  }
  return run.text(built + textOf(input, from, input.length));
}

/** Texts and numbers of groups; of several digits, as many as make a group there is. */
function replacementParts(replacement: string, { groups }: Program): (string | number)[] | null {
  const parts: (string | number)[] = [];
  for (const [part] of replacement.matchAll(/\$\d+|\\[\\$]|[^\\$]+|[\\$]/g)) {
    if (part === '$' || part === '\\') return null;
    if (part.startsWith('\\')) parts.push(part.slice(1));
    else if (part.startsWith('$')) parts.push(...groupReference(part.slice(1), groups));
    else parts.push(part);
  }
  return parts;
}

function groupReference(digits: string, groups: number): (string | number)[] {
  let length = digits.length;
  while (length > 1 && Number(digits.slice(0, length)) > groups) length -= 1;
  const group = Number(digits.slice(0, length));
  return [...(group <= groups ? [group] : []), digits.slice(length)];
}

export function splitByPattern(text: string, source: Source, run: Run): Value {
  const program = programOf(source, run);
  if (!program) return null;
  const input = codePoints(text, run);
  const matches = allMatches(program, input, run);
  if (!matches) return null;
  let from = 0;
  const parts = matches.map((match) => {
    const part = textOf(input, from, match[0]!);
    from = match[1]!;
    return part;
  });
  return [...parts, textOf(input, from, input.length)];
}
