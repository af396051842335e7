/** The journal: what happened in each case, sealed under the case's key and chained (db/chain.ts). */
import { and, asc, eq, gt } from 'drizzle-orm';
import type { EngineEvent } from '../engine/event.ts';
import { rowHash, type ChainedRow } from './chain.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import type { Tx } from './connection.ts';
import { open, seal, type CaseKey } from './crypto.ts';
import { journal } from './schema/index.ts';
import { statement } from './statement.ts';

export interface JournalHead {
  seq: number;
  hash: Uint8Array;
}

/** Rows for `events`, which follow `head`. Sealing draws a random nonce: the same events give other bytes each time. */
export function sealEvents(
  at: { tenant: string; caseId: string; head: JournalHead },
  key: CaseKey,
  events: readonly EngineEvent[],
): ChainedRow[] {
  let { hash } = at.head;
  return events.map((event) => {
    const row = {
      tenantId: at.tenant,
      caseId: at.caseId,
      seq: event.seq,
      at: event.at,
      kind: event.kind,
      actor: actorOf(event),
      payload: seal(key, Buffer.from(JSON.stringify(event)), placeOf(at.caseId, event.seq)),
      previousHash: hash,
    };
    hash = rowHash(row);
    return { ...row, hash };
  });
}

/** One statement with one text for any number of rows, so that it stays prepared. */
export function insertRows(rows: readonly ChainedRow[]) {
  const first = rows[0]!;
  const given = rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor: row.actor,
    payload: Buffer.from(row.payload).toString('base64'),
    previous: Buffer.from(row.previousHash).toString('base64'),
    hash: Buffer.from(row.hash).toString('base64'),
  }));
  return statement`
    insert into journal (tenant_id, case_id, seq, at, kind, actor, payload, previous_hash, hash)
    select ${first.tenantId}, ${first.caseId}::uuid, seq, at, kind, actor,
      decode(payload, 'base64'), decode(previous, 'base64'), decode(hash, 'base64')
    from json_to_recordset(${JSON.stringify(given)}::json)
      as given (seq int, at timestamptz, kind text, actor text, payload text, previous text, hash text)
    order by seq`;
}

/** The events of a case in order, opened. `after`: from the one that follows this number; `kind`: of that kind alone. */
export async function readJournal(
  tx: Tx,
  keys: Keys,
  {
    caseId,
    after = 0,
    limit = 1000,
    kind,
  }: { caseId: string; after?: number; limit?: number; kind?: EngineEvent['kind'] },
): Promise<EngineEvent[]> {
  const rows = await tx
    .select({ seq: journal.seq, payload: journal.payload })
    .from(journal)
    .where(and(eq(journal.caseId, caseId), gt(journal.seq, after), kind && eq(journal.kind, kind)))
    .orderBy(asc(journal.seq))
    .limit(limit);
  if (rows.length === 0) return [];
  const key = await caseKeyIn(tx, keys, caseId);
  return rows.map((row) => openEvent(key, caseId, row));
}

export function openEvent(
  key: CaseKey,
  caseId: string,
  row: { seq: number; payload: Uint8Array },
): EngineEvent {
  return JSON.parse(Buffer.from(open(key, row.payload, placeOf(caseId, row.seq))).toString()) as EngineEvent;
}

const placeOf = (caseId: string, seq: number) => `journal|${caseId}|${seq}|1`;

/** Who did it, in the clear: an id or the name of a part of the machine, never a person's name. */
export function actorOf({ actor }: EngineEvent): string | null {
  if (!actor) return null;
  return actor.kind === 'person' ? `person:${actor.person}` : `system:${actor.name}`;
}
