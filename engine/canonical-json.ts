/**
 * JSON with one text for each value: RFC 8785 (JSON Canonicalization Scheme). Whatever is hashed or compared as text
 * goes through it. Numbers and strings are written as `JSON.stringify` writes them, which is what the RFC demands;
 * keys are sorted by UTF-16 code units, which is the order of `sort()`.
 */
import { invariant } from '../errors.ts';
import type { Json } from './json.ts';

/** Members that are undefined are left out, as `JSON.stringify` does; anything else that is not JSON is a bug of the caller. */
export function canonicalJson(value: unknown): string {
  const text = write(value as Json);
  invariant(text !== undefined, 'Expected a JSON value, but found undefined');
  return text;
}

function write(value: Json | undefined): string | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'boolean':
      return String(value);
    case 'number':
      invariant(Number.isFinite(value), `Expected a finite number, but found ${value}`);
      return JSON.stringify(value);
    case 'string':
      // A lone surrogate has no UTF-8 form: two programs would write different bytes for it.
      invariant(value.isWellFormed(), 'Expected a well-formed text, but found half of a surrogate pair');
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value) : writeObject(value);
    default:
      invariant(false, `Expected a JSON value, but found a ${typeof value}`);
  }
}

function writeArray(items: Json[]): string {
  const written: string[] = [];
  for (const item of items) written.push(write(item) ?? 'null');
  return `[${written.join(',')}]`;
}

function writeObject(object: { [key: string]: Json }): string {
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const text = write(object[key]);
    if (text !== undefined) members.push(`${write(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}
