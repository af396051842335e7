import { z } from 'zod';

/**
 * The shapes that the import preview, the API and the page share. Nothing here needs Node, so the page may import it.
 * Chinese words for all of it are in `definitions/rectification-item/ledger.json`.
 */

/** A civil date (`2026-09-07`) in the county's calendar, without a time of day. */
export const CivilDate = z.iso.date();

export const BothLanguages = z.strictObject({ zh: z.string(), en: z.string() });
export type BothLanguages = z.infer<typeof BothLanguages>;

export const UnitRef = z.strictObject({ id: z.string().min(1), name: z.string().min(1) });
export type UnitRef = z.infer<typeof UnitRef>;

/** 立行立改 | 限期整改 | 长期坚持 */
export const RectificationClass = z.enum(['rectifyNow', 'rectifyByDate', 'ongoingRectification']);
export type RectificationClass = z.infer<typeof RectificationClass>;

/** The longest text taken from one cell, in characters; a longer cell makes its row bad. */
export const longestText = 5000;
const text = z.string().min(1).max(longestText);

/** One row of the ledger that can become a case: 整改项. Absent means that the ledger says nothing about it. */
export const LedgerItem = z.strictObject({
  /** SHA-256 (hex) of what the item is about, see `fingerprint.ts`; unique for each tenant where it is stored. */
  itemKey: z.string().regex(/^[0-9a-f]{64}$/),
  seq: z.number().int().nonnegative().optional(),
  source: text.optional(),
  sourceDocNo: text.optional(),
  checkDate: CivilDate.optional(),
  checkers: z.array(text),
  /** Where the problem was found, when that is not simply the responsible unit. */
  checkedUnit: UnitRef.optional(),
  place: text.optional(),
  /** An id of `categories` in ledger.json; `categoryText` keeps the ledger's own words when they are not among them. */
  category: z.string().min(1),
  categoryText: text.optional(),
  level: z.string().min(1).optional(),
  problem: text,
  measures: z.array(text),
  target: text.optional(),
  funds: text.optional(),
  responsibleUnit: UnitRef,
  assistUnits: z.array(UnitRef),
  responsibleLeader: text.optional(),
  responsiblePerson: text.optional(),
  rectificationClass: RectificationClass,
  dueDate: CivilDate.optional(),
  completedDate: CivilDate.optional(),
  reviewDate: CivilDate.optional(),
  reviewer: text.optional(),
  reviewResult: text.optional(),
  progress: text.optional(),
  writeOff: text.optional(),
  attachments: text.optional(),
  remark: text.optional(),
  /** Where it stands in the file; rows count from 1 as in Excel. */
  row: z.strictObject({ sheet: z.string(), row: z.number().int().positive() }),
});
export type LedgerItem = z.infer<typeof LedgerItem>;

/** What keeps a row out. The words for each are in `messages.ts`. */
export const problemCodes = [
  'missing',
  'column-missing',
  'unit-not-in-title',
  'unit-unknown',
  'unit-ambiguous',
  'unit-group',
  'date-vague',
  'date-relative',
  'date-impossible',
  'date-ambiguous',
  'date-out-of-range',
  'date-unreadable',
  'due-before-check',
  'formula-error',
  'formula-without-value',
  'text-too-long',
  'repeats-row',
  'second-header',
] as const;
export const LedgerProblemCode = z.enum(problemCodes);
export type LedgerProblemCode = z.infer<typeof LedgerProblemCode>;

/** What the reader took for granted or left out; none of it keeps a row out. */
export const noteCodes = [
  'hidden-sheet',
  'hidden-row',
  'sheet-without-ledger',
  'column-ignored',
  'images-not-read',
  'row-skipped-total',
  'row-skipped-signature',
  'row-skipped-remark',
  'row-skipped-section',
  'row-skipped-header',
  'row-skipped-number-only',
  'rows-of-one-item',
  'unit-from-title',
  'check-date-from-title',
  'year-assumed',
  'month-end-assumed',
  'range-end-taken',
  'date-words-left-out',
  'optional-date-left-out',
  'first-unit-leads',
  'unit-by-ending',
  'unit-and-others',
  'category-unknown',
  'level-unknown',
  'class-unknown',
] as const;
export const LedgerNoteCode = z.enum(noteCodes);
export type LedgerNoteCode = z.infer<typeof LedgerNoteCode>;

const placeInFile = {
  sheet: z.string(),
  row: z.number().int().positive(),
  /** `D7`; for a row or sheet as a whole, its first cell. */
  cell: z.string(),
  /** The header above the cell as the file has it, or '' when the cell has none. */
  header: z.string(),
  /** What stands there, cut to 80 characters. */
  found: z.string(),
  message: BothLanguages,
};
export const LedgerProblem = z.strictObject({ ...placeInFile, code: LedgerProblemCode });
export type LedgerProblem = z.infer<typeof LedgerProblem>;
export const LedgerNote = z.strictObject({ ...placeInFile, code: LedgerNoteCode });
export type LedgerNote = z.infer<typeof LedgerNote>;

export const LedgerPreview = z.strictObject({
  sheets: z.array(
    z.strictObject({
      name: z.string(),
      hidden: z.boolean(),
      title: z.string(),
      /** An id of `layouts` in ledger.json, or `custom`. */
      layout: z.string(),
      headerRows: z.strictObject({ from: z.number().int(), to: z.number().int() }),
      /** `key` is null for a column that is not read. */
      columns: z.array(
        z.strictObject({ column: z.string(), header: z.string(), key: z.string().nullable() }),
      ),
    }),
  ),
  items: z.array(LedgerItem),
  badRows: z.array(
    z.strictObject({
      sheet: z.string(),
      row: z.number().int().positive(),
      problems: z.array(LedgerProblem).min(1),
    }),
  ),
  /** Problems of a sheet as a whole: none of its rows can be taken until they are mended. */
  sheetProblems: z.array(LedgerProblem),
  notes: z.array(LedgerNote),
  /** Items found, those that can be taken and those that cannot; total, signature and remark rows are in none of them. */
  counts: z.strictObject({ found: z.number().int(), good: z.number().int(), bad: z.number().int() }),
});
export type LedgerPreview = z.infer<typeof LedgerPreview>;
