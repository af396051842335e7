import type { ClockEvent } from './clock/event.ts';
import type { Actor } from './input.ts';
import type { LinkEvent } from './link/event.ts';
import type { Json, JsonObject } from './json.ts';
import type {
  Call,
  Compensable,
  Incident,
  Job,
  KeptMessage,
  OpenTask,
  Scope,
  Subscription,
  Timer,
  Token,
} from './state.ts';
import type { Deadline, PendingStep } from './clock/state.ts';
import type { TrailEvent } from './trail/event.ts';
import type { Firing } from './trail/state.ts';
import type { WorkEvent } from './work/event.ts';
import type { Candidate } from './work/state.ts';

/**
 * What happened, for ever: the journal, the read model's food, the test's trace. Add kinds and optional fields;
 * never change what a kind means.
 */
export type EventBody =
  | WorkEvent
  | TrailEvent
  | ClockEvent
  | LinkEvent
  // the case
  /** `initiator`: in which capacity, where the case remembers who began it. */
  | { kind: 'caseStarted'; case: CaseFacts; variables: JsonObject; initiator?: Required<Candidate> }
  | { kind: 'caseCompleted'; outcome: string }
  | { kind: 'caseFailed'; outcome: string }
  | { kind: 'caseCancelled'; reason: string }
  // tokens and scopes
  | { kind: 'flowTaken'; flow: string; token: Token }
  | { kind: 'tokenPlaced'; token: Token }
  /** `stage`: the case is in it from now on; tasks bring theirs when they are created. */
  | { kind: 'elementStarted'; token: string; node: string; variables?: JsonObject; stage?: string }
  /**
   * `firing`: the piece of work that ended the tokens, where the case keeps its trail. `isReachedEnd`: the case's own scope
   * reached this end event, and the case goes on.
   */
  | { kind: 'elementCompleted'; node: string; tokens: string[]; firing?: number; isReachedEnd?: true }
  /** The same of an end event whose throw goes on (compensation); null: an event that interrupts the case made it forget its end. */
  | { kind: 'endReached'; node: string | null }
  | { kind: 'elementCancelled'; node: string; token: string; firing?: number }
  | { kind: 'scopeOpened'; scope: Scope }
  | { kind: 'scopeClosed'; scope: string; cancelled: boolean; firing?: number }
  /** `token`: set in that activity's own variables, not in the scope's. `reason`: a person corrected the case's data. */
  | {
      kind: 'variablesSet';
      scope: string;
      token?: string;
      variables: JsonObject;
      reason?: string;
      firing?: number;
    }
  | { kind: 'instanceCompleted'; scope: string; index: number; result: Json }
  /** Several tokens became the one that starts an activity (start quantity), or met at a gateway without passing it. */
  | { kind: 'tokensConsumed'; node: string; tokens: string[]; firing?: number }
  /** A complex gateway sent its tokens on and waits for those still to come; `gatewayReset`: they came, or none can. */
  | { kind: 'gatewayActivated'; scope: string; node: string; flows: string[] }
  | { kind: 'gatewayReset'; scope: string; node: string }
  /** One of several events that a node waits for has come; `all`: it was the last, and the node begins anew. */
  | { kind: 'eventGathered'; scope: string; token?: string; node: string; event: number; all: boolean }
  // compensation
  | { kind: 'compensationPossible'; scope: string; activity: Compensable }
  /** These are being undone now, and can not be undone a second time. */
  | { kind: 'compensationThrown'; node: string; scope: string; activities: string[] }
  | { kind: 'compensationStarted'; scope: string; activity: string; node: string }
  /** An activity of an ad-hoc sub-process began, by itself or by somebody's choice. */
  | { kind: 'adHocBegun'; scope: string; node: string }
  /** Its completion condition held as an activity completed: nothing new begins, what still runs is waited for. */
  | { kind: 'adHocSatisfied'; scope: string }
  // people
  | { kind: 'taskCreated'; task: OpenTask }
  | { kind: 'taskClaimed'; task: string; person: string; generation: number }
  | { kind: 'taskReleased'; task: string; generation: number }
  | {
      kind: 'taskCompleted';
      task: string;
      node: string;
      outcome?: string;
      reason?: string;
      variables: JsonObject;
      /** Of a revision of what the case began with: the values that it changed, as they were; null where there was none. */
      before?: JsonObject;
      opinion?: string;
      attachments?: string[];
      /** How it counted, where it decides with others or as a reject. */
      verdict?: 'pass' | 'reject' | 'abstain';
      /** In which capacity, where the case remembers who did what. */
      handler?: Required<Candidate>;
      /** Who took part, principals too, where a later step keeps them out. */
      tookPart?: string[];
      firing?: number;
    }
  | { kind: 'taskCancelled'; task: string; node: string }
  | { kind: 'progressRecorded'; entry: number; text: string; percent?: number; node?: string }
  // time
  | { kind: 'timerStarted'; timer: Timer }
  | {
      kind: 'timerFired';
      timer: string;
      node: string;
      due: string;
      next?: { due: string; remaining: number | null };
    }
  | { kind: 'timerCancelled'; timer: string; node: string }
  | { kind: 'deadlineSet'; deadline: Deadline }
  | {
      kind: 'deadlineStepReached';
      deadline: string;
      node: string;
      step: PendingStep;
      dueDate: string;
      /** Whom it tells, resolved; a named person where the task names one. */
      tell: Candidate[];
      /** The same step comes again: it takes the place of the one that was reached. */
      next?: PendingStep;
      /** Somebody must say that they have seen it. */
      needsAcknowledgement?: true;
    }
  /** `from`: the due date before; `fromDue`: the instant before, where it moved within its day. */
  | {
      kind: 'deadlineChanged';
      deadline: string;
      node: string;
      from: string;
      fromDue?: string;
      to: Deadline;
      cause: 'extension' | 'calendar' | 'person' | 'suspension';
      reason?: string;
    }
  /** Requests about it that nobody decided end with it. `undone`: by a withdrawal, so that the cycle does not count. */
  | { kind: 'deadlineClosed'; deadline: string; node: string; met: boolean; undone?: true }
  | { kind: 'clockAdvanced'; offset: number }
  // the world
  | { kind: 'jobCreated'; job: Job }
  | { kind: 'jobCompleted'; job: string; node: string }
  | { kind: 'jobFailed'; job: string; node: string; code: string; message: string }
  | { kind: 'jobCancelled'; job: string; node: string }
  | { kind: 'subscriptionOpened'; subscription: Subscription }
  | { kind: 'subscriptionClosed'; subscription: string; node: string }
  | { kind: 'messageReceived'; message: string; messageId: string; node: string }
  /** The commit of it hands the message over (db/message-sending.ts), so that it holds all there is to send. */
  | {
      kind: 'messageSent';
      node: string;
      message: string;
      messageId: string;
      correlation?: string;
      variables?: JsonObject;
    }
  | { kind: 'messageKept'; message: KeptMessage }
  | { kind: 'messageExpired'; message: string; messageId: string }
  | { kind: 'signalThrown'; node: string; signal: string; signalId: string; variables?: JsonObject }
  | { kind: 'signalReceived'; signal: string; signalId: string }
  /** A condition that a node waits for became true, or no longer is. */
  | { kind: 'conditionChanged'; subscription: string; node: string; holds: boolean }
  | { kind: 'callStarted'; call: Call; calledElement: string }
  | { kind: 'callCompleted'; call: string; node: string }
  /** `goesOn`: nobody waits for it here any more, and it goes on by itself. */
  | { kind: 'callCancelled'; call: string; node: string; goesOn?: true }
  | { kind: 'errorThrown'; node: string; code: string }
  /** `caught`: by this case; else it went to the case that called it, or nobody cared, which the standard allows. */
  | { kind: 'escalationThrown'; node: string; code: string; caught: boolean }
  | { kind: 'incidentRaised'; incident: Incident }
  | { kind: 'incidentResolved'; incident: string; how: 'retry' | 'dismissed' };

export type EventKind = EventBody['kind'];

/** An event as recorded. `seq` counts from 1 without a gap; `at` is the instant of the input that caused it (ISO, UTC). */
export type EngineEvent = EventBody & {
  seq: number;
  at: string;
  actor: Actor | null;
  /** Where the case keeps its trail (engine/trail): the piece of work it belongs to. */
  firing?: number;
  /** The first event of a firing says what set it going; empty: something from outside. */
  fired?: Fired;
};

/** What a firing is: see `Firing` of engine/trail/state.ts. */
export type Fired = Pick<Firing, 'by' | 'decides' | 'caught'>;

/** What a case is, apart from its process: set once at its start, read by lists. No personal data of minors in `number`. */
export interface CaseFacts {
  caseId: string;
  tenant: string;
  templateKey: string;
  templateVersion: number;
  number: string;
  /** Shown in lists; the template's title rule makes it. */
  title: string;
  /** Units that take part from the start (responsible, lead, assisting): who may see it is decided with these. */
  units: { unit: string; role: string }[];
  parent?: { caseId: string; call: string };
  links?: { caseId: string; kind: string }[];
}
