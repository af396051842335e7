import type { EngineEvent, EventBody } from '../engine/event.ts';
import type { Actor } from '../engine/input.ts';
import type { DeadlineConfig, PostAtUnit, ProcessModel, UserTaskConfig } from '../engine/model.ts';
import type { Deadline, OpenTask } from '../engine/state.ts';
import { factsOf, joined, type Wording } from './facts.ts';
import { personName, personNameOrNull, postName, unitName, type People } from './names.ts';
import { configOf } from '../engine/clock/config.ts';
import { isToldByTime } from '../engine/time/end.ts';
import { dateInWords, endInWords, type InWords } from './date-words.ts';
import type { ClockRequest } from '../engine/clock/event.ts';
import type { Candidate, Question } from '../engine/work/state.ts';
import { quoted } from './line.ts';
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
  const seen: Seen = {
    before: undefined,
    ...{ tasks: new Map(), deadlines: new Map(), requests: new Map(), told: new Map() },
    incidents: new Map(),
    due: new Map(),
    added: new Map(),
    failedAt: undefined,
    startedAt: undefined,
    ...{ acted: new Map(), questions: new Map(), ended: new Set() },
  };
  return events.flatMap((event, index) => {
    if (isTold(event, seen)) return [];
    remember(seen, event, events[index + 1]);
    const text = textFor(event, lineContext(event, seen, context));
    return text ? [entryOf(event, text, seen, context)] : [];
  });
}

