import {
  headerIndex,
  LedgerColumns,
  wordIndex,
  type HeaderIndex,
  type LedgerColumnsFile,
} from './columns.ts';
import { findHeader, nameLayout, type Header } from './header.ts';
import type {
  LedgerItem,
  LedgerNote,
  LedgerNoteCode,
  LedgerPreview,
  LedgerProblem,
  LedgerProblemCode,
} from './item.ts';
import { noteMessage, problemMessage, type MessageDetails } from './messages.ts';
import { quoted } from './normalise.ts';
import { readItem, type ItemContext, type Remark } from './read-item.ts';
import { LedgerRefusal } from './refusal.ts';
import { ledgerRows, type RawCell, type RawRow } from './rows.ts';
import { readTitle } from './sheet-title.ts';
import { unitDirectory, type DirectoryUnit, type UnitDirectory } from './unit-match.ts';
import { cellName, columnName, openWorkbook, tooManyRows, type Grid, type Workbook } from './workbook.ts';

/** Items that one file may hold. */
export const mostItems = 2000;

export interface ReadLedgerOptions {
  /** `definitions/<template>/ledger.json`. */
  columns: LedgerColumnsFile;
  /** The organisation directory of the tenant, as it stands on the day of the import. */
  units: DirectoryUnit[];
  /** The civil date of the import in the county, for dates without a year. */
  importDate: string;
  /** The responsible unit of sheets that name none, when the person importing has chosen one. */
  unitId?: string;
}

/**
 * Reads a rectification ledger for a preview. Starts nothing and stores nothing; the same bytes and options give the
 * same preview. Throws `LedgerRefusal` when the file as a whole cannot be taken.
 */
export function readLedger(bytes: Uint8Array, options: ReadLedgerOptions): LedgerPreview {
  const columns = LedgerColumns.parse(options.columns);
  const reader: Reader = {
    options,
    columns,
    index: headerIndex(columns.columns),
    directory: unitDirectory(options.units),
    preview: {
      sheets: [],
      items: [],
      badRows: [],
      sheetProblems: [],
      notes: [],
      counts: { found: 0, good: 0, bad: 0 },
    },
    rowOfKey: new Map(),
  };
  const book = openWorkbook(bytes);
  for (const grid of book.grids) readSheet(grid, book, reader);
  const { preview } = reader;
  if (preview.sheets.length === 0)
    throw new LedgerRefusal('no-ledger', {
      zh: '没有找到台账表头：需要有一行写明“存在的问题或隐患”“责任单位”“整改时限”等栏目。请在表格上方加上表头。',
      en: 'No ledger header was found: a row must name columns such as 存在的问题或隐患, 责任单位 and 整改时限. Add it above the table.',
    });
  if (book.hasPictures) preview.notes.push(sheetNote(preview.sheets[0]!.name, 'images-not-read', {}));
  preview.counts.good = preview.items.length;
  preview.counts.bad = preview.counts.found - preview.counts.good;
  return preview;
}

interface Reader {
  options: ReadLedgerOptions;
  columns: LedgerColumns;
  index: HeaderIndex;
  directory: UnitDirectory;
  preview: LedgerPreview;
  /** Item key → the row that has it. */
  rowOfKey: Map<string, { sheet: string; row: number }>;
}

function readSheet(grid: Grid, book: Workbook, reader: Reader): void {
  const { preview, options, columns, index, directory } = reader;
  if (grid.hidden) {
    preview.notes.push(sheetNote(grid.name, 'hidden-sheet', { found: grid.name }));
    return;
  }
  const header = findHeader(grid, index);
  if (!header) {
    if (grid.rows.length)
      preview.notes.push(sheetNote(grid.name, 'sheet-without-ledger', { found: grid.name }));
    return;
  }
  const title = readTitle(grid, header, directory, options.importDate);
  preview.sheets.push({
    name: grid.name,
    hidden: grid.hidden,
    title: quoted(title.text),
    layout: nameLayout(header, columns.layouts),
    headerRows: { from: header.from + 1, to: header.to + 1 },
    columns: header.columns.map((one) => ({
      column: columnName(one.index),
      header: one.text,
      key: one.column?.key ?? null,
    })),
  });
  noteIgnoredColumns(grid, header, preview);

  const { rows, skipped, secondHeader } = ledgerRows(grid, header, index);
  preview.counts.found += rows.length;
  if (preview.counts.found > mostItems) throw tooManyRows(mostItems);
  for (const { row, code, text } of skipped)
    preview.notes.push({ ...placeOf(grid.name, row, 0, '', text), code, message: noteMessage(code, {}) });
  if (secondHeader !== undefined)
    preview.sheetProblems.push(headerProblem('second-header', grid, secondHeader, ''));

  const chosen = directory.units.find((unit) => unit.id === options.unitId);
  const hasColumn = (key: string) => header.columns.some((one) => one.column?.key === key);
  const unitOfSheet = hasColumn('responsibleUnit')
    ? undefined
    : chosen
      ? { id: chosen.id, name: chosen.name }
      : title.unit;
  const faults = [];
  if (!hasColumn('responsibleUnit') && !unitOfSheet)
    faults.push(headerProblem('unit-not-in-title', grid, header.from, '责任单位'));
  if (!hasColumn('dueDate') && !hasColumn('rectificationClass'))
    faults.push(headerProblem('column-missing', grid, header.from, '整改时限'));
  preview.sheetProblems.push(...faults);
  if (faults.length) return;
  if (unitOfSheet && !chosen)
    preview.notes.push(sheetNote(grid.name, 'unit-from-title', { taken: unitOfSheet.name }));
  if (title.checkDate && !hasColumn('checkDate'))
    preview.notes.push(sheetNote(grid.name, 'check-date-from-title', { taken: title.checkDate }));

  const context: ItemContext = {
    columns,
    categories: wordIndex(columns.categories),
    levels: wordIndex(columns.levels),
    classes: wordIndex(columns.classes),
    directory,
    title,
    unitOfSheet,
    sheet: grid.name,
    importDate: options.importDate,
    date1904: book.date1904,
    columnIndex: new Map(header.columns.flatMap((one) => (one.column ? [[one.column.key, one.index]] : []))),
  };
  for (const raw of rows) readRow(raw, header, context, reader);
}

