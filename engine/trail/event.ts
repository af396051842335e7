import type { Json, JsonObject } from '../json.ts';
import type { OpenTask, Scope, Token } from '../state.ts';
import type { Resume } from '../work/model.ts';
import type { Said } from '../work/said.ts';

/** What going back and forth does. Everything that ends by it has its ordinary events (`taskCancelled`, `elementCancelled` …). */
export type TrailEvent =
  /**
   * Says who returned what to where; the restoring events follow. `to`: the node, the first of several; `visits`: the
   * tokens whose step begins anew. `person`: who decided it, where that is not the event's actor.
   */
  | ({
      kind: 'stepReturned';
      task: string;
      node: string;
      to: string;
      resume: Resume;
      reason: string;
      isReject?: true;
      visits?: string[];
      person?: string;
    } & Said)
  /** `task`: the one that is open again, with its id. */
  | ({ kind: 'stepWithdrawn'; task: string; node: string } & Said)
  | ({ kind: 'stepMoved'; task: string; node: string; to: string; reason: string } & Said)
  /**
   * Its steps are to come again: what they did to what goes on living (counts of instances, what can be compensated …) is
   * taken back, and they are forgotten. `isExact`: also what they did to what people did. `detour`: they are kept, with
   * what lives of them now, until the steps of these tokens are done; `lent` is open again only for them.
   */
  | {
      kind: 'trailUndone';
      tokens: string[];
      scopes: string[];
      firings: number[];
      /** Nodes that had completed in what is taken back. */
      nodes: string[];
      isExact?: true;
      detour?: { targets: string[]; from: string; lent: { tokens: string[]; scopes: string[] } };
    }
  | { kind: 'scopeReopened'; scope: Scope }
  | { kind: 'tokenRestored'; token: Token }
  /** The same task as before, with its id, people and version. */
  | { kind: 'taskReopened'; task: OpenTask }
  | { kind: 'variablesRestored'; scope: string; token?: string; variables: JsonObject; absent: string[] }
  /**
   * A step of a detour is done; with `isBack` the case is back where it was returned from: what was cut off lives again.
   * `with`: it lives again when the step of this token is done, which it came of and which has been returned too.
   */
  | {
      kind: 'stepResumed';
      node: string;
      token: string;
      isBack: boolean;
      with?: string;
      /** What the step, an instance of several, gives to the list of their results. */
      result?: { scope: string; index: number; value: Json };
    }
  /**
   * A step that was to go straight back (to the node `to`) ends without being done, with what is recorded next. What was cut
   * off is taken back (`firings`), as if the return had walked forward; `tokens` live again by it. None where the case ends.
   */
  | { kind: 'detourEnded'; node: string; to: string; token: string; firings: number[]; tokens: string[] };
