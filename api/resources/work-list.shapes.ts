import { z } from 'zod';
import {
  CaseId,
  Colour,
  CopyKey,
  DateOnly,
  InstantText,
  Key,
  Label,
  PersonName,
  TaskKey,
  UnitName,
  pageOf,
  pageQuery,
} from './label.shapes.ts';
import { ClockRequestRow, StoppedClock, ToAcknowledge } from './due.shapes.ts';
import { Waits } from './tasks.shapes.ts';

/** `overdue` is past its instant, `dueToday` ends today by Asia/Shanghai, `later` is the rest, those without a deadline last. */
export const Bucket = z.enum(['overdue', 'dueToday', 'later']).meta({ id: 'Bucket' });
export type Bucket = z.infer<typeof Bucket>;

export const TaskQuery = z.strictObject({
  ...pageQuery,
  /** `started`: cases that I began (我发起); `copies`: what was copied to me (抄送). */
  view: z.enum(['todo', 'done', 'started', 'copies']).default('todo'),
  bucket: Bucket.optional(),
  template: Key.optional(),
  unit: Key.optional(),
  /** Part of the case's number or title. */
  q: z.string().trim().max(100).optional(),
});
export type TaskQuery = z.infer<typeof TaskQuery>;

/** One line of the work list. */
export const TaskRow = z
  .strictObject({
    taskKey: TaskKey,
    caseId: CaseId,
    caseNumber: z.string(),
    caseTitle: z.string(),
    templateKey: z.string(),
    templateName: Label,
    /** The step's name on the diagram. */
    name: Label,
    node: z.string(),
    /** Shared state word of the domain (`planning`, `checking` …) with its name; null where the step has none. */
    stage: z.string().nullable(),
    stageName: Label.nullable(),
    /** The unit that the case rests on. */
    unit: UnitName.nullable(),
    createdAt: InstantText,
    dueDate: DateOnly.nullable(),
    /** The instant at which it is missed. */
    due: InstantText.nullable(),
    /** A year that the deadline crosses has no published calendar yet: the date may move. */
    provisional: z.boolean(),
    bucket: Bucket,
    /** Working days from today to the due date; 0 is today, negative is overdue; null without a deadline. */
    remainingWorkingDays: z.number().int().nullable(),
    /** Its clock stands still: it is `later`, whatever its date. */
    stopped: StoppedClock.nullable(),
    /** Colour of the highest escalation reached, if any. */
    colour: Colour.nullable(),
    claimedBy: PersonName.nullable(),
    claimedByMe: z.boolean(),
    /** The principal for whom I stand in; null where it is my own post that names me. */
    for: PersonName.nullable(),
    /** The step was returned and must be mended. */
    isReturned: z.boolean(),
    /** Why it can not be done now: signers who act first, added signers, or a suspension. */
    waits: Waits.nullable(),
    generation: z.number().int(),
    /** view=done: when and how it was completed. */
    completedAt: InstantText.nullable(),
    outcome: z.string().nullable(),
    outcomeName: Label.nullable(),
  })
  .meta({ id: 'TaskRow' });
export type TaskRow = z.infer<typeof TaskRow>;

export const TaskCounts = z
  .strictObject({
    overdue: z.number().int(),
    dueToday: z.number().int(),
    later: z.number().int(),
    done: z.number().int(),
    /** Open cases that I began. */
    started: z.number().int(),
    copies: z.number().int(),
    unreadCopies: z.number().int(),
    /** Questions to me and requests that I decide. */
    questions: z.number().int(),
    requests: z.number().int(),
    /** Escalations of which I was told and that nobody has seen. */
    acknowledgements: z.number().int(),
  })
  .meta({ id: 'TaskCounts' });
export type TaskCounts = z.infer<typeof TaskCounts>;

/** view=started: a case that I began. */
export const StartedRow = z
  .strictObject({
    caseId: CaseId,
    number: z.string(),
    title: z.string(),
    templateName: Label,
    status: z.enum(['active', 'completed', 'failed', 'cancelled', 'voided']),
    stageName: Label.nullable(),
    unit: UnitName.nullable(),
    startedAt: InstantText,
    endedAt: InstantText.nullable(),
    dueDate: DateOnly.nullable(),
    due: InstantText.nullable(),
    provisional: z.boolean(),
    isOverdue: z.boolean(),
    stopped: StoppedClock.nullable(),
    colour: Colour.nullable(),
  })
  .meta({ id: 'StartedRow' });
export type StartedRow = z.infer<typeof StartedRow>;

/** view=copies: a case that was copied to me. */
export const CopyRow = z
  .strictObject({
    /** As POST /copies/:copyKey/read takes it. */
    copyKey: CopyKey,
    caseId: CaseId,
    number: z.string(),
    title: z.string(),
    templateName: Label,
    status: z.enum(['active', 'completed', 'failed', 'cancelled', 'voided']),
    by: PersonName.nullable(),
    at: InstantText,
    readAt: InstantText.nullable(),
  })
  .meta({ id: 'CopyRow' });
export type CopyRow = z.infer<typeof CopyRow>;

/** Somebody asked me something about a case. */
export const QuestionToMe = z
  .strictObject({
    caseId: CaseId,
    question: z.string(),
    number: z.string(),
    title: z.string(),
    /** The question's own words. */
    text: z.string(),
    by: PersonName.nullable(),
    at: InstantText,
  })
  .meta({ id: 'QuestionToMe' });
export type QuestionToMe = z.infer<typeof QuestionToMe>;

/**
 * Counts are over the whole list, whatever the page and bucket. `items` are tasks (todo, done); the other views fill their
 * own list. Questions, requests to decide and escalations to have seen come with the first page of todo.
 */
export const TaskList = pageOf(TaskRow)
  .extend({
    counts: TaskCounts,
    started: z.array(StartedRow),
    copies: z.array(CopyRow),
    questions: z.array(QuestionToMe),
    requests: z.array(ClockRequestRow),
    acknowledgements: z.array(ToAcknowledge),
  })
  .meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof TaskList>;
