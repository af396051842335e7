import { z } from 'zod';
import {
  Reason,
  DateOnly,
  InstantText,
  Key,
  Label,
  PersonName,
  TaskKey,
  Values,
  pageOf,
  pageQuery,
  Words,
} from './label.shapes.ts';
import { CandidateChoice } from './work.shapes.ts';

/** Which tasks: those named, or all open ones that fit and that the reader sees. */
const which = {
  tasks: z.array(TaskKey).min(1).max(2000).optional(),
  filter: z
    .strictObject({
      template: Key.optional(),
      node: Key.optional(),
      /** The unit that the case rests on. */
      unit: Key.optional(),
      /** Named by the task, or has claimed it. */
      person: z.string().max(100).optional(),
      /** A post that may do it. */
      post: Key.optional(),
      postUnit: Key.optional(),
      overdue: z.boolean().optional(),
      q: z.string().trim().max(100).optional(),
    })
    .optional(),
};

/** As much as with each alone, where its step asks for it; files belong to one case and cannot come with many. */
const opinion = z.string().trim().max(4000).optional();

/** What is to be done to each of many. */
export const PlanBatch = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('assign'),
      ...which,
      to: z.array(CandidateChoice).min(1).max(50),
      reason: Reason,
    }),
    z.strictObject({
      kind: z.literal('transfer'),
      ...which,
      to: CandidateChoice,
      reason: Reason.optional(),
      opinion,
    }),
    z.strictObject({
      kind: z.literal('urge'),
      ...which,
      text: z.string().trim().max(2000).optional(),
      opinion,
    }),
    z.strictObject({
      kind: z.literal('comment'),
      ...which,
      text: Words,
      opinion,
    }),
    /** Only steps whose template allows it (`batch`), all of one node. */
    z.strictObject({
      kind: z.literal('complete'),
      ...which,
      outcome: z.string().max(100).optional(),
      reason: Reason.optional(),
      opinion,
      values: Values.default({}),
    }),
  ])
  .meta({ id: 'PlanBatch' });
export type PlanBatch = z.infer<typeof PlanBatch>;

/** 离职转办: all that names a person goes to another. */
export const PlanStaffMove = z
  .strictObject({
    from: z.string().min(1).max(100),
    to: z.string().min(1).max(100),
    /** Only tasks of cases of these templates, or given to posts at these units; empty: all. */
    scope: z
      .strictObject({
        templates: z.array(Key).max(100).default([]),
        units: z.array(Key).max(100).default([]),
      })
      .default({ templates: [], units: [] }),
    reason: Reason,
  })
  .meta({ id: 'PlanStaffMove' });
export type PlanStaffMove = z.infer<typeof PlanStaffMove>;

/** Counts every open deadline again by the newest calendar. */
export const PlanRecount = z.strictObject({}).meta({ id: 'PlanRecount' });

export const BatchKind = z
  .enum(['assign', 'transfer', 'urge', 'comment', 'complete', 'staffMove', 'recount'])
  .meta({ id: 'BatchKind' });
export type BatchKind = z.infer<typeof BatchKind>;

export const BatchState = z.enum(['planned', 'running', 'done', 'stopped']).meta({ id: 'BatchState' });

/** `allowed`/`refused`: what the preview found; a refused one is never tried. The rest: what became of it. */
export const BatchItemState = z
  .enum(['allowed', 'refused', 'waiting', 'done', 'failed'])
  .meta({ id: 'BatchItemState' });

export const BatchCounts = z
  .strictObject({
    total: z.number().int(),
    allowed: z.number().int(),
    refused: z.number().int(),
    waiting: z.number().int(),
    done: z.number().int(),
    failed: z.number().int(),
  })
  .meta({ id: 'BatchCounts' });

export const Batch = z
  .strictObject({
    batch: z.string(),
    kind: BatchKind,
    state: BatchState,
    /** What is done, in one sentence. */
    what: Label,
    by: PersonName,
    createdAt: InstantText,
    startedAt: InstantText.nullable(),
    endedAt: InstantText.nullable(),
    counts: BatchCounts,
    /** It may be begun, or stopped while it runs. */
    mayRun: z.boolean(),
    mayStop: z.boolean(),
    /** staffMove: what there is of each kind. */
    parts: z.array(z.strictObject({ part: z.string(), name: Label, count: z.number().int() })),
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof Batch>;

export const BatchList = pageOf(Batch).meta({ id: 'BatchList' });
export type BatchList = z.infer<typeof BatchList>;

export const BatchItem = z
  .strictObject({
    item: z.number().int(),
    caseId: z.string().nullable(),
    caseNumber: z.string().nullable(),
    caseTitle: z.string().nullable(),
    taskKey: TaskKey.nullable(),
    /** The step, or what else it is about. */
    name: Label,
    state: BatchItemState,
    /** Why it is refused, or failed. */
    because: Label.nullable(),
    at: InstantText.nullable(),
  })
  .meta({ id: 'BatchItem' });
export type BatchItem = z.infer<typeof BatchItem>;

export const BatchItems = pageOf(BatchItem).meta({ id: 'BatchItems' });
export type BatchItems = z.infer<typeof BatchItems>;

export const BatchItemQuery = z.strictObject({ ...pageQuery, state: BatchItemState.optional() });

/** What a year of the calendar would move. Either the year's data, or the notice's text. */
export const PreviewCalendarYear = z
  .union([
    z.strictObject({
      off: z.array(DateOnly).max(366),
      work: z.array(DateOnly).max(366),
      basis: z.string().trim().max(500).optional(),
    }),
    z.strictObject({ notice: z.string().min(1).max(20_000) }),
  ])
  .meta({ id: 'PreviewCalendarYear' });
export type PreviewCalendarYear = z.infer<typeof PreviewCalendarYear>;

/** Which page of the moves: the counts are always of all. */
export const MovesPage = z.strictObject({
  ...pageQuery,
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const DeadlineMove = z
  .strictObject({
    caseId: z.string(),
    number: z.string(),
    title: z.string(),
    deadline: z.string(),
    name: Label,
    from: DateOnly,
    to: DateOnly,
    /** The first instants that are too late: with other office hours they move within the day. */
    fromDue: InstantText,
    toDue: InstantText,
    /** Before and after: whether a year that it crosses is still unpublished. */
    wasProvisional: z.boolean(),
    provisional: z.boolean(),
  })
  .meta({ id: 'DeadlineMove' });
export type DeadlineMove = z.infer<typeof DeadlineMove>;

export const CalendarPreview = z
  .strictObject({
    year: z.number().int(),
    off: z.array(DateOnly),
    work: z.array(DateOnly),
    basis: z.string().nullable(),
    workingDays: z.number().int(),
    /** What is wrong with it: it can not be published so. */
    problems: z.array(z.strictObject({ at: z.string(), message: z.string() })),
    counts: z.strictObject({
      /** Open cases and running deadlines that were looked at. */
      cases: z.number().int(),
      deadlines: z.number().int(),
      /** Of those: whose end moves, and which are provisional no longer. */
      moved: z.number().int(),
      settled: z.number().int(),
      /** Moved or settled, in cases that the reader sees: so many are named, page by page. */
      shown: z.number().int(),
    }),
    /** By case. `next`: cursor of the page after it, to be sent with the same body. */
    moves: z.array(DeadlineMove),
    next: z.string().nullable(),
  })
  .meta({ id: 'CalendarPreview' });
export type CalendarPreview = z.infer<typeof CalendarPreview>;
