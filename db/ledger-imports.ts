/** Imports of ledgers: what a file held, and what became of each row. A row is settled once. */
import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import type { Json } from '../engine/json.ts';
import type { Tx } from './connection.ts';
import { ledgerImport, ledgerRow } from './schema/index.ts';

export type ImportRecord = typeof ledgerImport.$inferSelect;
export type ImportRow = typeof ledgerRow.$inferSelect;

export async function addImport(tx: Tx, row: typeof ledgerImport.$inferInsert): Promise<ImportRecord> {
  const [added] = await tx.insert(ledgerImport).values(row).returning();
  return added!;
}

export async function findImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  const [row] = await tx.select().from(ledgerImport).where(eq(ledgerImport.id, id));
  return row;
}

/** Those that were begun, newest first, without what the preview held. By index `ledger_import_newest`. */
export const listImports = (tx: Tx, limit: number): Promise<Omit<ImportRecord, 'preview'>[]> =>
  tx
    .select({
      id: ledgerImport.id,
      tenantId: ledgerImport.tenantId,
      fileHash: ledgerImport.fileHash,
      fileName: ledgerImport.fileName,
      person: ledgerImport.person,
      state: ledgerImport.state,
      createdAt: ledgerImport.createdAt,
      finishedAt: ledgerImport.finishedAt,
    })
    .from(ledgerImport)
    .where(ne(ledgerImport.state, 'previewed'))
    .orderBy(desc(ledgerImport.createdAt))
    .limit(limit);

/** Takes the good rows of a preview, and says that this person opens their cases. False when it was begun before. */
export async function beginImport(
  tx: Tx,
  importId: string,
  { person, rows }: { person: string; rows: readonly (typeof ledgerRow.$inferInsert)[] },
): Promise<boolean> {
  const begun = await tx
    .update(ledgerImport)
    .set({ state: 'running', person })
    .where(and(eq(ledgerImport.id, importId), eq(ledgerImport.state, 'previewed')))
    .returning({ id: ledgerImport.id });
  if (begun.length === 0) return false;
  if (rows.length > 0) await tx.insert(ledgerRow).values([...rows]);
  return true;
}

export const waitingRows = (tx: Tx, importId: string, limit: number): Promise<ImportRow[]> =>
  tx
    .select()
    .from(ledgerRow)
    .where(and(eq(ledgerRow.importId, importId), eq(ledgerRow.state, 'waiting')))
    .orderBy(asc(ledgerRow.sheet), asc(ledgerRow.row))
    .limit(limit);

export const rowsOfImport = (tx: Tx, importId: string): Promise<ImportRow[]> =>
  tx
    .select()
    .from(ledgerRow)
    .where(eq(ledgerRow.importId, importId))
    .orderBy(asc(ledgerRow.sheet), asc(ledgerRow.row));

export type ImportCounts = Record<ImportRow['state'], number>;

/** Of each import, how many of its rows are in each state. */
export async function countsOfImports(tx: Tx, ids: readonly string[]): Promise<(id: string) => ImportCounts> {
  const rows = await tx
    .select({ id: ledgerRow.importId, state: ledgerRow.state, count: sql<number>`count(*)::int` })
    .from(ledgerRow)
    .where(sql`${ledgerRow.importId} = any (${sql.param([...ids])}::uuid[])`)
    .groupBy(ledgerRow.importId, ledgerRow.state);
  const counted = Map.groupBy(rows, ({ id }) => id);
  const none = { waiting: 0, started: 0, alreadyThere: 0, failed: 0 };
  return (id) => ({
    ...none,
    ...Object.fromEntries((counted.get(id) ?? []).map(({ state, count }) => [state, count])),
  });
}

/** Says what became of a row that waits. */
export async function settleRow(
  tx: Tx,
  at: { importId: string; sheet: string; row: number },
  outcome: { state: 'started' | 'alreadyThere'; caseId: string } | { state: 'failed'; error: Json },
): Promise<void> {
  await tx
    .update(ledgerRow)
    .set(outcome)
    .where(
      and(
        eq(ledgerRow.importId, at.importId),
        eq(ledgerRow.sheet, at.sheet),
        eq(ledgerRow.row, at.row),
        eq(ledgerRow.state, 'waiting'),
      ),
    );
}

/** Says that it is done when no row waits any more; true when that is so. */
export async function finishImport(tx: Tx, importId: string, at: string): Promise<boolean> {
  const done = await tx
    .update(ledgerImport)
    .set({ state: 'done', finishedAt: sql`coalesce(${ledgerImport.finishedAt}, ${at}::timestamptz)` })
    .where(
      and(
        eq(ledgerImport.id, importId),
        sql`not exists (select from ${ledgerRow} where ${ledgerRow.importId} = ${importId}::uuid and ${ledgerRow.state} = 'waiting')`,
      ),
    )
    .returning({ id: ledgerImport.id });
  return done.length > 0;
}

/** Imports that a crash has left running. */
export const runningImports = (tx: Tx): Promise<{ id: string }[]> =>
  tx.select({ id: ledgerImport.id }).from(ledgerImport).where(eq(ledgerImport.state, 'running'));
