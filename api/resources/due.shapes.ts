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
    acknowledge: z.array(z.strictObject({ step: z.string(), name: Label })),
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
    suspended: z
      .strictObject({ since: InstantText, why: z.string(), name: Label, until: DateOnly.nullable() })
      .nullable(),
    /** The law or notice that sets the number. */
    basis: z.string(),
    /** Version of the working calendar by which it was counted. */
    calendar: z.string(),
    next: NextStep.nullable(),
    /** What the reader may ask or do about it. */
    may: DeadlineVerbs,
    /** Requests that wait for a decision. */
    requests: z.array(ClockRequestRow),
  })
  .meta({ id: 'Due' });
export type Due = z.infer<typeof Due>;
