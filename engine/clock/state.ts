import type { Label } from '../json.ts';
import type { LadderStep, PostAtUnit } from '../model.ts';
import type { Candidate } from '../work/state.ts';

export interface Deadline {
  id: string;
  /** Owner: the token of its activity; a deadline of the case itself has none, and belongs to the root scope. */
  token?: string;
  scope?: string;
  key: string;
  /** Its activity, or the process where it is a deadline of the case itself. */
  node: string;
  /** Instant from which it counts; where that is not when it was set, `setAt` is. */
  startedAt: string;
  setAt?: string;
  /** The date people read, in Asia/Shanghai, and the instant at which it is missed. */
  dueDate: string;
  due: string;
  /** As first set; extensions never change these. */
  originalDueDate: string;
  originalDue: string;
  /** The calendar of a year it crosses is not published yet. */
  provisional: boolean;
  basis: string;
  extensions: number;
  passed: boolean;
  /** Which cycle of this key in the case: a step that comes again begins a new one. From 1, the first is left out. */
  cycle?: number;
  /** The date of the case that it was set to, where it was not counted by a rule. */
  date?: string;
  /** Everything that moved its end since, oldest first: with its start it gives the date anew under any calendar. */
  history?: ClockChange[];
  /** Reached steps that somebody must say they have seen. */
  awaiting?: AwaitedAcknowledgement[];
  /** It stands still: since when, why, and until when at most. */
  suspended?: { at: string; why: string; until?: string };
  /** Whether it is a deadline of the case itself (`model.caseDeadlines`). */
  ofCase?: true;
  /** Of a step that people added: no template names it. */
  name?: Label;
  /** Steps still to come, earliest first, with the instant of each and whom they tell (resolved to posts at units). */
  steps: PendingStep[];
}

export interface PendingStep {
  key: string;
  kind: LadderStep['kind'];
  at: string;
  whom: PostAtUnit[];
  /** True: also whoever has claimed the task or could. */
  handlers: boolean;
  channels: string[];
  colour?: LadderStep['colour'];
  /** How many repeats are still to come after this one. */
  repeats?: number;
  /** It has come before and comes again: it tells, and does nothing else a second time. */
  isRepeat?: true;
}

/** What moved the end of a deadline. Instants are those at which it took effect. */
export type ClockChange =
  | { kind: 'extended' | 'changed'; at: string; date: string }
  /** `until`: when it runs on by itself. */
  | { kind: 'suspended'; at: string; why: string; until?: string }
  /** `byItself`: the longest suspension was over. */
  | { kind: 'resumed'; at: string; byItself?: true };

/** A step of a ladder that was reached and asks to be seen; those told may say so, the first counts until it expires. */
export interface AwaitedAcknowledgement {
  step: string;
  tell: Candidate[];
  /** Until when what the first said holds, and who has said so; absent while nobody has. */
  until?: string;
  by?: string[];
}

export interface ClockMemory {
  /** How many cycles of each key have ended. */
  cycles: Record<string, number>;
  /** Deadlines of the case itself as they were when a node ended them: a return past it gives them back. */
  ended: Deadline[];
}
