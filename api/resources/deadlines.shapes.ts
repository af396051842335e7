import { z } from 'zod';
import {
  Reason,
  Colour,
  CaseId,
  DateOnly,
  InstantText,
  Key,
  Label,
  PersonName,
  UnitName,
  pageOf,
  pageQuery,
} from './label.shapes.ts';
import { Handler } from './work.shapes.ts';
import { ClockRequestRow, StoppedClock } from './due.shapes.ts';

/** What falls due when. Without `to`: the next 30 days. What is overdue comes first where `from` is absent. */
export const DeadlineQuery = z.strictObject({
  ...pageQuery,
  unit: Key.optional(),
  template: Key.optional(),
  from: DateOnly.optional(),
  to: DateOnly.optional(),
});
export type DeadlineQuery = z.infer<typeof DeadlineQuery>;

export const DeadlineRow = z
  .strictObject({
    caseId: CaseId,
    caseNumber: z.string(),
    caseTitle: z.string(),
    templateName: Label,
    unit: UnitName.nullable(),
    deadline: z.string(),
    name: Label,
    nodeName: Label,
    /** Whoever can act now on what it is about. */
    handlers: z.array(Handler),
    dueDate: DateOnly,
    due: InstantText,
    originalDueDate: DateOnly,
    provisional: z.boolean(),
    passed: z.boolean(),
    stopped: StoppedClock.nullable(),
    remainingWorkingDays: z.number().int(),
    colour: Colour.nullable(),
  })
  .meta({ id: 'DeadlineRow' });
export type DeadlineRow = z.infer<typeof DeadlineRow>;

export const DeadlineList = pageOf(DeadlineRow)
  .extend({
    /** Over the whole list, one for each day on which something is due. */
    days: z.array(z.strictObject({ date: DateOnly, count: z.number().int(), provisional: z.number().int() })),
    from: DateOnly.nullable(),
    to: DateOnly,
    total: z.number().int(),
  })
  .meta({ id: 'DeadlineList' });
export type DeadlineList = z.infer<typeof DeadlineList>;

/** 为什么是这一天: every step of the arithmetic, and everything that moved the date since. */
export const WhyThisDate = z
  .strictObject({
    deadline: z.string(),
    name: Label,
    dueDate: DateOnly,
    due: InstantText,
    originalDueDate: DateOnly,
    provisional: z.boolean(),
    basis: z.string(),
    calendar: z.string(),
    /** Each line with the day it is about, and days skipped or counted by it. */
    steps: z.array(
      z.strictObject({ kind: z.string(), date: DateOnly.nullable(), text: Label, days: z.array(DateOnly) }),
    ),
    /** Extensions, suspensions, changes by a person, recounts; oldest first. */
    history: z.array(
      z.strictObject({
        at: InstantText,
        by: PersonName.nullable(),
        text: Label,
        from: DateOnly.nullable(),
        to: DateOnly.nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WhyThisDate' });
export type WhyThisDate = z.infer<typeof WhyThisDate>;

export const RequestExtension = z
  .strictObject({ date: DateOnly, reason: Reason })
  .meta({ id: 'RequestExtension' });
export type RequestExtension = z.infer<typeof RequestExtension>;

/** `why`: key of a reason that the template allows for this clock. */
export const SuspendClock = z
  .strictObject({ why: z.string().min(1).max(100), reason: Reason })
  .meta({ id: 'SuspendClock' });
export type SuspendClock = z.infer<typeof SuspendClock>;

export const ResumeClock = z.strictObject({ reason: Reason.optional() }).meta({ id: 'ResumeClock' });
export type ResumeClock = z.infer<typeof ResumeClock>;

export const ChangeDeadline = z
  .strictObject({ date: DateOnly, reason: Reason })
  .meta({ id: 'ChangeDeadline' });
export type ChangeDeadline = z.infer<typeof ChangeDeadline>;

export const DecideRequest = z
  .strictObject({ approve: z.boolean(), reason: Reason.optional() })
  .meta({ id: 'DecideRequest' });
export type DecideRequest = z.infer<typeof DecideRequest>;

export const ClockRequestList = pageOf(ClockRequestRow).meta({ id: 'ClockRequestList' });
export type ClockRequestList = z.infer<typeof ClockRequestList>;
