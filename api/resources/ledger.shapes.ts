import { z } from 'zod';
import { CaseStatus } from './cases.shapes.ts';
import { StoppedClock } from './due.shapes.ts';
import {
  Colour,
  BooleanText,
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

/** The filters of the list and of the export are the same. */
const filters = {
  template: Key.default('rectification-item'),
  status: CaseStatus.optional(),
  stage: Key.optional(),
  unit: Key.optional(),
  category: z.string().trim().max(100).optional(),
  /** `rectifyNow`, `rectifyByDate` or `ongoingRectification`. */
  class: Key.optional(),
  overdue: BooleanText.optional(),
  /** Due date from and to, both included. */
  dueFrom: DateOnly.optional(),
  dueTo: DateOnly.optional(),
  import: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
};

export const LedgerQuery = z.strictObject({ ...pageQuery, ...filters });
export type LedgerQuery = z.infer<typeof LedgerQuery>;
/** 问题清单、任务清单、责任清单: three views of the same items. */
export const LedgerListId = z.enum(['problems', 'tasks', 'duties']).meta({ id: 'LedgerListId' });
export type LedgerListId = z.infer<typeof LedgerListId>;
export const LedgerExportQuery = z.strictObject({
  ...filters,
  language: z.enum(['zh', 'en']).optional(),
  /** Absent: the whole ledger. */
  list: LedgerListId.optional(),
});
export type LedgerExportQuery = z.infer<typeof LedgerExportQuery>;

/** One item of the ledger with its state. */
export const LedgerRow = z
  .strictObject({
    caseId: CaseId,
    number: z.string(),
    title: z.string(),
    seq: z.string().nullable(),
    source: z.string().nullable(),
    checkDate: DateOnly.nullable(),
    place: z.string().nullable(),
    category: z.string().nullable(),
    /** The ledger's own words where it had some, else the name of the category. */
    categoryName: Label.nullable(),
    level: z.string().nullable(),
    problem: z.string(),
    measures: z.string().nullable(),
    responsibleUnit: UnitName.nullable(),
    assistUnits: z.array(UnitName),
    responsibleLeader: z.string().nullable(),
    responsiblePerson: z.string().nullable(),
    rectificationClass: z.string().nullable(),
    status: CaseStatus,
    stage: z.string().nullable(),
    stageName: Label.nullable(),
    /** Of an item that has ended, with which end. */
    outcomeName: Label.nullable(),
    dueDate: DateOnly.nullable(),
    originalDueDate: DateOnly.nullable(),
    provisional: z.boolean(),
    isOverdue: z.boolean(),
    remainingWorkingDays: z.number().int().nullable(),
    stopped: StoppedClock.nullable(),
    colour: Colour.nullable(),
    lastProgress: z.string().nullable(),
    writtenOffAt: InstantText.nullable(),
    startedAt: InstantText,
    endedAt: InstantText.nullable(),
  })
  .meta({ id: 'LedgerRow' });
export type LedgerRow = z.infer<typeof LedgerRow>;

export const LedgerList = pageOf(LedgerRow)
  .extend({
    total: z.number().int(),
    categories: z.array(z.strictObject({ value: z.string(), name: Label })),
  })
  .meta({ id: 'LedgerList' });
export type LedgerList = z.infer<typeof LedgerList>;

/** POST /ledger/previews takes the file itself as the body (content type of .xlsx); its name stands in the query, in any script. */
export const LedgerUploadQuery = z.strictObject({ name: z.string().trim().min(1).max(255) });
export type LedgerUploadQuery = z.infer<typeof LedgerUploadQuery>;

/** A remark on one cell: where, what was expected and found, and the mend. */
export const CellRemark = z
  .strictObject({
    sheet: z.string(),
    /** 'C7'; null where it concerns the whole row. */
    cell: z.string().nullable(),
    column: Label.nullable(),
    message: Label,
  })
  .meta({ id: 'CellRemark' });
export type CellRemark = z.infer<typeof CellRemark>;

export const LedgerPreviewRow = z
  .strictObject({
    /** Number of the row in the sheet, from 1. */
    row: z.number().int(),
    sheet: z.string(),
    seq: z.string().nullable(),
    problem: z.string().nullable(),
    category: z.string().nullable(),
    place: z.string().nullable(),
    responsibleUnit: UnitName.nullable(),
    assistUnits: z.array(UnitName),
    dueDate: DateOnly.nullable(),
    rectificationClass: z.string().nullable(),
    /** `good` would start a case; `known` was imported before; `double` repeats another row of this file. */
    state: z.enum(['good', 'bad', 'known', 'double']),
    problems: z.array(CellRemark),
    /** Things to look at that do not stop the row. */
    warnings: z.array(CellRemark),
    /** state known: the case it became. */
    knownCase: z.strictObject({ caseId: CaseId, number: z.string() }).nullable(),
    /** state double: the row that it repeats. */
    sameAsRow: z.number().int().nullable(),
  })
  .meta({ id: 'LedgerPreviewRow' });
export type LedgerPreviewRow = z.infer<typeof LedgerPreviewRow>;

export const LedgerCounts = z
  .strictObject({
    rows: z.number().int(),
    good: z.number().int(),
    bad: z.number().int(),
    known: z.number().int(),
    double: z.number().int(),
  })
  .meta({ id: 'LedgerCounts' });
export type LedgerCounts = z.infer<typeof LedgerCounts>;

export const LedgerPreview = z
  .strictObject({
    preview: z.uuid(),
    name: z.string(),
    sheet: z.string(),
    /** Row of the headings, from 1, and what each column was taken for. */
    headerRow: z.number().int().nullable(),
    columns: z.array(
      z.strictObject({
        column: z.string(),
        heading: z.string(),
        field: z.string().nullable(),
        name: Label.nullable(),
      }),
    ),
    counts: LedgerCounts,
    rows: z.array(LedgerPreviewRow),
    /** What concerns the whole file. */
    problems: z.array(CellRemark),
    /** What was skipped because it is no item, and what else was noticed outside the rows. */
    notes: z.array(CellRemark),
    /** Set when this very file was imported before. */
    importedBefore: z.strictObject({ import: z.uuid(), at: InstantText, by: PersonName }).nullable(),
  })
  .meta({ id: 'LedgerPreview' });
export type LedgerPreview = z.infer<typeof LedgerPreview>;

export const StartImport = z.strictObject({ preview: z.uuid() }).meta({ id: 'StartImport' });
export type StartImport = z.infer<typeof StartImport>;

export const ImportRow = z
  .strictObject({
    row: z.number().int(),
    sheet: z.string(),
    problem: z.string().nullable(),
    unit: UnitName.nullable(),
    state: z.enum(['waiting', 'started', 'failed', 'skipped']),
    case: z.strictObject({ caseId: CaseId, number: z.string() }).nullable(),
    /** Why it failed or was skipped. */
    message: Label.nullable(),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof ImportRow>;

/** An import and how far it is. Safe to ask again and again; `state` done or stopped is final. */
export const LedgerImport = z
  .strictObject({
    import: z.uuid(),
    name: z.string(),
    by: PersonName,
    at: InstantText,
    state: z.enum(['running', 'done', 'stopped']),
    total: z.number().int(),
    started: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    rows: z.array(ImportRow),
  })
  .meta({ id: 'LedgerImport' });
export type LedgerImport = z.infer<typeof LedgerImport>;

export const LedgerImportRow = LedgerImport.omit({ rows: true }).meta({ id: 'LedgerImportRow' });
export type LedgerImportRow = z.infer<typeof LedgerImportRow>;
export const LedgerImportList = pageOf(LedgerImportRow).meta({ id: 'LedgerImportList' });
export type LedgerImportList = z.infer<typeof LedgerImportList>;
