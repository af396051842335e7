import type { StateRules } from '../state-rule.ts';
import type { ClockEvent } from './event.ts';

/** How the state changes by each of these events; nothing else may change it. */
export const clockChanges: StateRules<ClockEvent> = {
  clockRequested() {},
  clockRequestDecided() {},
  clockSuspended() {},
  clockResumed() {},
  stepAcknowledged() {},
  ladderActed() {},
  documentDue() {},
  calendarChanged() {},
};
