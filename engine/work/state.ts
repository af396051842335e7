import type { Json, JsonObject, Label } from '../json.ts';
import type { PostAtUnit } from '../model.ts';
import type { Signing } from './model.ts';

/** Somebody who may act: whoever holds the post at the unit, or this one person in that capacity. */
export interface Candidate extends PostAtUnit {
  person?: string;
}

/** What a task has beside BPMN's own (`OpenTask` of state.ts holds it). */
export interface TaskWork {
  /** To whom it was given first: transfers never change it. */
  owner?: Candidate[];
  round?: string;
  /** Added by 加签 to this task. */
  addedTo?: string;
  sign?: 'before' | 'after';
  addedBy?: string;
  /**
   * Why nobody can act on it now: signers who act first, added signers after its own decision, the decision of the one
   * after whom it was added, or a suspension.
   */
  waits?: 'signersBefore' | 'signersAfter' | 'decision' | 'suspended';
  suspendedFor?: string;
  /** 后加签: its own decision, which takes effect when all who were added are done. */
  decided?: Decision;
  /** 委派: who gave it away and decides when it is back, the last at the end. */
  delegatedBy?: { from: Candidate[]; by: string; reason?: string }[];
  /** A task that a person added: no node of the diagram, or a step to revise what was returned. */
  added?: { name: Label; by: string; kind: 'task' | 'revision' };
  /** The step was returned, and this is what the handler must mend. */
  returned?: { reason: string; by: string; from: string };
}

export interface Decision {
  outcome?: string;
  /** How it counts. */
  verdict: 'pass' | 'reject' | 'abstain' | 'recuse';
  by?: string;
  /** The principal for whom a substitute acted. */
  for?: string;
  /** In which capacity. */
  as?: PostAtUnit;
  reason?: string;
  opinion?: string;
  attachments?: string[];
  /** The one-time link over which an agency made it: no person of the county's did. */
  overLink?: string;
  variables: JsonObject;
}

/** People who decide together on one step: one for each activation of it. */
export interface Round {
  id: string;
  token: string;
  node: string;
  signing: Signing;
  members: RoundMember[];
}

export interface RoundMember {
  candidate: Candidate;
  /** Of those who hold the post only these, where a policy took somebody out. */
  people?: Candidate[];
  weight: number;
  /** The member's task, once it was given. */
  task?: string;
  decision?: Decision;
  addedBy?: string;
  removed?: true;
}

/** A question to the directory: who holds this, who is above. Answered from outside, and recorded. */
export interface Lookup {
  id: string;
  token: string;
  node: string;
  asks: PeopleAsk[];
  /** How the answers are put together; absent: the one answer is the people. */
  plan?: LookupPlan;
  /** The people are found, and one of them is being drawn by lot. */
  drawnFrom?: Required<Candidate>[];
}

/** The answers of a lookup by their number among the asks. */
export interface LookupPlan {
  /** People in their order: known already, or an answer. */
  sources: (Candidate[] | number)[];
  /** Whoever does it when nobody was found. */
  supervisors: number[];
  /** Whoever does it in the initiator's place. */
  instead: number[];
  /** Who holds a post that is kept out. */
  excluded?: number[];
}

export type PeopleAsk =
  /** The people who hold these posts now. */
  | { kind: 'holders'; posts: PostAtUnit[] }
  | { kind: 'role'; post: string; unitKind?: string }
  /** These people, each in a capacity that they hold. */
  | { kind: 'persons'; persons: string[] }
  /** `levels` 0: the head of the unit itself. `person`: of the unit of that person's first post. */
  | { kind: 'head'; unit?: string; person?: string; levels: number }
  | { kind: 'heads'; unit?: string; person?: string; upTo: number | 'top' };

/** What the directory answered to one ask: people in a capacity, in the order in which they sign. */
export type PeopleAnswer = Required<Candidate>[];

/** 抄送: no effect on the flow; once for each person and case. */
export interface Copy {
  id: string;
  to: Candidate;
  by: string;
  readAt?: string;
}

/** 沟通: a question within the case, until it is answered. */
export interface Question {
  id: string;
  task?: string;
  by: string;
  to: Candidate;
}

/** Somebody who completed a step. */
export type Handler = Required<Candidate> & { at: number };

/** Who took over by a staff move what somebody had begun or done until then. */
export interface Heir {
  from: string;
  person: string;
  /** What the heir holds: as what they get a step depends on it. */
  posts: PostAtUnit[];
  /** Only what was done for posts at these units; absent: all. */
  units?: string[];
  /** The number of the event by which it was moved. */
  at: number;
}

/** What human work adds to the state of a case. Absent parts are empty. */
export interface WorkState {
  rounds: Round[];
  lookups: Lookup[];
  copies: Copy[];
  questions: Question[];
  /** Who started the case, in the capacity they did it in. */
  initiator?: Required<Candidate>;
  /** People chosen for steps to come, by node. */
  choices?: Record<string, Candidate[]>;
  /** Who completed each node last; `at` is the number of that event. */
  handlers?: Record<string, Handler>;
  /** The same within each inner scope that is open, since several may run at once. */
  handlersIn?: Record<string, Record<string, Handler>>;
  /** Who passed which nodes, for policies on repeats; cleared for what a return goes back over. */
  passed?: { person: string; node: string }[];
  /** Staff moves of what was begun or done, in their order. */
  heirs?: Heir[];
  /** Everybody who ever took part in a step from which another one keeps them out, by node. A return does not undo it. */
  tookPart?: Record<string, string[]>;
  /** Instant of the last urging, by task. */
  urged?: Record<string, string>;
  /** The whole case stands still. */
  suspended?: { at: string; by: string; reason: string };
  /** Nodes that people added to this case, beside those of the diagram. */
  addedNodes?: Record<string, Json>;
}
