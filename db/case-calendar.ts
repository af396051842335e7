/** By which working calendar a case counts: the one it was opened with, until a recount brought it a newer one. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { EngineEvent } from '../engine/event.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import type { Tx } from './connection.ts';
import { readContentIn } from './content.ts';
import { openEvent } from './journal.ts';
import { keepNewest } from './keep-newest.ts';
import { caseKeyIn, keepCaseKeys, type Keys } from './keys.ts';
import { findPayload, findPayloads } from './openings.ts';
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

/** Hashes of the same, of cases whose journals nobody has read: the same few statements for any number of them. */
export async function calendarHashesOf(
  tx: Tx,
  keys: Keys,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const recounts = await tx
    .selectDistinctOn([journal.caseId], {
      ...{ caseId: journal.caseId, seq: journal.seq, payload: journal.payload },
    })
    .from(journal)
    .where(
      and(sql`${journal.caseId} = any (${sql.param([...ids])}::uuid[])`, eq(journal.kind, 'calendarChanged')),
    )
    .orderBy(journal.caseId, desc(journal.seq));
  const recounted = new Set(recounts.map(({ caseId }) => caseId));
  const opened: string[] = [];
  // Taken before more are remembered: that may forget some of these.
  for (const id of ids.filter((each) => !recounted.has(each))) {
    const calendar = openedWith.get(id);
    if (calendar === undefined) opened.push(id);
    else hashes.set(id, calendar);
  }
  await keepCaseKeys(tx, keys, [...recounted, ...opened]);
  for (const { caseId, ...row } of recounts) {
    const event = openEvent(await caseKeyIn(tx, keys, caseId), caseId, row);
    if (event.kind === 'calendarChanged') hashes.set(caseId, event.calendar);
  }
  const payloads = await findPayloads<{ content: { calendar: string } }>(tx, keys, opened);
  for (const [caseId, { content }] of payloads) {
    hashes.set(caseId, content.calendar);
    keepNewest(openedWith, [caseId, content.calendar], mostKept);
  }
  return hashes;
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
