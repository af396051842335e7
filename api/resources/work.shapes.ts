import { z } from 'zod';
import { InstantText, Key, Label, PersonName, PostName, TaskKey } from './label.shapes.ts';

/** Words of human work that tasks, cases and batches share: who, which verb, and how several decide together. */

/** Somebody who is given work: whoever holds the post at the unit, or this one person in that capacity. */
export const CandidateChoice = z
  .strictObject({ post: Key, unit: Key, person: z.string().min(1).max(100).optional() })
  .meta({ id: 'CandidateChoice' });
export type CandidateChoice = z.infer<typeof CandidateChoice>;

/** The same as it is shown: `person` is null where it is whoever holds the post. */
export const Handler = PostName.extend({ person: PersonName.nullable() }).meta({ id: 'Handler' });
export type Handler = z.infer<typeof Handler>;

export const Need = z.enum(['reason', 'opinion', 'attachment']).meta({ id: 'Need' });
export type Need = z.infer<typeof Need>;

/** How a case goes on after a return: forward again step by step, or straight back to the step that returned it. */
export const ResumePolicy = z.enum(['forward', 'back']).meta({ id: 'ResumePolicy' });
export type ResumePolicy = z.infer<typeof ResumePolicy>;

/** Everything with a button of its own beside claiming, releasing and completing. */
export const verbKeys = [
  'addSignersBefore',
  'addSignersAfter',
  'removeSigner',
  'transfer',
  'delegate',
  'answerDelegation',
  'recuse',
  'assign',
  'return',
  'withdraw',
  'recall',
  'suspend',
  'resume',
  'void',
  'cancel',
  'move',
  'copyTo',
  'urge',
  'comment',
  'ask',
  'addTask',
  'addSubCase',
  'addParticipant',
  'resubmit',
] as const;
export const VerbKey = z.enum(verbKeys).meta({ id: 'VerbKey' });
export type VerbKey = z.infer<typeof VerbKey>;

/** A step that was done before, to which this one can be returned. */
export const VisitChoice = z
  .strictObject({
    /** What `return` is sent as `to`; also `initiator` and `previous` where they are offered. */
    visit: z.string(),
    node: z.string(),
    name: Label,
    /** Who did it, and when; null for what goes back to the initiator's own start. */
    by: PersonName.nullable(),
    at: InstantText.nullable(),
    resume: z.array(ResumePolicy),
  })
  .meta({ id: 'VisitChoice' });
export type VisitChoice = z.infer<typeof VisitChoice>;

/** A step to which the case can be moved, and which open tasks end by it. */
export const MoveChoice = z
  .strictObject({
    node: z.string(),
    name: Label,
    ends: z.array(z.strictObject({ taskKey: TaskKey, name: Label, handlers: z.array(Handler) })),
  })
  .meta({ id: 'MoveChoice' });
export type MoveChoice = z.infer<typeof MoveChoice>;

