import type { Deadline } from '../state.ts';
import type { PostAtUnit } from '../model.ts';

export type ClockEvent =
  | {
      kind: 'clockRequested';
      request: ClockRequest;
      node: string;
    }
  | {
      kind: 'clockRequestDecided';
      request: string;
      deadline: string;
      node: string;
      approved: boolean;
      reason?: string;
    }
  | { kind: 'clockSuspended'; deadline: Deadline; node: string; why: string; reason: string }
  | { kind: 'clockResumed'; deadline: Deadline; node: string; from: string; reason?: string }
  | { kind: 'stepAcknowledged'; deadline: string; node: string; step: string; until?: string }
  /** The ladder did something itself. Recorded as the machine's. */
  | { kind: 'ladderActed'; deadline: string; node: string; step: string; did: string; reason?: string }
  | { kind: 'documentDue'; deadline: string; node: string; step: string; document: string; by: PostAtUnit[] }
  | { kind: 'calendarChanged'; calendar: string };

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
}
