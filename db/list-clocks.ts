/** What lines of lists show of clocks: the escalation that was reached, and which of them stand still. */
import { and, asc, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { deadline } from './schema/index.ts';
import type { TaskRecord } from './work-list.ts';

type DeadlineRecord = typeof deadline.$inferSelect;
/** A clock as lists of tasks and cases show it. */
export type ClockInList = Pick<DeadlineRecord, keyof typeof clockInList>;
/** What a line of a task shows of its clocks. */
export interface ClocksOfTask {
  /** The one that it goes by. */
  own: ClockInList | undefined;
  /** Another that stands still, while the one that it goes by runs. */
  beside: ClockInList | undefined;
}

const clockInList = {
  ...{ caseId: deadline.caseId, deadline: deadline.deadline, token: deadline.token, node: deadline.node },
  ...{ key: deadline.key, name: deadline.name, ofCase: deadline.ofCase, colour: deadline.colour },
  ...{ suspendedAt: deadline.suspendedAt, suspendedFor: deadline.suspendedFor },
  ...{ suspendedName: deadline.suspendedName, suspendedUntil: deadline.suspendedUntil },
  closedAt: deadline.closedAt,
};

/** Of the deadlines that these tasks go by, and of those beside them. */
export async function clocksOf(tx: Tx, tasks: readonly TaskRecord[]): Promise<Map<string, ClocksOfTask>> {
  if (tasks.length === 0) return new Map();
  const rows: ClockInList[] = await tx
    .select(clockInList)
    .from(deadline)
    .where(sql`${deadline.caseId} = any (${sql.param(tasks.map((row) => row.caseId))}::uuid[])`);
  const ofCase = Map.groupBy(rows, (row) => row.caseId);
  return new Map(
    tasks.map((row) => {
      const clocks = ofCase.get(row.caseId) ?? [];
      const own = clocks.find((each) => each.deadline === row.deadline);
      const beside = clocks.find((each) => each !== own && each.suspendedAt && holdsFor(each, row, clocks));
      return [`${row.caseId}:${row.task}`, { own, beside }];
    }),
  );
}

/** A running clock of the task's step, of what contains it, or of the case; of several instances of a part that which is known to be its own. */
function holdsFor(clock: ClockInList, { token, lineage }: TaskRecord, all: readonly ClockInList[]): boolean {
  if (clock.closedAt !== null) return false;
  if (clock.ofCase || clock.token === token) return true;
  const alike = all.filter(
    ({ node, key, closedAt }) => node === clock.node && key === clock.key && !closedAt,
  );
  return lineage.includes(clock.node) && alike.length === 1;
}

/** By case, a clock that stands still and is no handlers' own; the first of several. */
export async function stoppedClocksOf(tx: Tx, caseIds: readonly string[]): Promise<Map<string, ClockInList>> {
  if (caseIds.length === 0) return new Map();
  const rows: ClockInList[] = await tx
    .selectDistinctOn([deadline.caseId], clockInList)
    .from(deadline)
    .where(
      and(
        sql`${deadline.caseId} = any (${sql.param([...caseIds])}::uuid[])`,
        isNull(deadline.closedAt),
        isNotNull(deadline.suspendedAt),
        ne(deadline.visibility, 'handlers'),
      ),
    )
    .orderBy(deadline.caseId, asc(deadline.suspendedAt));
  return new Map(rows.map((row) => [row.caseId, row]));
}
