/**
 * Timers of cases that fall due together ring one after the other (migrations/0011_armed_timers.sql): ten thousand at one instant
 * would be a queue in Temporal before which every command waits. docs/decisions/0012-timers-one-after-the-other.md has the figures.
 */
import { statement, type Statement } from './statement.ts';

/** How many ring in one second, over all cases; two cores do some sixty to eighty a second, with people's work beside them. */
export const timersPerSecond = 60;

/** Notes when the timer of a case is due, as ISO instant; null: it has none. */
export const armTimer = (tenant: string, caseId: string, due: string | null): Statement =>
  statement`select arm_timer(${tenant}, ${caseId}::uuid, ${due}::timestamptz, ${timersPerSecond}) as delay`;

/** What `armTimer` answered among the rows of several statements, if it was there. */
export function delayIn(rows: readonly (readonly object[])[]): { delay?: number } {
  const [row] = rows.at(-1) ?? [];
  return row && 'delay' in row && typeof row.delay === 'number' ? { delay: row.delay } : {};
}
