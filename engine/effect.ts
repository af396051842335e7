import type { JsonObject } from './json.ts';
import type { CallActivityConfig } from './model.ts';
import type { PeopleAsk } from './work/state.ts';

/**
 * What the world must do, imperative. Timers are not here: the shell keeps one armed timer for `nextDue(state)`.
 * Notifications are not here either: the commit derives them from the events, in the same transaction.
 */
export type Effect =
  | { kind: 'runJob'; job: string; type: string; parameters: JsonObject; variables: JsonObject }
  | { kind: 'cancelJob'; job: string }
  /** Ask the directory; the answer is the input `peopleFound`. `pick`: one of each answer by lot. */
  | { kind: 'findPeople'; lookup: string; asks: PeopleAsk[]; pick?: 'random' }
  /** A ladder starts a case of its own (督办); a start that fails is tried again. */
  | { kind: 'openCase'; id: string; template: string; variables: JsonObject; link: string }
  | {
      kind: 'startCall';
      call: string;
      caseId: string;
      calledElement: string;
      binding: CallActivityConfig['binding'];
      message?: string;
      title?: string;
      variables: JsonObject;
    }
  | { kind: 'cancelCall'; call: string; caseId: string }
  /** To whichever case waits for it, or begins with it; delivered once for each `messageId`, also if it must wait for its catch. */
  | {
      kind: 'publishMessage';
      message: string;
      messageId: string;
      correlation?: string;
      variables: JsonObject;
    }
  /** To every other case of the tenant that waits for it, and to every template that begins with it. */
  | { kind: 'broadcastSignal'; signal: string; signalId: string; variables: JsonObject }
  /** A child tells its parent of an escalation that nothing in it caught; the child goes on. */
  | { kind: 'escalateToParent'; parent: { caseId: string; call: string }; code: string }
  /** A child tells its parent how it ended. */
  | {
      kind: 'reportToParent';
      parent: { caseId: string; call: string };
      result:
        /** `outcome`: the end event it reached; the caller's output mappings see it as `calledOutcome`. */
        | { ok: true; variables: JsonObject; outcome?: string }
        | { ok: false; error: string; returnTo?: { visit: string; reason: string; by: string } };
    };
