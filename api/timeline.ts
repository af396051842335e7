import type { EngineEvent, EventBody } from '../engine/event.ts';
import type { Json } from '../engine/json.ts';
import type { Candidate } from '../engine/work/state.ts';
import { factsOf, nameOf, namesIn, textOf, type Wording } from './facts.ts';
import { handler } from './names.ts';
import type { Label } from './resources/label.shapes.ts';
import type { TimelineEntry } from './resources/timeline.shapes.ts';
import { whoDid } from './timeline/actor.ts';
import { textFor } from './timeline/index.ts';
import { lineContext, nodeName, type TimelineContext } from './timeline/line-context.ts';
import { isTold, nodeOf, nothingSeen, remember, taskIn, type Seen } from './timeline/seen.ts';

/** Every line that people read of a case, oldest first. Moves of tokens and other inner works are left out. */
export function timelineOf(events: readonly EngineEvent[], context: TimelineContext): TimelineEntry[] {
  const seen = nothingSeen();
  return events.flatMap((event, index) => {
    remember(seen, event, events[index + 1]);
    if (isTold(event, seen)) return [];
    const text = textFor(event, lineContext(event, seen, context));
    return text ? [entryOf(event, text, seen, context)] : [];
  });
}

function entryOf(
  event: EngineEvent,
  line: { text: Label; tone: TimelineEntry['tone'] },
  seen: Seen,
  context: TimelineContext,
): TimelineEntry {
  const node = nodeOf(event, seen) ?? null;
  return {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    tone: line.tone,
    who: whoDid(event, seen, context),
    text: line.text,
    node,
    nodeName: taskIn(event, seen)?.added?.name ?? (node === null ? null : nodeName(node, seen, context)),
    reason: reasonOf(event, context),
    opinion: 'opinion' in event ? (event.opinion ?? null) : null,
    attachments: 'attachments' in event ? (event.attachments ?? []) : [],
    told: toldBy(event).map((given) => handler(context.wording.names, context.people, given)),
    values: valuesOf(event, context.wording),
  };
}

/** What was filled in; of a revision only what it changed, as it was and as it is. */
function valuesOf(event: EventBody, wording: Wording): TimelineEntry['values'] {
  if (event.kind === 'taskCompleted' && event.before) {
    const { before, variables } = event;
    return namesIn(wording)
      .filter((key) => Object.hasOwn(before, key))
      .map((key) => ({
        ...{ key, name: nameOf(key, wording) },
        text: textOrEmpty(key, variables[key], wording),
        before: textOrEmpty(key, before[key], wording),
      }));
  }
  const isEntered =
    event.kind === 'taskCompleted' || (event.kind === 'variablesSet' && event.reason !== undefined);
  const values = isEntered ? factsOf(event.variables, wording) : [];
  return values.map(({ key, name, text }) => ({ key, name, text, before: null }));
}

const textOrEmpty = (key: string, value: Json | undefined, wording: Wording): Label =>
  value === undefined || value === null || value === ''
    ? { zh: '（未填写）', en: '(empty)' }
    : textOf(key, value, wording);

const toldBy = (event: EventBody): Candidate[] => (event.kind === 'deadlineStepReached' ? event.tell : []);

function reasonOf(event: EventBody, { model }: TimelineContext): string | null {
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
    case 'caseSuspended':
      // One that the template names is said in the line.
      return model.work?.suspensions ? null : event.reason;
    case 'progressRecorded':
      return event.text;
    default:
      return 'reason' in event && typeof event.reason === 'string' ? event.reason : null;
  }
}
