import type { CommandRules } from '../command-rule.ts';
import { acknowledgeStep } from './acknowledge.ts';
import type { ClockCommand } from './command.ts';
import { changeDeadlineRule, recountDeadlines, resumeClock } from './by-permission.ts';
import { decideClockRequest, requestExtension, suspendClock } from './requests.ts';

/** Each command of this subject with what allows it and what it does. */
export const clockRules: CommandRules<ClockCommand> = {
  requestExtension,
  suspendClock,
  resumeClock,
  decideClockRequest,
  changeDeadline: changeDeadlineRule,
  acknowledgeStep,
  recountDeadlines,
};
