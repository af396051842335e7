/** What the events of a case before this one say, which its line needs. */
import type { ClockRequest } from '../../engine/clock/event.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { PostAtUnit } from '../../engine/model.ts';
import type { OpenTask } from '../../engine/state.ts';
import type { Deadline } from '../../engine/clock/state.ts';
import type { Question } from '../../engine/work/state.ts';
import type { Label } from '../resources/label.shapes.ts';

export interface Seen {
  tasks: Map<string, OpenTask>;
  /** The task of the event as it was before: who gives a task away did so as one of those who had it. */
  before: OpenTask | undefined;
  deadlines: Map<string, Pick<Deadline, 'key' | 'node' | 'ofCase'>>;
  requests: Map<string, ClockRequest>;
  /** Whom a step of a deadline told last, by deadline and step. */
  told: Map<string, PostAtUnit[]>;
  incidents: Map<string, { node: string; code: string }>;
  /** Instant at which each deadline is missed, by its id; `dueBefore`: that of the event's, before it. */
  due: Map<string, string>;
  dueBefore?: string | undefined;
  /** Steps that people added to the case, which no model knows. */
  added: Map<string, Label>;
  /** Step whose error was the last one. */
  failedAt: string | undefined;
  /** Instant at which the case began. */
  startedAt: string | undefined;
  /** By person: at which instant they did something to a task last, and in which of their posts. */
  acted: Map<string, { at: string; post: PostAtUnit }>;
  questions: Map<string, Question>;
  /** Tasks of which a line says why they end. */
  ended: Set<string>;
  /** Rounds whose members have their tasks at once: that they were opened says who. */
  atOnce: Set<string>;
  /** Of the signers that the event adds: whether they act first. */
  sign?: OpenTask['sign'];
}

export const nothingSeen = (): Seen => ({
  before: undefined,
  ...{ tasks: new Map(), deadlines: new Map(), requests: new Map(), told: new Map() },
  incidents: new Map(),
  due: new Map(),
  added: new Map(),
  failedAt: undefined,
  startedAt: undefined,
  ...{ acted: new Map(), questions: new Map(), ended: new Set(), atOnce: new Set() },
});

/** Each verb leaves one line: that a signer was added or removed, or a task left, is said by what somebody did. */
export function isTold(event: EngineEvent, { ended, atOnce, added }: Seen): boolean {
  switch (event.kind) {
    case 'taskCreated':
      return event.task.round !== undefined && atOnce.has(event.task.round);
    case 'taskCancelled':
      return ended.has(event.task);
    case 'roundMemberAdded':
      return event.addedBy !== undefined;
    // Who added a step said for whom it is, and began it.
    case 'peopleChosen':
      return Object.keys(event.choices).every((node) => added.has(node));
    case 'callStarted':
      return added.has(event.call.node);
    default:
      return false;
  }
}

export function remember(seen: Seen, event: EngineEvent, next: EngineEvent | undefined): void {
  seen.sign = next?.kind === 'taskCreated' ? next.task.sign : undefined;
  if (event.kind === 'asked') seen.questions.set(event.question.id, event.question);
  if (event.kind === 'questionHandedOn') {
    const asked = seen.questions.get(event.question);
    if (asked) seen.questions.set(event.question, { ...asked, to: event.to });
  }
  if (event.kind === 'signerRemoved' || event.kind === 'stepReturned' || event.kind === 'stepMoved')
    seen.ended.add(event.task);
  if (event.kind === 'roundOpened' && event.round.signing.mode !== 'sequential')
    seen.atOnce.add(event.round.id);
  if (event.kind === 'nodeAdded') seen.added.set(event.node, event.config['name'] as unknown as Label);
  seen.before = event.kind === 'taskChanged' ? seen.tasks.get(event.task.id) : undefined;
  if (event.kind === 'taskCreated' || event.kind === 'taskChanged' || event.kind === 'taskReopened')
    seen.tasks.set(event.task.id, event.task);
  seen.dueBefore = event.kind === 'deadlineChanged' ? seen.due.get(event.deadline) : undefined;
  if (event.kind === 'deadlineSet') {
    seen.due.set(event.deadline.id, event.deadline.due);
    seen.deadlines.set(event.deadline.id, event.deadline);
  }
  if (event.kind === 'clockSuspended' || event.kind === 'clockResumed')
    seen.due.set(event.deadline.id, event.deadline.due);
  if (event.kind === 'deadlineStepReached') seen.told.set(`${event.deadline} ${event.step.key}`, event.tell);
  if (event.kind === 'clockRequested') seen.requests.set(event.request.id, event.request);
  if (event.kind === 'deadlineChanged') seen.due.set(event.deadline, event.to.due);
  if (event.kind === 'errorThrown') seen.failedAt = event.node;
  if (event.kind === 'caseStarted') seen.startedAt = event.at;
  if (event.kind === 'incidentRaised') seen.incidents.set(event.incident.id, event.incident);
}

export function nodeOf(event: EngineEvent, seen: Seen): string | undefined {
  switch (event.kind) {
    case 'taskCreated':
    case 'taskReopened':
      return event.task.node;
    case 'peopleSought':
      return event.lookup.node;
    case 'roundOpened':
      return event.round.node;
    case 'taskClaimed':
    case 'taskReleased':
      return seen.tasks.get(event.task)?.node;
    case 'deadlineSet':
      return event.deadline.node;
    case 'incidentRaised':
      return event.incident.node;
    case 'incidentResolved':
      return seen.incidents.get(event.incident)?.node;
    case 'callStarted':
      return event.call.node;
    default:
      return 'node' in event ? (event.node ?? undefined) : undefined;
  }
}

export function taskIn(event: EngineEvent, seen: Seen): OpenTask | undefined {
  if (!('task' in event) || event.task === undefined) return undefined;
  return typeof event.task === 'string' ? seen.tasks.get(event.task) : event.task;
}
