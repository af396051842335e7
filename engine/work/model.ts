import type { Label } from '../json.ts';
import type { LinkConfig } from '../link/config.ts';
import type { Expression, PostAtUnitExpression } from '../model.ts';

/** What a template says about human work: who, how many, which verbs, which fields. `human-work` of docs/ has the meanings. */

/** Everything that staff can do with a task or a case beside claiming, releasing and completing it. */
export type Verb =
  | 'addSignersBefore'
  | 'addSignersAfter'
  | 'removeSigner'
  | 'transfer'
  | 'delegate'
  | 'return'
  | 'withdraw'
  | 'recall'
  | 'suspend'
  | 'void'
  /** 撤销事项 by the permission `case.cancel`. */
  | 'cancel'
  | 'move'
  | 'copyTo'
  | 'urge'
  | 'comment'
  | 'ask'
  | 'addTask'
  | 'addSubCase'
  | 'addParticipant'
  /** 批量办理: the step may be completed for many cases at once. */
  | 'completeMany';

/** What must come with a verb. An opinion is a reason that stands in the record as the signer's view. */
export type Need = 'reason' | 'opinion' | 'attachment';

/** A verb that a step (or the whole case) offers. A verb that is not listed is refused by the server. */
export interface VerbConfig {
  verb: Verb;
  /** The button's own words, where the template renames it. */
  name?: Label;
  needs: Need[];
  /** return: only to these nodes. Absent: to every visited step before it. */
  to?: string[];
  /** return: which resume policies may be chosen. Absent: both. */
  resume?: Resume[];
  /** transfer, delegate, addSigners…, copyTo, ask: only these posts may be chosen. Absent: everyone of the units that take part. */
  among?: PostAtUnitExpression[];
  /** urge: at most one in so many minutes for each task. Default 240. */
  everyMinutes?: number;
  /** recall: only until one of these steps is done. */
  until?: string[];
  /** addTask, addSubCase: which forms or templates may be added. */
  offers?: string[];
  /**
   * void, suspend, cancel of the whole case: only holders of these posts may, whoever holds the permission; none at all
   * where it names nobody. Absent: the permission says.
   */
  by?: PostAtUnitExpression[];
  /** Why the others may not, as a page shows it. */
  because?: Label;
}

/** After a return: walk forward again, or go straight back to the step that returned it. */
export type Resume = 'forward' | 'back';

/** How the people of a task are found. Several sources of one task add up. */
export type PeopleSource =
  /** Everyone who holds the post, wherever; `unitKind` narrows to units of that kind. */
  | { kind: 'role'; post: Expression; unitKind?: string }
  /** Ids of people: one or a list (FEEL, or the field of a form that holds them). */
  | { kind: 'person'; person: Expression }
  | { kind: 'initiator' }
  /** Who completed the step before (or the named step) last. */
  | { kind: 'previousHandler'; node?: string }
  /** The head of a unit; `levels` 0 is its own head, 1 that of the unit above, and so on. */
  | { kind: 'head'; of: HeadOf; levels: number }
  /** The heads from the unit up to the level, or to the top, nearest first: they sign in that order. */
  | { kind: 'heads'; of: HeadOf; upTo: number | 'top' }
  /** Named by somebody before the step begins; checked for missing and for extra ones. */
  | { kind: 'chosen'; by: 'initiator' | 'previousHandler'; among?: PostAtUnitExpression[]; most?: number }
  /** FEEL giving contexts `{post, unit}` or `{person}`, one or a list. */
  | { kind: 'feel'; people: Expression };

/** Whose head: of a unit (FEEL or literal id), or of the unit of these people. */
export type HeadOf = { unit: Expression } | 'initiator' | 'previousHandler';

/**
 * How several people decide together.
 * `any`: all get the task, the first decision decides. `all`: everyone signs, one reject ends the round.
 * `vote`: see `VoteRule`. `sequential`: the next is asked when the one before has passed.
 */
