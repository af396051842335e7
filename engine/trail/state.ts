import type { Json, JsonObject } from '../json.ts';
import type {
  Call,
  Compensable,
  Incident,
  Job,
  OpenTask,
  Scope,
  Subscription,
  Timer,
  Token,
} from '../state.ts';
import type { Deadline } from '../clock/state.ts';
import type { Candidate, TaskWork } from '../work/state.ts';

/**
 * The trail: what came of what, so that a step can be taken back or returned to in any topology. Kept only in processes
 * that offer return, withdraw or a reject that goes back. A firing is one piece of the engine's work (a command, a timer,
 * a move of a token); it ends some things and makes others, and its number is the case's seq before it.
 */
export interface TrailState {
  /** Firings by number, at most `mostFirings`; of all but the last `mostKept` only what a return needs. */
  firings: Firing[];
  /** Where the case began: the first token, and the node it lay on. */
  first?: { token: string; scope: string; node: string };
  /** Why a step is there again, by the token that was returned to. */
  returned?: Record<string, NonNullable<TaskWork['returned']>>;
  /** A step of this case was returned once: policies that spare people a second decision no longer hold. */
  wasReturned?: true;
  /** Steps that were returned to and go straight back when they are done. */
  detours?: Detour[];
}

/** How many firings a case remembers: what is older is not offered. A human step is about six of them. */
export const mostFirings = 1_000;
/** How many of the last firings keep all that a withdrawal needs. */
export const mostKept = 200;

export interface Firing {
  at: number;
  /** The firing that set it going; absent: it came from outside. */
  by?: number;
  /** A scope's end that it decided on, or (with `node`) a join: it depends on where all tokens of the scope were. */
  decides?: { scope: string; node?: string };
  /** It is what an event did that had come, at this node. */
  caught?: { node: string; token?: string; scope: string };
  /** Ids of what it made: tokens, scopes, tasks, timers … */
  made: string[];
  /** Ids of what it touched: it could not have happened without them. */
  used: string[];
  ended: Token[];
  /** Those of `ended` that did not do what they were there for. */
  cancelled?: string[];
  closed: Scope[];
  removed: Removed[];
  /** Changes to what goes on living, first to last, each with the way back. */
  changes: Change[];
  data: DataChange[];
  done?: Done;
  /** A person decided something in it. */
  isAct?: true;
  /** Something that cannot be taken back left the case in it, or came from outside. */
  isOutside?: OutsideAct;
  /** What follows in it is not remembered: it goes back, and cannot itself be taken back. */
  isSealed?: true;
  /** Too old for a withdrawal: `removed` holds only what a return needs, and `data` nothing. */
  isThin?: true;
}

/** What makes a withdrawal impossible. */
export type OutsideAct = 'job' | 'message' | 'call' | 'ended' | 'detour';

/** A person did what a token waited for, or a called case ended. */
export interface Done {
  token: string;
  instant: string;
  task?: string;
  call?: string;
  person?: string;
  /** In which capacity, where the case remembers it. */
  handler?: Candidate;
  /** Its result went straight back to a later step: it cannot be withdrawn. */
  isDetour?: true;
}

/** Something that waited, as it was when it ended. `isChanged`: it only changed, and this is what it was before. */
export type Removed = { isChanged?: true } & (
  | { kind: 'tasks'; thing: OpenTask }
  | { kind: 'timers'; thing: Timer }
  | { kind: 'deadlines'; thing: Deadline }
  | { kind: 'jobs'; thing: Job }
  | { kind: 'subscriptions'; thing: Subscription }
  | { kind: 'calls'; thing: Call }
  | { kind: 'incidents'; thing: Incident }
);

/** A change and what was there before. `isFirst`: before it the whole part of the state was absent. */
export type Change =
  | { of: 'instance'; scope: string; index: number; before: Json }
  | { of: 'compensable'; scope: string; activity: string; isFirst: boolean }
  | { of: 'compensated'; scope: string; activities: Compensable[] }
  | { of: 'compensation'; scope: string; activity: Compensable }
  | { of: 'adHoc'; scope: string; node: string; place: number }
  | { of: 'adHocEnd'; scope: string; queue: string[] }
  | { of: 'activated'; scope: string; node: string; before: string[] | null; isFirst: boolean }
  | {
      of: 'gathered';
      scope: string;
      token?: string;
      node: string;
      before: number[] | null;
      isFirst: boolean;
    }
  | { of: 'end'; before: string | null }
  | { of: 'started'; token: string; before: JsonObject | null }
  | { of: 'returned'; token: string; before: NonNullable<TaskWork['returned']> }
  | { of: 'condition'; subscription: string; before: boolean }
  /** A part of human work or of the clocks' requests, by its name there and its key. */
  | { of: 'side'; part: SidePart; key: string; before: Json | null; isFirst: boolean }
  /** A member of a round signed with this task. */
  | { of: 'vote'; round: string; task: string }
  | { of: 'passed'; added: { person: string; node: string }[]; isFirst: boolean };

export type SidePart =
  | 'handlers'
  | 'handlersIn'
  | 'choices'
  | 'urged'
  | 'rounds'
  | 'lookups'
  | 'questions'
  | 'clockRequests'
  | 'endedClocks';

/** Data as it was before it was changed. */
export interface DataChange {
  scope: string;
  token?: string;
  before: JsonObject;
  /** Names that were not there. */
  absent: string[];
}

/** What was cut off by a return that goes straight back, and comes alive again when what was returned to is done. */
export interface Detour {
  /** The firing of the return. */
  at?: number;
  /** Tokens that were returned to and are not done yet. */
  targets: string[];
  /** The node from which it was returned. */
  from: string;
  firings: Firing[];
  tokens: Token[];
  scopes: Scope[];
  /** Event nodes that the scopes' event sub-processes waited for. */
  listens: { scope: string; node: string }[];
  /** Opened again only for the step that was returned to: inner last. */
  lent: { tokens: string[]; scopes: string[] };
  /** Detours that were under way in what was cut off. */
  detours: Detour[];
  returned: NonNullable<TrailState['returned']>;
}
