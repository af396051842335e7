import type { Run } from './run.ts';
import type { Node } from './model.ts';
import type { Token } from './state.ts';

/**
 * How one kind of flow node behaves. Optional steps are simply absent.
 * An activity gives `start`: multi-instance, boundary events, mappings and deadlines are the same for all of them and
 * stand in `activity.ts`. Everything else gives `arrive`.
 */
export interface Element<C = unknown> {
  /** Name of the BPMN element: the key in the registry. */
  type: string;
  /** A token has come to the node and is held there. Doing nothing lets it wait (a join). */
  arrive?(run: Run, token: Token, node: Node & { config: C }): void;
  /** An activity begins for this token: what it waits for, or `run.agenda.push({ kind: 'leave' … })` at once. */
  start?(run: Run, token: Token, node: Node & { config: C }): void;
  /** All other tokens are at rest, and some are held here: a join that looks at where the others are decides now. */
  settle?(run: Run, scope: string, node: Node & { config: C }): void;
  /** What the token at this node waited for has come, at the event node `caught`. Absent: the token goes on. */
  caught?(run: Run, token: Token, caught: Node): void;
}

/** How one kind of event definition catches or is thrown. Positions (start, boundary, end …) are elements. */
export interface EventBehaviour<C = unknown> {
  type: string;
  /** Begins to wait for the event on behalf of a token, or of a scope for its event sub-process. */
  wait?(run: Run, where: WaitingPlace, config: C): void;
  /** Throws the event for a token at an intermediate throw or end event. True: it also decides what becomes of the token. */
  throw?(run: Run, token: Token, config: C): boolean;
}

/** Everything the engine can run, by BPMN name: `step` hands it in, so that no file needs to know all the others. */
export interface Behaviours {
  elements: Record<string, Element>;
  events: Record<string, EventBehaviour>;
  /** What must be settled before something ends without being done, and is known to no element: see `cancel.ts`. */
  beforeEnding(run: Run, ending: Ending): void;
}

/** What is about to be cancelled: a token with all that hangs on it, or all that is in a scope; `isCase`: and the case with it. */
export type Ending = { token: string } | { scope: string; isCase?: true };

/** Who waits (a token, or a scope's event sub-process), and for the sake of which event node. */
export interface WaitingPlace {
  token?: Token;
  scope: string;
  node: Node;
  /** Which of the node's definitions, where it has several. */
  event?: number;
}
