/** By which working calendar a case counts: the one it was opened with, until a recount brought it a newer one. */
import { and, desc, eq } from 'drizzle-orm';
import type { EngineEvent } from '../engine/event.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import type { Tx } from './connection.ts';
import { readContentIn } from './content.ts';
import { openEvent } from './journal.ts';
import { keepNewest } from './keep-newest.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import { findPayload } from './openings.ts';
import { journal } from './schema/index.ts';

/** By case: with which calendar it was opened, which never changes. Those asked for last. */
const openedWith = new Map<string, string>();
const mostKept = 10_000;

/** Of a case whose journal was read; undefined for one that was not opened through an opening (a test's). */
export async function calendarOfCase(
  tx: Tx,
  keys: Keys,
  { row: { caseId }, events }: { row: { caseId: string }; events: readonly EngineEvent[] },
): Promise<WorkingCalendar | undefined> {
  const recount = events.findLast((event) => event.kind === 'calendarChanged');
  const hash = recount?.calendar ?? (await openingCalendar(tx, keys, caseId));
  return hash === undefined ? undefined : readContentIn<WorkingCalendar>(tx, hash);
}

/** The hash of the same, of a case whose journal nobody has read. */
export async function calendarHashOf(tx: Tx, keys: Keys, caseId: string): Promise<string | undefined> {
  const [recount] = await tx
    .select({ seq: journal.seq, payload: journal.payload })
    .from(journal)
    .where(and(eq(journal.caseId, caseId), eq(journal.kind, 'calendarChanged')))
    .orderBy(desc(journal.seq))
    .limit(1);
  if (!recount) return openingCalendar(tx, keys, caseId);
  const event = openEvent(await caseKeyIn(tx, keys, caseId), caseId, recount);
  return event.kind === 'calendarChanged' ? event.calendar : undefined;
}

async function openingCalendar(tx: Tx, keys: Keys, caseId: string): Promise<string | undefined> {
  const known = openedWith.get(caseId);
  if (known !== undefined) return known;
  const found = await findPayload<{ content: { calendar: string } }>(tx, keys, caseId);
  if (!found) return undefined;
  const { calendar } = found.payload.content;
  keepNewest(openedWith, [caseId, calendar], mostKept);
  return calendar;
}
