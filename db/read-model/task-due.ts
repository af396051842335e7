/** By when a task must be done: which of the case's open deadlines holds for it. */
import type { EngineEvent } from '../../engine/event.ts';
import type { Deadline } from '../../engine/state.ts';
import type { OpenDeadline, TaskInList } from './fold.ts';

export interface DueOfTask {
  deadline: string | null;
  due_date: string | null;
  due: string | null;
  provisional: boolean;
}

/** Keeps the open deadlines up to date. True when the event may move the due of a task. */
export function followDeadline(event: EngineEvent, deadlines: Map<string, OpenDeadline>): boolean {
  if (event.kind === 'deadlineSet') deadlines.set(event.deadline.id, openDeadline(event.deadline));
  else if (event.kind === 'deadlineChanged') deadlines.set(event.deadline, openDeadline(event.to));
  else if (event.kind === 'deadlineClosed') deadlines.delete(event.deadline);
  else return false;
  return true;
}

const openDeadline = ({ id, token = '', node, dueDate, due, provisional }: Deadline): OpenDeadline => ({
  deadline: id,
  token,
  node,
  due_date: dueDate,
  due,
  provisional,
});

/**
 * The due of a task: of the deadline on its own activity, else on the nearest sub-process that contains it, else on the
 * process; of several alike, the earliest. Nothing when `event` leaves it as it is: in particular when its own deadline
 * closes, which happens because the task ends, and what is done keeps the date by which it was to be done.
 */
export function dueNow(
  task: TaskInList,
  deadlines: ReadonlyMap<string, OpenDeadline>,
  event?: EngineEvent,
): DueOfTask | undefined {
  if (
    event?.kind === 'deadlineClosed' &&
    (event.deadline !== task.deadline || event.node === task.lineage[0])
  )
    return;
  let nearest: OpenDeadline | undefined;
  for (const deadline of deadlines.values()) {
    if (nearest === undefined || isNearer(deadline, nearest, task)) {
      if (task.lineage.includes(deadline.node)) nearest = deadline;
    }
  }
  const touches = event && 'deadline' in event ? idOf(event) : undefined;
  if (touches !== undefined && nearest?.deadline !== touches && task.deadline !== touches) return;
  if (!nearest) return { deadline: null, due_date: null, due: null, provisional: false };
  const { deadline, due_date, due, provisional } = nearest;
  return { deadline, due_date, due, provisional };
}

const idOf = (event: Extract<EngineEvent, { deadline: unknown }>): string =>
  typeof event.deadline === 'string' ? event.deadline : event.deadline.id;

function isNearer(a: OpenDeadline, b: OpenDeadline, { lineage, token }: TaskInList): boolean {
  const [depthA, depthB] = [lineage.indexOf(a.node), lineage.indexOf(b.node)];
  if (depthA !== depthB) return depthA < depthB;
  if ((a.token === token) !== (b.token === token)) return a.token === token;
  return a.due < b.due || (a.due === b.due && a.deadline < b.deadline);
}
