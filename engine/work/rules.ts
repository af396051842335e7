import { notOffered } from '../not-offered.ts';
import type { CommandRules } from '../command-rule.ts';
import type { WorkCommand } from './command.ts';
import { addSigners } from './verbs/add-signers.ts';
import { answerDelegation, assignTask, delegateTask, transferTask } from './verbs/hand-over.ts';
import { recuse } from './verbs/recuse.ts';
import { removeSigner } from './verbs/remove-signer.ts';

/** Each command of this subject with what allows it and what it does. */
export const workRules: CommandRules<WorkCommand> = {
  addSigners,
  removeSigner,
  transferTask,
  delegateTask,
  answerDelegation,
  recuse,
  assignTask,
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
