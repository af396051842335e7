import { clockRules } from './clock/rules.ts';
import type { CommandRule } from './command-rule.ts';
import type { Command } from './input.ts';
import { trailRules } from './trail/rules.ts';
import { workRules } from './work/rules.ts';

const rules = { ...workRules, ...trailRules, ...clockRules };

/** The rule of a command that belongs to human work, the trail or clocks; undefined for the engine's own. */
export function ofSubject(command: Command): CommandRule<Command> | undefined {
  return Object.hasOwn(rules, command.kind)
    ? (rules[command.kind as keyof typeof rules] as CommandRule<Command>)
    : undefined;
}
