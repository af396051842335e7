import { createHash } from 'node:crypto';
import { canonicalJson } from '../engine/canonical-json.ts';
import type { Json } from '../engine/json.ts';

/** SHA-256 (hex) of what a write asks for: the same key with another digest is refused. */
export function requestDigest(request: {
  method: string;
  path: string;
  query: unknown;
  body: unknown;
}): string {
  const hash = createHash('sha256').update(`${request.method} ${request.path}\n`);
  hash.update(canonicalJson(plain(request.query))).update('\n');
  if (request.body instanceof Uint8Array) return hash.update(request.body).digest('hex');
  return hash.update(canonicalJson(plain(request.body))).digest('hex');
}

/** Validated input may hold `undefined` for absent fields, which JSON lacks. */
const plain = (value: unknown): Json =>
  value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
