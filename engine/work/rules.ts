import { notOffered } from '../not-offered.ts';
import type { CommandRules } from '../command-rule.ts';
import type { WorkCommand } from './command.ts';

/** Each command of this subject with what allows it and what it does. */
export const workRules: CommandRules<WorkCommand> = {
  addSigners: notOffered,
  removeSigner: notOffered,
  transferTask: notOffered,
  delegateTask: notOffered,
  answerDelegation: notOffered,
  recuse: notOffered,
  assignTask: notOffered,
  suspendTask: notOffered,
  resumeTask: notOffered,
  suspendCase: notOffered,
  resumeCase: notOffered,
  recallCase: notOffered,
  voidCase: notOffered,
  copyTo: notOffered,
  readCopy: notOffered,
  urge: notOffered,
  comment: notOffered,
  ask: notOffered,
  answer: notOffered,
  addTask: notOffered,
  addSubCase: notOffered,
  addParticipant: notOffered,
};
