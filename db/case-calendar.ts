/** By which working calendar a case counts: the one it was opened with, until a recount brought it a newer one. */
import { and, desc, eq } from 'drizzle-orm';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import type { Tx } from './connection.ts';
import { readContentIn } from './content.ts';
import { openEvent } from './journal.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import { findOpening, openingPayload } from './openings.ts';
import { journal } from './schema/index.ts';

/** Hash of its content; undefined for a case that was not opened through an opening (a test's). */
export async function calendarHashOf(tx: Tx, keys: Keys, caseId: string): Promise<string | undefined> {
  const [recount] = await tx
    .select({ seq: journal.seq, payload: journal.payload })
    .from(journal)
    .where(and(eq(journal.caseId, caseId), eq(journal.kind, 'calendarChanged')))
    .orderBy(desc(journal.seq))
    .limit(1);
  if (recount) {
    const event = openEvent(await caseKeyIn(tx, keys, caseId), caseId, recount);
    return event.kind === 'calendarChanged' ? event.calendar : undefined;
  }
  if (!(await findOpening(tx, caseId))) return undefined;
  const { payload } = await openingPayload<{ content: { calendar: string } }>(tx, keys, caseId);
  return payload.content.calendar;
}

export async function calendarOfCase(
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<WorkingCalendar | undefined> {
  const hash = await calendarHashOf(tx, keys, caseId);
  return hash === undefined ? undefined : readContentIn<WorkingCalendar>(tx, hash);
}
