import { z } from 'zod';
import { CaseId, Colour, DateOnly, InstantText, Label, PersonName, PostName } from './label.shapes.ts';

/** Somebody asks for an extension, or for a clock to stand still. */
export const ClockRequestRow = z
  .strictObject({
    caseId: CaseId,
    request: z.string(),
    number: z.string(),
    title: z.string(),
    deadline: z.string(),
    deadlineName: Label,
    what: z.enum(['extension', 'suspension']),
    /** extension: the date asked for, and the date as it stands. */
    date: DateOnly.nullable(),
    dueDate: DateOnly.nullable(),
    /** suspension: the template's words for the reason. */
    why: Label.nullable(),
    reason: z.string(),
    by: PersonName.nullable(),
    at: InstantText,
    approvers: z.array(PostName),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'ClockRequestRow' });
export type ClockRequestRow = z.infer<typeof ClockRequestRow>;

/** An escalation of which the reader was told and of which nobody has said yet that they have seen it. */
export const ToAcknowledge = z
  .strictObject({
    caseId: CaseId,
    number: z.string(),
    title: z.string(),
    deadline: z.string(),
    deadlineName: Label,
    dueDate: DateOnly,
    due: InstantText,
    step: z.string(),
    stepName: Label,
    /** When it was reached. */
    at: InstantText,
    /** When it comes again if nobody says so; null: no more, or not while the clock stands still. */
    again: InstantText.nullable(),
    /** Until when it would rest if somebody said so now; null: for good. */
    until: InstantText.nullable(),
  })
  .meta({ id: 'ToAcknowledge' });
export type ToAcknowledge = z.infer<typeof ToAcknowledge>;

/** A clock that stands still: since when, for which reason in the template's words, and until when at most. Nothing is late by it. */
export const StoppedClock = z
  .strictObject({
    since: InstantText,
    name: Label,
    until: DateOnly.nullable(),
    /** Which clock, where it is another than that whose date is shown: that one runs. */
    clock: Label.nullable(),
  })
  .meta({ id: 'StoppedClock' });
export type StoppedClock = z.infer<typeof StoppedClock>;

/** Who is told next if nothing happens, and when. */
export const NextStep = z
  .strictObject({
    key: z.string(),
    kind: z.enum(['remind', 'due', 'escalate']),
    name: Label,
    at: InstantText,
    /** Posts that are told. */
    tell: z.array(PostName),
    /** True: also whoever handles the task then. */
    handlers: z.boolean(),
    channels: z.array(z.string()),
    colour: Colour.nullable(),
  })
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof NextStep>;

/** What may be done with a running deadline, and why not. */
export const DeadlineVerbs = z
  .strictObject({
    /** Ask for more time: `decidedBy` is empty where it holds at once; who decides after others comes after them. */
    extend: z
      .strictObject({
        allowed: z.boolean(),
        because: Label.nullable(),
        latest: DateOnly.nullable(),
        decidedBy: z.array(PostName),
      })
      .nullable(),
    /** Reasons for which it may stand still now. */
    suspend: z.array(z.strictObject({ why: z.string(), name: Label, decidedBy: z.array(PostName) })),
    resume: z.boolean(),
    /** With the permission `deadline.change`. */
    change: z.boolean(),
    /** Steps reached that wait to be acknowledged. */
    acknowledge: z.array(
      z.strictObject({
        step: z.string(),
        name: Label,
        /** Until when the step rests then; null: for good, or another has said so before. */
        until: InstantText.nullable(),
      }),
    ),
  })
  .meta({ id: 'DeadlineVerbs' });
export type DeadlineVerbs = z.infer<typeof DeadlineVerbs>;

export const Due = z
  .strictObject({
    /** Id in the case, and the template's key of it. */
    deadline: z.string(),
    key: z.string(),
    name: Label,
    node: z.string(),
    nodeName: Label,
    startedAt: InstantText,
    dueDate: DateOnly,
    due: InstantText,
    originalDueDate: DateOnly,
    extensions: z.number().int(),
    /** From 1; a step that comes again begins a new cycle. */
    cycle: z.number().int(),
    /** Runs across the steps of the case. */
    ofCase: z.boolean(),
    provisional: z.boolean(),
    passed: z.boolean(),
    remainingWorkingDays: z.number().int(),
    /** It stands still; null while it runs. */
    suspended: StoppedClock.extend({ why: z.string() }).nullable(),
    /** The law or notice that sets the number. */
    basis: z.string(),
    /** Version of the working calendar by which it was counted. */
    calendar: z.string(),
    next: NextStep.nullable(),
    /** What the reader may ask or do about it. */
    may: DeadlineVerbs,
    /** Steps reached of which somebody has said that they have seen them: who was first, and until when that holds. */
    acknowledged: z.array(
      z.strictObject({
        step: z.string(),
        name: Label,
        by: PersonName.nullable(),
        until: InstantText.nullable(),
      }),
    ),
    /** Requests that wait for a decision. */
    requests: z.array(ClockRequestRow),
  })
  .meta({ id: 'Due' });
export type Due = z.infer<typeof Due>;
