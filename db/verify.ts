/** Whether a case's journal is what was written: the chain of its hashes, and, with the keys, what is sealed in it. */
import { and, asc, eq, gt } from 'drizzle-orm';
import { chainStart, findFault, type ChainedRow, type ChainFault } from './chain.ts';
import type { Tx } from './connection.ts';
import type { CaseKey } from './crypto.ts';
import { actorOf, openEvent } from './journal.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import { caseTable, journal } from './schema/index.ts';

export type Verdict = { ok: true; events: number; head: string } | ({ ok: false } & ChainFault);

export interface VerifyOptions {
  /** Opens every event too: a row made up by someone without the case's key has a fitting hash, and does not open. */
  keys?: Keys;
  /**
   * A number and hash (hex) noted earlier, outside the database. Only this shows that the end was cut off together with the
   * read model, or that the whole chain was written anew.
   */
  noted?: { seq: number; hash: string };
}

const pageSize = 500;

/** Names the first number at which something is wrong. */
export async function verifyChain(tx: Tx, caseId: string, options: VerifyOptions = {}): Promise<Verdict> {
  const key = options.keys && (await caseKeyIn(tx, options.keys, caseId));
  let head = { seq: 0, hash: chainStart };
  for (;;) {
    const rows = await readRows(tx, caseId, head.seq);
    const fault =
      findFault(rows, head) ?? (key && findForgery(key, rows)) ?? findRewriting(rows, options.noted);
    if (fault) return { ok: false, ...fault };
    head = rows.at(-1) ?? head;
    if (rows.length < pageSize) break;
  }
  const expected = Math.max(await seqOfReadModel(tx, caseId), options.noted?.seq ?? 0);
  if (head.seq < expected) {
    return {
      ok: false,
      seq: head.seq + 1,
      reason: `Expected ${expected} events, but the journal ends at ${head.seq}`,
    };
  }
  return { ok: true, events: head.seq, head: Buffer.from(head.hash).toString('hex') };
}

const readRows = (tx: Tx, caseId: string, after: number): Promise<ChainedRow[]> =>
  tx
    .select()
    .from(journal)
    .where(and(eq(journal.caseId, caseId), gt(journal.seq, after)))
    .orderBy(asc(journal.seq))
    .limit(pageSize);

async function seqOfReadModel(tx: Tx, caseId: string): Promise<number> {
  const [row] = await tx.select({ seq: caseTable.seq }).from(caseTable).where(eq(caseTable.caseId, caseId));
  return row?.seq ?? 0;
}

/** What stands in the clear must be what was sealed. */
function findForgery(key: CaseKey, rows: readonly ChainedRow[]): ChainFault | undefined {
  for (const row of rows) {
    const { seq } = row;
    try {
      const event = openEvent(key, row.caseId, row);
      const isSame =
        event.seq === seq && event.at === row.at && event.kind === row.kind && actorOf(event) === row.actor;
      if (!isSame) return { seq, reason: `Event ${seq} says in the clear what it does not say sealed` };
    } catch {
      return { seq, reason: `Event ${seq} was not sealed with the key of this case` };
    }
  }
  return undefined;
}

function findRewriting(rows: readonly ChainedRow[], noted: VerifyOptions['noted']): ChainFault | undefined {
  const row = noted && rows.find(({ seq }) => seq === noted.seq);
  if (!row || Buffer.from(row.hash).toString('hex') === noted.hash) return undefined;
  return { seq: row.seq, reason: `Event ${row.seq} has another hash than was noted` };
}
