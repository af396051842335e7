import writeXlsxFile from 'write-excel-file/node';
import type { Cell, CellObject, SheetData } from 'write-excel-file/node';
import { invariant } from '../../errors.ts';
import { LedgerColumns, type LedgerColumn, type LedgerColumnsFile, type Word } from './columns.ts';
import type { LedgerItem } from './item.ts';

/** One line of the exported ledger: the item and where its case stands. */
export interface LedgerExportRow {
  item: LedgerItem;
  caseNo?: string;
  /** An id of `states` in ledger.json. */
  state: string;
  /** Ids of `flags` in ledger.json: 逾期, 临期, 督办中, 中止计时, 期限暂定. */
  flags: string[];
  /** The due date first set and the one in force, where they differ from the item's own. */
  originalDueDate?: string;
  dueDate?: string;
}
export interface WriteLedgerOptions {
  columns: LedgerColumnsFile;
  lang: 'zh' | 'en';
  title: string;
  /** An instant, ISO 8601; shown in the county's time, UTC+8. */
  exportedAt: string;
  exportedBy: string;
  /** An id of `lists` in ledger.json: that view of the same items; absent: the whole ledger. */
  list?: string;
}

const words = {
  zh: {
    sheet: '整改台账',
    exported: (at: string, by: string, count: number) => `导出时间：${at}    导出人：${by}    共 ${count} 项`,
    signatures: [
      '制表人（签字）：',
      '审核人（签字）：',
      '单位负责人（签字）：',
      '日期：      年    月    日',
    ],
    date: 'yyyy"年"m"月"d"日"',
    list: '、',
    page: '第 &amp;P 页，共 &amp;N 页',
  },
  en: {
    sheet: 'Rectification ledger',
    exported: (at: string, by: string, count: number) => `Exported: ${at}    By: ${by}    Items: ${count}`,
    signatures: [
      'Prepared by (signature):',
      'Checked by (signature):',
      'Head of unit (signature):',
      'Date (signature):',
    ],
    date: 'yyyy-mm-dd',
    list: '; ',
    page: 'Page &amp;P of &amp;N',
  },
};
const headerRow = 3;
/** Excel's own limit for one cell (32,767 characters), less room for escapes. */
const longestCell = 32_000;

/** The ledger as an .xlsx for print and for import elsewhere. `readLedger` reads it back to the same items. */
export async function writeLedger(rows: LedgerExportRow[], options: WriteLedgerOptions): Promise<Buffer> {
  const ledger = LedgerColumns.parse(options.columns);
  const say = words[options.lang];
  const list = ledger.lists.find(({ id }) => id === options.list);
  const sheetName = list?.name[options.lang] ?? say.sheet;
  const columns = (list?.columns ?? ledger.exportColumns).map((key) => {
    const column = ledger.columns.find((one) => one.key === key);
    invariant(column, `expected a column ${key} for exportColumns of ledger.json`);
    return column;
  });
  const sheet: SheetData = [
    wide(options.title, columns.length, { fontSize: 18, fontWeight: 'bold', align: 'center', height: 36 }),
    wide(say.exported(countyTime(options.exportedAt), options.exportedBy, rows.length), columns.length, {
      height: 20,
    }),
    columns.map((column) => ({ ...textCell(column.header[options.lang]), ...headerStyle })),
    ...rows.map((row) => columns.map((column) => cellOf(column, row, ledger, options.lang))),
    [],
    signatureRow(say.signatures, columns.length),
  ];
  const result = writeXlsxFile(
    sheet,
    {
      sheet: sheetName,
      columns: columns.map(({ width }) => ({ width })),
      orientation: 'landscape',
      stickyRowsCount: headerRow,
      stickyColumnsCount: 1,
    },
    { fontFamily: '宋体', fontSize: 10, features: [printSetup(sheetName, say.page)] },
  );
  return result.toBuffer();
}

const border = { borderStyle: 'thin', borderColor: '#808080' } as const;
const headerStyle = {
  ...border,
  fontWeight: 'bold',
  align: 'center',
  backgroundColor: '#E7EEF7',
  height: 32,
} as const;

/**
 * Always a string cell in the format Text, so that no program takes it for a formula: not on opening, and not when
 * somebody edits the cell afterwards (ASVS 5.0 V1.2.10). `_x0041_` would be read as an escape, so it is escaped itself.
 */
function textCell(text: string): CellObject {
  let value = text.slice(0, longestCell).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  // write-excel-file 4.1.1 keeps strings as keys of a plain object, so `__proto__` or `constructor` would break the file.
  if (value in Object.prototype)
    value = `_x${value.charCodeAt(0).toString(16).padStart(4, '0')}_${value.slice(1)}`;
  return { value, type: String, format: '@', wrap: true, alignVertical: 'center' };
}

