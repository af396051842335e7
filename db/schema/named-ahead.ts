/** Part of the read model of human work: whom a case names for what is still to come. */
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { caseId, tenantId } from './columns.ts';

/**
 * Who was ever chosen for a step to come, or seated to sign after others, in a case. Whether they still are, and where, is in the
 * case's state: this finds the few cases in which to look.
 */
export const namedAhead = pgTable(
  'named_ahead',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    person: text('person').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.person] }),
    index('named_ahead_by_person').on(table.tenantId, table.person),
  ],
);
