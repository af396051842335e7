import type { DecisionModel } from './dmn/model.ts';
import type { Json, JsonObject, Label } from './json.ts';
import type { DeadlineRule } from './time/deadline.ts';
import type { CaseWork, RejectTo, WorkConfig } from './work/model.ts';

/**
 * A compiled process: plain JSON, content-addressed, unchanging. It holds everything that `step` needs, so that
 * a case runs the same for ever whatever becomes of the template it came from.
 */
export interface ProcessModel {
  /** The number of the engine's semantics: an old case keeps its own until it is migrated. */
  semantics: 1;
  /** Id of the BPMN process, which is also the id of its root scope's node. */
  process: string;
  name: Label;
  nodes: Record<string, Node>;
  flows: Record<string, Flow>;
  /** Ladder that every deadline without its own follows. */
  ladder: LadderStep[];
  /** Human work of the whole case: verbs that need no task, and what steps offer that say nothing themselves. */
  work?: CaseWork;
  /** Some step can be taken back or returned to: the case keeps its trail (engine/trail). */
  keepsTrail?: true;
  /** Deadlines of the case itself, which run across its steps. */
  caseDeadlines?: CaseDeadlineConfig[];
  /** Decision models of the package (`tables/*.dmn`), by the name of the file. */
  decisions?: Record<string, DecisionModel>;
}

/** `= amount > 100` is FEEL; a text without the sign is itself. */
export type Expression = string;

export interface Flow {
  id: string;
  source: string;
  target: string;
  name?: Label;
  condition?: Expression;
}

/** A flow node. `type` is its BPMN element name, the key in the element registry; `config` belongs to that element's file. */
export interface Node<C = Json> {
  id: string;
  type: string;
  name: Label;
  /** Id of the process or sub-process that contains it. */
  parent: string;
  incoming: string[];
  outgoing: string[];
  /** The flow taken when no condition holds (exclusive gateway). */
  defaultFlow?: string;
  config: C;
  /** What an event catches or throws; empty for a none event. */
  events: EventDefinition[];
  /** Boundary event: its activity, and whether it ends it. */
  attachedTo?: string;
  /** Boundary event, or start event of an event sub-process. Default true. */
  isInterrupting?: boolean;
  /** Activity: ids of its boundary events. */
  boundary: string[];
  /** Catching event with several definitions: all of them must occur; absent: any one of them. */
  parallelMultiple?: boolean;
  /** Process-like node (sub-process): ids of what it contains; `nodes[process]` exists for the root too. */
  children: string[];
  loop?: MultiInstance;
  standardLoop?: StandardLoop;
  /** Activity: how many tokens it needs to start, and how many it sends along each flow. Default 1. */
  startQuantity?: number;
  completionQuantity?: number;
  /** Activity: the one that undoes it, from its compensation boundary event. */
  compensatedBy?: string;
  /** Runs only to compensate another activity (BPMN 2.0.2, 10.6.2): no flow leads to it. */
  isForCompensation?: boolean;
  /** Receive task or event-based gateway without incoming flow: its message begins a case. */
  instantiate?: boolean;
  /** Names of the properties and data objects that live in this scope alone; null until they are set. */
  properties?: string[];
  /** Activity: clocks that run while it is active. */
  deadlines?: DeadlineConfig[];
  /** Evaluated in the surrounding scope on arrival, set in the activity's own scope; and back on completion. */
  inputs: Mapping[];
  outputs: Mapping[];
}

export interface Mapping {
  target: string;
  source: Expression;
}

/** One event definition; `type` is the key in the registry of event definitions, e.g. `timerEventDefinition`. */
export interface EventDefinition<C = Json> {
  type: string;
  config: C;
}

export interface MultiInstance {
  isSequential: boolean;
  /** How many (FEEL number), or what for each (FEEL list). Exactly one of both. */
  cardinality?: Expression;
  collection?: Expression;
  /** Name under which each instance sees its item. `loopCounter` (from 1) is always there. */
  item?: string;
  /** Evaluated after each instance: true ends the rest. Sees numberOfInstances, numberOfCompletedInstances, numberOfActiveInstances. */
  completionCondition?: Expression;
  /** Collects `element` of each instance into the list `collection`, in the order of the items. */
  output?: { collection: string; element: Expression };
  /** What is thrown when instances complete, to be caught on the activity's boundary (BPMN 2.0.2, table 10.29). Absent: nothing. */
  throws?: InstanceThrow[];
}

/** `one`: as the first instance completes; `none`: as each does; `complex`: as each does after which `condition` holds. */
export interface InstanceThrow {
  when: 'one' | 'none' | 'complex';
  condition?: Expression;
  event: EventDefinition;
}

/** Standard loop marker (BPMN 2.0.2, 10.3.8): again and again while `condition` holds, at most `maximum` times. */
export interface StandardLoop {
  testBefore: boolean;
  condition?: Expression;
  maximum?: number;
}

/** A post at a unit: people are found when someone looks, so that a change of staff moves nothing. */
export interface PostAtUnit {
  post: string;
  unit: string;
}

/** The same as written in a template: either may be an expression over the case's variables. */
export interface PostAtUnitExpression {
  post: Expression;
  unit: Expression;
}

export interface Outcome {
  key: string;
  name: Label;
  /** The handler must say why. The text stands in the timeline. */
  needsReason: boolean;
  /** How it counts where several decide, and for policies. Default `pass`. */
  verdict?: 'pass' | 'reject' | 'abstain';
  /** An opinion, or an attachment, must come with it. */
  needs?: ('opinion' | 'attachment')[];
  /** Fields that must have a value with it, beside those that the form asks for whatever comes out. */
  requires?: string[];
  /** What this reject does; absent: as the step says (`onReject`). */
  onReject?: RejectTo;
}

