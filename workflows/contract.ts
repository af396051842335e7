import type { Effect } from '../engine/effect.ts';
import type { Actor, Command, Input, Refusal, StartInput } from '../engine/input.ts';
import type { CaseState } from '../engine/state.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { JsonObject, Texts } from '../engine/json.ts';
import type { WorkingCalendar } from '../engine/time/index.ts';
import type { PeopleAnswer, PeopleAsk } from '../engine/work/state.ts';

/** Names and messages between the API, the workflows and the activities. No code but constants: everyone may read it. */

export const workflowType = 'processInstance';
export const taskQueue = 'rectiflow';
/**
 * The one Update of a case. Its update id is the client's Idempotency-Key. With the command `recountDeadlines` comes a second
 * argument, the ContentRef of the calendar by which the case counts from then on.
 */
export const actUpdate = 'act';
/** Signals: results of jobs and of called cases, and escalations that a called case did not catch. */
export const jobEndedSignal = 'jobEnded';
export const callEndedSignal = 'callEnded';
export const callEscalatedSignal = 'callEscalated';
/** Query for operators: the engine's state. */
export const stateQuery = 'state';

/** Workflow id of a case. Case ids are UUIDs: nothing personal can be in them. */
export const workflowIdOf = (caseId: string): string => `case-${caseId}`;
export const caseIdOf = (workflowId: string): string | undefined => /^case-(.+)$/.exec(workflowId)?.[1];

/**
 * Names content (a compiled model, a calendar) by its hash in a workflow's arguments. Its payload holds the hash alone;
 * the codec puts the content in when it decodes, so that histories stay small and replay is exact.
 */
export interface ContentRef {
  contentHash: string;
}

/** A ContentRef as workflows see it. It travels as a ContentRef again. */
export interface Content<T> extends ContentRef {
  content: T;
}

/** First argument of the workflow. The second is the model, the third the calendar, each by ContentRef. */
export interface ProcessInstanceInput {
  /** True only in a demonstration: without it `advanceClock` is refused. */
  isDemonstration: boolean;
  start: StartInput;
  /** Continue as new after so many events or Updates; absent: 3,500 and 1,500. */
  continueAfter?: { events: number; updates: number };
  /** Set by continue-as-new. */
  carried?: Carried;
}

/** What the workflow returns when its case has ended. */
export interface ProcessInstanceEnd {
  status: CaseState['status'];
  outcome?: string;
}

/** What outlives continue-as-new. It happens at rest only: everything in `state` is committed. */
export interface Carried {
  state: CaseState;
  commands: RememberedCommand[];
  /** The delay of the timer that the case waits for (CommitReply), and when that is due. */
  alarm?: { due: string | null; delay: number };
  /** Jobs and calls begun and not heard of yet: the next run performs them again, under the same ids. */
  underWay: Effect[];
}

/** The last 512 commands: the same id with other content is a named conflict, a retry gets its first answer. */
export interface RememberedCommand {
  id: string;
  reply: ActReply;
}

export interface ActRequest {
  /** The client's Idempotency-Key; also the update id. */
  commandId: string;
  /** SHA-256 (hex) of the command's canonical JSON and its actor's person. */
  digest: string;
  actor: Actor;
  command: Command;
}

export interface ActReply {
  /** Version (seq) of the case after the command. */
  version: number;
  at: string;
  /** Digest of the command so answered. Temporal answers a known update id whatever its content, so the caller compares. */
  digest: string;
}

/** Details of the ApplicationFailure (type `Refusal`) with which `act` refuses. */
export type ActRefusal = Refusal | (Omit<Refusal, 'code'> & { code: 'idempotency-conflict' });
export const refusalType = 'Refusal';

/** How a job or a call ended, as its signal tells. */
export interface JobEnded {
  job: string;
  result:
    | { ok: true; variables: JsonObject }
    | { ok: false; error: { code: string; message: string; texts?: Texts; isBpmnError: boolean } };
}
export interface CallEnded {
  call: string;
  result: { ok: true; variables: JsonObject; outcome?: string } | { ok: false; error: string };
}
export interface CallEscalated {
  call: string;
  code: string;
}

