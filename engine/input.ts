import type { ClockCommand } from './clock/command.ts';
import type { CaseFacts } from './event.ts';
import type { Json, JsonObject, Texts } from './json.ts';
import type { LinkCommand } from './link/command.ts';
import type { PostAtUnit } from './model.ts';
import type { Trigger } from './state.ts';
import type { TrailCommand } from './trail/command.ts';
import type { WorkCommand } from './work/command.ts';
import type { Candidate, PeopleAnswer } from './work/state.ts';

/** Who acts. `posts` are those the person held at that instant, as the server found them: the engine checks tasks against them. */
export type Actor =
  | {
      kind: 'person';
      person: string;
      posts: PostAtUnit[];
      /** Those for whom this person stands in now (代理), with their posts. Left out of what is recorded, but for the one acted for. */
      standsInFor?: { person: string; posts: PostAtUnit[] }[];
      /** Permissions that the server found, for verbs that need one. */
      permissions?: string[];
      /** Recorded: the principal for whom the person acted ("B for A"). */
      for?: string;
    }
  /** Timers, jobs and parents: recorded as the machine's doing, never as a person's. */
  | { kind: 'system'; name: string };

/** How a case begins. */
export interface StartInput {
  at: string;
  actor: Actor;
  case: CaseFacts;
  variables: JsonObject;
  /** People whom the initiator chose for steps to come, by node. */
  choices?: Record<string, Candidate[]>;
  /** What began it; absent: its none start event. */
  trigger?: Trigger;
  /** Milliseconds by which a demonstration's clock is ahead. */
  clockOffset?: number;
}

/** What people (and the API for them) may ask of a running case: the closed union that the Update `act` carries. */
export type Command =
  | WorkCommand
  | TrailCommand
  | ClockCommand
  | LinkCommand
  | { kind: 'claimTask'; task: string; generation?: number }
  | { kind: 'releaseTask'; task: string; generation?: number }
  | {
      kind: 'completeTask';
      task: string;
      generation?: number;
      outcome?: string;
      reason?: string;
      opinion?: string;
      /** Ids of attachments of this case, uploaded before. */
      attachments?: string[];
      variables: JsonObject;
      /** People for steps to come whom this handler chooses, by node. */
      choices?: Record<string, Candidate[]>;
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
      /** `texts`: what went wrong, where the job says it in both languages. */
      error: { code: string; message: string; texts?: Texts; isBpmnError: boolean };
    }
  /** What the directory answered; one answer for each ask of the lookup. */
  | { kind: 'peopleFound'; at: string; lookup: string; answers: PeopleAnswer[] }
  | { kind: 'callEscalated'; at: string; call: string; code: string }
  | {
      kind: 'callEnded';
      at: string;
      call: string;
      result:
        /** `outcome`: the end event it reached; the caller's output mappings see it as `calledOutcome`. */
        | { ok: true; variables: JsonObject; outcome?: string }
        /** `returnTo`: a step of the called case was returned to this visit of its caller. */
        | { ok: false; error: string; returnTo?: { visit: string; reason: string; by: string } };
    };

/** A command that the state does not allow: nothing happened. `data` lets the page say who was first, and when. */
export interface Refusal {
  code: 'task-not-open' | 'task-changed' | 'not-allowed' | 'case-closed' | 'bad-input' | 'not-found';
  message: string;
  data?: { [key: string]: Json };
  /** The same for those who read it on a page. */
  texts: Texts;
  /** What of the command is wrong, where it is one thing: a JSON pointer, e.g. `/choices/review`. */
  at?: string;
}