/** Ids of all people that a case's events name: to read their names in one go. */
export function peopleIn(events: readonly EngineEvent[]): string[] {
  const ids = new Set<string>();
  const named = (candidates: readonly Candidate[] = []) => {
    for (const { person } of candidates) if (person !== undefined) ids.add(person);
  };
  for (const event of events) {
    named(givenTo(event));
    if (event.kind === 'taskCreated' || event.kind === 'taskChanged' || event.kind === 'taskReopened') {
      const { candidates, owner, addedBy, returned, delegatedBy = [] } = event.task;
      named(candidates);
      named(owner);
      for (const id of [addedBy, returned?.by, ...delegatedBy.map(({ by }) => by)])
        if (id !== undefined) ids.add(id);
      for (const { from } of delegatedBy) named(from);
    }
    if (event.kind === 'signed') {
      for (const id of [event.decision.by, event.decision.for]) if (id !== undefined) ids.add(id);
    }
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
  /** Of the signers that the event adds: whether they act first. */
  sign?: OpenTask['sign'];
}

/** Each verb leaves one line: that a signer was added or removed, or a task left, is said by what somebody did. */
function isTold(event: EngineEvent, { ended }: Seen): boolean {
  switch (event.kind) {
    case 'taskCancelled':
      return ended.has(event.task);
    case 'roundMemberAdded':
      return event.addedBy !== undefined;
    default:
      return false;
  }
}

function remember(seen: Seen, event: EngineEvent, next: EngineEvent | undefined): void {
  seen.sign = next?.kind === 'taskCreated' ? next.task.sign : undefined;
  if (event.kind === 'asked') seen.questions.set(event.question.id, event.question);
  if (event.kind === 'signerRemoved' || event.kind === 'stepReturned' || event.kind === 'stepMoved')
    seen.ended.add(event.task);
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

export interface LineContext {
  /** Name of the step on the diagram. */
  node: Label;
  candidates: Label;
  outcome: Label | undefined;
  step: Label | undefined;
  /** By when, of the deadline that it is about: the day, and the time where it is counted in hours. */
  due: InWords;
  /** By when it was before, where that is another. */
  dueBefore: InWords | undefined;
  /** At the instant at which the case began: what is so from the start has not happened in it. */
  isAtStart: boolean;
  incidentCode: string | undefined;
  /** A deadline closed after its instant, and not only because the step was no longer needed. */
  isLate: boolean;
  /** Step by whose error the case ended. */
  failedAt: Label | undefined;
  /** Whom something was given, sent or copied to; who decides together, or must draw up a document. */
  to: Label;
  /** Where it was returned or moved to. */
  target: Label;
  /** Of signers who are added: whether they act before or after the handler. */
  sign: OpenTask['sign'];
  /** Who does which of the steps to come. */
  chosen: Label;
  /** Who asked the question that is answered. */
  asker: string;
  /** Steps of the tasks that were urged. */
  tasks: Label;
  /** A unit that takes part from now on. */
  unit: Label;
  /** The deadline that it is about. */
  deadline: Label;
  /** The template's words for a reason to let a clock stand still. */
  why: Label;
  /** What was asked for, of a request that is decided. */
  request: 'extension' | 'suspension' | undefined;
  document: Label | undefined;
}

function lineContext(event: EngineEvent, seen: Seen, context: TimelineContext): LineContext {
  const node = nodeOf(event, seen);
  const clock = clockOf(event, seen, context);
  const added = taskIn(event, seen)?.added?.name;
  return {
    node: added ?? (node === undefined ? { zh: '' } : nodeName(node, seen, context)),
    candidates: namesOf(event.kind === 'taskCreated' ? event.task.candidates : [], context),
    outcome: outcomeIn(event, context),
    step:
      event.kind === 'deadlineStepReached'
        ? stepName(context.model, event.node, event.step.key)
        : event.kind === 'stepAcknowledged'
          ? stepName(context.model, event.node, event.step)
          : undefined,
    ...duesOf(event, seen, clock?.config),
    isAtStart: event.at === seen.startedAt,
    incidentCode: event.kind === 'incidentResolved' ? seen.incidents.get(event.incident)?.code : undefined,
    isLate: event.kind === 'deadlineClosed' && !event.met && (seen.due.get(event.deadline) ?? '') <= event.at,
    failedAt: seen.failedAt === undefined ? undefined : context.model.nodes[seen.failedAt]?.name,
    to: namesOf(givenTo(event, seen), context),
    target: targetOf(event, context),
    sign: seen.sign,
    chosen: event.kind === 'peopleChosen' ? chosenIn(event.choices, seen, context) : { zh: '' },
    asker: event.kind === 'answered' ? askerOf(seen.questions.get(event.question), context) : '',
    tasks: joined(
      (event.kind === 'urged' ? event.tasks : []).map((id) => {
        const urged = seen.tasks.get(id);
        return urged ? taskName(urged, context) : { zh: id };
      }),
    ),
    unit: event.kind === 'participantAdded' ? unitName(context.wording.names, event.unit).name : { zh: '' },
    deadline: clock?.config?.name ?? { zh: clock?.key ?? '' },
    why: clock?.config?.suspensions?.find(({ key }) => key === whyOf(event))?.name ?? { zh: whyOf(event) },
    request: event.kind === 'clockRequestDecided' ? seen.requests.get(event.request)?.what : undefined,
    document: event.kind === 'documentDue' ? documentOf(event, clock?.config, context) : undefined,
  };
}

/** The deadline that an event is about, with what its template says of it. */
function clockOf(
  event: EngineEvent,
  seen: Seen,
  { model }: TimelineContext,
): { key: string; config: DeadlineConfig | undefined } | undefined {
  const id =
    event.kind === 'clockRequested'
      ? event.request.deadline
      : !('deadline' in event)
        ? undefined
        : typeof event.deadline === 'string'
          ? event.deadline
          : event.deadline.id;
  const deadline = id === undefined ? undefined : seen.deadlines.get(id);
  return deadline && { key: deadline.key, config: configOf(model, deadline) };
}

function duesOf(
  event: EngineEvent,
  seen: Seen,
  config: DeadlineConfig | undefined,
): Pick<LineContext, 'due' | 'dueBefore'> {
  const isTimed = isToldByTime(config?.rule);
  const inWords = (dueDate: string, instant: string | undefined) =>
    isTimed && instant !== undefined ? endInWords(instant) : dateInWords(dueDate);
  switch (event.kind) {
    case 'deadlineSet':
    case 'clockResumed':
      return { due: inWords(event.deadline.dueDate, event.deadline.due), dueBefore: undefined };
    case 'deadlineStepReached':
      return { due: inWords(event.dueDate, seen.due.get(event.deadline)), dueBefore: undefined };
    case 'deadlineChanged': {
      const due = inWords(event.to.dueDate, event.to.due);
      const before = inWords(event.from, event.fromDue ?? seen.dueBefore);
      return { due, dueBefore: before.zh === due.zh ? undefined : before };
    }
    default:
      return { due: dateInWords(''), dueBefore: undefined };
  }
}

const whyOf = (event: EngineEvent): string =>
  event.kind === 'clockSuspended'
    ? event.why
    : event.kind === 'clockRequested'
      ? (event.request.why ?? '')
      : '';

/** In both languages as the ladder has it. */
function documentOf(
  event: EngineEvent & { kind: 'documentDue' },
  config: DeadlineConfig | undefined,
  { model }: TimelineContext,
): Label {
  const ladder = config?.ladder ?? model.ladder;
  return ladder.find(({ key }) => key === event.step)?.document ?? { zh: event.document };
}

const nodeName = (node: string, { added }: Seen, { model }: TimelineContext): Label =>
  model.nodes[node]?.name ?? added.get(node) ?? { zh: node };

/** A step that a person added has its own name. */
const taskName = (task: Pick<OpenTask, 'node' | 'added'>, { model }: TimelineContext): Label =>
  task.added?.name ?? model.nodes[task.node]?.name ?? { zh: task.node };

function outcomeIn(event: EngineEvent, { model }: TimelineContext): Label | undefined {
  if (event.kind === 'taskCompleted') return outcomeName(model, event.node, event.outcome);
  if (event.kind === 'taskChanged') return outcomeName(model, event.node, event.task.decided?.outcome);
  return undefined;
}

function targetOf(event: EngineEvent, { model }: TimelineContext): Label {
  const node =
    event.kind === 'stepReturned' || event.kind === 'stepMoved' || event.kind === 'detourEnded'
      ? event.to
      : event.kind === 'ladderActed'
        ? event.target
        : undefined;
  if (node === undefined) return { zh: '' };
  if (node === model.process || model.nodes[node]?.type === 'startEvent')
    return { zh: '发起人', en: 'whoever began the case' };
  return model.nodes[node]?.name ?? { zh: node };
}

/** “审核”由李四办理. */
function chosenIn(choices: Record<string, Candidate[]>, seen: Seen, context: TimelineContext): Label {
  return joined(
    Object.entries(choices).map(([node, people]) => {
      const [step, who] = [quoted(nodeName(node, seen, context)), namesOf(people, context)];
      return { zh: `${step.zh}由${who.zh}办理`, en: `${step.en} by ${who.en ?? who.zh}` };
    }),
  );
}

const askerOf = (question: Question | undefined, { people }: TimelineContext): string =>
  question ? personName(people, question.by).name : '';

function givenTo(event: EngineEvent, seen?: Seen): Candidate[] {
  switch (event.kind) {
    case 'signerRemoved':
    case 'roundMemberRemoved':
      return seen?.tasks.get(event.task)?.candidates ?? [];
    case 'taskChanged':
      return event.verb === 'signersDone' ? event.task.candidates : (event.to ?? []);
    case 'ladderActed':
      return event.to ?? [];
    case 'peopleReplaced':
      return event.people;
    case 'peopleFound':
      return event.answers.flat();
    case 'peopleChosen':
      return Object.values(event.choices).flat();
    case 'roundOpened':
      return event.round.members.map(({ candidate }) => candidate);
    case 'roundMemberAdded':
      return [event.candidate];
    case 'copied':
      return [event.copy.to];
    case 'commented':
      return event.mentions ?? [];
    case 'asked':
      return [event.question.to];
    case 'documentDue':
      return event.by;
    default:
      return [];
  }
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
    nodeName: taskIn(event, seen)?.added?.name ?? (node === null ? null : nodeName(node, seen, context)),
    reason: reasonOf(event),
    opinion: 'opinion' in event ? (event.opinion ?? null) : null,
    attachments: 'attachments' in event ? (event.attachments ?? []) : [],
    told: toldBy(event).map((post) => postName(context.wording.names, post)),
    values: values.map(({ key, name, text }) => ({ key, name, text })),
  };
}

function nodeOf(event: EngineEvent, seen: Seen): string | undefined {
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

const toldBy = (event: EventBody): PostAtUnit[] => (event.kind === 'deadlineStepReached' ? event.tell : []);

function reasonOf(event: EventBody): string | null {
  switch (event.kind) {
    case 'clockRequested':
      return event.request.reason;
    case 'copied':
      return event.note ?? null;
    case 'urged':
      return event.text ?? null;
    case 'commented':
    case 'asked':
    case 'answered':
      return event.text;
    case 'taskCompleted':
    case 'deadlineChanged':
    case 'variablesSet':
      return event.reason ?? null;
    case 'caseCancelled':
      return event.reason;
    case 'progressRecorded':
      return event.text;
    default:
      return 'reason' in event && typeof event.reason === 'string' ? event.reason : null;
  }
}

function taskIn(event: EngineEvent, seen: Seen): OpenTask | undefined {
  if (!('task' in event) || event.task === undefined) return undefined;
  return typeof event.task === 'string' ? seen.tasks.get(event.task) : event.task;
}

/** Those whose it was to do this: who had the task or its step, who decides on a request, whom an escalation told. */
function postsAsked(event: EngineEvent, seen: Seen): readonly PostAtUnit[] {
  switch (event.kind) {
    case 'clockRequestDecided':
      return seen.requests.get(event.request)?.approvers ?? [];
    case 'stepAcknowledged':
      return seen.told.get(`${event.deadline} ${event.step}`) ?? [];
    case 'answered':
      return [seen.questions.get(event.question)?.to ?? []].flat();
    case 'clockRequested':
    case 'clockResumed':
      return [...seen.tasks.values()].findLast(({ node }) => node === event.node)?.candidates ?? [];
    default:
      return (seen.before ?? taskIn(event, seen))?.candidates ?? [];
  }
}

/**
 * The post that allowed it: one that the task asked for; for what follows from what somebody did to a task (at the same
 * instant), the one in which they did that; else the first they held.
 */
function actingPost(
  event: EngineEvent,
  actor: Actor & { kind: 'person' },
  seen: Seen,
): PostAtUnit | undefined {
  const posts = postsAsked(event, seen);
  const asked = actor.posts.find((held) =>
    posts.some((wanted) => wanted.post === held.post && wanted.unit === held.unit),
  );
  const acted = seen.acted.get(actor.person);
  const before = acted?.at === event.at ? acted.post : undefined;
  const isGiven = event.kind === 'taskCreated' || event.kind === 'taskReopened';
  if (asked && !isGiven) seen.acted.set(actor.person, { at: event.at, post: asked });
  return (isGiven ? (before ?? asked) : (asked ?? before)) ?? actor.posts[0];
}

/** The person with the post that allowed it. */
function whoDid(event: EngineEvent, seen: Seen, { wording, people }: TimelineContext): TimelineActor {
  const { actor } = event;
  if (actor?.kind !== 'person') return theSystem(actor);
  const acted = actingPost(event, actor, seen);
  const person = personName(people, actor.person);
  return {
    kind: 'person',
    person,
    post: acted ? postName(wording.names, acted) : null,
    for: personNameOrNull(people, actor.for),
    name:
      actor.for === undefined
        ? { zh: person.name }
        : inPlaceOf(person.name, personName(people, actor.for).name),
  };
}

/** 王五 代 张三: a substitute acts, and for whom. */
const inPlaceOf = (substitute: string, principal: string): Label => ({
  zh: `${substitute} 代 ${principal}`,
  en: `${substitute} for ${principal}`,
});

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
  ladder: { zh: '系统（超时自动）', en: 'The system (overdue)' },
  round: { zh: '系统（表决）', en: 'The system (vote)' },
  policy: { zh: '系统（按规则）', en: 'The system (by rule)' },
  signing: { zh: '系统（表决）', en: 'The system (vote)' },
  orphans: { zh: '系统（无主任务）', en: 'The system (orphaned tasks)' },
};

/** Posts at units as people say them; one person by name, with the capacity where there is one. */
const namesOf = (candidates: Candidate[], { wording, people }: TimelineContext): Label =>
  joined(
    candidates.map(({ person, ...post }) => {
      const { postName: held, unitName } = postName(wording.names, post);
      const zh = `${unitName.zh}${held.zh}`;
      const en = `${held.en ?? held.zh} of ${unitName.en ?? unitName.zh}`;
      if (person === undefined) return { zh, en };
      const { name } = personName(people, person);
      return post.post === '' ? { zh: name, en: name } : { zh: `${name}（${zh}）`, en: `${name} (${en})` };
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