export interface Signing {
  mode: 'any' | 'all' | 'vote' | 'sequential';
  /** Who signs: each post once (whoever holds it), or each person who holds one. Default `post`. */
  each?: 'post' | 'person';
  vote?: VoteRule;
  /** Variable that receives the result: `{passed, rejected, abstained, total, result}`, and `recused` where somebody stood aside. */
  resultVariable?: string;
}

/**
 * When a vote is decided. `pass` and `reject` are what must be reached; whichever can no longer be reached decides early.
 * The denominator is all who may vote: added signers join it, removed ones leave it, those who recuse themselves leave it.
 */
export interface VoteRule {
  /** Share of the weights needed to pass, in percent (0–100), e.g. 66.7; `moreThan`: it must be exceeded, not reached. */
  ratio?: number;
  moreThan?: boolean;
  /** Or fixed counts. */
  passCount?: number;
  rejectCount?: number;
  /** Weight of a signer: FEEL seeing `post`, `unit`, `person`. Default 1. */
  weight?: Expression;
  /** What abstentions do to the denominator. Default `count` (as votes not for it). */
  abstention?: 'count' | 'leave';
  /** When all have voted and neither is reached. Default `reject`. */
  tie?: 'pass' | 'reject';
  /** Smallest number that must have voted (quorum), in percent of all who may. Fewer: the round ends with `noQuorum`. */
  quorum?: number;
  /** False: wait for everyone even when the result is certain. Default true. */
  decidesEarly?: boolean;
}

export interface PeoplePolicies {
  /** Nobody holds what was asked for. `supervisor`: the head of the unit above. Default `supervisor`. */
  whenNobody?: 'supervisor' | 'pass' | 'reject' | 'incident' | { posts: PostAtUnitExpression[] };
  /** The handler would be the initiator. `skip`: out of the set, passed when alone. `superior`: head of the unit above. Default `self`. */
  whenInitiator?: 'self' | 'skip' | 'head' | 'superior';
  /** Somebody who passed an earlier step of this case comes again. Never after a return. Default `again`. */
  whenRepeated?: 'again' | 'once' | 'consecutive';
  /** Whoever took part in one of these steps is kept out of this one, also as a substitute: nobody reviews their own decision. */
  notHandlersOf?: string[];
  /**
   * Nobody takes the step from those who have it: who claims it would keep others out, and cannot; whoever hands it over or
   * assigns it adds people.
   */
  stays?: true;
}

export type FieldAccess = 'read' | 'write' | 'hidden' | 'required';

/** What a reject does. `flow`: the diagram goes on by the outcome. */
export type RejectTo = 'flow' | 'end' | 'initiator' | 'previous' | { node: string };

/** The parts of a user task's configuration that belong to human work. */
export interface WorkConfig {
  people?: PeopleSource[];
  /** One of them by lot, drawn once outside of the engine and recorded. */
  pick?: 'random';
  policies?: PeoplePolicies;
  signing?: Signing;
  verbs?: VerbConfig[];
  /** Access by field of the form; a field that is not named is as the form says. */
  fields?: Record<string, FieldAccess>;
  /** Names that a completion may set. Absent: any (a task without a form). Made when the package is compiled. */
  writes?: string[];
  onReject?: RejectTo;
  /** Who never acts on the step, whatever posts they hold. */
  excluded?: ExcludedConfig;
  /** An agency without an account may do the step over a link. */
  link?: LinkConfig;
}

/** 回避: expressions giving the ids of people, and posts at units of which every holder is kept out. */
export interface ExcludedConfig {
  people: Expression[];
  posts: PostAtUnitExpression[];
}

/** The same for the whole case: verbs that need no task, and what steps offer that say nothing themselves. */
export interface CaseWork {
  verbs: VerbConfig[];
  /** Reasons for which a case may stand still, by key. */
  suspensions?: { key: string; name: Label }[];
  /** Who never acts on any step of the case. */
  excluded?: ExcludedConfig;
  /**
   * The form with which a case begins by hand, and the names that it may set: whoever gets the case back revises it. Made
   * when the package is compiled, where a step can go back to them.
   */
  startForm?: { key: string; writes: string[] };
}
