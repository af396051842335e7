/** Working calendars by version, and the demonstration's clock. */
import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

export const calendar = pgTable(
  'calendar',
  {
    tenantId: tenantId(),
    version: integer('version').notNull(),
    /** Hash of the `WorkingCalendar` (engine/time/calendar.ts) in `content`: all its years together. */
    content: text('content').notNull(),
    publishedBy: text('published_by').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.version] })],
);

/** Only demonstrations have a row: without one, time cannot be moved. */
export const demoClock = pgTable('demo_clock', {
  tenantId: tenantId().primaryKey(),
  /** Milliseconds by which the tenant's clock is ahead of the host's; never shrinks. */
  offsetMs: bigint('offset_ms', { mode: 'number' }).notNull().default(0),
});
