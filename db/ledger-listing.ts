/** What the ledger's list shows beside the case's own row. */
import { and, desc, eq, inArray, min, ne, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { openEvent } from './journal.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import { deadline, journal, ledgerImport, progress, task } from './schema/index.ts';

/** The words of each case's newest progress entry, opened: only for those who may see these cases. */
export async function newestProgressTexts(
  tx: Tx,
  keys: Keys,
  caseIds: readonly string[],
): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const newest = tx
    .selectDistinctOn([progress.caseId], { caseId: progress.caseId, seq: progress.seq })
    .from(progress)
    .where(inArray(progress.caseId, [...caseIds]))
    .orderBy(progress.caseId, desc(progress.entry))
    .as('newest');
  const rows = await tx
    .select({ caseId: journal.caseId, seq: journal.seq, payload: journal.payload })
    .from(newest)
    .innerJoin(journal, and(eq(journal.caseId, newest.caseId), eq(journal.seq, newest.seq)));
  const texts = new Map<string, string>();
  for (const row of rows) {
    const event = openEvent(await caseKeyIn(tx, keys, row.caseId), row.caseId, row);
    if (event.kind === 'progressRecorded') texts.set(row.caseId, event.text);
  }
  return texts;
}

/** When each case first came to one of these stages. */
export async function reachedStages(
  tx: Tx,
  caseIds: readonly string[],
  stages: readonly string[],
): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx
    .select({ caseId: task.caseId, at: min(task.createdAt) })
    .from(task)
    .where(and(inArray(task.caseId, [...caseIds]), inArray(task.stage, [...stages])))
    .groupBy(task.caseId);
  return new Map(
    rows.flatMap((row) => (row.at === null ? [] : [[row.caseId, new Date(row.at).toISOString()]])),
  );
}

/** The last import of a file of the same content that was begun. */
export async function importOfFile(
  tx: Tx,
  fileHash: string,
): Promise<{ id: string; createdAt: string; person: string } | undefined> {
  const [row] = await tx
    .select({ id: ledgerImport.id, createdAt: ledgerImport.createdAt, person: ledgerImport.person })
    .from(ledgerImport)
    .where(and(eq(ledgerImport.fileHash, fileHash), ne(ledgerImport.state, 'previewed')))
    .orderBy(desc(ledgerImport.createdAt))
    .limit(1);
  return row;
}

/** In each case the newest deadline of the first of these keys that runs, else of the first: the item’s own due date, whatever step it is in. */
export async function deadlinesOfKeys(
  tx: Tx,
  caseIds: readonly string[],
  keys: readonly string[],
): Promise<Map<string, typeof deadline.$inferSelect>> {
  if (caseIds.length === 0 || keys.length === 0) return new Map();
  const place = sql`array_position(${sql.param([...keys])}::text[], ${deadline.key})`;
  const rows = await tx
    .selectDistinctOn([deadline.caseId])
    .from(deadline)
    .where(and(inArray(deadline.caseId, [...caseIds]), inArray(deadline.key, [...keys])))
    .orderBy(
      deadline.caseId,
      sql`case when ${deadline.closedAt} is null then ${place} end`,
      place,
      desc(deadline.setSeq),
    );
  return new Map(rows.map((row) => [row.caseId, row]));
}
