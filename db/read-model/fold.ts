import type { Statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Label } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { PendingStep } from '../../engine/clock/state.ts';
import type { AwaitedStep } from '../schema/tasks.ts';
import type { Listing } from '../template-listing.ts';
import type { Party } from './parties.ts';
import type { Seats } from './seat-grounds.ts';
import type { TokenPlaces } from './token-places.ts';

/** What a fold may know beside the events. */
export interface FoldContext {
  tenant: string;
  caseId: string;
  /** Hash of the model, and the model, which names the nodes. */
  modelHash: string;
  model: ProcessModel;
  listing: Listing;
  /** The folds keep it up to date: after the events it is what the next ones go on from. */
  known: Known;
}

/** What the folds must know of what was before the events. */
export interface Known {
  /** Id of the case's own scope, as soon as it is open. */
  rootScope: string | undefined;
  /** Units by what they are to the case, those that a task or a notice brought in left out. */
  parties: readonly Party[];
  /** Units that take part. */
  units: Set<string>;
  /** Seats of a strict case, and what they rest on. */
  seats: Seats;
  /** Whom the matter of a strict case names or who stood aside, as seats; and the people whom a review in it keeps out because they took part. */
  barred: Set<string>;
  tookPart: Set<string>;
  /** Deadlines and tasks that are open, by id. */
  openDeadlines: Map<string, OpenDeadline>;
  /** Steps still to come of the open deadlines, by id of the deadline. */
  ladders: Map<string, PendingStep[]>;
  /** Steps that ask to be seen, of the open deadlines that have reached any. */
  awaiting: Map<string, AwaitedStep[]>;
  openTasks: Map<string, TaskInList>;
  places: TokenPlaces;
}

export interface OpenDeadline {
  deadline: string;
  key: string;
  token: string | null;
  node: string;
  due_date: string;
  due: string;
  provisional: boolean;
  /** Of the case itself, so that it holds for all its tasks. */
  of_case: boolean;
  is_suspended: boolean;
}

/** What decides the due of an open task, and which deadline it has now. */
export interface TaskInList {
  task: string;
  token: string;
  /** The node and all that contain it, innermost first. */
  lineage: string[];
  deadline: string | null;
}

/**
 * One subject of the read model. A fold reads a run of events and returns the statements that bring its rows up to date, as
 * few as possible and each with one text for any number of rows. Whether the events come at once or one by one, the rows
 * come out the same: a rebuild relies on it.
 */
export interface Fold {
  /** Tables that it alone fills, emptied by a rebuild. */
  tables: string[];
  statements(events: readonly EngineEvent[], context: FoldContext): Statement[];
}

/** The node and all that contain it, innermost first. The last is the process. */
export function lineageOf(model: ProcessModel, node: string): string[] {
  const lineage: string[] = [];
  for (let id: string | undefined = node; id && !lineage.includes(id); id = model.nodes[id]?.parent)
    lineage.push(id);
  // A node that somebody added to the case is in no model.
  return model.nodes[node] ? lineage : [node, model.process];
}

export const nodeName = (model: ProcessModel, node: string): Label => model.nodes[node]?.name ?? { zh: node };

/** The person who acted; null when it was the machine. */
export const personOf = ({ actor }: EngineEvent): string | null =>
  actor?.kind === 'person' ? actor.person : null;
