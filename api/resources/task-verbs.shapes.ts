import { z } from 'zod';
import { Reason } from './label.shapes.ts';
import { CandidateChoice, ResumePolicy } from './work.shapes.ts';

/** What every verb on a task can carry. `generation` as the page last saw the task. */
const onTask = {
  generation: z.number().int().min(0).optional(),
  reason: z.string().trim().max(2000).optional(),
  /** Where the template asks for it. */
  opinion: z.string().trim().max(4000).optional(),
  /** Ids of attachments of this case. */
  attachments: z.array(z.uuid()).max(50).optional(),
};

export const AddSigners = z
  .strictObject({
    ...onTask,
    sign: z.enum(['before', 'after']),
    people: z.array(CandidateChoice).min(1).max(50),
  })
  .meta({ id: 'AddSigners' });
export type AddSigners = z.infer<typeof AddSigners>;

/** Sent to the task of the signer who was added. */
export const RemoveSigner = z.strictObject({ ...onTask, reason: Reason }).meta({ id: 'RemoveSigner' });
export type RemoveSigner = z.infer<typeof RemoveSigner>;

export const GiveTask = z.strictObject({ ...onTask, to: CandidateChoice }).meta({ id: 'GiveTask' });
export type GiveTask = z.infer<typeof GiveTask>;

export const AnswerDelegation = z
  .strictObject({
    generation: onTask.generation,
    opinion: z.string().trim().min(1).max(4000),
    attachments: onTask.attachments,
  })
  .meta({ id: 'AnswerDelegation' });
export type AnswerDelegation = z.infer<typeof AnswerDelegation>;

/** With a reason that stands in the record. */
export const WithReason = z.strictObject({ ...onTask, reason: Reason }).meta({ id: 'WithReason' });
export type WithReason = z.infer<typeof WithReason>;

export const MayHaveReason = z.strictObject(onTask).meta({ id: 'MayHaveReason' });
export type MayHaveReason = z.infer<typeof MayHaveReason>;

export const AssignTask = z
  .strictObject({
    generation: onTask.generation,
    to: z.array(CandidateChoice).min(1).max(50),
    reason: Reason,
  })
  .meta({ id: 'AssignTask' });
export type AssignTask = z.infer<typeof AssignTask>;

export const ReturnTask = z
  .strictObject({
    ...onTask,
    /** A visit of `choices.visits`, or `initiator`, or `previous`. */
    to: z.string().min(1).max(100),
    resume: ResumePolicy.default('forward'),
    reason: Reason,
  })
  .meta({ id: 'ReturnTask' });
export type ReturnTask = z.infer<typeof ReturnTask>;

export const MoveTask = z
  .strictObject({
    ...onTask,
    to: z.string().min(1).max(100),
    reason: Reason,
  })
  .meta({ id: 'MoveTask' });
export type MoveTask = z.infer<typeof MoveTask>;

/** Of a completed task: by the one who completed it. */
export const WithdrawTask = z
  .strictObject({ reason: z.string().trim().max(2000).optional() })
  .meta({ id: 'WithdrawTask' });
export type WithdrawTask = z.infer<typeof WithdrawTask>;
