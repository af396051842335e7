import type { Table } from './table.ts';
import type { JsonObject, Json, Texts } from './json.ts';
import type { ClockRequest } from './clock/event.ts';
import type { ClockMemory, Deadline } from './clock/state.ts';
import type { OneTimeLink } from './link/state.ts';
import type { Expression, PostAtUnit } from './model.ts';
import type { TrailState } from './trail/state.ts';
import type { Candidate, Lookup, PeopleAnswer, TaskWork, WorkState } from './work/state.ts';

/**
 * The state of one case: always the fold of its events (`apply`). Plain JSON, so that it can be carried over,
 * stored and compared. Everything that waits is owned by a token, every scope but the root by a token of its parent:
 * cancelling a token cancels all that hangs on it, and nothing can be orphaned.
 */
export interface CaseState {
  /** How many events were folded: the version of the case, and the number of its last event. */
  seq: number;
  caseId: string;
  /** The case that called this one. */
  parent?: { caseId: string; call: string };
  /** `voided`: a person declared it void, its history stays. */
  status: 'new' | 'active' | 'completed' | 'failed' | 'cancelled' | 'voided';
  /** Instant of the last event (ISO 8601, UTC). */
  at: string;
  /** Source of all ids: the engine never asks for randomness. */
  counter: number;
  /** The end event that its own scope reached last, while something else goes on. */
  reachedEnd?: string;
  /** Why it ended: key of the end event, error code, or the reason of a cancellation. */
  outcome?: string;
  scopes: Table<Scope>;
  tokens: Table<Token>;
  tasks: Table<OpenTask>;
  timers: Table<Timer>;
  deadlines: Table<Deadline>;
  jobs: Table<Job>;
  subscriptions: Table<Subscription>;
  calls: Table<Call>;
  incidents: Table<Incident>;
  /** Message ids already taken, newest last, at most 512: each message counts once. */
  messageIds: string[];
  /** Messages that came before anything waited for them, by message id, until they expire. */
  messages: Record<string, KeptMessage>;
  /** How far a demonstration's clock was moved forward, in milliseconds; 0 everywhere else. */
  clockOffset: number;
  /** Number of entries of each free-standing kind, for the page. */
  progressCount: number;
  /** Human work beside the tasks themselves; absent while there is none. */
  work?: WorkState;
  /** Which tokens came from which; kept where the model says so. */
  trail?: TrailState;
  /** Requests for extension or suspension that wait for a decision. */
  clockRequests?: ClockRequest[];
  /** One-time links for agencies without an account, the old ones too. */
  links?: OneTimeLink[];
  /** What is remembered of deadlines that have ended; absent while none has. */
  clocks?: ClockMemory;
}

export interface Scope {
  id: string;
  /** Process, sub-process, or the activity whose instances this scope holds. */
  node: string;
  kind: 'process' | 'subProcess' | 'multiInstance' | 'compensation';
  parent?: string;
  /** The token in the parent that waits for this scope. */
  token?: string;
  variables: JsonObject;
  /** How many tokens are in it: at none, it is complete. */
  live: number;
  /** Tokens that lie on a node without being active there (held at a join), by node, oldest first. */
  held: Record<string, string[]>;
  /** Timers and subscriptions of its event sub-processes. */
  owns: string[];
  /** kind multiInstance: its items and how far it is; `results` has a place for each where they are collected. */
  instances?: { items: Json[]; next: number; completed: number; results: Json[] };
  /** Complex gateways that were activated and wait for their reset, with the flows whose tokens they took. */
  activated?: Record<string, string[]>;
  /** Event sub-processes that wait for several events: those that have come, by start event. */
  gathered?: Gathered;
  /** Completed activities in it that can be undone, in the order of their completion. */
  compensable?: Compensable[];
  /** Ad-hoc sub-process: activities still to begin by themselves, whether people begin them instead, and whether its condition held. */
  adHoc?: { queue: string[]; isManual: boolean; isSatisfied?: true };
  /** kind compensation: what is still to be undone (the last first), and what its token does then. */
  compensation?: { queue: Compensable[]; then: 'leave' | 'vanish' | 'cancelTransaction' };
}

/** Indexes of the event definitions that have occurred, by event node. */
export type Gathered = Record<string, number[]>;

/** A completed activity that can be undone, with its data as it was (BPMN 2.0.2, 10.6). */
export interface Compensable {
  id: string;
  node: string;
  /** `instances`: all instances of a multi-instance activity together. */
  kind: 'activity' | 'subProcess' | 'instances';
  /** The activity's own variables: mapped inputs, an instance's item. */
  variables: JsonObject;
  /** Sub-process: its data when it completed, and what can be undone within it. */
  within?: { variables: JsonObject; compensable: Compensable[] };
}

/** A message that waits for its catch until `until`. */
export interface KeptMessage {
  id: string;
  message: string;
  correlation?: string;
  variables: JsonObject;
  until: string;
}

