/** Which events are told to somebody: rows for the outbox. Who that is, is found when they are sent. */
import type { EngineEvent } from '../engine/event.ts';
import type { OpenTask } from '../engine/state.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { NotificationKind, Told } from './schema/index.ts';
import { statement } from './statement.ts';

export interface Notification {
  effect_id: string;
  seq: number;
  kind: NotificationKind;
  channel: string;
  task: string | null;
  deadline: string | null;
  node: string;
  step: string | null;
  colour: string | null;
  recipients: Told[];
  tells_handlers: boolean;
  at: string;
  /** Whoever asked this question, or for this change of a deadline, or began the case is told as well: the rows know them. */
  asker_of: string | null;
  requester_of: string | null;
  tells_starter: boolean;
}

type Content = Partial<Omit<Notification, 'effect_id' | 'seq' | 'at'>> & Pick<Notification, 'kind' | 'node'>;

const kindOfStep = { remind: 'dueSoon', due: 'overdue', escalate: 'escalated' } as const;

/** Changes of a task that give it to somebody who did not have it. */
const givingVerbs = new Set(['transfer', 'delegate', 'answerDelegation', 'assign', 'signersDone', 'resume']);

/** `process`: id of the node of the whole case. A task that is closed within the same events is told to nobody. */
export function notificationsOf(
  caseId: string,
  process: string,
  events: readonly EngineEvent[],
): Notification[] {
  const closed = new Set(
    events.flatMap((event) =>
      event.kind === 'taskCompleted' || event.kind === 'taskCancelled' ? [event.task] : [],
    ),
  );
  return events.flatMap((event, place) =>
    contentsOf(event, process, { events, place })
      .filter(({ task }) => task === undefined || task === null || !closed.has(task))
      .map((content, index): Notification => ({
        effect_id: `${caseId}:${event.seq}:${index + 1}`,
        seq: event.seq,
        at: event.at,
        channel: 'mail',
        task: null,
        deadline: null,
        step: null,
        colour: null,
        recipients: [],
        tells_handlers: false,
        asker_of: null,
        requester_of: null,
        tells_starter: false,
        ...content,
      })),
  );
}

/** Where an event stands among those of its commit. */
interface Place {
  events: readonly EngineEvent[];
  place: number;
}

/** A called case that is returned to its caller ends with it, and that is told. */
const endsByIt = ({ events, place }: Place): boolean =>
  events.slice(place + 1).some(({ kind, at }) => kind === 'caseCancelled' && at === events[place]!.at);

/** Whether what was decided last before this event, at the same instant, was a reject: the case ends by it. */
function isByReject({ events, place }: Place): boolean {
  const { at } = events[place]!;
  const decided = events
    .slice(0, place)
    .findLast((event) => event.at === at && (event.kind === 'taskCompleted' || event.kind === 'roundClosed'));
  if (decided?.kind === 'taskCompleted') return decided.verdict === 'reject';
  return decided?.kind === 'roundClosed' && decided.result === 'reject';
}

function contentsOf(event: EngineEvent, process: string, place: Place): Content[] {
  switch (event.kind) {
    case 'taskCreated':
    case 'taskReopened':
      return given(event.task);
    case 'taskChanged':
      if (event.cause === 'leaver') return takenOver(event);
      return givingVerbs.has(event.verb) ? given(event.task, event.verb) : [];
    case 'caseCompleted':
    case 'caseFailed':
      return isByReject(place) ? [cutOff('caseRejected', process)] : [];
    case 'stepReturned':
      return event.isReject && !endsByIt(place) ? [cutOff('stepRejected', process)] : [];
    case 'caseRecalled':
    case 'caseCancelled':
      return [cutOff(event.kind, process)];
    case 'urged':
      return event.tasks.map((task) => ({ kind: 'urged', node: process, task, tells_handlers: true }));
    case 'copied':
      return [{ kind: 'copied', node: event.node ?? process, recipients: [event.copy.to] }];
    case 'asked': {
      const { task = null, to } = event.question;
      return [{ kind: 'asked', node: event.node ?? process, task, recipients: [to] }];
    }
    case 'questionHandedOn':
      return [{ kind: 'asked', node: event.node ?? process, recipients: [event.to] }];
    case 'answered':
      return [{ kind: 'answered', node: event.node ?? process, asker_of: event.question }];
    case 'commented':
      return event.mentions?.length
        ? [{ kind: 'mentioned', node: event.node ?? process, recipients: event.mentions }]
        : [];
    case 'clockRequested': {
      const { deadline, approvers } = event.request;
      return approvers.length > 0
        ? [{ kind: 'clockRequested', node: event.node, deadline, recipients: approvers }]
        : [];
    }
    case 'clockRequestDecided': {
      const { node, deadline, request } = event;
      // Others decide after them: who asked is told of the last word.
      if (event.next !== undefined) return [];
      return [{ kind: 'clockDecided', node, deadline, requester_of: request }];
    }
    case 'deadlineChanged':
      return isUnmoved(event, event.to) ? [] : [moved(event.node, event.deadline)];
    case 'clockResumed':
      return isUnmoved(event, event.deadline) ? [] : [moved(event.node, event.deadline.id)];
    case 'documentDue': {
      const { node, deadline, step, by } = event;
      return [{ kind: 'documentDue', node, deadline, step, recipients: by }];
    }
    case 'linkUsed':
      return [{ kind: 'linkUsed', node: event.node, recipients: [{ person: event.by }] }];
    case 'caseSuspended':
    case 'caseResumed':
    case 'caseVoided':
      return [{ kind: event.kind, node: process, tells_handlers: true, tells_starter: true }];
    case 'deadlineStepReached': {
      const { step, deadline, node } = event;
      return step.channels.map((channel) => ({
        kind: kindOfStep[step.kind],
        channel,
        deadline,
        node,
        step: step.key,
        colour: step.colour ?? null,
        recipients: step.whom,
        tells_handlers: step.handlers,
      }));
    }
    // Every other kind is told to nobody.
    default:
      return [];
  }
}

