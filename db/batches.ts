/**
 * One act on many cases. A batch is previewed, begun once, and settled item by item, each in a transaction of its own: what a
 * crash leaves is `running` with items that wait, and whoever takes it up goes on with those. The same act on the same item under
 * `<batch>:<seq>` as its key is done once.
 */
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { JsonObject } from '../engine/json.ts';
import type { Tx } from './connection.ts';
import { newCaseKey, open, seal, unwrapCaseKey, wrapCaseKey, type MasterKey } from './crypto.ts';
import { batch, batchItem } from './schema/index.ts';

export type BatchRecord = Omit<typeof batch.$inferSelect, 'words'>;
export type BatchItemRecord = typeof batchItem.$inferSelect;
export type BatchItemState = BatchItemRecord['state'];

export interface NewBatch {
  id: string;
  tenant: string;
  person: string;
  kind: string;
  /** In ids and keys. */
  plan: JsonObject;
  /** What people wrote for it, e.g. `{ reason }`: sealed. */
  words?: JsonObject;
  /** Instant (ISO). */
  at: string;
  /** In the order of the preview; those that the preview refuses are never tried. */
  items: readonly {
    caseId: string | null;
    task: string | null;
    generation?: number | null;
    refused?: { code: string; message: string };
    detail?: JsonObject;
  }[];
}

export async function addBatch(tx: Tx, master: MasterKey, given: NewBatch): Promise<void> {
  await tx.insert(batch).values({
    id: given.id,
    tenantId: given.tenant,
    person: given.person,
    kind: given.kind,
    plan: given.plan,
    words: given.words ? sealWords(master, given.id, given.words) : null,
    state: 'previewed',
    createdAt: given.at,
  });
  const rows = given.items.map((item, index) => ({
    seq: index + 1,
    case_id: item.caseId,
    task: item.task,
    generation: item.generation ?? null,
    state: item.refused ? 'refused' : 'waiting',
    code: item.refused?.code ?? null,
    message: item.refused?.message ?? null,
    detail: item.detail ?? null,
  }));
  await tx.execute(sql`
    insert into batch_item (tenant_id, batch_id, seq, case_id, task, generation, state, code, message, detail)
    select ${given.tenant}, ${given.id}::uuid, seq, case_id, task, generation, state, code, message, detail
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (seq int, case_id uuid, task text, generation int, state text,
      code text, message text, detail jsonb)`);
}

export async function findBatch(tx: Tx, id: string): Promise<BatchRecord | undefined> {
  const [row] = await tx.select(columns).from(batch).where(eq(batch.id, id));
  return row;
}

export async function wordsOfBatch(tx: Tx, master: MasterKey, id: string): Promise<JsonObject> {
  const [row] = await tx.select({ words: batch.words }).from(batch).where(eq(batch.id, id));
  return row?.words ? openWords(master, id, row.words) : {};
}

/** Of one person, newest first; of everybody without one. By index `batch_newest`. */
export const listBatches = (tx: Tx, ask: { person?: string; limit: number }): Promise<BatchRecord[]> =>
  tx
    .select(columns)
    .from(batch)
    .where(ask.person === undefined ? undefined : eq(batch.person, ask.person))
    .orderBy(desc(batch.createdAt))
    .limit(ask.limit);

export type BatchCounts = Record<BatchItemState, number>;

/** Of each batch, how many of its items are in each state. */
export async function countsOfBatches(tx: Tx, ids: readonly string[]): Promise<(id: string) => BatchCounts> {
  const rows = await tx
    .select({ id: batchItem.batchId, state: batchItem.state, count: sql<number>`count(*)::int` })
    .from(batchItem)
    .where(sql`${batchItem.batchId} = any (${sql.param([...ids])}::uuid[])`)
    .groupBy(batchItem.batchId, batchItem.state);
  const counted = Map.groupBy(rows, ({ id }) => id);
  const none = { waiting: 0, done: 0, refused: 0, failed: 0, skipped: 0 };
  return (id) => ({
    ...none,
    ...Object.fromEntries((counted.get(id) ?? []).map(({ state, count }) => [state, count])),
  });
}

