/** Imports of rectification ledgers. */
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Json, JsonObject } from '../../engine/json.ts';
import { instant, tenantId } from './columns.ts';

export const ledgerImport = pgTable(
  'ledger_import',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    /** SHA-256 (hex) of the file. */
    fileHash: text('file_hash').notNull(),
    fileName: text('file_name').notNull(),
    person: text('person').notNull(),
    /** What the page shows before anything starts: layout, columns, rows, problems with their cells. */
    preview: jsonb('preview').$type<JsonObject>().notNull(),
    state: text('state').$type<'previewed' | 'running' | 'done'>().notNull(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [index('ledger_import_newest').on(table.tenantId, table.createdAt)],
);

export const ledgerRow = pgTable(
  'ledger_row',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    /** Row number as the spreadsheet counts, from 1. */
    row: integer('row').notNull(),
    sheet: text('sheet').notNull(),
    itemKey: text('item_key').notNull(),
    state: text('state').$type<'waiting' | 'started' | 'alreadyThere' | 'failed'>().notNull(),
    caseId: uuid('case_id'),
    item: jsonb('item').$type<JsonObject>().notNull(),
    error: jsonb('error').$type<Json>(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.sheet, table.row] }),
    index('ledger_row_waiting').on(table.tenantId, table.importId, table.state),
  ],
);
