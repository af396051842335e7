/** How a case comes to be: its opening (never started twice) and its number. */
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes, caseId, instant, tenantId } from './columns.ts';

/**
 * `reserved → starting → confirmed | indeterminate`. From `starting` on, the start may have reached Temporal: a retry asks
 * whether the workflow is there, and never mints another case.
 */
export const caseOpening = pgTable(
  'case_opening',
  {
    caseId: caseId().primaryKey(),
    tenantId: tenantId(),
    template: text('template').notNull(),
    templateVersion: integer('template_version').notNull(),
    /** The client's Idempotency-Key, or `import:<id>:<row>`, or `call:<case>:<call>`. */
    idempotencyKey: text('idempotency_key').notNull(),
    /** What makes the item one and the same in two ledgers; null where the template knows no such thing. */
    itemKey: text('item_key'),
    status: text('status')
      .$type<'reserved' | 'starting' | 'confirmed' | 'indeterminate' | 'refused'>()
      .notNull(),
    /** The case's number, beside the payload, which was sealed before it was taken; null where the payload has it. */
    number: text('number'),
    /** The workflow's input, sealed under the case's key: a later attempt starts with exactly the same. */
    payload: bytes('payload').notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    /** For people who run the platform: no personal data. */
    error: text('error'),
  },
  (table) => [
    uniqueIndex('case_opening_once_by_key').on(table.tenantId, table.openedBy, table.idempotencyKey),
    uniqueIndex('case_opening_once_by_item').on(table.tenantId, table.template, table.itemKey),
    // What the worker picks up again after a crash.
    index('case_opening_unsettled').on(table.tenantId, table.status, table.changedAt),
  ],
);

export const caseNumber = pgTable(
  'case_number',
  {
    tenantId: tenantId(),
    template: text('template').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.template, table.year] })],
);
