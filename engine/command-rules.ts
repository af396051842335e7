import { clockRules } from './clock/rules.ts';
import type { CommandRule } from './command-rule.ts';
import type { Command } from './input.ts';
import { linkRules } from './link/rules.ts';
import { trailRules } from './trail/rules.ts';
import { workRules } from './work/rules.ts';

const rules = { ...workRules, ...trailRules, ...clockRules, ...linkRules };

/** A command of human work, the trail, clocks or one-time links. */
export type SubjectCommand = Extract<Command, { kind: keyof typeof rules }>;

export function isOfSubject(command: Command): command is SubjectCommand {
  return Object.hasOwn(rules, command.kind);
}

export function ruleOf(command: SubjectCommand): CommandRule<Command> {
  return rules[command.kind] as CommandRule<Command>;
}
