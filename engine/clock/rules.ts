import { notOffered } from '../not-offered.ts';
import type { CommandRules } from '../command-rule.ts';
import type { ClockCommand } from './command.ts';

/** Each command of this subject with what allows it and what it does. */
export const clockRules: CommandRules<ClockCommand> = {
  requestExtension: notOffered,
  suspendClock: notOffered,
  resumeClock: notOffered,
  decideClockRequest: notOffered,
  changeDeadline: notOffered,
  acknowledgeStep: notOffered,
  recountDeadlines: notOffered,
};
