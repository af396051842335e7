import { openDeadlinesOf, type DeadlineRecord } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { lineageOf } from '../db/read-model/fold.ts';
import { configOf } from '../engine/clock/config.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { OpenTask } from '../engine/state.ts';
import type { Deadline } from '../engine/clock/state.ts';
import type { CaseFile } from './case-file.ts';
import { maySeeDeadline, type User } from './policy.ts';

/**
 * Ids of the deadlines of a case that are their handlers' alone (`visibility="handlers"`) and that this reader is none of;
 * ended ones too, of which the timeline tells. Who handled what a deadline is about keeps seeing it.
 */
export function hiddenDeadlines(user: User, { events, model, row }: CaseFile): ReadonlySet<string> {
  const theirs = new Map<string, Deadline>();
  const tasks = new Map<string, OpenTask[]>();
  for (const event of events) {
    if (event.kind === 'deadlineSet') {
      if (configOf(model, event.deadline)?.visibility === 'handlers')
        theirs.set(event.deadline.id, event.deadline);
    } else if (
      event.kind === 'taskCreated' ||
      event.kind === 'taskChanged' ||
      event.kind === 'taskReopened'
    ) {
      const { task } = event;
      tasks.set(task.node, [...(tasks.get(task.node) ?? []), task]);
    }
  }
  const isHidden = ({ node, ofCase }: Deadline): boolean => {
    const under = [...tasks].flatMap(([of, given]) =>
      ofCase || lineageOf(model, of).includes(node) ? given : [],
    );
    const targets = under.map(({ candidates, excludedUnits }) => ({
      ...{ candidates, excludedUnits, template: row.template, claimedBy: null },
    }));
    return !maySeeDeadline(user, { visibility: 'handlers' }, targets);
  };
  return new Set([...theirs.values()].filter(isHidden).map(({ id }) => id));
}

/** The deadlines of a case that run and that this reader is shown. */
export async function shownDeadlines(tx: Tx, user: User, file: CaseFile): Promise<DeadlineRecord[]> {
  const hidden = hiddenDeadlines(user, file);
  return (await openDeadlinesOf(tx, file.row.caseId)).filter(({ deadline }) => !hidden.has(deadline));
}

/** Whether the event of this number may be read by somebody from whom these deadlines are hidden. */
export const isReadable =
  ({ events }: Pick<CaseFile, 'events'>, hidden: ReadonlySet<string>) =>
  ({ seq }: { seq: number }): boolean => {
    const about = deadlineIn(events[seq - 1]);
    return about === undefined || !hidden.has(about);
  };

/** The deadline that an event is about, of those kinds that people read in a timeline. */
function deadlineIn(event: EngineEvent | undefined): string | undefined {
  switch (event?.kind) {
    case 'deadlineSet':
    case 'clockSuspended':
    case 'clockResumed':
      return event.deadline.id;
    case 'deadlineChanged':
    case 'deadlineStepReached':
    case 'deadlineClosed':
    case 'clockRequestDecided':
    case 'stepAcknowledged':
    case 'ladderActed':
    case 'documentDue':
      return event.deadline;
    case 'clockRequested':
      return event.request.deadline;
    default:
      return undefined;
  }
}