/** What may be chosen with a verb; only what the verb needs is there. */
export const VerbChoices = z
  .strictObject({
    /** return: newest first. */
    visits: z.array(VisitChoice).optional(),
    /** move. */
    targets: z.array(MoveChoice).optional(),
    /** transfer, delegate, addSigners…, copyTo, ask: only holders of these posts. Absent: everyone that GET /people gives for it. */
    among: z.array(PostName).optional(),
    /** transfer, assign: those who have the task keep it, and others get it too. */
    adds: z.literal(true).optional(),
    /** removeSigner. */
    signers: z.array(z.strictObject({ taskKey: TaskKey, handlers: z.array(Handler) })).optional(),
    /** addTask, addSubCase: forms and templates that may be added. */
    offers: z.array(z.strictObject({ key: z.string(), name: Label })).optional(),
    /** suspend, of a whole case: its reason is one of these, by its key. Absent: any words. */
    reasons: z.array(z.strictObject({ key: z.string(), name: Label })).optional(),
    /** urge: not again before. */
    notBefore: InstantText.optional(),
    /** urge: the tasks that it is about, who has them, and when they were last urged. */
    urges: z
      .array(
        z.strictObject({
          taskKey: TaskKey,
          name: Label,
          handlers: z.array(Handler),
          urgedAt: InstantText.nullable(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'VerbChoices' });
export type VerbChoices = z.infer<typeof VerbChoices>;

/** One button: what it is called, whether it may be pressed now, and what must come with it. */
export const OfferedVerb = z
  .strictObject({
    verb: VerbKey,
    name: Label,
    allowed: z.boolean(),
    /** Why not; null when it is allowed. */
    because: Label.nullable(),
    needs: z.array(Need),
    choices: VerbChoices,
  })
  .meta({ id: 'OfferedVerb' });
export type OfferedVerb = z.infer<typeof OfferedVerb>;

/** One of those who decide together, and what they decided. */
export const RoundMember = z
  .strictObject({
    who: Handler,
    weight: z.number(),
    taskKey: TaskKey.nullable(),
    /** `waiting`: its turn has not come (one after the other); `skipped`: the round was decided without it. */
    state: z.enum(['waiting', 'open', 'passed', 'rejected', 'abstained', 'recused', 'removed', 'skipped']),
    by: PersonName.nullable(),
    /** The principal for whom a substitute decided. */
    for: PersonName.nullable(),
    at: InstantText.nullable(),
    outcomeName: Label.nullable(),
    reason: z.string().nullable(),
    opinion: z.string().nullable(),
    addedBy: PersonName.nullable(),
  })
  .meta({ id: 'RoundMember' });
export type RoundMember = z.infer<typeof RoundMember>;

/** People who decide together on one step. */
export const Round = z
  .strictObject({
    round: z.string(),
    mode: z.enum(['any', 'all', 'vote', 'sequential']),
    /** The rule in one sentence, e.g. 超过 66.7% 同意为通过. */
    rule: Label,
    members: z.array(RoundMember),
    /** Members who may decide (the denominator), and how they stand. */
    counts: z.strictObject({
      total: z.number().int(),
      passed: z.number().int(),
      rejected: z.number().int(),
      abstained: z.number().int(),
      open: z.number().int(),
    }),
    /** How many (by weight) must pass in all; null where another rule decides. */
    needed: z.number().nullable(),
    /** Seats that must vote for a quorum, and those that have or still can; null where none is asked for. */
    quorum: z.strictObject({ needed: z.number().int(), there: z.number().int() }).nullable(),
  })
  .meta({ id: 'Round' });
export type Round = z.infer<typeof Round>;

/** Somebody added to a task (加签). Flat: `under` is the task to which they were added, `depth` from 1. */
export const Signer = z
  .strictObject({
    taskKey: TaskKey,
    under: TaskKey,
    depth: z.number().int(),
    sign: z.enum(['before', 'after']),
    who: z.array(Handler),
    addedBy: PersonName.nullable(),
    state: z.enum(['open', 'done', 'removed', 'cancelled']),
    by: PersonName.nullable(),
    at: InstantText.nullable(),
    outcomeName: Label.nullable(),
    opinion: z.string().nullable(),
  })
  .meta({ id: 'Signer' });
export type Signer = z.infer<typeof Signer>;

/** A file that belongs to a case. Fetched from /cases/:caseId/attachments/:attachment. */
export const Attachment = z
  .strictObject({
    attachment: z.string(),
    name: z.string(),
    /** Media type as its first bytes say. */
    type: z.string(),
    bytes: z.number().int(),
    by: PersonName,
    at: InstantText,
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof Attachment>;

/** A step whose people the one who completes (or starts) must choose. */
export const StepToChoose = z
  .strictObject({
    node: z.string(),
    name: Label,
    /** At most so many; null: any number. At least one. */
    most: z.number().int().nullable(),
    /** Only holders of these; null: everyone that GET /people gives for it. */
    among: z.array(PostName).nullable(),
    /** It comes whatever happens; else it may be left out. */
    required: z.boolean(),
  })
  .meta({ id: 'StepToChoose' });
export type StepToChoose = z.infer<typeof StepToChoose>;

/** People for steps to come, by node. */
export const Choices = z
  .record(z.string().max(100), z.array(CandidateChoice).min(1).max(100))
  .meta({ id: 'Choices' });
export type Choices = z.infer<typeof Choices>;
