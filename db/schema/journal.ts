/** What happened in each case, for ever. Rows are added and never touched again: grants and a trigger see to it. */
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, caseId, instant, tenantId } from './columns.ts';

export const journal = pgTable(
  'journal',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    /** From 1, without a gap. */
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    /** 'person:<id>', 'system:<name>' or null; never a name. */
    actor: text('actor'),
    /** The whole event, sealed under the case's key. */
    payload: bytes('payload').notNull(),
    /** 32 bytes each; how they are made stands in db/chain.ts. */
    previousHash: bytes('previous_hash').notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.seq] }),
    // Rebuild and verification walk a tenant's cases in order.
    index('journal_by_tenant').on(table.tenantId, table.caseId, table.seq),
  ],
);

/** Inputs of the last commits, which Temporal may not hold yet: one row a case, replaced by each commit. */
export const keptInput = pgTable('kept_input', {
  caseId: caseId().primaryKey(),
  tenantId: tenantId(),
  /** Sealed under the case's key. */
  inputs: bytes('inputs').notNull(),
});

/** The second (since 1970) in which the one timer of each case is due, and in which it rings: `arm_timer` (migrations/0022). */
export const armedTimer = pgTable(
  'armed_timer',
  {
    caseId: caseId().primaryKey(),
    tenantId: tenantId(),
    second: bigint('second', { mode: 'number' }).notNull(),
    dueSecond: bigint('due_second', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('armed_timer_second').on(table.second),
    index('armed_timer_due_second').on(table.dueSecond),
  ],
);
