import * as XLSX from '@e965/xlsx';
import { LedgerRefusal } from './refusal.ts';
import { clean } from './normalise.ts';
import { packStored, readDirectory, unpack, zipLimits, type ZipLimits } from './zip-guard.ts';

/** The only file that knows SheetJS: bytes of an .xlsx → sheets of plain cells. Formulas are never kept nor evaluated. */
export interface GridCell {
  text: string;
  /** Set when the cell holds a number (dates are numbers in Excel). */
  number?: number;
  fault?: 'formula-error' | 'formula-without-value';
}
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}
/** Rows and columns count from 0 here; `cellName` gives the name that Excel shows. */
export interface Grid {
  name: string;
  hidden: boolean;
  rows: (Map<number, GridCell> | undefined)[];
  hiddenRows: Set<number>;
  merges: Merge[];
  /** The merge that covers a cell, by `coverKey`. */
  covered: Map<number, Merge>;
}
export interface Workbook {
  grids: Grid[];
  /** True when day 0 is 1904-01-01 (workbooks begun on an old Mac). */
  date1904: boolean;
  hasPictures: boolean;
}
export interface WorkbookLimits extends ZipLimits {
  /** Rows with content in one sheet, and the number of its last such row: titles, header and signatures included. */
  rows: number;
  columns: number;
  sheets: number;
  merges: number;
}
export const workbookLimits: WorkbookLimits = {
  ...zipLimits,
  rows: 2100,
  columns: 60,
  sheets: 20,
  merges: 5000,
};

/** ECMA-376 part 1, 18.18.11, as SheetJS numbers them. */
const errorWords = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);
const noValue = '#NOVALUE!';

export function coverKey(row: number, column: number): number {
  return row * workbookLimits.columns + column;
}

export function cellName(row: number, column: number): string {
  return XLSX.utils.encode_cell({ r: row, c: column });
}
export function columnName(column: number): string {
  return XLSX.utils.encode_col(column);
}

export function openWorkbook(bytes: Uint8Array, limits: WorkbookLimits = workbookLimits): Workbook {
  const names = readDirectory(bytes, limits).map((entry) => entry.name);
  refuseOtherDocuments(names);
  const parts = unpack(bytes, isRead, limits);
  for (const [name, content] of parts)
    parts.set(name, Buffer.from(guardXml(name, content.toString('utf8'), limits)));
  parts.set(contentTypes, Buffer.from(keepListed(parts)));

  // SheetJS gets a zip that we packed ourselves, so its own unzip never meets the sender's bytes.
  let book: XLSX.WorkBook;
  try {
    book = XLSX.read(packStored(parts), {
      type: 'buffer',
      dense: true,
      nodim: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
      cellStyles: true,
      sheetRows: limits.rows + 1,
    });
  } catch (cause) {
    throw damagedWorkbook(cause);
  }
  if (book.SheetNames.length > limits.sheets)
    throw new LedgerRefusal('too-many-sheets', {
      zh: `工作簿有 ${book.SheetNames.length} 个工作表，上限为 ${limits.sheets} 个。请只保留台账工作表。`,
      en: `The workbook has ${book.SheetNames.length} sheets; the most is ${limits.sheets}. Keep only the ledger sheets.`,
    });
  const grids = book.SheetNames.map((name, index) => {
    const sheet = Object.hasOwn(book.Sheets, name) ? book.Sheets[name] : undefined;
    if (!sheet) throw damagedWorkbook();
    return grid(name, sheet, (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, limits);
  });
  return {
    grids,
    date1904: book.Workbook?.WBProps?.date1904 === true,
    hasPictures: names.some((name) => name.startsWith('xl/media/')),
  };
}

const contentTypes = '[Content_Types].xml';

/** The list of parts without those that were left packed: SheetJS fails on a part that is listed and not there. */
function keepListed(parts: Map<string, Buffer>): string {
  return (parts.get(contentTypes)?.toString('utf8') ?? '').replace(
    /<(?:\w{1,9}:)?Override\b[^<>]*\/?>/g,
    (entry) => {
      const name = /\bPartName="\/?([^"]*)"/.exec(entry)?.[1] ?? '';
      return parts.has(name) ? entry : '';
    },
  );
}

function refuseOtherDocuments(names: string[]): void {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/(^|\/)vbaProject\.bin$/i) || has(/(^|\/)macrosheets\//i))
    throw new LedgerRefusal('macros', {
      zh: '文件含有宏（.xlsm）。请另存为不含宏的 .xlsx 后再导入。',
      en: 'The file holds macros (.xlsm). Save it as .xlsx without macros, then import it.',
    });
  if (!names.includes('xl/workbook.xml') || !names.includes(contentTypes))
    throw new LedgerRefusal('not-xlsx', {
      zh: '文件不是 Excel 工作簿（.xlsx），可能是 Word 文档、压缩包、.xlsb 或 .ods。请另存为 .xlsx 后再导入。',
      en: 'The file is not an Excel workbook (.xlsx); it may be a Word document, an archive, .xlsb or .ods. Save it as .xlsx, then import it.',
    });
}

/** Pictures, drawings, comments, links to other files and the like are left packed. */
function isRead(name: string): boolean {
  if (name === contentTypes || name === '_rels/.rels' || name === 'xl/_rels/workbook.xml.rels') return true;
  if (/^xl\/(workbook|styles|sharedStrings)\.xml$/i.test(name)) return true;
  return /^xl\/(?:worksheets|chartsheets|dialogsheets)\/[^/]+\.xml$/i.test(name);
}

