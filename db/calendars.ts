/** Working calendars of a tenant by version: the newest counts for every case that is opened from then on. */
import { desc } from 'drizzle-orm';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import { readContentIn, writeContentIn } from './content.ts';
import type { Tx } from './connection.ts';
import { calendar } from './schema/index.ts';

export interface PublishedCalendar {
  version: number;
  /** Hash of its content, by which a case names it for ever. */
  hash: string;
  calendar: WorkingCalendar;
  publishedBy: string;
  publishedAt: string;
}

/** The calendar in force; undefined for a tenant that has none yet. */
export async function currentCalendar(tx: Tx): Promise<PublishedCalendar | undefined> {
  const [row] = await tx.select().from(calendar).orderBy(desc(calendar.version)).limit(1);
  if (!row) return undefined;
  return {
    version: row.version,
    hash: row.content,
    calendar: await readContentIn<WorkingCalendar>(tx, row.content),
    publishedBy: row.publishedBy,
    publishedAt: row.publishedAt,
  };
}

/** Adds the version after `after`. Two at once cannot both: the second breaks the key (`isDuplicate`). */
export async function publishCalendar(
  tx: Tx,
  given: { tenant: string; after: number; calendar: WorkingCalendar; by: string; at: string },
): Promise<PublishedCalendar> {
  const version = given.after + 1;
  const hash = await writeContentIn(tx, 'calendar', given.calendar);
  await tx.insert(calendar).values({
    tenantId: given.tenant,
    version,
    content: hash,
    publishedBy: given.by,
    publishedAt: given.at,
  });
  return { version, hash, calendar: given.calendar, publishedBy: given.by, publishedAt: given.at };
}
