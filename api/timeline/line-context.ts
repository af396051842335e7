import { configOf } from '../../engine/clock/config.ts';
import type { EngineEvent } from '../../engine/event.ts';
import { linkConfigOf } from '../../engine/link/serving.ts';
import type { DeadlineConfig, ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import type { OpenTask } from '../../engine/state.ts';
import { isToldByTime } from '../../engine/time/end.ts';
import type { Candidate, Question } from '../../engine/work/state.ts';
import { dateInWords, endInWords, type InWords } from '../date-words.ts';
import { stepName } from '../deadlines.ts';
import { joined, type Wording } from '../facts.ts';
import { quoted } from '../line.ts';
import { personName, unitName, type People } from '../names.ts';
import type { Label } from '../resources/label.shapes.ts';
import { givenTo, namesOf } from './people.ts';
import { nodeOf, taskIn, type Seen } from './seen.ts';

/** What putting a case's events into words needs beside them. */
export interface TimelineContext {
  model: ProcessModel;
  wording: Wording;
  people: People;
}

/** What a line may say, in words. */
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
  /** Of a staff move: whose part another takes. */
  leaver: string;
  /** Who asked the question that is answered. */
  asker: string;
  /** Steps of the tasks that were urged. */
  tasks: Label;
  /** A unit that takes part from now on, or an agency that does its part over a link. */
  unit: Label;
  /** The deadline that it is about. */
  deadline: Label;
  /** That deadline runs across the steps of the case. */
  isOfCase: boolean;
  /** Its step has others beside it: a line must say which. */
  isOneOfSeveral: boolean;
  /** The template's words for a reason to let a clock, or the whole case, stand still; empty where a case's reason is in people's own. */
  why: Label;
  /** What was asked for, of a request that is decided. */
  request: 'extension' | 'suspension' | undefined;
  document: Label | undefined;
  /** What an agency does over a link, in its own eyes. */
  done: Label;
}

export function lineContext(event: EngineEvent, seen: Seen, context: TimelineContext): LineContext {
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
    leaver: leaverOf(event, context),
    asker: event.kind === 'answered' ? askerOf(seen.questions.get(event.question), context) : '',
    tasks: joined(
      (event.kind === 'urged' ? event.tasks : []).map((id) => {
        const urged = seen.tasks.get(id);
        return quoted(urged ? taskName(urged, context) : { zh: id });
      }),
    ),
    unit: unitIn(event, context),
    deadline: clock?.config?.name ?? { zh: clock?.key ?? '' },
    isOfCase: clock?.isOfCase ?? false,
    isOneOfSeveral:
      node !== undefined && !clock?.isOfCase && (context.model.nodes[node]?.deadlines ?? []).length > 1,
    why: whyIn(event, clock?.config, context),
    request: event.kind === 'clockRequestDecided' ? seen.requests.get(event.request)?.what : undefined,
    done: linkName(event, seen, context),
    document: event.kind === 'documentDue' ? documentOf(event, clock?.config, context) : undefined,
  };
}

/** The deadline that an event is about, with what its template says of it. */
function clockOf(
  event: EngineEvent,
  seen: Seen,
  { model }: TimelineContext,
): { key: string; isOfCase: boolean; config: DeadlineConfig | undefined } | undefined {
  const id =
    event.kind === 'clockRequested'
      ? event.request.deadline
      : !('deadline' in event)
        ? undefined
        : typeof event.deadline === 'string'
          ? event.deadline
          : event.deadline.id;
  const deadline = id === undefined ? undefined : seen.deadlines.get(id);
  return (
    deadline && {
      ...{ key: deadline.key, isOfCase: deadline.ofCase ?? false },
      config: configOf(model, deadline),
    }
  );
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
      const { fromDue, from, to } = event;
      // Where only the time of day moved, the day alone would say that nothing did.
      const [due, before] =
        fromDue === undefined
          ? [inWords(to.dueDate, to.due), inWords(from, seen.dueBefore)]
          : [endInWords(to.due), endInWords(fromDue)];
      return { due, dueBefore: before.zh === due.zh ? undefined : before };
    }
    default:
      return { due: dateInWords(''), dueBefore: undefined };
  }
}

function whyIn(event: EngineEvent, clock: DeadlineConfig | undefined, { model }: TimelineContext): Label {
  if (event.kind === 'caseSuspended')
    return model.work?.suspensions?.find(({ key }) => key === event.reason)?.name ?? { zh: '' };
  const why = whyOf(event);
  return clock?.suspensions?.find(({ key }) => key === why)?.name ?? { zh: why };
}

function whyOf(event: EngineEvent): string {
  switch (event.kind) {
    case 'clockSuspended':
      return event.why;
    case 'clockRequested':
      return event.request.why ?? '';
    default:
      return '';
  }
}

/** In both languages as the ladder has it. */
function documentOf(
  event: EngineEvent & { kind: 'documentDue' },
  config: DeadlineConfig | undefined,
  { model }: TimelineContext,
): Label {
  const ladder = config?.ladder ?? model.ladder;
  return ladder.find(({ key }) => key === event.step)?.document ?? { zh: event.document };
}

export const nodeName = (node: string, { added }: Seen, { model }: TimelineContext): Label =>
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

function linkName(event: EngineEvent, seen: Seen, context: TimelineContext): Label {
  if (event.kind !== 'linkMade' && event.kind !== 'linkUsed' && event.kind !== 'linkRevoked')
    return { zh: '' };
  return linkConfigOf(context.model, event.node)?.name ?? nodeName(event.node, seen, context);
}

function unitIn(event: EngineEvent, { wording }: TimelineContext): Label {
  const unit = event.kind === 'linkMade' ? event.link.unit : 'unit' in event ? event.unit : undefined;
  return unit === undefined ? { zh: '' } : unitName(wording.names, unit).name;
}

function leaverOf(event: EngineEvent, { people }: TimelineContext): string {
  switch (event.kind) {
    case 'heirNamed':
    case 'heirAsked':
    case 'questionHandedOn':
      return personName(people, event.from).name;
    default:
      return '';
  }
}

const askerOf = (question: Question | undefined, { people }: TimelineContext): string =>
  question ? personName(people, question.by).name : '';

export function outcomeName(
  model: ProcessModel,
  node: string,
  outcome: string | null | undefined,
): Label | undefined {
  if (!outcome) return undefined;
  const { outcomes = [] } = (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;
  return outcomes.find((offered) => offered.key === outcome)?.name ?? { zh: outcome };
}
