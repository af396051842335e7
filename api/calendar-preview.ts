import { findCases } from '../db/case-list.ts';
import { inScope, system, type Tx } from '../db/connection.ts';
import { casesWithDeadlines } from '../db/due-list.ts';
import { recounted } from '../engine/clock/recount.ts';
import { configOf } from '../engine/clock/config.ts';
import { byId } from '../engine/table.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import { readCaseFile } from './case-file.ts';
import type { Dependencies } from './dependencies.ts';
import type { CalendarPreview, DeadlineMove } from './resources/batches.shapes.ts';

/** Moves shown, by case; all are counted. */
const mostShown = 200;
const atATime = 200;

type Moves = Pick<CalendarPreview, 'counts' | 'moves'>;

/** Of a calendar that can not be used. */
export const noMoves: Moves = { counts: { cases: 0, deadlines: 0, moved: 0, settled: 0 }, moves: [] };

/**
 * What another calendar would move in every open case of the tenant: nothing is changed. All are counted; shown are those
 * of cases that the reader sees (`scoped`).
 */
export async function movesOf(
  { db, keys }: Pick<Dependencies, 'db' | 'keys'>,
  ask: {
    tenant: string;
    calendar: WorkingCalendar;
    scoped<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  },
): Promise<Moves> {
  const { tenant, calendar, scoped } = ask;
  const counts = { cases: 0, deadlines: 0, moved: 0, settled: 0 };
  const found: DeadlineMove[] = [];
  for (let after: string | undefined; ;) {
    const page = { limit: atATime, ...(after !== undefined && { after }) };
    const ids = await inScope(db, system(tenant), (tx) => casesWithDeadlines(tx, page));
    for (const caseId of ids) {
      const { row, model, state } = await inScope(db, system(tenant), (tx) => readCaseFile(tx, keys, caseId));
      counts.cases += 1;
      counts.deadlines += state.deadlines.length;
      for (const { deadline: id, key, from, to } of recounted(model, state, calendar)) {
        const deadline = byId(state.deadlines, id);
        if (from.dueDate !== to.dueDate) counts.moved += 1;
        if (from.provisional && !to.provisional) counts.settled += 1;
        found.push({
          ...{ caseId, number: row.number, title: row.title, deadline: id },
          name: (deadline && configOf(model, deadline)?.name) ?? { zh: key },
          ...{ from: from.dueDate, to: to.dueDate },
          ...{ wasProvisional: from.provisional, provisional: to.provisional },
        });
      }
    }
    if (ids.length < atATime) break;
    after = ids.at(-1);
  }
  const seen = await scoped((tx) => findCases(tx, [...new Set(found.map(({ caseId }) => caseId))]));
  const visible = new Set(seen.map(({ caseId }) => caseId));
  return { counts, moves: found.filter(({ caseId }) => visible.has(caseId)).slice(0, mostShown) };
}