/** A token lies on a node: held at a gateway that waits for others, or active in an activity or catch event. */
export interface Token {
  id: string;
  scope: string;
  node: string;
  /** The flow by which it came; absent for start events, boundary events and instances. */
  flow?: string;
  active: boolean;
  /** One body of a multi-instance activity: its index from 0. The token that waits for all of them has none. */
  index?: number;
  /** Local to the activity: mapped inputs, an instance's item and `loopCounter`. */
  variables?: JsonObject;
  /** Ids of the tasks, timers, deadlines, jobs, subscriptions, calls and scopes that end with it. */
  owns: string[];
  /** For events on it that wait for several things: those that have come. */
  gathered?: Gathered;
  /** Firing that bore it, where the case keeps its trail. */
  born?: number;
}

/** A human task that waits. `generation` grows with every claim and change, so that a stale page gets a plain refusal. */
export interface OpenTask extends TaskWork {
  id: string;
  token: string;
  node: string;
  createdAt: string;
  candidates: Candidate[];
  excludedUnits: string[];
  /** Who may not do it, whatever posts they hold: they took part in what it reviews, or the matter names them. */
  excludedPeople?: string[];
  /** Nobody who holds one of these may do it: the matter names them. */
  excludedPosts?: PostAtUnit[];
  form?: string;
  stage?: string;
  outcomes: string[];
  generation: number;
  claimedBy?: string;
}

export interface Timer {
  id: string;
  /** Owner: the token of a catch event or of the activity with the boundary; absent for a scope's event sub-process. */
  token?: string;
  scope: string;
  /** The event node to fire, and which of its definitions where it has several. */
  node: string;
  event?: number;
  due: string;
  /** ISO 8601 cycle: how many firings remain after this one (null: without end) and the distance. */
  repeat?: { remaining: number | null; duration: string };
}

export interface Job {
  id: string;
  token: string;
  node: string;
  type: string;
  attempts: number;
}

export interface Subscription {
  id: string;
  /** Owner as for a timer. */
  token?: string;
  scope: string;
  node: string;
  /** Which of the node's event definitions, where it has several. */
  event?: number;
  awaits: Awaited;
}

/** What a subscription waits for: one message, every throw of a signal, or the moment at which a condition becomes true. */
export type Awaited =
  | { kind: 'message'; message: string; correlation?: string }
  | { kind: 'signal'; signal: string }
  | { kind: 'condition'; condition: Expression; holds: boolean };

export interface Call {
  id: string;
  token: string;
  node: string;
  /** Case id of the child, made by the engine from this case's id and the counter. */
  caseId: string;
}

/** Something that a person must look at; the case waits there and nothing is lost. */
export interface Incident {
  id: string;
  token?: string;
  node: string;
  code: string;
  /** For people who run the platform: no personal data. `texts`: the same in both languages; cases of before lack it. */
  message: string;
  texts?: Texts;
  raisedAt: string;
  /** What a retry does again. */
  retry: WorkItem[];
}

/** An awaited event that has come: who waited for it, and at which event node. */
export interface Occurrence {
  token?: string;
  scope: string;
  node: string;
  event?: number;
}

/**
 * One thing the engine still has to do in a step; at rest there is none, but in an incident. `by`: the firing that set it
 * going, where the case keeps its trail.
 */
export type WorkItem = { by?: number } & (
  | { kind: 'open'; variables: JsonObject; trigger?: Trigger }
  /** `isAgain`: it was there before, with all the tokens that it needs to start. */
  | { kind: 'arrive'; token: string; isAgain?: true }
  | { kind: 'leave'; token: string }
  | { kind: 'fire'; occurrence: Occurrence; variables: JsonObject }
  | { kind: 'close'; scope: string }
  | { kind: 'runJob'; job: string }
  | { kind: 'settle'; scope: string; node: string }
  /** The directory has answered for a step; without answers it is asked anew. */
  | { kind: 'people'; token: string; lookup?: Lookup; answers?: PeopleAnswer[] }
  /** A deadline of the case itself begins, ends because a node completed, or runs again because that was undone. */
  | { kind: 'caseClock'; key: string; does: 'begin' | 'end' | 'revive' }
);

/** What begins a case where it is not its none start event: a message, a signal, or the start event of this id. */
export type Trigger =
  { kind: 'message'; message: string } | { kind: 'signal'; signal: string } | { kind: 'event'; node: string };

export const newState: CaseState = {
  seq: 0,
  caseId: '',
  status: 'new',
  at: '',
  counter: 0,
  scopes: [],
  tokens: [],
  tasks: [],
  timers: [],
  deadlines: [],
  jobs: [],
  subscriptions: [],
  calls: [],
  incidents: [],
  messageIds: [],
  messages: {},
  clockOffset: 0,
  progressCount: 0,
};
