import type { Run } from '../run.ts';
import type { Deadline } from './state.ts';
import { addDays, addWorkingDays, dateOf, instantAt, type WorkingCalendar } from '../time/index.ts';
import type { SuspensionConfig } from '../model.ts';
import { configOf, ruleOf } from './config.ts';
import { countOf } from './count.ts';
import { withChange } from './change.ts';
import { movedFrom, movedTo } from './open.ts';

/** Stops a clock for one of the reasons that the template allows; no step comes while it stands still. */
export function suspend(
  run: Run,
  deadline: Deadline,
  { why, reason }: { why: string; reason: string },
): void {
  const config = configOf(run.model, deadline)?.suspensions?.find(({ key }) => key === why);
  const until = config?.most && latestResumption(run.at, config.most, run.calendar);
  const change = { kind: 'suspended', at: run.at, why, ...(until !== undefined && { until }) } as const;
  run.emit({
    kind: 'clockSuspended',
    deadline: withChange(deadline, change),
    node: deadline.node,
    why,
    reason,
  });
}

/**
 * Lets it run on with just the time that was left (see `count.ts`). By itself it does so at the instant at which the longest
 * suspension was over, however late the machine comes to it.
 */
export function resume(run: Run, deadline: Deadline, by: { reason?: string } | 'itself'): void {
  const at = by === 'itself' ? (deadline.suspended?.until ?? run.at) : run.at;
  const change = { kind: 'resumed', at, ...(by === 'itself' && { byItself: true as const }) } as const;
  const running = withChange(deadline, change);
  const count = countOf(ruleOf(configOf(run.model, deadline)), running, run.calendar);
  const to = movedTo(run, running, count);
  run.emit({
    kind: 'clockResumed',
    deadline: to,
    node: deadline.node,
    ...movedFrom(deadline, to),
    ...(by !== 'itself' && by.reason !== undefined && { reason: by.reason }),
  });
}

/** 24:00 of the last day on which a clock may stand still: so many days after the day of the stop. */
function latestResumption(
  at: string,
  { amount, unit }: NonNullable<SuspensionConfig['most']>,
  calendar: WorkingCalendar,
): string {
  const last =
    unit === 'workingDay' ? addWorkingDays(dateOf(at), amount, calendar).date : addDays(dateOf(at), amount);
  return instantAt(last, '24:00');
}
