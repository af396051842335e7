/** The answers kept for repeated writes: one key of one person stands for one content and one outcome. */
import { and, eq, lt } from 'drizzle-orm';
import type { Json } from '../engine/json.ts';
import type { Tx } from './connection.ts';
import { idempotency } from './schema/index.ts';

export interface KeyRow {
  tenant: string;
  person: string;
  key: string;
  digest: string;
  /** ISO instant. */
  at: string;
}

/** What is known of the key: undefined means that it is new and now begun; `status` null that it has no answer yet. */
export interface KnownKey {
  digest: string;
  status: number | null;
  reply: Json | null;
}

/** Waits for a transaction that holds the same key. */
export async function beginKey(tx: Tx, row: KeyRow): Promise<KnownKey | undefined> {
  const begun = await tx
    .insert(idempotency)
    .values({ tenantId: row.tenant, person: row.person, key: row.key, digest: row.digest, createdAt: row.at })
    .onConflictDoNothing()
    .returning({ key: idempotency.key });
  if (begun.length > 0) return undefined;
  const [known] = await tx.select().from(idempotency).where(isKey(row));
  return known && { digest: known.digest, status: known.status, reply: known.reply };
}

export async function finishKey(tx: Tx, row: KeyRow & { status: number; reply: Json }): Promise<void> {
  await tx.update(idempotency).set({ status: row.status, reply: row.reply }).where(isKey(row));
}

/** A refusal is no outcome: the same key may be used again once its cause is mended. */
export async function forgetKey(tx: Tx, row: KeyRow): Promise<void> {
  await tx.delete(idempotency).where(isKey(row));
}

const isKey = (row: KeyRow) =>
  and(eq(idempotency.tenantId, row.tenant), eq(idempotency.person, row.person), eq(idempotency.key, row.key));

/** Drops the keys of writes before `before`: nobody repeats a write after days. In the scope of a tenant's system. */
export async function dropOldKeys(tx: Tx, before: string): Promise<void> {
  await tx.delete(idempotency).where(lt(idempotency.createdAt, before));
}
