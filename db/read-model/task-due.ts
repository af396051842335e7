/** By when a task must be done: which of the case's open deadlines holds for it. */
import type { EngineEvent } from '../../engine/event.ts';
import type { Deadline } from '../../engine/clock/state.ts';
import type { OpenDeadline, TaskInList } from './fold.ts';
import { contains, type TokenPlaces } from './token-places.ts';

export interface DueOfTask {
  deadline: string | null;
  due_date: string | null;
  due: string | null;
  provisional: boolean;
}

/** Keeps the open deadlines up to date. The id of the deadline when the event may move the due of a task. */
export function followDeadline(event: EngineEvent, deadlines: Map<string, OpenDeadline>): string | undefined {
  switch (event.kind) {
    case 'deadlineSet':
    case 'clockSuspended':
    case 'clockResumed':
      deadlines.set(event.deadline.id, openDeadline(event.deadline));
      return event.deadline.id;
    case 'deadlineChanged':
      deadlines.set(event.deadline, openDeadline(event.to));
      return event.deadline;
    case 'deadlineClosed':
      deadlines.delete(event.deadline);
      return event.deadline;
    // Every other kind leaves them as they are.
    default:
      return undefined;
  }
}

const openDeadline = ({
  id,
  key,
  token,
  node,
  dueDate,
  due,
  provisional,
  ...more
}: Deadline): OpenDeadline => ({
  deadline: id,
  key,
  token: token ?? null,
  node,
  due_date: dueDate,
  due,
  provisional,
  of_case: more.ofCase ?? false,
  is_suspended: more.suspended !== undefined,
});

/**
 * The due of a task: of the deadline on its own activity, else on the nearest sub-process that contains it, else on the
 * process; never that of another instance; of several alike, the earliest that runs. Nothing is late by one that stands still: it gives the day, and no instant. A deadline of the case itself counts where it comes before that. Nothing
 * when `event`, about the deadline `touched`, leaves it as it is: in particular when its own deadline closes, which happens
 * because the task ends, and what is done keeps the date by which it was to be done.
 */
export function dueNow(
  task: TaskInList,
  { openDeadlines: deadlines, places }: Going,
  by?: { event: EngineEvent; touched: string },
): DueOfTask | undefined {
  const event = by?.event;
  if (
    event?.kind === 'deadlineClosed' &&
    (event.deadline !== task.deadline || event.node === task.lineage[0])
  )
    return;
  const holds = holdsFor(task, deadlines, places);
  if (by && holds?.deadline !== by.touched && task.deadline !== by.touched) return;
  if (!holds) return { deadline: null, due_date: null, due: null, provisional: false };
  const { deadline, due_date, due, provisional, is_suspended } = holds;
  return { deadline, due_date, due: is_suspended ? null : due, provisional };
}

/** What a task goes by is found among these. */
interface Going {
  openDeadlines: ReadonlyMap<string, OpenDeadline>;
  places: TokenPlaces;
}

function holdsFor(
  task: TaskInList,
  deadlines: ReadonlyMap<string, OpenDeadline>,
  places: TokenPlaces,
): OpenDeadline | undefined {
  let nearest: OpenDeadline | undefined;
  let ofCase: OpenDeadline | undefined;
  for (const deadline of deadlines.values()) {
    if (deadline.of_case) {
      if (!ofCase || isFirst(deadline, ofCase)) ofCase = deadline;
    } else if (task.lineage.includes(deadline.node) && isOver(deadline, task, places)) {
      if (!nearest || isNearer(deadline, nearest, task)) nearest = deadline;
    }
  }
  return nearest && ofCase ? (isFirst(ofCase, nearest) ? ofCase : nearest) : (nearest ?? ofCase);
}

/** Of several instances of one activity each has its own. */
const isOver = ({ token }: OpenDeadline, task: TaskInList, places: TokenPlaces): boolean =>
  token === null || contains(places, token, task.token) !== false;

function isNearer(a: OpenDeadline, b: OpenDeadline, { lineage, token }: TaskInList): boolean {
  const [depthA, depthB] = [lineage.indexOf(a.node), lineage.indexOf(b.node)];
  if (depthA !== depthB) return depthA < depthB;
  if ((a.token === token) !== (b.token === token)) return a.token === token;
  return isFirst(a, b);
}

/** One that stands still comes after all that run. */
function isFirst(a: OpenDeadline, b: OpenDeadline): boolean {
  if (a.is_suspended !== b.is_suspended) return b.is_suspended;
  return a.due < b.due || (a.due === b.due && a.deadline < b.deadline);
}