/** Refuses what no office program writes, and takes formulas out. Every pattern here is linear in the length. */
function guardXml(name: string, xml: string, limits: WorkbookLimits): string {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw damagedWorkbook();
  if (!name.startsWith('xl/worksheets/')) return xml;
  let number = 0;
  for (const row of xml.matchAll(/<(?:\w{1,9}:)?row\b([^<>]*)>/g)) {
    number = Number(/\br="(\d{1,9})"/.exec(row[1] ?? '')?.[1] ?? number + 1);
    if (number <= limits.rows) continue;
    // Offices format whole columns, so rows without any value may go on to 1,048,576; only values count.
    if (/<(?:\w{1,9}:)?(?:v|is)\b[^<>]*>/.test(xml.slice(row.index))) throw tooManyRows(limits.rows);
    break;
  }
  return xml
    .replace(
      /<(?:\w{1,9}:)?f\b(?:[^<>]*\/>|[^<>]*>[^<]*<\/(?:\w{1,9}:)?f>)(?=\s*<\/(?:\w{1,9}:)?c>)/g,
      `<v>${noValue}</v>`,
    )
    .replace(/<(?:\w{1,9}:)?f\b(?:[^<>]*\/>|[^<>]*>[^<]*<\/(?:\w{1,9}:)?f>)/g, '');
}

export function tooManyRows(limit: number): LedgerRefusal {
  return new LedgerRefusal('too-many-rows', {
    zh: `台账行数超过上限（${limit} 行）。请分成几个文件导入。`,
    en: `The ledger has more than ${limit} rows. Import it in several files.`,
  });
}

function damagedWorkbook(cause?: unknown): LedgerRefusal {
  const text = {
    zh: '工作簿内容已损坏，无法读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再导入。',
    en: 'The workbook is damaged and cannot be read. Open it in Excel or WPS, save it as a new .xlsx and import that.',
  };
  return new LedgerRefusal('damaged', text, { cause });
}

function grid(name: string, sheet: XLSX.WorkSheet, hidden: boolean, limits: WorkbookLimits): Grid {
  const data = (sheet as { '!data'?: (XLSX.CellObject[] | undefined)[] })['!data'] ?? [];
  const rows: Grid['rows'] = [];
  // forEach visits only what is there: a sheet may hold one cell in row 1,048,576.
  data.forEach((line, row) => {
    const cells = new Map<number, GridCell>();
    line?.forEach((cell, column) => {
      const read = cell && gridCell(cell);
      if (!read) return;
      if (column >= limits.columns)
        throw new LedgerRefusal('too-many-columns', {
          zh: `工作表“${name}”的 ${cellName(row, column)} 有内容，超过上限 ${limits.columns} 列。请删去表格右侧多余的内容。`,
          en: `Sheet "${name}" has content in ${cellName(row, column)}, beyond ${limits.columns} columns. Remove what stands right of the table.`,
        });
      cells.set(column, read);
    });
    if (cells.size) rows[row] = cells;
  });
  if (rows.length > limits.rows) throw tooManyRows(limits.rows);

  const declared = sheet['!merges'] ?? [];
  if (declared.length > limits.merges) throw damagedWorkbook();
  const merges = declared
    .map(({ s, e }) => ({
      top: s.r,
      left: s.c,
      bottom: Math.min(e.r, Math.max(s.r, rows.length - 1)),
      right: Math.min(e.c, limits.columns - 1),
    }))
    .filter((merge) => merge.top < rows.length && merge.left <= merge.right);
  const hiddenRows = new Set<number>();
  (sheet['!rows'] ?? []).forEach((info, row) => {
    if (info?.hidden) hiddenRows.add(row);
  });
  return { name, hidden, rows, hiddenRows, merges, covered: cover(merges, limits) };
}

/** Excel allows no cell in two merges, so together they cover no more than the sheet has; a forged file may try. */
function cover(merges: Merge[], limits: WorkbookLimits): Map<number, Merge> {
  const area = merges.reduce(
    (sum, { top, left, bottom, right }) => sum + (bottom - top + 1) * (right - left + 1),
    0,
  );
  if (area > limits.rows * limits.columns) throw damagedWorkbook();
  const covered = new Map<number, Merge>();
  for (const merge of merges)
    for (let row = merge.top; row <= merge.bottom; row++)
      for (let column = merge.left; column <= merge.right; column++)
        covered.set(coverKey(row, column), merge);
  return covered;
}

function gridCell(cell: XLSX.CellObject): GridCell | undefined {
  const { v } = cell;
  if (cell.t === 'e') return { text: errorWords.get(Number(v)) ?? '#ERROR', fault: 'formula-error' };
  if (v === noValue || (typeof v === 'number' && Number.isNaN(v)))
    return { text: noValue, fault: 'formula-without-value' };
  if (typeof v === 'number') return { text: numberText(v, cell.z), number: v };
  if (typeof v === 'boolean') return { text: v ? 'TRUE' : 'FALSE' };
  if (v == null) return undefined;
  const text = clean(String(v));
  // What WPS stores for a picture inside a cell.
  return text === '' || /^=(?:_xlfn\.)?DISPIMG\(/i.test(text) ? undefined : { text };
}

/** A number in a text column as a person sees it: a date as a date, never 46272. */
function numberText(value: number, format: XLSX.CellObject['z']): string {
  if (format === undefined || !XLSX.SSF.is_date(String(format))) return String(value);
  return XLSX.SSF.format('yyyy-mm-dd', value);
}
