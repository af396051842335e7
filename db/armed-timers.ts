/**
 * Timers of cases that fall due together ring one after the other (migrations/0011_armed_timers.sql): ten thousand at one instant
 * would be a queue in Temporal before which every command waits. docs/decisions/0012-timers-one-after-the-other.md has the figures.
 */
import { statement, type Statement } from './statement.ts';

/** How many ring in one second, over all cases, where a deployment says nothing else: what two cores do with room for people. */
export const timersPerSecond = 25;

/** When the timer of a case is due, as ISO instant; null: it has none. */
export interface TimerOfCase {
  tenant: string;
  caseId: string;
  due: string | null;
  /** How many may ring in one second. */
  perSecond?: number;
}

/** Notes it, and gives the delay. */
export const armTimer = ({ tenant, caseId, due, perSecond = timersPerSecond }: TimerOfCase): Statement =>
  statement`select arm_timer(${tenant}, ${caseId}::uuid, ${due}::timestamptz, ${perSecond}) as delay`;

/** What `armTimer` answered among the rows of several statements, if it was there. */
export function delayIn(rows: readonly (readonly object[])[]): { delay?: number } {
  const [row] = rows.at(-1) ?? [];
  return row && 'delay' in row && typeof row.delay === 'number' ? { delay: row.delay } : {};
}
