/** The inner works: moves of tokens, and what another line tells already. People do not read them. */
import type { Words } from './words.ts';

const nothing = () => undefined;

export const untold = {
  flowTaken: nothing,
  tokenPlaced: nothing,
  elementStarted: nothing,
  elementCompleted: nothing,
  elementCancelled: nothing,
  endReached: nothing,
  scopeOpened: nothing,
  scopeClosed: nothing,
  adHocSatisfied: nothing,
  instanceCompleted: nothing,
  tokensConsumed: nothing,
  gatewayActivated: nothing,
  gatewayReset: nothing,
  eventGathered: nothing,
  compensationPossible: nothing,
  timerStarted: nothing,
  timerCancelled: nothing,
  jobCreated: nothing,
  jobCompleted: nothing,
  jobCancelled: nothing,
  subscriptionOpened: nothing,
  subscriptionClosed: nothing,
  peopleSought: nothing,
  // The completion of the task itself says what was decided.
  signed: nothing,
  trailUndone: nothing,
  scopeReopened: nothing,
  tokenRestored: nothing,
  variablesRestored: nothing,
} satisfies Words;
