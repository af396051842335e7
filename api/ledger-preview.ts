import { casesOfItems } from '../db/openings.ts';
import type { Tx } from '../db/connection.ts';
import { importOfFile } from '../db/ledger-listing.ts';
import type { ImportRecord } from '../db/ledger-imports.ts';
import ledger from '../definitions/rectification-item/ledger.json' with { type: 'json' };
import type { JsonObject } from '../engine/json.ts';
import { numbersOf } from './case-opening.ts';
import type { LedgerItem, LedgerNote, LedgerPreview as ReadPreview, LedgerProblem } from './ledger/item.ts';
import { personName, readNames, readPeople, unitName, type Names } from './names.ts';
import type { CellRemark, LedgerPreview, LedgerPreviewRow } from './resources/ledger.shapes.ts';
import type { Label } from './resources/label.shapes.ts';

/** Template whose cases a rectification ledger opens. */
export const ledgerTemplate = 'rectification-item';

const columnNames = new Map<string, Label>(ledger.columns.map(({ key, header }) => [key, header]));

/** The preview as the page shows it, compared anew with what is in the books now. */
export async function previewOf(tx: Tx, record: ImportRecord): Promise<LedgerPreview> {
  const read = record.preview as unknown as ReadPreview;
  const names = await readNames(tx);
  const known = await casesOfItems(
    tx,
    ledgerTemplate,
    read.items.map(({ itemKey }) => itemKey),
  );
  const numbers = await numbersOf(tx, [...known.values()]);
  const rows = [
    ...read.items.map((item) => goodRow(item, { read, names, known, numbers })),
    ...read.badRows.map((bad) => badRow(bad)),
  ].sort((one, other) => sheetIndex(read, one) - sheetIndex(read, other) || one.row - other.row);
  const count = (state: LedgerPreviewRow['state']) => rows.filter((row) => row.state === state).length;
  const before = await importOfFile(tx, record.fileHash);
  const [sheet] = read.sheets;
  return {
    preview: record.id,
    name: record.fileName,
    sheet: sheet?.name ?? '',
    headerRow: sheet?.headerRows.from ?? null,
    columns: (sheet?.columns ?? []).map(({ column, header, key }) => ({
      column,
      heading: header,
      field: key,
      name: key === null ? null : (columnNames.get(key) ?? null),
    })),
    counts: {
      rows: rows.length,
      good: count('good'),
      bad: count('bad'),
      known: count('known'),
      double: count('double'),
    },
    rows,
    problems: read.sheetProblems.map(remark),
    notes: read.notes.filter((note) => !belongsToRow(note, rows)).map(remark),
    importedBefore: before
      ? {
          import: before.id,
          at: before.createdAt,
          by: personName(await readPeople(tx, [before.person]), before.person),
        }
      : null,
  };
}

const sheetIndex = (read: ReadPreview, row: { sheet: string }): number =>
  read.sheets.findIndex(({ name }) => name === row.sheet);

const belongsToRow = (note: LedgerNote, rows: LedgerPreviewRow[]): boolean =>
  rows.some((row) => row.sheet === note.sheet && row.row === note.row);

interface RowContext {
  read: ReadPreview;
  names: Names;
  known: Map<string, string>;
  numbers: Map<string, string>;
}

function goodRow(item: LedgerItem, { read, names, known, numbers }: RowContext): LedgerPreviewRow {
  const caseId = known.get(item.itemKey);
  return {
    row: item.row.row,
    sheet: item.row.sheet,
    seq: item.seq === undefined ? null : String(item.seq),
    problem: item.problem,
    category:
      item.categoryText ?? ledger.categories.find(({ id }) => id === item.category)?.name.zh ?? item.category,
    place: item.place ?? null,
    responsibleUnit: unitName(names, item.responsibleUnit.id),
    assistUnits: item.assistUnits.map(({ id }) => unitName(names, id)),
    dueDate: item.dueDate ?? null,
    rectificationClass: item.rectificationClass,
    state: caseId === undefined ? 'good' : 'known',
    problems: [],
    warnings: read.notes
      .filter(({ sheet, row }) => sheet === item.row.sheet && row === item.row.row)
      .map(remark),
    knownCase: caseId === undefined ? null : { caseId, number: numbers.get(caseId) ?? '' },
    sameAsRow: null,
  };
}

function badRow({ sheet, row, problems }: ReadPreview['badRows'][number]): LedgerPreviewRow {
  const repeats = problems.find(({ code }) => code === 'repeats-row');
  const found = problems.find(({ header }) => columnNames.get('problem')?.zh === header)?.found;
  return {
    row,
    sheet,
    seq: null,
    problem: found || null,
    category: null,
    place: null,
    responsibleUnit: null,
    assistUnits: [],
    dueDate: null,
    rectificationClass: null,
    state: repeats && problems.length === 1 ? 'double' : 'bad',
    problems: problems.map(remark),
    warnings: [],
    knownCase: null,
    sameAsRow: repeats ? rowNamedIn(repeats.message.zh) : null,
  };
}

/** The reader names the earlier row in its words alone. */
function rowNamedIn(message: string): number | null {
  const found = /第\s*(\d+)\s*行/.exec(message)?.[1];
  return found === undefined ? null : Number(found);
}

const remark = ({ sheet, cell, header, message }: LedgerProblem | LedgerNote): CellRemark => ({
  sheet,
  cell: cell === '' ? null : cell,
  column: header === '' ? null : { zh: header },
  message,
});

/** What a case is started with: every variable of the process is there, null where the ledger says nothing. */
export function variablesOf(item: LedgerItem): JsonObject {
  const { row, responsibleUnit, assistUnits, checkedUnit, ...plain } = item;
  void row;
  const absent = {
    seq: null,
    source: null,
    sourceDocNo: null,
    checkDate: null,
    place: null,
    level: null,
    target: null,
    funds: null,
    responsibleLeader: null,
    responsiblePerson: null,
    dueDate: null,
    reviewDate: null,
    remark: null,
  };
  return {
    ...absent,
    ...(JSON.parse(JSON.stringify(plain)) as JsonObject),
    responsibleUnit: responsibleUnit.id,
    assistUnits: assistUnits.map(({ id }) => id),
    ...(checkedUnit && { checkedUnit: checkedUnit.id }),
  };
}
