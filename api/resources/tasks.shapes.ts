import { z } from 'zod';
import { Form } from './forms.shapes.ts';
import {
  CaseId,
  DateOnly,
  InstantText,
  Key,
  Label,
  PersonName,
  PostName,
  TaskKey,
  UnitName,
  Values,
  pageOf,
  pageQuery,
  Json,
} from './label.shapes.ts';
import { TimelineEntry } from './timeline.shapes.ts';

/** `overdue` is past its instant, `dueToday` ends today by Asia/Shanghai, `later` is the rest, those without a deadline last. */
export const Bucket = z.enum(['overdue', 'dueToday', 'later']).meta({ id: 'Bucket' });
export type Bucket = z.infer<typeof Bucket>;

export const TaskQuery = z.strictObject({
  ...pageQuery,
  view: z.enum(['todo', 'done']).default('todo'),
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
    /** Colour of the highest escalation reached, if any. */
    colour: z.enum(['blue', 'yellow', 'orange', 'red']).nullable(),
    claimedBy: PersonName.nullable(),
    claimedByMe: z.boolean(),
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
  })
  .meta({ id: 'TaskCounts' });
export type TaskCounts = z.infer<typeof TaskCounts>;

/** Counts are over the whole list, whatever the page and bucket. */
export const TaskList = pageOf(TaskRow).extend({ counts: TaskCounts }).meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof TaskList>;

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
    colour: z.enum(['blue', 'yellow', 'orange', 'red']).nullable(),
  })
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof NextStep>;

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
    provisional: z.boolean(),
    passed: z.boolean(),
    remainingWorkingDays: z.number().int(),
    /** The law or notice that sets the number. */
    basis: z.string(),
    /** Version of the working calendar by which it was counted. */
    calendar: z.string(),
    next: NextStep.nullable(),
  })
  .meta({ id: 'Due' });
export type Due = z.infer<typeof Due>;

export const TaskOutcome = z
  .strictObject({ key: z.string(), name: Label, needsReason: z.boolean() })
  .meta({ id: 'TaskOutcome' });
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/** All that the page of one task needs in one answer. */
export const TaskDetail = z
  .strictObject({
    taskKey: TaskKey,
    caseId: CaseId,
    caseNumber: z.string(),
    caseTitle: z.string(),
    /** Version of the case that this answer shows. */
    caseVersion: z.number().int(),
    templateKey: z.string(),
    templateVersion: z.number().int(),
    templateName: Label,
    node: z.string(),
    name: Label,
    stage: z.string().nullable(),
    stageName: Label.nullable(),
    unit: UnitName.nullable(),
    status: z.enum(['open', 'completed', 'cancelled']),
    createdAt: InstantText,
    /** What to do. */
    instruction: Label.nullable(),
    /** Why the reader sees it: those of the task's posts that the reader holds now; empty for a mere onlooker. */
    whyMe: z.array(PostName),
    candidates: z.array(PostName),
    /** By when, and who is told next; null without a deadline. */
    due: Due.nullable(),
    claimedBy: PersonName.nullable(),
    claimedByMe: z.boolean(),
    claimedAt: InstantText.nullable(),
    generation: z.number().int(),
    form: Form.nullable(),
    /** What the case knows for the form's fields, read-only ones included. */
    values: Values,
    /** The reader's own draft, saved without validation; null where there is none. */
    draft: z.strictObject({ values: Values, savedAt: InstantText }).nullable(),
    outcomes: z.array(TaskOutcome),
    /** What the reader may do now, and where not, why. */
    may: z.strictObject({
      claim: z.boolean(),
      release: z.boolean(),
      complete: z.boolean(),
      because: Label.nullable(),
    }),
    /** Filled when it is no longer open. */
    completedBy: PersonName.nullable(),
    completedAt: InstantText.nullable(),
    outcome: z.string().nullable(),
    outcomeName: Label.nullable(),
    reason: z.string().nullable(),
    /** Facts of the case that a handler reads first, in the template's order. */
    facts: z.array(z.strictObject({ key: z.string(), name: Label, value: Json, text: Label })),
    /** Newest first, at most ten. */
    timeline: z.array(TimelineEntry),
  })
  .meta({ id: 'TaskDetail' });
export type TaskDetail = z.infer<typeof TaskDetail>;

/** Saved as it is: nothing is required, nothing is checked but size. */
export const SaveDraft = z.strictObject({ values: Values }).meta({ id: 'SaveDraft' });
export type SaveDraft = z.infer<typeof SaveDraft>;
export const DraftSaved = z.strictObject({ savedAt: InstantText }).meta({ id: 'DraftSaved' });
export type DraftSaved = z.infer<typeof DraftSaved>;

/** `generation` as the page last saw it: if someone has changed the task since, the answer is 409 task-changed. */
export const ClaimTask = z
  .strictObject({ generation: z.number().int().min(0).optional() })
  .meta({ id: 'ClaimTask' });
export type ClaimTask = z.infer<typeof ClaimTask>;

export const CompleteTask = z
  .strictObject({
    generation: z.number().int().min(0).optional(),
    /** Key of one of the task's outcomes; needed where it has more than one. */
    outcome: z.string().max(100).optional(),
    /** Needed where the outcome says so; stands in the timeline. */
    reason: z.string().trim().max(2000).optional(),
    /** The writable fields of the form, and no others. */
    values: Values,
  })
  .meta({ id: 'CompleteTask' });
export type CompleteTask = z.infer<typeof CompleteTask>;

/** The case took the command: lists asked after this answer show it. */
export const Acted = z
  .strictObject({ caseId: CaseId, version: z.number().int(), at: InstantText })
  .meta({ id: 'Acted' });
export type Acted = z.infer<typeof Acted>;