function readRow(
  raw: RawRow,
  header: Header,
  context: ItemContext,
  { preview, rowOfKey, columns }: Reader,
): void {
  const { item, problems, notes } = readItem(raw, context);
  const place = (at: RawCell | string) => {
    if (typeof at !== 'string') return placeOf(context.sheet, at.row, at.column, at.header, at.text);
    const column = context.columnIndex.get(at);
    const title = header.columns.find((one) => one.column?.key === at)?.text;
    const named = title ?? columns.columns.find((one) => one.key === at)?.header.zh ?? at;
    return placeOf(context.sheet, raw.row, column ?? 0, named, '');
  };
  const tell = <Code>({ code, at, details }: Remark<Code>) => {
    const where = place(at);
    return { code, where, details: { header: where.header, found: where.found, ...details } };
  };
  const bad: LedgerProblem[] = problems.map((remark) => {
    const { code, where, details } = tell<LedgerProblemCode>(remark);
    return { ...where, code, message: problemMessage(code, details) };
  });
  const repeat = item && repeatOf(item, rowOfKey);
  const problemCell = raw.cells.get('problem');
  if (item && repeat && problemCell)
    bad.push({
      ...place(problemCell),
      code: 'repeats-row',
      message: problemMessage('repeats-row', {
        otherRow: repeat.row,
        ...(repeat.sheet !== context.sheet && { otherSheet: repeat.sheet }),
      }),
    });
  if (bad.length) preview.badRows.push({ sheet: context.sheet, row: raw.row + 1, problems: bad });
  else if (item) preview.items.push(item);

  if (raw.hidden) notes.push({ code: 'hidden-row', at: 'seq' });
  if (raw.lastRow > raw.row)
    notes.push({ code: 'rows-of-one-item', at: 'problem', details: { otherRow: raw.lastRow + 1 } });
  for (const remark of notes) {
    const { code, where, details } = tell<LedgerNoteCode>(remark);
    preview.notes.push({ ...where, code, message: noteMessage(code, details) });
  }
}

function repeatOf(
  item: LedgerItem,
  rowOfKey: Reader['rowOfKey'],
): { sheet: string; row: number } | undefined {
  const earlier = rowOfKey.get(item.itemKey);
  if (!earlier) rowOfKey.set(item.itemKey, item.row);
  return earlier;
}

function noteIgnoredColumns(grid: Grid, header: Header, preview: LedgerPreview): void {
  for (const { index, text, column } of header.columns)
    if (!column)
      preview.notes.push({
        ...placeOf(grid.name, header.to, index, text, text),
        code: 'column-ignored',
        message: noteMessage('column-ignored', { header: text }),
      });
}

function placeOf(sheet: string, row: number, column: number, header: string, found: string) {
  return { sheet, row: row + 1, cell: cellName(row, column), header, found: quoted(found) };
}

function headerProblem(code: LedgerProblemCode, grid: Grid, row: number, header: string): LedgerProblem {
  return { ...placeOf(grid.name, row, 0, header, ''), code, message: problemMessage(code, { header }) };
}

function sheetNote(sheet: string, code: LedgerNoteCode, details: MessageDetails): LedgerNote {
  return { ...placeOf(sheet, 0, 0, '', details.found ?? ''), code, message: noteMessage(code, details) };
}
