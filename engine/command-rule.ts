import type { Actor, Command, Refusal } from './input.ts';
import type { ProcessModel } from './model.ts';
import type { Run } from './run.ts';
import type { CaseState } from './state.ts';
import type { WorkingCalendar } from './time/index.ts';

/** What decides whether a command is allowed. `at` is the case's instant (ISO, UTC). */
export interface Asked<C> {
  model: ProcessModel;
  state: CaseState;
  actor: Actor;
  at: string;
  /** By which working days are counted; absent where somebody only asks what would be allowed. */
  calendar?: WorkingCalendar;
  command: C;
}

/**
 * One command: whether it is allowed as the case stands (undefined is yes), and what it does. `refuse` comes first and
 * must find everything that can be wrong: what `obey` begins is not undone.
 */
export interface CommandRule<C extends Command> {
  refuse(asked: Asked<C>): Refusal | undefined;
  obey(run: Run, actor: Actor, command: C): void;
}

/** A registry of rules by the command's kind: one new file and one line add a verb. */
export type CommandRules<C extends Command> = { [K in C['kind']]: CommandRule<Extract<C, { kind: K }>> };
