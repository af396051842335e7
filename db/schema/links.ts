/** Which case a one-time link belongs to. What it is for, until when and what was done over it stands in the case. */
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseId, tenantId } from './columns.ts';

export const oneTimeLink = pgTable(
  'one_time_link',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    link: text('link').notNull(),
    /** SHA-256 of the token, in hex: reading this table opens no link. */
    hash: text('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.link] }),
    index('one_time_link_by_hash').on(table.hash),
  ],
);