/** To those whose tasks were open as it happened. */
const cutOff = (kind: NotificationKind, process: string): Content => ({
  kind,
  node: process,
  tells_handlers: true,
});

/** Nothing while it waits for others: it is told when it is their turn. `verb`: by which it changed hands. */
function given(task: OpenTask, verb?: string): Content[] {
  if (task.waits) return [];
  const kind =
    verb === 'delegate' ? 'delegated' : verb === 'answerDelegation' ? 'delegationAnswered' : undefined;
  return [
    {
      kind: kind ?? (task.returned ? 'taskReturned' : 'taskGiven'),
      task: task.id,
      node: task.node,
      tells_handlers: true,
    },
  ];
}

/** To the heir alone: whoever else has it, has had it before. One that others are still to give an opinion on is told as it comes back. */
function takenOver({ task, to = [] }: EngineEvent & { kind: 'taskChanged' }): Content[] {
  const isIn = ({ person }: Candidate) =>
    task.claimedBy === person || task.candidates.some((each) => each.person === person);
  if (!to.some(isIn)) return [];
  return given(task, task.delegatedBy ? 'delegate' : undefined).map((content) => ({
    ...content,
    tells_handlers: false,
    recipients: to,
  }));
}

/** Office hours that a new calendar moves leave a date what it is. */
const isUnmoved = (
  { from, fromDue, cause }: { from: string; fromDue?: string; cause?: string },
  to: { dueDate: string },
): boolean => from === to.dueDate && (fromDue === undefined || cause === 'calendar');

const moved = (node: string, deadline: string): Content => ({
  kind: 'deadlineMoved',
  node,
  deadline,
  tells_handlers: true,
});

/** After the rows of the read model, which say who asked, and who began the case. */
export const insertNotifications = (
  rows: readonly Notification[],
  at: { tenant: string; caseId: string },
) => statement`
  insert into outbox (effect_id, tenant_id, case_id, seq, kind, channel, task, deadline, node, step, colour, recipients,
    tells_handlers, at)
  select effect_id, ${at.tenant}, ${at.caseId}::uuid, seq, kind, channel, task, deadline, node, step, colour,
    given.recipients || case when asker_of is null and requester_of is null and not tells_starter then '[]' else (
      select coalesce(jsonb_agg(jsonb_build_object('person', person)), '[]') from (
        select asked_by as person from question where question.case_id = ${at.caseId}::uuid and question.question = asker_of
        union select asked_by from clock_request
          where clock_request.case_id = ${at.caseId}::uuid and clock_request.request = requester_of
        union select started_by from "case" where "case".case_id = ${at.caseId}::uuid and tells_starter
      ) known where person is not null) end,
    tells_handlers, at
  from json_to_recordset(${JSON.stringify(rows)}::json) as given (effect_id text, seq int, kind text, channel text, task text,
    deadline text, node text, step text, colour text, recipients jsonb, tells_handlers boolean, at timestamptz, asker_of text,
    requester_of text, tells_starter boolean)`;
