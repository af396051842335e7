import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readAtLiteral } from '../../engine/feel/at-literal.ts';
import { compareNumbers, isNumber, parseNumber, subtract, toDouble } from '../../engine/feel/number.ts';
import { emptyContext, isContext, type Context, type Value } from '../../engine/feel/value.ts';

/** A value of the corpus: its kind, and its text, items or entries. */
export interface TypedValue {
  t: string;
  v: string | null | TypedValue[] | { [name: string]: TypedValue };
}

/** A gzipped JSON file of the corpus, or undefined where it is not there. */
export function readCorpusFile<T>(dir: string, name: string): T | undefined {
  const path = join(dir, `${name}.json.gz`);
  return existsSync(path) ? (JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as T) : undefined;
}

export function fromTyped(typed: TypedValue | null | undefined): Value {
  if (!typed || typed.v === null || typed.v === undefined) return null;
  const { t, v } = typed;
  if (Array.isArray(v)) return v.map(fromTyped);
  if (typeof v === 'object') {
    const context: Context = emptyContext();
    for (const [name, entry] of Object.entries(v)) context[name] = fromTyped(entry);
    return context;
  }
  switch (t) {
    case 'null':
      return null;
    case 'boolean':
      return v === 'true';
    case 'number':
      return parseNumber(v);
    case 'string':
      return v;
    default:
      return readAtLiteral(v);
  }
}

/** Every name that a value holds, at any depth. */
export function namesIn(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isContext(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => [name, ...namesIn(entry)]);
}

/** Numbers to 1e-8; all else exactly. */
export function isSameValue(found: Value, expected: Value): boolean {
  if (isNumber(found) && isNumber(expected)) {
    const apart = subtract(found, expected);
    const scale = Math.max(1, Math.abs(toDouble(expected)));
    return (
      compareNumbers(found, expected) === 0 || (apart !== null && Math.abs(toDouble(apart)) <= 1e-8 * scale)
    );
  }
  if (Array.isArray(found) && Array.isArray(expected)) {
    return (
      found.length === expected.length && found.every((item, at) => isSameValue(item, expected[at] ?? null))
    );
  }
  if (isContext(found) && isContext(expected)) {
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(found).length &&
      names.every((name) => Object.hasOwn(found, name) && isSameValue(found[name]!, expected[name]!))
    );
  }
  if (found === null || expected === null || typeof found !== 'object' || typeof expected !== 'object') {
    return found === expected;
  }
  return found.constructor === expected.constructor && String(found) === String(expected);
}

/** A value for people: in the reason of a case that failed. */
export function show(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (isNumber(value)) return String(toDouble(value));
  if (!isContext(value)) return `${value.constructor.name} ${'toString' in value ? String(value) : ''}`;
  return `{${Object.entries(value)
    .map(([name, entry]) => `${name}: ${show(entry)}`)
    .join(', ')}}`;
}
