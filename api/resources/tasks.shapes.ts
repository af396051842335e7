import { z } from 'zod';
import { Form } from './forms.shapes.ts';
import {
  CaseId,
  CopyKey,
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
import {
  Attachment,
  Choices,
  Handler,
  Need,
  OfferedVerb,
  Round,
  Signer,
  StepToChoose,
} from './work.shapes.ts';

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

/** Why a task can not be done now; `decision`: an added signer waits for the one who added them. */
export const Waits = z.enum(['signersBefore', 'signersAfter', 'decision', 'suspended']).meta({ id: 'Waits' });
export type Waits = z.infer<typeof Waits>;

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
    colour: z.enum(['blue', 'yellow', 'orange', 'red']).nullable(),
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
    by: PersonName.nullable(),
    at: InstantText,
  })
  .meta({ id: 'QuestionToMe' });
export type QuestionToMe = z.infer<typeof QuestionToMe>;

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

/**
 * Counts are over the whole list, whatever the page and bucket. `items` are tasks (todo, done); the other views fill their
 * own list. Questions and requests to decide come with the first page of todo.
 */
export const TaskList = pageOf(TaskRow)
  .extend({
    counts: TaskCounts,
    started: z.array(StartedRow),
    copies: z.array(CopyRow),
    questions: z.array(QuestionToMe),
    requests: z.array(ClockRequestRow),
  })
  .meta({ id: 'TaskList' });
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

/** What may be done with a running deadline, and why not. */
export const DeadlineVerbs = z
  .strictObject({
    /** Ask for more time: `decidedBy` is empty where it holds at once. */
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

export const TaskOutcome = z
  .strictObject({
    key: z.string(),
    name: Label,
    needsReason: z.boolean(),
    verdict: z.enum(['pass', 'reject', 'abstain']),
    /** What must come with it, the reason included. */
    needs: z.array(Need),
  })
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
    candidates: z.array(Handler),
    /** To whom it was given first, where that is not who has it now. */
    owner: z.array(Handler),
    /** By when, and who is told next; null without a deadline. */
    due: Due.nullable(),
    /** Every clock that runs here, those of the case included; the nearest first. */
    deadlines: z.array(Due),
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
    /** Every other verb that this step offers, in the order of the buttons. */
    verbs: z.array(OfferedVerb),
    /** Those who decide together; null where one decides. */
    round: Round.nullable(),
    /** Those who were added to this task or to the one it belongs to. */
    signers: z.array(Signer),
    /** Who gave it away and decides when it is back, the last at the end. */
    delegatedBy: z.array(
      z.strictObject({ by: PersonName, from: z.array(Handler), reason: z.string().nullable() }),
    ),
    /** It was returned, and this is what must be mended. */
    returned: z
      .strictObject({ reason: z.string(), by: PersonName, from: z.string(), fromName: Label })
      .nullable(),
    /** Why it can not be done now; null while it can. */
    waits: Waits.nullable(),
    /** Files of the case. */
    attachments: z.array(Attachment),
    /** Principals for whom the reader could do it, with their posts. */
    actingFor: z.array(z.strictObject({ person: PersonName, posts: z.array(PostName) })),
    /** Steps whose people must be chosen with the completion. */
    toChoose: z.array(StepToChoose),
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
    opinion: z.string().nullable(),
    /** The principal for whom it was done. */
    completedFor: PersonName.nullable(),
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
  .strictObject({ generation: z.number().int().min(0).optional(), for: z.string().max(100).optional() })
  .meta({ id: 'ClaimTask' });
export type ClaimTask = z.infer<typeof ClaimTask>;

export const CompleteTask = z
  .strictObject({
    generation: z.number().int().min(0).optional(),
    /** Key of one of the task's outcomes; needed where it has more than one. */
    outcome: z.string().max(100).optional(),
    /** Needed where the outcome says so; stands in the timeline. */
    reason: z.string().trim().max(2000).optional(),
    /** The handler's view, where the step or outcome asks for it. */
    opinion: z.string().trim().max(4000).optional(),
    /** Ids of attachments of this case, uploaded before. */
    attachments: z.array(z.uuid()).max(50).optional(),
    /** People for the steps of `toChoose`, and no others. */
    choices: Choices.optional(),
    /** The principal (person) for whom it is done; needed only where the reader could do it for several. */
    for: z.string().max(100).optional(),
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
