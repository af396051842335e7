import type { ProcessModel } from '../model.ts';
import type { Run } from '../run.ts';
import type { Deadline } from './state.ts';
import type { WorkingCalendar } from '../time/index.ts';
import { configOf, ruleOf } from './config.ts';
import { countOf, type Count, type WhyStep } from './count.ts';
import { movedFrom, movedTo } from './open.ts';
import { movedSteps } from './ladder.ts';

/** What another calendar makes of one open deadline. */
export interface Recounted {
  from: Moved;
  to: Moved;
}

type Moved = Pick<Deadline, 'dueDate' | 'due' | 'provisional'>;

/** What is needed of a deadline to count it anew. */
type Countable = Pick<Deadline, 'key' | 'node' | 'ofCase' | 'startedAt' | 'date' | 'history'> & Moved;

/** How another calendar would move an open deadline: nothing is changed. Undefined where it stays. */
export function recounted(
  model: ProcessModel,
  deadline: Countable,
  calendar: WorkingCalendar,
): Recounted | undefined {
  const to = movedOf(countAnew(model, deadline, calendar));
  return isMoved(deadline, to) ? { from: movedOf(deadline), to } : undefined;
}

/**
 * Counts every open deadline of the case anew by the calendar of this step, from its own rule, start and history. What moves
 * says so; where only steps of a ladder come at other instants, the one event of the calendar has them.
 */
export function recountAll(run: Run, calendar: string): void {
  const ladders: { deadline: string; steps: Deadline['steps'] }[] = [];
  const counts = run.state.deadlines.map(
    (deadline) => [deadline, countAnew(run.model, deadline, run.calendar)] as const,
  );
  for (const [deadline, count] of counts) {
    if (isMoved(deadline, count)) continue;
    const steps = movedSteps(run, deadline, count.due);
    if (!isSame(steps, deadline.steps)) ladders.push({ deadline: deadline.id, steps });
  }
  run.emit({ kind: 'calendarChanged', calendar, ...(ladders.length > 0 && { ladders }) });
  for (const [deadline, count] of counts) {
    if (!isMoved(deadline, count)) continue;
    const { id, node } = deadline;
    const to = movedTo(run, deadline, count);
    run.emit({
      kind: 'deadlineChanged',
      deadline: id,
      node,
      ...movedFrom(deadline, to),
      to,
      cause: 'calendar',
    });
  }
}

/** Every step of the arithmetic that leads to its current date; of one that stands still, to the date before. */
export function whyThisDate(deadline: Deadline, model: ProcessModel, calendar: WorkingCalendar): WhyStep[] {
  const config = configOf(model, deadline);
  const { steps } = countOf(ruleOf(config), deadline, calendar);
  const { startedAt, setAt } = deadline;
  return config?.startsAt !== undefined && setAt !== undefined
    ? [{ kind: 'startTaken', expression: config.startsAt, startedAt, setAt }, ...steps]
    : steps;
}

function countAnew(model: ProcessModel, deadline: Countable, calendar: WorkingCalendar): Count {
  return countOf(ruleOf(configOf(model, deadline)), deadline, calendar);
}

const movedOf = ({ dueDate, due, provisional }: Moved): Moved => ({ dueDate, due, provisional });

function isMoved(from: Moved, to: Moved): boolean {
  return from.dueDate !== to.dueDate || from.due !== to.due || from.provisional !== to.provisional;
}

function isSame(one: Deadline['steps'], other: Deadline['steps']): boolean {
  const shown = ({ key, at, repeats }: Deadline['steps'][number]) => `${key} ${at} ${repeats ?? 0}`;
  return one.length === other.length && one.every((step, index) => shown(step) === shown(other[index]!));
}
