import { z } from 'zod';
import { DateOnly, Key, Reason, TaskKey, Values } from './label.shapes.ts';
import { CandidateChoice } from './work.shapes.ts';

export const CopyTo = z
  .strictObject({
    to: z.array(CandidateChoice).min(1).max(100),
    note: z.string().trim().max(2000).optional(),
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'CopyTo' });
export type CopyTo = z.infer<typeof CopyTo>;

export const Urge = z
  .strictObject({
    /** Absent: everyone who has an open task. */
    tasks: z.array(TaskKey).max(100).optional(),
    text: z.string().trim().max(2000).optional(),
  })
  .meta({ id: 'Urge' });
export type Urge = z.infer<typeof Urge>;

export const Comment = z
  .strictObject({
    text: z.string().trim().min(1).max(4000),
    taskKey: TaskKey.optional(),
    mentions: z.array(CandidateChoice).max(50).optional(),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof Comment>;

export const AskQuestion = z
  .strictObject({
    text: z.string().trim().min(1).max(4000),
    to: CandidateChoice,
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'AskQuestion' });
export type AskQuestion = z.infer<typeof AskQuestion>;

export const AnswerQuestion = z
  .strictObject({ text: z.string().trim().min(1).max(4000) })
  .meta({ id: 'AnswerQuestion' });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

/** A task that the diagram does not know, beside the one from which it is added. */
export const AddTask = z
  .strictObject({
    taskKey: TaskKey,
    name: z.string().trim().min(1).max(100),
    people: z.array(CandidateChoice).min(1).max(50),
    form: Key.optional(),
    instruction: z.string().trim().max(2000).optional(),
    /** The day on which it is to be done, until the close of business. */
    dueDate: DateOnly.optional(),
  })
  .meta({ id: 'AddTask' });
export type AddTask = z.infer<typeof AddTask>;

export const AddSubCase = z
  .strictObject({
    taskKey: TaskKey,
    template: Key,
    name: z.string().trim().min(1).max(100),
    values: Values.default({}),
  })
  .meta({ id: 'AddSubCase' });
export type AddSubCase = z.infer<typeof AddSubCase>;

export const AddParticipant = z
  .strictObject({
    unit: Key,
    role: z.enum(['assist', 'informed', 'handler']),
    reason: Reason,
  })
  .meta({ id: 'AddParticipant' });
export type AddParticipant = z.infer<typeof AddParticipant>;
