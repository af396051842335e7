import { z } from 'zod';
import { Form } from './forms.shapes.ts';
import {
  BooleanText,
  CaseId,
  DateOnly,
  InstantText,
  Key,
  Label,
  PersonName,
  TaskKey,
  UnitName,
  Values,
  pageOf,
  pageQuery,
  Json,
  Words,
} from './label.shapes.ts';
import { Waits } from './tasks.shapes.ts';
import { Due, StoppedClock } from './due.shapes.ts';
import { Attachment, Choices, Handler, OfferedVerb } from './work.shapes.ts';

/** `voided`: a person declared it void (作废); the history stays. */
export const CaseStatus = z
  .enum(['active', 'completed', 'failed', 'cancelled', 'voided'])
  .meta({ id: 'CaseStatus' });
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CaseQuery = z.strictObject({
  ...pageQuery,
  /** `closed`: every status but active. */
  status: z.enum([...CaseStatus.options, 'closed']).optional(),
  stage: Key.optional(),
  /** Of those that are in no stage. */
  withoutStage: BooleanText.optional(),
  unit: Key.optional(),
  /** Of those that no unit is responsible for yet. */
  withoutUnit: BooleanText.optional(),
  /** Where something failed and waits to be resolved. */
  incidents: BooleanText.optional(),
  template: Key.optional(),
  overdue: BooleanText.optional(),
  /** Whose clock stands still. */
  stopped: BooleanText.optional(),
  /** Not overdue, while another of its deadlines is in red. */
  supervised: BooleanText.optional(),
  /** Due within the given number of working days (0 to 60), not yet overdue. */
  dueWithin: z.coerce.number().int().min(0).max(60).optional(),
  q: z.string().trim().max(100).optional(),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

export const CaseRow = z
  .strictObject({
    caseId: CaseId,
    number: z.string(),
    title: z.string(),
    templateKey: z.string(),
    templateVersion: z.number().int(),
    templateName: Label,
    status: CaseStatus,
    stage: z.string().nullable(),
    stageName: Label.nullable(),
    unit: UnitName.nullable(),
    startedAt: InstantText,
    endedAt: InstantText.nullable(),
    outcome: z.string().nullable(),
    /** With which end it ended, as the template names it; null while it runs, and where the status says it all. */
    outcomeName: Label.nullable(),
    dueDate: DateOnly.nullable(),
    due: InstantText.nullable(),
    provisional: z.boolean(),
    /** Its clock stands still: the date may move, and nothing is late by it. */
    stopped: StoppedClock.nullable(),
    isOverdue: z.boolean(),
    remainingWorkingDays: z.number().int().nullable(),
    colour: z.enum(['blue', 'yellow', 'orange', 'red']).nullable(),
    incidents: z.number().int(),
  })
  .meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof CaseRow>;

export const CaseList = pageOf(CaseRow).meta({ id: 'CaseList' });
export type CaseList = z.infer<typeof CaseList>;

export const OpenTaskOfCase = z
  .strictObject({
    taskKey: TaskKey,
    node: z.string(),
    name: Label,
    stage: z.string().nullable(),
    createdAt: InstantText,
    candidates: z.array(Handler),
    claimedBy: PersonName.nullable(),
    dueDate: DateOnly.nullable(),
    /** Instant at which it is missed. */
    due: InstantText.nullable(),
    provisional: z.boolean(),
    /** The clock that it goes by stands still. */
    stopped: StoppedClock.nullable(),
    waits: Waits.nullable(),
    /** The task to which this signer was added (加签). */
    under: TaskKey.nullable(),
    /** The reader may complete it. */
    mine: z.boolean(),
  })
  .meta({ id: 'OpenTaskOfCase' });
export type OpenTaskOfCase = z.infer<typeof OpenTaskOfCase>;

export const IncidentOfCase = z
  .strictObject({
    incident: z.string(),
    node: z.string().nullable(),
    nodeName: Label.nullable(),
    code: z.string(),
    /** For whoever runs the platform. */
    message: z.string(),
    /** The same in both languages, as far as it is known. */
    explanation: Label,
    /** What it means, for everyone. */
    text: Label,
    raisedAt: InstantText,
    canRetry: z.boolean(),
  })
  .meta({ id: 'IncidentOfCase' });
export type IncidentOfCase = z.infer<typeof IncidentOfCase>;

/** Something that the reader may send to the case, such as a request to make an item ongoing; or why not now. */
export const PossibleMessage = z
  .strictObject({
    message: z.string(),
    name: Label,
    node: z.string(),
    form: Form.nullable(),
    /** Values to start the form from. */
    values: Values,
    /** Why it cannot be sent now: another request is pending, say; null where it can. */
    because: Label.nullable(),
  })
  .meta({ id: 'PossibleMessage' });
export type PossibleMessage = z.infer<typeof PossibleMessage>;

/** One fact of the case, named and put into words by the template. */
export const Fact = z
  .strictObject({ key: z.string(), name: Label, value: Json, text: Label })
  .meta({ id: 'Fact' });
export type Fact = z.infer<typeof Fact>;

/** Someone was not reached: about what, who, and why. Never an address. */
export const Undelivered = z
  .strictObject({ at: InstantText, what: Label, recipient: PersonName, reason: Label })
  .meta({ id: 'Undelivered' });
export type Undelivered = z.infer<typeof Undelivered>;

/** Something that the case waits for beside people and incidents: a message, a condition, another case, or a choice of people. */
export const WaitingOfCase = z
  .strictObject({
    node: z.string(),
    nodeName: Label,
    for: z.enum(['time', 'message', 'signal', 'condition', 'choice', 'job', 'calledCase', 'people']),
    text: Label,
    due: InstantText.nullable(),
    /** Of a choice: which instance of the sub-process, and what may begin in it now. */
    scope: z.string().nullable(),
    activities: z.array(z.strictObject({ node: z.string(), name: Label })),
  })
  .meta({ id: 'WaitingOfCase' });
export type WaitingOfCase = z.infer<typeof WaitingOfCase>;

/** What came with words of a conversation. */
const besideWords = {
  /** The view of whoever wrote it, where the template asks for one. */
  opinion: z.string().nullable(),
  /** Ids of files of the case. */
  attachments: z.array(z.string()),
};

/** One entry of the conversation within a case. */
export const ThreadEntry = z
  .strictObject({
    kind: z.enum(['comment', 'question']),
    /** Id of the entry or of the question. */
    entry: z.string(),
    at: InstantText,
    by: PersonName.nullable(),
    text: z.string(),
    ...besideWords,
    nodeName: Label.nullable(),
    /** Whom it mentions or asks. */
    to: z.array(Handler),
    answer: z
      .strictObject({ at: InstantText, by: PersonName.nullable(), text: z.string(), ...besideWords })
      .nullable(),
    mayAnswer: z.boolean(),
  })
  .meta({ id: 'ThreadEntry' });
export type ThreadEntry = z.infer<typeof ThreadEntry>;

export const CaseDetail = CaseRow.extend({
  /** Version of the case: number of its last event. Also the ETag. */
  version: z.number().int(),
  originalDueDate: DateOnly.nullable(),
  units: z.array(z.strictObject({ unit: z.string(), name: Label, role: z.string(), roleName: Label })),
  facts: z.array(Fact),
  deadlines: z.array(Due),
  openTasks: z.array(OpenTaskOfCase),
  openIncidents: z.array(IncidentOfCase),
  waiting: z.array(WaitingOfCase),
  messages: z.array(PossibleMessage),
  /** Notifications that did not arrive; empty for those whom it does not concern. */
  undelivered: z.array(Undelivered),
  /** Newest first, at most 20; all of them stand in the timeline. */
  progress: z.array(
    z.strictObject({
      entry: z.number().int(),
      at: InstantText,
      by: PersonName.nullable(),
      text: z.string(),
      percent: z.number().nullable(),
    }),
  ),
  initiator: PersonName.nullable(),
  /** The whole case stands still; null while it goes on. */
  suspended: z.strictObject({ since: InstantText, by: PersonName.nullable(), reason: Label }).nullable(),
  /** Every verb that needs no task, in the order of the buttons. */
  verbs: z.array(OfferedVerb),
  /** 抄送: to whom, and when they read it. */
  copies: z.array(
    z.strictObject({
      copy: z.string(),
      to: Handler,
      by: PersonName.nullable(),
      at: InstantText,
      readAt: InstantText.nullable(),
      mine: z.boolean(),
    }),
  ),
  /** 沟通: comments and questions with their answers, oldest first. */
  thread: z.array(ThreadEntry),
  attachments: z.array(Attachment),
  /** Cases that this one was resubmitted from, or as; and others that stand beside it. */
  links: z.array(
    z.strictObject({
      caseId: CaseId,
      number: z.string(),
      title: z.string(),
      kind: z.string(),
      kindName: Label,
    }),
  ),
  parent: CaseId.nullable(),
  children: z.array(
    z.strictObject({ caseId: CaseId, number: z.string(), title: z.string(), status: CaseStatus }),
  ),
  may: z.strictObject({
    recordProgress: z.boolean(),
    resolveIncidents: z.boolean(),
    readJournal: z.boolean(),
    correctData: z.boolean(),
    startActivities: z.boolean(),
  }),
}).meta({ id: 'CaseDetail' });
export type CaseDetail = z.infer<typeof CaseDetail>;

/** `values` are checked against the template's start form. */
export const OpenCase = z
  .strictObject({
    template: Key,
    values: Values,
    /** People for the steps that the template asks the initiator for (`toChoose` of the template), and no others. */
    choices: Choices.optional(),
  })
  .meta({ id: 'OpenCase' });
export type OpenCase = z.infer<typeof OpenCase>;

export const CaseOpened = z
  .strictObject({ caseId: CaseId, number: z.string(), title: z.string() })
  .meta({ id: 'CaseOpened' });
export type CaseOpened = z.infer<typeof CaseOpened>;

export const RecordProgress = z
  .strictObject({
    text: Words,
    percent: z.number().int().min(0).max(100).optional(),
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'RecordProgress' });
export type RecordProgress = z.infer<typeof RecordProgress>;

export const SendMessage = z
  .strictObject({ message: z.string().min(1).max(200), values: Values })
  .meta({ id: 'SendMessage' });
export type SendMessage = z.infer<typeof SendMessage>;
