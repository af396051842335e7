import type { CommandRules } from '../command-rule.ts';
import type { WorkCommand } from './command.ts';
import { addParticipant, addSubCase, addTask } from './verbs/ad-hoc.ts';
import { recallCase, voidCase } from './verbs/end-case.ts';
import { resumeCase, resumeTask, suspendCase, suspendTask } from './verbs/suspend.ts';
import { answer, ask, comment, copyTo, readCopy, urge } from './verbs/talk.ts';
import { addSigners } from './verbs/add-signers.ts';
import { answerDelegation, assignTask, delegateTask, transferTask } from './verbs/hand-over.ts';
import { recuse } from './verbs/recuse.ts';
import { takeOverTask } from './verbs/take-over.ts';
import { removeSigner } from './verbs/remove-signer.ts';
import { handOnQuestion, nameHeir } from './verbs/name-heir.ts';
import { replaceChosen } from './verbs/replace-chosen.ts';

/** Each command of this subject with what allows it and what it does. */
export const workRules: CommandRules<WorkCommand> = {
  addSigners,
  removeSigner,
  transferTask,
  delegateTask,
  answerDelegation,
  recuse,
  assignTask,
  replaceChosen,
  takeOverTask,
  nameHeir,
  handOnQuestion,
  suspendTask,
  resumeTask,
  suspendCase,
  resumeCase,
  recallCase,
  voidCase,
  copyTo,
  readCopy,
  urge,
  comment,
  ask,
  answer,
  addTask,
  addSubCase,
  addParticipant,
};
