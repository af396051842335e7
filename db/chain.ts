/**
 * The chain of hashes over a case's journal. The hash of a row is
 *
 *     SHA-256( RFC 8785 JSON of { v: 1, tenant, caseId, seq, at, kind, actor, payload, previous } )
 *
 * in UTF-8, where `at` is the instant 'YYYY-MM-DDTHH:mm:ss.sssZ', `payload` the sealed bytes in base64 (with padding),
 * and `previous` the hash of row seq - 1 in hex; row 1 has 64 zeros. So anyone with the rows can verify them without
 * our code and without a key, and still after the key was destroyed.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../engine/canonical-json.ts';

export interface ChainedRow {
  tenantId: string;
  caseId: string;
  seq: number;
  at: string;
  kind: string;
  actor: string | null;
  payload: Uint8Array;
  previousHash: Uint8Array;
  hash: Uint8Array;
}

export const chainStart: Uint8Array = new Uint8Array(32);

export function rowHash(row: Omit<ChainedRow, 'hash'>): Uint8Array {
  const text = canonicalJson({
    v: 1,
    tenant: row.tenantId,
    caseId: row.caseId,
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor: row.actor,
    payload: Buffer.from(row.payload).toString('base64'),
    previous: Buffer.from(row.previousHash).toString('hex'),
  });
  return createHash('sha256').update(text).digest();
}

export interface ChainFault {
  /** The first number at which the journal is not what was written. */
  seq: number;
  reason: string;
}

/** Checks rows in their order from `from` (default: the beginning). Returns the first fault, or nothing. */
export function findFault(
  rows: Iterable<ChainedRow>,
  from: { seq: number; hash: Uint8Array } = { seq: 0, hash: chainStart },
): ChainFault | undefined {
  let { seq, hash } = from;
  for (const row of rows) {
    seq += 1;
    if (row.seq !== seq) return { seq, reason: `Expected event ${seq}, but the next one is ${row.seq}` };
    if (!same(row.previousHash, hash))
      return { seq, reason: `Event ${seq} does not follow the one before it` };
    if (!same(rowHash(row), row.hash)) return { seq, reason: `Event ${seq} is not what was written` };
    hash = row.hash;
  }
  return undefined;
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
