import { titlesOf } from '../db/case-list.ts';
import { inScope, system, type Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import { cursorOf, readCursor } from '../db/cursor.ts';
import { deadlinesToCount, type DeadlineToCount } from '../db/due-list.ts';
import type { CountedFrom } from '../db/schema/tasks.ts';
import { recounted, type Recounted } from '../engine/clock/recount.ts';
import type { ProcessModel } from '../engine/model.ts';
import { byId } from '../engine/table.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import { readCaseFile } from './case-file.ts';
import type { Dependencies } from './dependencies.ts';
import type { CalendarPreview } from './resources/batches.shapes.ts';

/** Deadlines read in one statement. */
const atATime = 2000;

type Moves = Pick<CalendarPreview, 'counts' | 'moves' | 'next'>;

/** Of a calendar that can not be used. */
export const noMoves: Moves = {
  counts: { cases: 0, deadlines: 0, moved: 0, settled: 0, shown: 0 },
  moves: [],
  next: null,
};

interface MoveAsk {
  tenant: string;
  calendar: WorkingCalendar;
  cursor?: string | undefined;
  limit: number;
  scoped<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
}

type Moved = DeadlineToCount & Recounted;

/**
 * What another calendar would move in every open case of the tenant: nothing is changed. All are counted, from the read model alone;
 * shown, page by page, are those of cases that the reader sees (`scoped`).
 */
export async function movesOf(
  dependencies: Pick<Dependencies, 'db' | 'keys'>,
  { tenant, calendar, cursor, limit, scoped }: MoveAsk,
): Promise<Moves> {
  const after = cursor === undefined ? undefined : readCursor(cursor, ['uuid', 'text']);
  const { counts, found } = await countAll(dependencies, { tenant, calendar });
  const seen = await scoped((tx) => titlesOf(tx, [...new Set(found.map(({ caseId }) => caseId))]));
  const caseOf = new Map(seen.map((of) => [of.caseId, of]));
  const shown = found.filter(({ caseId }) => caseOf.has(caseId));
  const first = after
    ? shown.findIndex(({ caseId, deadline }) =>
        caseId === after[0] ? deadline > after[1]! : caseId > after[0]!,
      )
    : 0;
  const page = first < 0 ? [] : shown.slice(first, first + limit);
  const last = page.at(-1);
  const isEnd = !last || last === shown.at(-1);
  return {
    counts: { ...counts, shown: shown.length },
    moves: page.map(({ caseId, deadline, name, from, to }) => ({
      ...{ caseId, deadline, name },
      ...{ number: caseOf.get(caseId)!.number, title: caseOf.get(caseId)!.title },
      ...{ from: from.dueDate, to: to.dueDate, fromDue: from.due, toDue: to.due },
      ...{ wasProvisional: from.provisional, provisional: to.provisional },
    })),
    next: isEnd ? null : cursorOf([last.caseId, last.deadline]),
  };
}

async function countAll(
  { db, keys }: Pick<Dependencies, 'db' | 'keys'>,
  { tenant, calendar }: Pick<MoveAsk, 'tenant' | 'calendar'>,
): Promise<{ counts: Omit<Moves['counts'], 'shown'>; found: Moved[] }> {
  const counts = { deadlines: 0, moved: 0, settled: 0 };
  const cases = new Set<string>();
  const found: Moved[] = [];
  for (let after: [string, string] | undefined; ;) {
    const page = { limit: atATime, ...(after && { after }) };
    const rows = await inScope(db, system(tenant), async (tx) => {
      const rows = await deadlinesToCount(tx, page);
      const models = new Map<string, ProcessModel>();
      for (const { model } of rows)
        if (!models.has(model)) models.set(model, await readContentIn<ProcessModel>(tx, model));
      for (const row of rows) {
        const from = row.countedFrom ?? (await fromJournal(tx, keys, row));
        const move = recounted(models.get(row.model)!, countable(row, from), calendar);
        if (move) found.push({ ...row, ...move });
      }
      return rows;
    });
    for (const { caseId } of rows) cases.add(caseId);
    counts.deadlines += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < atATime) break;
    after = [last.caseId, last.deadline];
  }
  for (const { from, to } of found) {
    if (from.dueDate !== to.dueDate || from.due !== to.due) counts.moved += 1;
    if (from.provisional && !to.provisional) counts.settled += 1;
  }
  return { counts: { cases: cases.size, ...counts }, found };
}

const countable = ({ ofCase, ...row }: DeadlineToCount, from: CountedFrom) => ({
  ...row,
  ...(ofCase && { ofCase: true as const }),
  ...from,
});

/** Of a deadline from before it stood beside it, until a rebuild. */
async function fromJournal(
  tx: Tx,
  keys: Dependencies['keys'],
  { caseId, deadline: id }: DeadlineToCount,
): Promise<CountedFrom> {
  const { date, history } = byId((await readCaseFile(tx, keys, caseId)).state.deadlines, id) ?? {};
  return { ...(date !== undefined && { date }), ...(history && { history }) };
}
