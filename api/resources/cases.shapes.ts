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
  PostName,
  TaskKey,
  UnitName,
  Values,
  pageOf,
  pageQuery,
  Json,
} from './label.shapes.ts';
import { Due } from './tasks.shapes.ts';

export const CaseStatus = z.enum(['active', 'completed', 'failed', 'cancelled']).meta({ id: 'CaseStatus' });
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
    dueDate: DateOnly.nullable(),
    due: InstantText.nullable(),
    provisional: z.boolean(),
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
    candidates: z.array(PostName),
    claimedBy: PersonName.nullable(),
    dueDate: DateOnly.nullable(),
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
    /** What it means, for everyone. */
    text: Label,
    raisedAt: InstantText,
    canRetry: z.boolean(),
  })
  .meta({ id: 'IncidentOfCase' });
export type IncidentOfCase = z.infer<typeof IncidentOfCase>;

/** Something that the reader may send to the case now, such as a request for an extension. */
export const PossibleMessage = z
  .strictObject({
    message: z.string(),
    name: Label,
    node: z.string(),
    form: Form.nullable(),
    /** Values to start the form from. */
    values: Values,
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
    for: z.enum(['time', 'message', 'signal', 'condition', 'choice', 'job', 'calledCase']),
    text: Label,
    due: InstantText.nullable(),
    /** Of a choice: which instance of the sub-process, and what may begin in it now. */
    scope: z.string().nullable(),
    activities: z.array(z.strictObject({ node: z.string(), name: Label })),
  })
  .meta({ id: 'WaitingOfCase' });
export type WaitingOfCase = z.infer<typeof WaitingOfCase>;

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
  parent: CaseId.nullable(),
  children: z.array(
    z.strictObject({ caseId: CaseId, number: z.string(), title: z.string(), status: CaseStatus }),
  ),
  may: z.strictObject({
    recordProgress: z.boolean(),
    cancel: z.boolean(),
    resolveIncidents: z.boolean(),
    readJournal: z.boolean(),
    correctData: z.boolean(),
    startActivities: z.boolean(),
  }),
}).meta({ id: 'CaseDetail' });
export type CaseDetail = z.infer<typeof CaseDetail>;

/** `values` are checked against the template's start form. */
export const OpenCase = z.strictObject({ template: Key, values: Values }).meta({ id: 'OpenCase' });
export type OpenCase = z.infer<typeof OpenCase>;

export const CaseOpened = z
  .strictObject({ caseId: CaseId, number: z.string(), title: z.string() })
  .meta({ id: 'CaseOpened' });
export type CaseOpened = z.infer<typeof CaseOpened>;

export const RecordProgress = z
  .strictObject({
    text: z.string().trim().min(1).max(4000),
    percent: z.number().int().min(0).max(100).optional(),
    taskKey: TaskKey.optional(),
  })
  .meta({ id: 'RecordProgress' });
export type RecordProgress = z.infer<typeof RecordProgress>;

export const SendMessage = z
  .strictObject({ message: z.string().min(1).max(200), values: Values })
  .meta({ id: 'SendMessage' });
export type SendMessage = z.infer<typeof SendMessage>;

export const CancelCase = z
  .strictObject({ reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'CancelCase' });
export type CancelCase = z.infer<typeof CancelCase>;

export const ResolveIncident = z
  .strictObject({ how: z.enum(['retry', 'dismissed']), variables: Values.optional() })
  .meta({ id: 'ResolveIncident' });
export type ResolveIncident = z.infer<typeof ResolveIncident>;
