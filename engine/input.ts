import type { CaseFacts } from './event.ts';
import type { Json, JsonObject } from './json.ts';
import type { PostAtUnit } from './model.ts';
import type { Trigger } from './state.ts';

/** Who acts. `posts` are those the person held at that instant, as the server found them: the engine checks tasks against them. */
export type Actor =
  | { kind: 'person'; person: string; posts: PostAtUnit[] }
  /** Timers, jobs and parents: recorded as the machine's doing, never as a person's. */
  | { kind: 'system'; name: string };

/** How a case begins. */
export interface StartInput {
  at: string;
  actor: Actor;
  case: CaseFacts;
  variables: JsonObject;
  /** What began it; absent: its none start event. */
  trigger?: Trigger;
  /** Milliseconds by which a demonstration's clock is ahead. */
  clockOffset?: number;
}

/** What people (and the API for them) may ask of a running case: the closed union that the Update `act` carries. */
export type Command =
  | { kind: 'claimTask'; task: string; generation?: number }
  | { kind: 'releaseTask'; task: string; generation?: number }
  | {
      kind: 'completeTask';
      task: string;
      generation?: number;
      outcome?: string;
      reason?: string;
      variables: JsonObject;
    }
  | { kind: 'recordProgress'; text: string; percent?: number; task?: string }
  /** `keepUntil` (ISO instant): nobody waits for it yet, so keep it until then. Without it such a message is refused. */
  | {
      kind: 'sendMessage';
      message: string;
      messageId: string;
      correlation?: string;
      variables: JsonObject;
      keepUntil?: string;
    }
  | { kind: 'sendSignal'; signal: string; signalId: string; variables: JsonObject }
  /** Begins an activity of an ad-hoc sub-process whose activities people start. `scope`: which instance, where there are several. */
  | { kind: 'startActivity'; node: string; scope?: string }
  | { kind: 'resolveIncident'; incident: string; how: 'retry' | 'dismissed'; variables?: JsonObject }
  /** Corrects the data of the case, as seen from its whole (its root scope's names first). */
  | { kind: 'setVariables'; variables: JsonObject; reason?: string }
  | { kind: 'cancelCase'; reason: string }
  /** Demonstrations only: moves this case's clock forward to `offset` milliseconds ahead of the host's. */
  | { kind: 'advanceClock'; offset: number };

/** All that can happen to a running case. `at` is the case's instant (ISO, UTC): engine code reads no clock. */
export type Input =
  | { kind: 'command'; at: string; actor: Actor; command: Command }
  /** Fires whatever is due at `at`. */
  | { kind: 'tick'; at: string }
  | { kind: 'jobCompleted'; at: string; job: string; variables: JsonObject }
  | {
      kind: 'jobFailed';
      at: string;
      job: string;
      error: { code: string; message: string; isBpmnError: boolean };
    }
  | { kind: 'callEscalated'; at: string; call: string; code: string }
  | {
      kind: 'callEnded';
      at: string;
      call: string;
      result: { ok: true; variables: JsonObject } | { ok: false; error: string };
    };

/** A command that the state does not allow: nothing happened. `data` lets the page say who was first, and when. */
export interface Refusal {
  code: 'task-not-open' | 'task-changed' | 'not-allowed' | 'case-closed' | 'bad-input' | 'not-found';
  message: string;
  data?: { [key: string]: Json };
}
