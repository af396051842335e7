import { notOffered } from '../not-offered.ts';
import type { CommandRules } from '../command-rule.ts';
import type { TrailCommand } from './command.ts';

/** Each command of this subject with what allows it and what it does. */
export const trailRules: CommandRules<TrailCommand> = {
  returnTask: notOffered,
  withdrawTask: notOffered,
  moveTask: notOffered,
};
