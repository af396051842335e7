import type { Json } from '../json.ts';
import type { Run } from '../run.ts';
import type { ClockChange, Deadline } from './state.ts';
import { configOf, ruleOf } from './config.ts';
import { countOf } from './count.ts';
import { civilDate, movedFrom, movedTo } from './open.ts';

/**
 * Moves a deadline to another date, counted as an extension; the original date stays for ever.
 * Steps that were already reached for the old date come again for the new one.
 */
export function extendDeadline(run: Run, deadline: Deadline, date: Json): void {
  const change = { kind: 'extended', at: run.at, date: civilDate(date, deadline.key) } as const;
  setDate(run, { ...deadline, extensions: deadline.extensions + 1 }, { change, cause: 'extension' });
}

/** Moves a deadline to another date for a reason that somebody answers for; no extension. */
export function changeDeadline(
  run: Run,
  deadline: Deadline,
  { date, reason }: { date: string; reason: string },
) {
  setDate(run, deadline, { change: { kind: 'changed', at: run.at, date }, cause: 'person', reason });
}

interface NewDate {
  change: ClockChange;
  cause: 'extension' | 'person';
  reason?: string;
}

function setDate(run: Run, deadline: Deadline, { change, cause, reason }: NewDate): void {
  const changed = withChange(deadline, change);
  const count = countOf(ruleOf(configOf(run.model, deadline)), changed, run.calendar);
  const to = movedTo(run, changed, count);
  run.emit({
    kind: 'deadlineChanged',
    deadline: deadline.id,
    node: deadline.node,
    ...movedFrom(deadline, to),
    to,
    cause,
    ...(reason !== undefined && { reason }),
  });
}

/** The deadline with one more thing that moved it. Where it stands still, `suspended` says so. */
export function withChange({ suspended, ...deadline }: Deadline, change: ClockChange): Deadline {
  const history = [...(deadline.history ?? []), change];
  if (change.kind === 'suspended') {
    const { at, why, until } = change;
    return { ...deadline, history, suspended: { at, why, ...(until !== undefined && { until }) } };
  }
  return { ...deadline, history, ...(suspended && change.kind !== 'resumed' && { suspended }) };
}
