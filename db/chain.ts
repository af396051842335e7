/**
 * The chain of hashes over a case's journal. The hash of a row is
 *
 *     SHA-256( RFC 8785 JSON of { v: 1, tenant, caseId, seq, at, kind, actor, payload, previous } )
 *
 * in UTF-8, where `at` is the instant 'YYYY-MM-DDTHH:mm:ss.sssZ', `payload` the sealed bytes in base64 (with padding),
 * and `previous` the hash of row seq - 1 in hex; row 1 has 64 zeros. So anyone with the rows can verify them without
 * our code and without a key, and still after the key was destroyed.
 */
import { hash } from 'node:crypto';

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
  // RFC 8785 writes a flat object of well-formed texts as `JSON.stringify` does when its keys are in order.
  const text = JSON.stringify({
    actor: row.actor,
    at: row.at,
    caseId: row.caseId,
    kind: row.kind,
    payload: asBuffer(row.payload).toString('base64'),
    previous: asBuffer(row.previousHash).toString('hex'),
    seq: row.seq,
    tenant: row.tenantId,
    v: 1,
  });
  return hash('sha256', text, 'buffer');
}

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array) => Buffer.from(buffer, byteOffset, length);

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
  let { seq, hash: previous } = from;
  for (const row of rows) {
    seq += 1;
    if (row.seq !== seq) return { seq, reason: `Expected event ${seq}, but the next one is ${row.seq}` };
    if (!same(row.previousHash, previous))
      return { seq, reason: `Event ${seq} does not follow the one before it` };
    if (!same(rowHash(row), row.hash)) return { seq, reason: `Event ${seq} is not what was written` };
    previous = row.hash;
  }
  return undefined;
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