/** Marks arguments of a local activity: they never leave the worker's process, not even encrypted (worker/in-process.ts). */
export const inProcess = Symbol.for('rectiflow.in-process');

/**
 * The activities as workflows see them. `commit` and `findPeople` run as local activities; `commit` is safe to repeat, and what
 * `findPeople` answered becomes an input, so that it is asked again only where nobody has recorded an answer.
 * `runJob` fails with an ApplicationFailure of type `BpmnError` (first detail: the error code) when the diagram models the failure.
 */
export interface CaseActivities {
  commit(batch: CommitBatch): Promise<CommitReply>;
  runJob(request: JobRequest): Promise<JsonObject>;
  /** Opens the called case, once however often it is asked. It reports its end with the signal `callEnded`. */
  startCall(request: CallRequest): Promise<void>;
  /** One answer for each ask, from the organisation as it is on the case's day. */
  findPeople(request: PeopleRequest): Promise<PeopleAnswer[]>;
  /** Opens a case that goes its own way, once however often it is asked. */
  openCase(request: OpenCaseRequest): Promise<void>;
}

/** The events of a case since the last commit, in order without a gap, and whatever the read model needs beside them. */
export interface CommitBatch {
  [inProcess]?: true;
  caseId: string;
  tenant: string;
  /** Hash of the model, to name nodes in the read model. */
  model: string;
  events: EngineEvent[];
  /** Every input that Temporal's history may not hold yet, oldest first; those of `events` are the last of them. */
  inputs: SteppedInput[];
  /** Only when it has changed: when the case's timer is due (ISO, UTC, the workflow's time); null: it waits for none. */
  due?: string | null;
}

/**
 * An input as it was stepped. The last ones of a case are kept beside its journal (encrypted, replaced by each commit).
 * Why: an Update enters Temporal's history only with the workflow task that also runs its commit. When that task is lost
 * after the commit (a killed worker, a failed task), Temporal runs it again at another instant, perhaps with another
 * person's command first. What the journal holds has happened; the workflow takes these inputs back and goes on from there.
 */
export interface SteppedInput {
  /** `seq` of the case before it. */
  before: number;
  input: Input | { kind: 'start'; start: StartInput };
  /** When it was a command: for whom its answer is remembered. */
  commandId?: string;
  digest?: string;
  /** The calendar that came with it, by which this step and all after it count. Whole: no codec looks into a commit. */
  calendar?: Content<WorkingCalendar>;
}

export interface CommitReply {
  /** Seq of the case's last event in the journal. Less than the batch's first minus one: nothing was written, send from there. */
  committed: number;
  /** With `due`: milliseconds by which the timer rings later, so that those that fall due together ring one after the other. */
  delay?: number;
  /**
   * The journal holds other events in place of the batch's: nothing was written. The kept inputs whose `before` is not
   * less than the batch's first seq minus one, oldest first. Absent when the journal's events came from the batch's own inputs.
   */
  recorded?: SteppedInput[];
}

export interface JobRequest {
  caseId: string;
  tenant: string;
  job: string;
  type: string;
  parameters: JsonObject;
  variables: JsonObject;
}

export interface PeopleRequest {
  [inProcess]?: true;
  tenant: string;
  /** The case's instant. */
  at: string;
  asks: PeopleAsk[];
  /** One of each answer by lot. */
  pick?: 'random';
}

export interface OpenCaseRequest {
  tenant: string;
  /** The case that asks for it, and as what the new one is linked to it. */
  from: string;
  link: string;
  caseId: string;
  template: string;
  variables: JsonObject;
  clockOffset: number;
  /** As the case that asks: what it begins goes by the same clock. Absent in requests from before that was said. */
  isDemonstration?: boolean;
}

export interface CallRequest {
  tenant: string;
  parent: { caseId: string; call: string };
  caseId: string;
  calledElement: string;
  binding: 'latest' | { version: number };
  /** The called case begins at the start event of this message. */
  message?: string;
  /** What it is named, where somebody said so. */
  title?: string;
  variables: JsonObject;
  clockOffset: number;
  /** As `OpenCaseRequest`. */
  isDemonstration?: boolean;
}