/** In their order, after the item numbered `after`. */
export const itemsOfBatch = (
  tx: Tx,
  ask: { batch: string; state?: BatchItemState; after?: number; limit: number },
): Promise<BatchItemRecord[]> =>
  tx
    .select()
    .from(batchItem)
    .where(
      and(
        eq(batchItem.batchId, ask.batch),
        gt(batchItem.seq, ask.after ?? 0),
        ask.state === undefined ? undefined : eq(batchItem.state, ask.state),
      ),
    )
    .orderBy(asc(batchItem.seq))
    .limit(ask.limit);

/** False when it was begun before, or stopped. */
export async function beginBatch(tx: Tx, id: string, at: string): Promise<boolean> {
  const begun = await tx
    .update(batch)
    .set({ state: 'running', startedAt: at })
    .where(and(eq(batch.id, id), eq(batch.state, 'previewed')))
    .returning({ id: batch.id });
  return begun.length > 0;
}

/** What waits is left alone from then on; false when it is not running. */
export async function stopBatch(tx: Tx, id: string, at: string): Promise<boolean> {
  const stopped = await tx
    .update(batch)
    .set({ state: 'stopped', finishedAt: at })
    .where(and(eq(batch.id, id), eq(batch.state, 'running')))
    .returning({ id: batch.id });
  return stopped.length > 0;
}

/** Says what became of an item that waits. */
export async function settleItem(
  tx: Tx,
  at: { batch: string; seq: number; at: string },
  outcome:
    { state: 'done' } | { state: 'failed' | 'skipped'; code: string; message: string; detail?: JsonObject },
): Promise<void> {
  await tx
    .update(batchItem)
    .set({ ...outcome, settledAt: at.at })
    .where(and(eq(batchItem.batchId, at.batch), eq(batchItem.seq, at.seq), eq(batchItem.state, 'waiting')));
}

/** Says that it is done when no item waits any more; true when that is so. */
export async function finishBatch(tx: Tx, id: string, at: string): Promise<boolean> {
  const done = await tx
    .update(batch)
    .set({ state: 'done', finishedAt: at })
    .where(
      and(
        eq(batch.id, id),
        eq(batch.state, 'running'),
        sql`not exists (select from ${batchItem} where ${batchItem.batchId} = ${id}::uuid and ${batchItem.state} = 'waiting')`,
      ),
    )
    .returning({ id: batch.id });
  return done.length > 0;
}

/** Batches that run, or that a crash has left running. */
export const runningBatches = (tx: Tx): Promise<BatchRecord[]> =>
  tx.select(columns).from(batch).where(eq(batch.state, 'running'));

const columns = {
  id: batch.id,
  tenantId: batch.tenantId,
  person: batch.person,
  kind: batch.kind,
  plan: batch.plan,
  state: batch.state,
  createdAt: batch.createdAt,
  startedAt: batch.startedAt,
  finishedAt: batch.finishedAt,
};

/** A wrapped key is as long as it is: algorithm, nonce, key, tag. */
const wrappedLength = 1 + 12 + 32 + 16;

function sealWords(master: MasterKey, id: string, words: JsonObject): Uint8Array {
  const key = newCaseKey();
  const sealed = seal(key, Buffer.from(JSON.stringify(words)), placeOf(id));
  return Buffer.concat([wrapCaseKey(master, id, key), sealed]);
}

function openWords(master: MasterKey, id: string, words: Uint8Array): JsonObject {
  const key = unwrapCaseKey(master, id, words.subarray(0, wrappedLength));
  return JSON.parse(
    Buffer.from(open(key, words.subarray(wrappedLength), placeOf(id))).toString(),
  ) as JsonObject;
}

const placeOf = (id: string) => `batch|${id}|words`;
