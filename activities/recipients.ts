import {
  findCaseToTell,
  findDeadlineToTell,
  holdersOn,
  openTasksToTell,
  type OutboxRow,
} from '../db/outbox.ts';
import type { Tx } from '../db/connection.ts';

export type Recipients = { people: string[] } | { nobody: string };

/**
 * Who is to be told, found when it is sent: whoever has claimed the task, else all who hold one of its posts on the day,
 * but never a unit that must keep out of it; and those whom the step of a ladder names. What is over by then is told to nobody.
 */
export async function recipientsOf(tx: Tx, row: OutboxRow, today: string): Promise<Recipients> {
  if (!(await findCaseToTell(tx, row.caseId))) return { nobody: 'the case is not in the read model' };
  if (row.deadline !== null) {
    const deadline = await findDeadlineToTell(tx, row.caseId, row.deadline);
    if (!deadline || deadline.closedAt !== null) return { nobody: 'the deadline is closed' };
  }
  const people = new Set((await holdersOn(tx, row.recipients, today)).map((holder) => holder.person));
  if (row.tellsHandlers) {
    const tasks = await openTasksToTell(tx, row);
    if (row.task !== null && tasks.length === 0) return { nobody: 'the task is closed' };
    for (const task of tasks) {
      for (const who of await handlersOf(tx, task, today)) people.add(who);
    }
  }
  return people.size === 0 ? { nobody: 'nobody holds the posts' } : { people: [...people].sort() };
}

/** Those who could do the task now. */
export async function handlersOf(
  tx: Tx,
  task: Awaited<ReturnType<typeof openTasksToTell>>[number],
  today: string,
): Promise<string[]> {
  if (task.claimedBy !== null) return [task.claimedBy];
  const allowed = task.candidates.filter(({ unit }) => !task.excludedUnits.includes(unit));
  return (await holdersOn(tx, allowed, today)).map((holder) => holder.person);
}
