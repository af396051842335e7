import type { Deadline, PendingStep } from './state.ts';
import type { PostAtUnit } from '../model.ts';
import type { Candidate } from '../work/state.ts';

export type ClockEvent =
  | {
      kind: 'clockRequested';
      request: ClockRequest;
      node: string;
    }
  /**
   * What an approval leads to follows: `deadlineChanged` (cause extension) or `clockSuspended`; with `next` the same request
   * to those who decide after these.
   */
  | {
      kind: 'clockRequestDecided';
      request: string;
      deadline: string;
      node: string;
      approved: boolean;
      next?: string;
      reason?: string;
    }
  /** `deadline` as it is now; its steps wait until it runs again. */
  | { kind: 'clockSuspended'; deadline: Deadline; node: string; why: string; reason: string }
  /**
   * `from`: the due date before; `fromDue`: the instant before, where it moved within its day. By the machine: the longest
   * suspension was over.
   */
  | {
      kind: 'clockResumed';
      deadline: Deadline;
      node: string;
      from: string;
      fromDue?: string;
      reason?: string;
    }
  /**
   * `until`: how long it holds; absent where another has said so before (the first counts). `next`: when the step comes
   * again then, in place of what was to come of it.
   */
  | {
      kind: 'stepAcknowledged';
      deadline: string;
      node: string;
      step: string;
      by: string;
      until?: string;
      next?: PendingStep;
    }
  /** The ladder did something itself. Recorded as the machine's. `reason`: why it could not be done; an incident says so too. */
  | {
      kind: 'ladderActed';
      deadline: string;
      node: string;
      step: string;
      did: 'transfer' | 'goTo' | 'startCase';
      reason?: string;
      /** transfer: to whom, and which tasks. */
      to?: Candidate[];
      tasks?: string[];
      /** goTo: the node. */
      target?: string;
      /** startCase: its id and template. */
      case?: string;
      template?: string;
    }
  | { kind: 'documentDue'; deadline: string; node: string; step: string; document: string; by: Candidate[] }
  /** `ladders`: deadlines whose date stays but whose steps come at other instants now. Those that move have `deadlineChanged`. */
  | { kind: 'calendarChanged'; calendar: string; ladders?: { deadline: string; steps: PendingStep[] }[] };

export interface ClockRequest {
  id: string;
  deadline: string;
  what: 'extension' | 'suspension';
  /** extension: the date asked for. suspension: the reason's key. */
  date?: string;
  why?: string;
  reason: string;
  by: string;
  approvers: PostAtUnit[];
  /** Who decides after them. */
  then?: PostAtUnit[];
  /** The request on which those before them have agreed. */
  after?: string;
}
