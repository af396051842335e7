import type { JsonObject } from '../json.ts';
import type { OpenTask, Scope, Token } from '../state.ts';
import type { Resume } from '../work/model.ts';

/** What going back and forth does. Everything that ends by it has its ordinary events (`taskCancelled`, `elementCancelled` …). */
export type TrailEvent =
  /** Says who returned what to where; the restoring events follow. */
  | {
      kind: 'stepReturned';
      task: string;
      node: string;
      to: string;
      resume: Resume;
      reason: string;
      isReject?: true;
    }
  | { kind: 'stepWithdrawn'; task: string; node: string; reason?: string }
  | { kind: 'stepMoved'; task: string; node: string; to: string; reason: string }
  /** Its steps are to come again: ended tokens leave the trail. */
  | { kind: 'trailUndone'; tokens: string[]; scopes: string[]; firings: number[] }
  | { kind: 'scopeReopened'; scope: Scope }
  | { kind: 'tokenRestored'; token: Token }
  /** The same task as before, with its id, people and version. */
  | { kind: 'taskReopened'; task: OpenTask }
  | { kind: 'variablesRestored'; scope: string; token?: string; variables: JsonObject; absent: string[] }
  /** The case is back where it was returned from: what was cut off lives again. */
  | { kind: 'stepResumed'; node: string };
