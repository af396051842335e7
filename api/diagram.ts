import { childrenOf, type DeadlineRecord } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import type { Moment } from '../db/work-list.ts';
import type { EngineEvent } from '../engine/event.ts';
import { addedWork } from './added-work.ts';
import type { CaseFile } from './case-file.ts';
import { isMissed } from './deadlines.ts';
import { shownDeadlines } from './hidden-deadlines.ts';
import { readNames, readPeople, type Names, type People } from './names.ts';
import type { User } from './policy.ts';
import type { Diagram } from './resources/diagram.shapes.ts';
import { peopleIn } from './timeline/people.ts';

/** What both drawings of a case need, the diagram and the table of steps. */
export interface DrawingContext {
  names: Names;
  people: People;
  moment: Moment;
  deadlines: readonly DeadlineRecord[];
  /** Cases that the reader sees among those that this one called. */
  seen: ReadonlySet<string>;
}

/** Read in the transaction of the reader, so that it holds what they may see. */
export async function drawingContext(
  tx: Tx,
  { user, file, moment }: { user: User; file: CaseFile; moment: Moment },
): Promise<DrawingContext> {
  const [names, people, deadlines, called] = await Promise.all([
    readNames(tx),
    readPeople(tx, peopleIn(file.events)),
    shownDeadlines(tx, user, file),
    childrenOf(tx, file.row.caseId),
  ]);
  return { names, people, moment, deadlines, seen: new Set(called.map(({ caseId }) => caseId)) };
}

/** Where a case stands on its diagram: what waits, what is done and how often, which flows were taken, what was added. */
export function diagramOf(file: CaseFile, context: DrawingContext & { xml: string }): Diagram {
  const { row, state, events } = file;
  const late = lateNodes(context);
  const active = countBy(state.tokens, (token) => token.node);
  return {
    xml: context.xml,
    templateKey: row.template,
    templateVersion: row.templateVersion,
    version: row.seq,
    active: [...active].map(([node, count]) => ({
      ...{ node, count, overdue: late.has(node) },
      ...opensAt(file, node, context.seen),
    })),
    completed: [...completions(events)].map(([node, count]) => ({ node, count })),
    flows: [
      ...countBy(
        events.filter((event) => event.kind === 'flowTaken'),
        ({ flow }) => flow,
      ),
    ].map(([flow, count]) => ({
      flow,
      count,
    })),
    incidents: state.incidents.map(({ node, id }) => ({ node, incident: id })),
    added: addedWork(file, { ...context, late }),
  };
}

/** Nodes with a deadline that was missed, as far as the reader sees deadlines. */
export const lateNodes = ({ deadlines, moment }: Pick<DrawingContext, 'deadlines' | 'moment'>): Set<string> =>
  new Set(deadlines.filter((deadline) => isMissed(moment, deadline)).map(({ node }) => node));

/** What opens at a node where one thing alone is open: its task, or the case it called, where the reader sees that. */
export function opensAt(
  { state, row }: CaseFile,
  node: string,
  seen: ReadonlySet<string>,
): { taskKey: string | null; caseId: string | null } {
  const [task, ...moreTasks] = state.tasks.filter((each) => each.node === node);
  const [call, ...moreCalls] = state.calls.filter((each) => each.node === node);
  return {
    taskKey: task && moreTasks.length === 0 ? `${row.caseId}:${task.id}` : null,
    caseId: call && moreCalls.length === 0 && seen.has(call.caseId) ? call.caseId : null,
  };
}

/** How often each node was completed. */
export const completions = (events: readonly EngineEvent[]): Map<string, number> =>
  countBy(
    events.filter((event) => event.kind === 'elementCompleted'),
    ({ node }) => node,
  );

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
