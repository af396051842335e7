import { z } from 'zod';
import { Form } from './forms.shapes.ts';
import {
  CaseId,
  InstantText,
  Label,
  PersonName,
  PostName,
  TaskKey,
  UnitName,
  Values,
  Json,
} from './label.shapes.ts';
import { Due } from './due.shapes.ts';
import { TimelineEntry } from './timeline.shapes.ts';
import {
  Attachment,
  Choices,
  Handler,
  Need,
  OfferedVerb,
  ResumePolicy,
  Round,
  Signer,
  StepToChoose,
} from './work.shapes.ts';

/** Why a task can not be done now; `decision`: an added signer waits for the one who added them. */
export const Waits = z.enum(['signersBefore', 'signersAfter', 'decision', 'suspended']).meta({ id: 'Waits' });
export type Waits = z.infer<typeof Waits>;

export const TaskOutcome = z
  .strictObject({
    key: z.string(),
    name: Label,
    needsReason: z.boolean(),
    verdict: z.enum(['pass', 'reject', 'abstain']),
    /** What must come with it, the reason included. */
    needs: z.array(Need),
    /** Fields that must be filled in with it, beside those that the form asks for whatever comes out. */
    requires: z.array(z.string()),
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
    /** It is back with whoever began the case: whether they must say what they changed, and how the case goes on then. */
    revision: z.strictObject({ needsReason: z.boolean(), resume: ResumePolicy }).nullable(),
    /** Every other verb that this step offers, in the order of the buttons. */
    verbs: z.array(OfferedVerb),
    /** The agency without an account that may do it over a one-time link; null where there is none. */
    linkUnit: UnitName.nullable(),
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
