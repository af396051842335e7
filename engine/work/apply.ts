import type { StateRules } from '../state-rule.ts';
import type { WorkEvent } from './event.ts';

/** How the state changes by each of these events; nothing else may change it. */
export const workChanges: StateRules<WorkEvent> = {
  peopleSought() {},
  peopleFound() {},
  peopleChosen() {},
  peopleReplaced() {},
  roundOpened() {},
  signed() {},
  roundMemberAdded() {},
  roundMemberRemoved() {},
  roundClosed() {},
  taskChanged() {},
  signerRemoved() {},
  caseSuspended() {},
  caseResumed() {},
  caseRecalled() {},
  caseVoided() {},
  copied() {},
  copyRead() {},
  urged() {},
  commented() {},
  asked() {},
  answered() {},
  participantAdded() {},
  nodeAdded() {},
};
