/** One act on many cases: a preview first, then each on its own, with a result for each; what a crash leaves is taken up again. */
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { JsonObject } from '../../engine/json.ts';
import { bytes, instant, tenantId } from './columns.ts';

export const batch = pgTable(
  'batch',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    /** Who began it, and acts in each. */
    person: text('person').notNull(),
    /** `transfer`, `assign`, `urge`, `comment`, `complete`, `leaver`, `calendar` …: the API knows them. */
    kind: text('kind').notNull(),
    /** What is to be done with each, in ids and keys. */
    plan: jsonb('plan').$type<JsonObject>().notNull(),
    /** What people wrote for it (a reason, a comment), sealed under a key of its own. */
    words: bytes('words'),
    state: text('state').$type<'previewed' | 'running' | 'done' | 'stopped'>().notNull(),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('batch_newest').on(table.tenantId, table.person, table.createdAt.desc().nullsFirst()),
    index('batch_running')
      .on(table.tenantId)
      .where(sql`${table.state} = 'running'`),
  ],
);

export const batchItem = pgTable(
  'batch_item',
  {
    tenantId: tenantId(),
    batchId: uuid('batch_id').notNull(),
    /** From 1, in the order of the preview. */
    seq: integer('seq').notNull(),
    /** Null where it is about a person and not about a case. */
    caseId: uuid('case_id'),
    task: text('task'),
    /** The task's version as the preview saw it. */
    generation: integer('generation'),
    /** refused: the preview said so, and it is never tried; failed: it was tried; skipped: it was done by others meanwhile. */
    state: text('state').$type<'waiting' | 'done' | 'refused' | 'failed' | 'skipped'>().notNull(),
    /** Why it was refused, failed or skipped: a code of `errors.ts`, and a message without personal data. */
    code: text('code'),
    message: text('message'),
    /** What moves, for the preview: ids, dates and numbers. */
    detail: jsonb('detail').$type<JsonObject>(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.seq] }),
    index('batch_item_waiting')
      .on(table.batchId, table.seq)
      .where(sql`${table.state} = 'waiting'`),
  ],
);
