import { queryOptions } from '@tanstack/react-query';
import type { CaseOpened } from '../../api/resources/cases.shapes.ts';
import type { Resubmit, ResubmitForm } from '../../api/resources/resubmissions.shapes.ts';
import type { Values } from '../../api/resources/label.shapes.ts';
import type { Acted } from '../../api/resources/tasks.shapes.ts';
import type { VerbKey } from '../../api/resources/work.shapes.ts';
import type { PathAhead } from '../../api/resources/path-ahead.shapes.ts';
import type { AddParticipant, AddSubCase, AddTask } from '../../api/verbs/ad-hoc.ts';
import type { AddSigners } from '../../api/verbs/add-signers.ts';
import type { CancelCase } from '../../api/verbs/end-case.ts';
import type { AnswerDelegation, AssignTask, GiveTask } from '../../api/verbs/hand-over.ts';
import type { MoveTask } from '../../api/verbs/move.ts';
import type { RemoveSigner } from '../../api/verbs/remove-signer.ts';
import type { ReturnTask } from '../../api/verbs/return.ts';
import type { MayHaveReason, WithReason } from '../../api/verbs/said.shapes.ts';
import type { AnswerQuestion, AskQuestion, Comment, CopyTo, Urge } from '../../api/verbs/talk.ts';
import type { WithdrawTask } from '../../api/verbs/withdraw.ts';
import { request } from './request.ts';

/** What is sent with each verb. */
export interface VerbBodies {
  addSignersBefore: AddSigners;
  addSignersAfter: AddSigners;
  removeSigner: RemoveSigner;
  transfer: GiveTask;
  delegate: GiveTask;
  answerDelegation: AnswerDelegation;
  recuse: WithReason;
  assign: AssignTask;
  return: ReturnTask;
  withdraw: WithdrawTask;
  recall: WithReason;
  suspend: WithReason;
  resume: MayHaveReason;
  void: WithReason;
  cancel: CancelCase;
  move: MoveTask;
  copyTo: CopyTo;
  urge: Urge;
  comment: Comment;
  ask: AskQuestion;
  addTask: AddTask;
  addSubCase: AddSubCase;
  addParticipant: AddParticipant;
  resubmit: Resubmit;
}

/** On what a verb is pressed: a task, or a case as a whole. */
export interface VerbPlace {
  caseId: string;
  taskKey?: string;
  /** The task as the page last saw it. */
  generation?: number;
}

/** Verbs that belong to the case even when they are pressed on the page of one of its tasks. */
const ofCase = new Set<VerbKey>([
  'recall',
  'void',
  'cancel',
  'copyTo',
  'urge',
  'comment',
  'ask',
  'addTask',
  'addSubCase',
  'addParticipant',
  'resubmit',
]);

const words: Partial<Record<VerbKey, string>> = {
  addSignersBefore: 'add-signers',
  addSignersAfter: 'add-signers',
  removeSigner: 'remove-signer',
  answerDelegation: 'answer-delegation',
  copyTo: 'copies',
  comment: 'comments',
  ask: 'questions',
  addTask: 'tasks',
  addSubCase: 'sub-cases',
  addParticipant: 'participants',
};

const addressOfVerb = (verb: VerbKey, { caseId, taskKey }: VerbPlace) => {
  const word = words[verb] ?? verb;
  return taskKey && !ofCase.has(verb)
    ? `/tasks/${encodeURIComponent(taskKey)}/${word}`
    : `/cases/${caseId}/${word}`;
};

export interface SentVerb<V extends VerbKey = VerbKey> {
  verb: V;
  place: VerbPlace;
  body: VerbBodies[V];
}

export const sendVerb = <V extends VerbKey>({ verb, place, body }: SentVerb<V>, key: string) =>
  request<Acted>('POST', addressOfVerb(verb, place), { body, key });

/** What lies ahead if the task is answered so, with what the form holds now. */
export const pathAheadQuery = (taskKey: string, ask: { outcome?: string; values: Values } | undefined) =>
  queryOptions({
    queryKey: ['task', taskKey, 'path', ask],
    queryFn: ({ signal }) =>
      request<PathAhead>('POST', `/tasks/${encodeURIComponent(taskKey)}/path-ahead`, { body: ask, signal }),
    enabled: ask !== undefined,
  });

export const answerQuestion = (
  { caseId, question, ...body }: { caseId: string; question: string } & AnswerQuestion,
  key: string,
) =>
  request<Acted>('POST', `/cases/${caseId}/questions/${encodeURIComponent(question)}/answer`, { body, key });

export const readCopy = ({ copyKey }: { copyKey: string }, key: string) =>
  request<Acted>('POST', `/copies/${encodeURIComponent(copyKey)}/read`, { body: {}, key });

export const resubmitQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'resubmit'],
    queryFn: ({ signal }) => request<ResubmitForm>('GET', `/cases/${caseId}/resubmit`, { signal }),
  });

export const resubmit = ({ caseId, ...body }: { caseId: string } & Resubmit, key: string) =>
  request<CaseOpened>('POST', `/cases/${caseId}/resubmit`, { body, key });
