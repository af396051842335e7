import type { StateRules } from '../state-rule.ts';
import type { TrailEvent } from './event.ts';

/** How the state changes by each of these events; nothing else may change it. */
export const trailChanges: StateRules<TrailEvent> = {
  stepReturned() {},
  stepWithdrawn() {},
  stepMoved() {},
  trailUndone() {},
  scopeReopened() {},
  tokenRestored() {},
  taskReopened() {},
  variablesRestored() {},
  stepResumed() {},
};