function wide(text: string, span: number, style: object): Cell[] {
  return [
    { ...textCell(text), wrap: false, columnSpan: span, ...style },
    ...Array<null>(span - 1).fill(null),
  ];
}

function cellOf(column: LedgerColumn, row: LedgerExportRow, ledger: LedgerColumns, lang: 'zh' | 'en'): Cell {
  const value = valueOf(column.key, row, ledger, lang);
  if (value === undefined || value === '') return { ...border };
  if (typeof value === 'number')
    return { value, type: Number, align: 'center', alignVertical: 'center', ...border };
  if (value instanceof Date)
    return {
      value,
      type: Date,
      format: words[lang].date,
      align: 'center',
      alignVertical: 'center',
      ...border,
    };
  return { ...textCell(value), ...border };
}

function valueOf(
  key: string,
  { item, caseNo, state, flags, originalDueDate, dueDate }: LedgerExportRow,
  ledger: LedgerColumns,
  lang: 'zh' | 'en',
): string | number | Date | undefined {
  const { list } = words[lang];
  switch (key) {
    case 'caseNo':
      return caseNo;
    case 'state':
      return nameOf(ledger.states, state, lang);
    case 'flags':
      return flags.map((flag) => nameOf(ledger.flags, flag, lang)).join(list);
    case 'originalDueDate':
      return realDate(originalDueDate ?? item.dueDate);
    case 'dueDate':
      return realDate(dueDate ?? item.dueDate);
    case 'checkDate':
    case 'completedDate':
    case 'reviewDate':
      return realDate(item[key]);
    case 'category':
      return item.categoryText ?? nameOf(ledger.categories, item.category, lang);
    case 'level':
      return item.level && nameOf(ledger.levels, item.level, lang);
    case 'rectificationClass':
      return nameOf(ledger.classes, item.rectificationClass, lang);
    case 'checkers':
      return item.checkers.join('、');
    case 'measures':
      return item.measures.join('\n');
    case 'responsibleUnit':
      return item.responsibleUnit.name;
    case 'checkedUnit':
      return item.checkedUnit?.name;
    case 'assistUnits':
      return item.assistUnits.map((unit) => unit.name).join('、');
    case 'seq':
      return item.seq;
    case 'source':
    case 'sourceDocNo':
    case 'place':
    case 'problem':
    case 'target':
    case 'funds':
    case 'responsibleLeader':
    case 'responsiblePerson':
    case 'reviewer':
    case 'reviewResult':
    case 'progress':
    case 'writeOff':
    case 'attachments':
    case 'remark':
      return item[key];
    default:
      throw new Error(`Invariant broken: expected a value for the export column ${key} of ledger.json`);
  }
}

/** A word that ledger.json no longer has is shown by its id rather than lost. */
function nameOf(list: Word[], id: string, lang: 'zh' | 'en'): string {
  return list.find((word) => word.id === id)?.name[lang] ?? id;
}

function realDate(date: string | undefined): Date | undefined {
  return date === undefined ? undefined : new Date(`${date}T00:00:00Z`);
}

function countyTime(instant: string): string {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000);
  invariant(!Number.isNaN(at.getTime()), `expected an ISO instant for exportedAt, found ${instant}`);
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

function signatureRow(signatures: string[], span: number): Cell[] {
  const each = Math.floor(span / signatures.length);
  return signatures.flatMap((text, at) => {
    const columnSpan = at === signatures.length - 1 ? span - at * each : each;
    return [{ ...textCell(text), columnSpan, height: 32 }, ...Array<null>(columnSpan - 1).fill(null)];
  });
}

/** The library does not export the name of this type. */
type SheetFeature = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>[number];

/** A4 landscape, one page wide, the header on every page, page numbers: the library has no words for these. */
function printSetup(sheet: string, page: string): SheetFeature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            xml
              .replace(/(<worksheet\b[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
              .replace(
                /<pageSetup\b[^>]*\/>/,
                '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
              )
              .replace(
                '</worksheet>',
                `<headerFooter><oddFooter>&amp;C${page}</oddFooter></headerFooter></worksheet>`,
              ),
        },
        'xl/workbook.xml': {
          transform: (xml: string) =>
            xml.replace(
              /<definedNames\s*\/>|<definedNames>\s*<\/definedNames>/,
              `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$${headerRow}:$${headerRow}</definedName></definedNames>`,
            ),
        },
      },
    },
  };
}
