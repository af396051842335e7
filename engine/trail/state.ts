import type { JsonObject } from '../json.ts';
import type { Deadline, OpenTask, Scope, Subscription, Timer, Token } from '../state.ts';
import type { Candidate } from '../work/state.ts';

/**
 * The trail: which tokens came from which, so that a step can be taken back or returned to in any topology. Kept only in
 * processes that offer return, withdraw or a reject that goes back. A firing is one piece of the engine's work; it ends
 * some tokens and bears others, and its number is the case's seq before it.
 */
export interface TrailState {
  /** Ended tokens, oldest first, at most `mostPast`. */
  past: PastToken[];
  pastScopes: PastScope[];
  /** Data as it was before it was changed, newest last, at most `mostChanges`. */
  changes: DataChange[];
}

export interface PastToken {
  token: Token;
  /** Firing that ended it. `Token.born` is the one that bore it. */
  ended: number;
  /** A person did what was waited for. Absent for everything automatic. */
  done?: Done;
  /** What hung on it when it was done: a withdrawal puts it back as it was. Dropped for the oldest. */
  kept?: Kept;
}

export interface Done {
  /** Firing (number) of the command. */
  at: number;
  instant: string;
  task: string;
  handler: Candidate;
}

export interface Kept {
  tasks: OpenTask[];
  timers: Timer[];
  deadlines: Deadline[];
  subscriptions: Subscription[];
}

export interface PastScope {
  scope: Scope;
  /** Firing that closed it. */
  ended: number;
}

export interface DataChange {
  firing: number;
  scope: string;
  token?: string;
  before: JsonObject;
  /** Names that were not there. */
  absent: string[];
}
