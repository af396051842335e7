import type { EngineEvent, EventBody } from '../engine/event.ts';
import type { Actor } from '../engine/input.ts';
import type { PostAtUnit, ProcessModel, UserTaskConfig } from '../engine/model.ts';
import type { OpenTask } from '../engine/state.ts';
import { factsOf, joined, type Wording } from './facts.ts';
import { personName, personNameOrNull, postName, type People } from './names.ts';
import { stepName } from './deadlines.ts';
import type { Label } from './resources/label.shapes.ts';
import type { TimelineActor, TimelineEntry } from './resources/timeline.shapes.ts';
import { textFor } from './timeline-texts.ts';

/** What putting a case's events into words needs beside them. */
export interface TimelineContext {
  model: ProcessModel;
  wording: Wording;
  people: People;
}

/** Every line that people read of a case, oldest first. Moves of tokens and other inner works are left out. */
export function timelineOf(events: readonly EngineEvent[], context: TimelineContext): TimelineEntry[] {
  const seen: Seen = { tasks: new Map(), incidents: new Map(), due: new Map(), failedAt: undefined };
  return events.flatMap((event) => {
    remember(seen, event);
    const text = textFor(event, lineContext(event, seen, context));
    return text ? [entryOf(event, text, seen, context)] : [];
  });
}

/** Ids of all people that a case's events name: to read their names in one go. */
export function peopleIn(events: readonly EngineEvent[]): string[] {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.actor?.kind === 'person') {
      ids.add(event.actor.person);
      if (event.actor.for !== undefined) ids.add(event.actor.for);
    }
    if (event.kind === 'taskClaimed') ids.add(event.person);
  }
  return [...ids];
}

interface Seen {
  tasks: Map<string, OpenTask>;
  incidents: Map<string, { node: string; code: string }>;
  /** Instant at which each deadline is missed, by its id. */
  due: Map<string, string>;
  /** Step whose error was the last one. */
  failedAt: string | undefined;
}

function remember(seen: Seen, event: EngineEvent): void {
  if (event.kind === 'taskCreated') seen.tasks.set(event.task.id, event.task);
  if (event.kind === 'deadlineSet') seen.due.set(event.deadline.id, event.deadline.due);
  if (event.kind === 'deadlineChanged') seen.due.set(event.deadline, event.to.due);
  if (event.kind === 'errorThrown') seen.failedAt = event.node;
  if (event.kind === 'incidentRaised') seen.incidents.set(event.incident.id, event.incident);
}

export interface LineContext {
  /** Name of the step on the diagram. */
  node: Label;
  candidates: Label;
  outcome: Label | undefined;
  step: Label | undefined;
  told: Label;
  incidentCode: string | undefined;
  /** A deadline closed after its instant, and not only because the step was no longer needed. */
  isLate: boolean;
  /** Step by whose error the case ended. */
  failedAt: Label | undefined;
}

function lineContext(event: EngineEvent, seen: Seen, context: TimelineContext): LineContext {
  const node = nodeOf(event, seen);
  return {
    node: node === undefined ? { zh: '' } : (context.model.nodes[node]?.name ?? { zh: node }),
    candidates: namesOf(event.kind === 'taskCreated' ? event.task.candidates : [], context),
    outcome:
      event.kind === 'taskCompleted' ? outcomeName(context.model, event.node, event.outcome) : undefined,
    step:
      event.kind === 'deadlineStepReached' ? stepName(context.model, event.node, event.step.key) : undefined,
    told: namesOf(toldBy(event), context),
    incidentCode: event.kind === 'incidentResolved' ? seen.incidents.get(event.incident)?.code : undefined,
    isLate: event.kind === 'deadlineClosed' && !event.met && (seen.due.get(event.deadline) ?? '') <= event.at,
    failedAt: seen.failedAt === undefined ? undefined : context.model.nodes[seen.failedAt]?.name,
  };
}

function entryOf(
  event: EngineEvent,
  line: { text: Label; tone: TimelineEntry['tone'] },
  seen: Seen,
  context: TimelineContext,
): TimelineEntry {
  const node = nodeOf(event, seen) ?? null;
  const isEntered =
    event.kind === 'taskCompleted' || (event.kind === 'variablesSet' && event.reason !== undefined);
  const values = isEntered ? factsOf(event.variables, context.wording) : [];
  return {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    tone: line.tone,
    who: whoDid(event, seen, context),
    text: line.text,
    node,
    nodeName: node === null ? null : (context.model.nodes[node]?.name ?? { zh: node }),
    reason: reasonOf(event),
    opinion: null,
    attachments: [],
    told: toldBy(event).map((post) => postName(context.wording.names, post)),
    values: values.map(({ key, name, text }) => ({ key, name, text })),
  };
}

function nodeOf(event: EngineEvent, seen: Seen): string | undefined {
  switch (event.kind) {
    case 'taskCreated':
      return event.task.node;
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
      return 'node' in event ? event.node : undefined;
  }
}

const toldBy = (event: EventBody): PostAtUnit[] => (event.kind === 'deadlineStepReached' ? event.tell : []);

function reasonOf(event: EventBody): string | null {
  switch (event.kind) {
    case 'taskCompleted':
    case 'deadlineChanged':
    case 'variablesSet':
      return event.reason ?? null;
    case 'caseCancelled':
      return event.reason;
    case 'progressRecorded':
      return event.text;
    default:
      return null;
  }
}

/** The person with the post that allowed it: one that the task asked for, else the first they held. */
function whoDid(event: EngineEvent, seen: Seen, { wording, people }: TimelineContext): TimelineActor {
  const { actor } = event;
  if (actor?.kind !== 'person') return theSystem(actor);
  const task = 'task' in event && typeof event.task === 'string' ? seen.tasks.get(event.task) : undefined;
  const acted =
    actor.posts.find((held) =>
      task?.candidates.some((wanted) => wanted.post === held.post && wanted.unit === held.unit),
    ) ?? actor.posts[0];
  const person = personName(people, actor.person);
  return {
    kind: 'person',
    person,
    post: acted ? postName(wording.names, acted) : null,
    for: personNameOrNull(people, actor.for),
    name: { zh: person.name },
  };
}

const theSystem = (actor: Actor | null): TimelineActor => ({
  kind: 'system',
  person: null,
  post: null,
  for: null,
  name: actor?.kind === 'system' ? (systemNames[actor.name] ?? system) : system,
});

const system: Label = { zh: '系统', en: 'The system' };
const systemNames: Record<string, Label> = {
  timer: { zh: '系统（到时）', en: 'The system (time)' },
  clock: { zh: '系统（时钟）', en: 'The system (clock)' },
  message: { zh: '系统（消息）', en: 'The system (message)' },
  signal: { zh: '系统（信号）', en: 'The system (signal)' },
};

const namesOf = (posts: PostAtUnit[], { wording }: TimelineContext): Label =>
  joined(
    posts.map((post) => {
      const { postName: held, unitName } = postName(wording.names, post);
      return {
        zh: `${unitName.zh}${held.zh}`,
        en: `${held.en ?? held.zh} of ${unitName.en ?? unitName.zh}`,
      };
    }),
  );

export function outcomeName(
  model: ProcessModel,
  node: string,
  outcome: string | null | undefined,
): Label | undefined {
  if (!outcome) return undefined;
  const { outcomes = [] } = (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;
  return outcomes.find((offered) => offered.key === outcome)?.name ?? { zh: outcome };
}
