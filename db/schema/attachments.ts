/** Files that people add to a case. Not part of the read model: the journal names them by their ids. */
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, caseId, instant, tenantId } from './columns.ts';

export const attachment = pgTable(
  'attachment',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenantId(),
    caseId: caseId(),
    /** The file's name and what is in it, each sealed under the case's key. */
    name: bytes('name').notNull(),
    content: bytes('content').notNull(),
    mediaType: text('media_type').notNull(),
    /** In bytes, as it was uploaded. */
    size: integer('size').notNull(),
    /** SHA-256 (hex) of the file as it was uploaded. */
    sha256: text('sha256').notNull(),
    /** The task with which it came. */
    task: text('task'),
    uploadedBy: text('uploaded_by').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
  },
  (table) => [index('attachment_by_case').on(table.caseId, table.uploadedAt)],
);
