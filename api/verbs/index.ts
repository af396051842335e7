import type { Route } from '../route.ts';
import { addParticipant, addSubCase, addTask } from './ad-hoc.ts';
import { addSigners } from './add-signers.ts';
import { claim, release } from './claim.ts';
import { complete } from './complete.ts';
import { cancelCase, recallCase, voidCase } from './end-case.ts';
import { answerDelegation, assign, delegate, transfer } from './hand-over.ts';
import { moveTask } from './move.ts';
import { recuse } from './recuse.ts';
import { removeSigner } from './remove-signer.ts';
import { returnTask } from './return.ts';
import { resumeCase, resumeTask, suspendCase, suspendTask } from './suspend.ts';
import { answer, ask, comment, copyTo, readCopy, urge } from './talk.ts';
import { withdrawTask } from './withdraw.ts';

/** What people do with a task. */
export const taskVerbs: Route[] = [
  claim,
  release,
  complete,
  addSigners,
  removeSigner,
  recuse,
  transfer,
  delegate,
  answerDelegation,
  assign,
  suspendTask,
  resumeTask,
  returnTask,
  moveTask,
  withdrawTask,
];

/** What people do with a case as a whole, or say about it. */
export const caseVerbs: Route[] = [
  copyTo,
  readCopy,
  urge,
  comment,
  ask,
  answer,
  addTask,
  addSubCase,
  addParticipant,
  suspendCase,
  resumeCase,
  recallCase,
  voidCase,
  cancelCase,
];