/** Configuration of a user task, in the terms of `engine/elements/user-task.ts`. */
export interface UserTaskConfig extends WorkConfig {
  candidates: PostAtUnitExpression[];
  /** Nobody acting for one of these units may complete it, whatever posts they hold. */
  excludedUnits: Expression[];
  form?: string;
  outcomes: Outcome[];
  /** Variable that receives the outcome's key; default `outcome`. */
  outcomeVariable: string;
  /** Group of steps it belongs to, shown to people: one of the shared state words of the domain (e.g. `planning`). */
  stage?: string;
  /** Text that tells the handler what to do. */
  instruction?: Label;
}

/** Configuration of an intermediate catch event: the stage that people see while its token waits. */
export interface CatchEventConfig {
  stage?: string;
}

/** A deadline on an activity (task, call or sub-process): by rule from the moment it starts, or on a date of the case. */
export interface DeadlineConfig {
  /** Key unique among all deadlines of the process, the case's own too; also how an extension names it. */
  key: string;
  name: Label;
  rule?: DeadlineRule;
  /** FEEL giving a date 'YYYY-MM-DD' (or null: no deadline). Wins over `rule` when it gives a date. */
  date?: Expression;
  /** On what a deadline by date alone stands; one with a rule has it there. */
  basis?: string;
  /** How the day of a deadline by date alone ends. Absent: rolled forward, at the close of business, as models from before have it. */
  ending?: Pick<DeadlineRule, 'rollForward' | 'endOfDay'>;
  /** Steps before, at and after due. Absent: the model's ladder. */
  ladder?: LadderStep[];
  /** When the clock starts, where not as the activity does: FEEL giving an instant or a date (dispatch, discovery …). */
  startsAt?: Expression;
  /** Who is shown it. Default `case`: everyone who sees the case; `public`: also the citizen's receipt. */
  visibility?: 'handlers' | 'case' | 'public';
  /** A clock that the law gives to the citizen: nothing that happens to ours stops it. */
  neverStops?: boolean;
  /** Reasons for which it may stand still. Without any it never does. */
  suspensions?: SuspensionConfig[];
  /** How it may be extended; absent: only by `changeDeadline`, with a permission. */
  extension?: ExtensionConfig;
}

/** A reason for which a clock stands still, e.g. 公安立案. */
export interface SuspensionConfig {
  key: string;
  name: Label;
  /** Who must agree; absent: nobody. */
  approval?: PostAtUnitExpression[];
  /** As for an extension. */
  then?: PostAtUnitExpression[];
  /** Longest it may stand still; it then runs on by itself. */
  most?: { amount: number; unit: 'calendarDay' | 'workingDay' };
}

export interface ExtensionConfig {
  /** Who must agree; absent: nobody. */
  approval?: PostAtUnitExpression[];
  /** Who decides when one of those has agreed (first the own unit, then the one above); absent: that was all. */
  then?: PostAtUnitExpression[];
  /** How many times at most. Default 1. */
  most?: number;
  /** How far beyond the current date at most. */
  upTo?: { amount: number; unit: 'calendarDay' | 'workingDay' | 'month' };
}

/**
 * A deadline across steps: from the case's start or a node, until one of these nodes completes (absent: the case ends).
 * It belongs to the whole case; a node that comes again after it ended begins a new cycle.
 */
export interface CaseDeadlineConfig extends DeadlineConfig {
  from?: { node: string; on: 'started' | 'completed' };
  until?: string[];
}

/** One step of a ladder: when, whom, by what. */
export interface LadderStep {
  key: string;
  kind: 'remind' | 'due' | 'escalate';
  name: Label;
  /** Relative to due; negative is before. Working days count by the case's calendar. */
  after: { amount: number; unit: 'hour' | 'calendarDay' | 'workingDay' };
  whom: Recipient[];
  channels: string[];
  colour?: 'blue' | 'yellow' | 'orange' | 'red';
  /** Comes again, so often and at this distance, until the deadline is met or changed. */
  repeat?: { every: { amount: number; unit: 'hour' | 'calendarDay' | 'workingDay' }; times: number };
  /** Somebody must say that they have seen it; until then it repeats. An acknowledgement holds for so long. */
  acknowledge?: { within: { amount: number; unit: 'hour' | 'calendarDay' | 'workingDay' } };
  /** Document that those who are told must draw up (督办单, 催办通知书 …). */
  document?: Label;
  /** What the machine does itself. It never approves, and never upholds. */
  action?:
    | { kind: 'transfer'; to: PostAtUnitExpression }
    | { kind: 'goTo'; node: string }
    | { kind: 'startCase'; template: string; inputs: Mapping[] };
}

export type Recipient = { kind: 'handlers' } | ({ kind: 'post' } & PostAtUnitExpression);

/** Variables given to a call, and which come back. */
export interface CallActivityConfig {
  /** Template key of the called process. */
  calledElement: string;
  binding: 'latest' | { version: number };
  /** The called case begins at the start event of this message; absent: at its none start event. */
  message?: string;
  /** What the called case is named, where a person who added it said so; else its template's rule says. */
  title?: string;
  /** The called case goes on when what called it is ended: what it has set going is not taken back. */
  outlives?: true;
  inputs: Mapping[];
  outputs: Mapping[];
}

export interface ServiceTaskConfig {
  /** Name of the job handler in the worker, or one of the engine's own (`extend-deadline`, `set-variables` …). */
  jobType: string;
  parameters: JsonObject;
}
