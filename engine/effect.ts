import type { JsonObject } from './json.ts';
import type { CallActivityConfig } from './model.ts';

/**
 * What the world must do, imperative. Timers are not here: the shell keeps one armed timer for `nextDue(state)`.
 * Notifications are not here either: the commit derives them from the events, in the same transaction.
 */
export type Effect =
  | { kind: 'runJob'; job: string; type: string; parameters: JsonObject; variables: JsonObject }
  | { kind: 'cancelJob'; job: string }
  | {
      kind: 'startCall';
      call: string;
      caseId: string;
      calledElement: string;
      binding: CallActivityConfig['binding'];
      variables: JsonObject;
    }
  | { kind: 'cancelCall'; call: string; caseId: string }
  /** A child tells its parent how it ended. */
  | {
      kind: 'reportToParent';
      parent: { caseId: string; call: string };
      result: { ok: true; variables: JsonObject } | { ok: false; error: string };
    };
