/** Content under its hash, and the keys of cases. */
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, caseId, instant, tenantId } from './columns.ts';

/**
 * Compiled models and calendars as canonical JSON (RFC 8785) under its SHA-256 (hex). Never changed, never deleted:
 * histories in Temporal name it. No tenant: the same model of two counties is the same content.
 */
export const content = pgTable('content', {
  hash: text('hash').primaryKey(),
  kind: text('kind').notNull(),
  body: bytes('body').notNull(),
});

/**
 * The data key of a case, wrapped by the master key. Destroying the row (`wrapped` = null) makes the case's journal and
 * its Temporal history unreadable, while the chain over the ciphertext still verifies.
 */
export const caseKey = pgTable(
  'case_key',
  {
    caseId: caseId().primaryKey(),
    tenantId: tenantId(),
    wrapped: bytes('wrapped'),
    /** Which master key wrapped it; counts up when the master key is changed. */
    masterVersion: integer('master_version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    erasedAt: instant('erased_at'),
  },
  (table) => [index('case_key_by_tenant').on(table.tenantId)],
);
