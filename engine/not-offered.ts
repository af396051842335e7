import type { CommandRule } from './command-rule.ts';
import type { Command } from './input.ts';

/** A command that nothing can obey yet. */
export const notOffered: CommandRule<Command> = {
  refuse: ({ command }) => ({
    code: 'not-allowed',
    message: `Expected a command that is offered, but found ${command.kind}`,
  }),
  obey() {},
};
