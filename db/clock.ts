/** The demonstration's clock, one for each tenant. Elsewhere there is no row, and time is the host's. */
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { caseTable, demoClock } from './schema/index.ts';

/** Milliseconds by which the tenant's clock is ahead; undefined where there is no such clock. */
export async function clockOffset(tx: Tx): Promise<number | undefined> {
  const [row] = await tx.select({ offset: demoClock.offsetMs }).from(demoClock);
  return row?.offset;
}

/** Sets it ahead, never back. Returns the offset that counts now. */
export async function setClockOffset(tx: Tx, tenant: string, offset: number): Promise<number> {
  const [row] = await tx
    .insert(demoClock)
    .values({ tenantId: tenant, offsetMs: offset })
    .onConflictDoUpdate({
      target: demoClock.tenantId,
      set: { offsetMs: sql`greatest(${demoClock.offsetMs}, excluded.offset_ms)` },
    })
    .returning({ offset: demoClock.offsetMs });
  return row?.offset ?? offset;
}

/** Running cases that have not been told of this offset yet, in the order of their ids; at most `limit` after `after`. */
export async function casesBehind(
  tx: Tx,
  offset: number,
  page: { after?: string; limit: number },
): Promise<string[]> {
  const rows = await tx
    .select({ caseId: caseTable.caseId })
    .from(caseTable)
    .where(
      and(
        eq(caseTable.status, 'active'),
        lt(caseTable.clockOffsetMs, offset),
        page.after === undefined ? undefined : sql`${caseTable.caseId} > ${page.after}`,
      ),
    )
    .orderBy(caseTable.caseId)
    .limit(page.limit);
  return rows.map((row) => row.caseId);
}

/** How many running cases there are, and how many of them are at this offset. */
export async function clockProgress(tx: Tx, offset: number): Promise<{ total: number; done: number }> {
  const [row] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      done: sql<number>`count(*) filter (where ${caseTable.clockOffsetMs} >= ${offset})::int`,
    })
    .from(caseTable)
    .where(eq(caseTable.status, 'active'));
  return row ?? { total: 0, done: 0 };
}
