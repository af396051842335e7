import type { HeaderIndex } from './columns.ts';
import { lookUp, mergeAt, textAt, type Header } from './header.ts';
import type { LedgerNoteCode } from './item.ts';
import { compare } from './normalise.ts';
import type { Grid, GridCell } from './workbook.ts';

export interface RawCell {
  row: number;
  column: number;
  header: string;
  text: string;
  number?: number | undefined;
  fault?: GridCell['fault'];
  /** The item has several rows and they differ here; `text` holds them line by line. */
  several: boolean;
}
export interface RawRow {
  row: number;
  /** Last row of the item, the same as `row` but for a problem merged over several rows. */
  lastRow: number;
  hidden: boolean;
  cells: Map<string, RawCell>;
}
export interface RawRows {
  rows: RawRow[];
  skipped: { row: number; code: LedgerNoteCode; text: string }[];
  /** Where a header with other columns begins; nothing below it was read. */
  secondHeader?: number;
}

type RowKind = 'item' | 'blank' | 'second-header' | LedgerNoteCode;
const ditto = /^(?:同上|同前|〃|″|"|“|”|'')$/;
/** Signs with which offices say "nothing". */
const nothing = /^[/\\\-—－–_]+$/;

/** The rows under the header that are items, with merged cells carried down and 同上 replaced by what is above. */
export function ledgerRows(grid: Grid, header: Header, index: HeaderIndex): RawRows {
  const found: RawRows = { rows: [], skipped: [] };
  const above = new Map<string, RawCell>();
  for (let row = header.to + 1; row < grid.rows.length; row++) {
    const kind = rowKind(grid, row, header, index);
    if (kind === 'blank') continue;
    if (kind === 'second-header') return { ...found, secondHeader: row };
    if (kind !== 'item') {
      found.skipped.push({ row, code: kind, text: [...(grid.rows[row]?.values() ?? [])][0]?.text ?? '' });
      continue;
    }
    const raw = rawRow(grid, row, header);
    for (const [key, cell] of raw.cells) {
      const previous = above.get(key);
      if (ditto.test(cell.text) && previous) raw.cells.set(key, { ...previous, row, column: cell.column });
    }
    const last = found.rows.at(-1);
    if (last && isSameItem(grid, row, header, last)) joinRows(last, raw, row);
    else found.rows.push(raw);
    for (const [key, cell] of raw.cells) above.set(key, cell);
  }
  return found;
}

function rawRow(grid: Grid, row: number, header: Header): RawRow {
  const cells = new Map<string, RawCell>();
  for (const { index, text: title, column } of header.columns) {
    if (!column || column.type === 'image' || column.type === 'output') continue;
    const merge = mergeAt(grid, row, index);
    if (merge && merge.left < index) continue;
    const source = grid.rows[merge?.top ?? row]?.get(index);
    if (!source || nothing.test(source.text)) continue;
    cells.set(column.key, { row, column: index, header: title, several: false, ...source });
  }
  return { row, lastRow: row, hidden: grid.hiddenRows.has(row), cells };
}

/** A problem in one merged cell is one item, unless each of its rows has a number of its own. */
function isSameItem(grid: Grid, row: number, header: Header, last: RawRow): boolean {
  const columnOf = (key: string) => header.columns.find((one) => one.column?.key === key)?.index;
  const problem = columnOf('problem');
  const merge = problem === undefined ? undefined : mergeAt(grid, row, problem);
  if (!merge || merge.top >= row || merge.top > last.lastRow) return false;
  const seq = columnOf('seq');
  return seq === undefined || grid.rows[row]?.get(seq) === undefined;
}

function joinRows(first: RawRow, next: RawRow, row: number): void {
  first.lastRow = row;
  for (const [key, cell] of next.cells) {
    const own = first.cells.get(key);
    if (!own) first.cells.set(key, cell);
    else if (!own.text.split('\n').includes(cell.text) && own.text !== cell.text)
      first.cells.set(key, { ...own, text: `${own.text}\n${cell.text}`, number: undefined, several: true });
  }
}

const signature =
  /(?:负责人|填表人|填报人|制表人?|审核人|经办人|检查人|联系人|联系电话|签字|签名|签章|盖章|填报日期|填表日期|制表日期|signature)/i;

function rowKind(grid: Grid, row: number, header: Header, index: HeaderIndex): RowKind {
  const own = [...(grid.rows[row] ?? [])].sort(([a], [b]) => a - b);
  const first = own[0];
  if (!first) return 'blank';
  const texts = own.map(([, cell]) => cell.text);
  const keyAt = (column: number) => header.columns.find((one) => one.index === column)?.column?.key;
  const problem = header.columns.find((one) => one.column?.key === 'problem')!.index;
  const repeated = headerKind(texts, own, header, index);
  if (repeated) return repeated;

  const start = first[1].text;
  const merge = mergeAt(grid, row, first[0]);
  const width = merge ? Math.min(merge.right, header.columns.at(-1)!.index) - merge.left + 1 : 1;
  const isWide = width > 1 && width >= header.columns.length / 2;
  const hasProblem =
    textAt(grid, row, problem) !== '' && !(merge && merge.left < problem && merge.right >= problem);
  const numbered = keyAt(first[0]) === 'seq' && /^\d+$/.test(start);
  if (numbered) return own.length === 1 && !hasProblem ? 'row-skipped-number-only' : 'item';

  if (/^(?:合计|总计|小计|共计|累计|total)/i.test(compare(start)) && own.length < header.columns.length / 2)
    return 'row-skipped-total';
  if (/^(?:备注|注|说明|填表说明|填报说明|notes?)\s*[:：]/i.test(start) && (isWide || !hasProblem))
    return 'row-skipped-remark';
  const signs = texts.filter((text) => signature.test(text) && /[:：(（]/.test(text));
  if (signs.length && (isWide || !hasProblem || signs.length * 2 >= texts.length) && signature.test(start))
    return 'row-skipped-signature';
  if (/^[\s_\d年月日:：]*$/.test(start) && /年\s*月\s*日/.test(start) && own.length === 1)
    return 'row-skipped-signature';
  if (isWide && own.length === 1) return 'row-skipped-section';
  if (
    own.length === 1 &&
    !hasProblem &&
    /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])/.test(start)
  )
    return 'row-skipped-section';
  return 'item';
}

/** A row of nothing but header words is a header again: the same one on the next page, or another table's. */
function headerKind(
  texts: string[],
  own: [number, GridCell][],
  header: Header,
  index: HeaderIndex,
): 'row-skipped-header' | 'second-header' | undefined {
  if (texts.length < 2) return undefined;
  const parts = header.columns.map((one) => compare(one.text));
  const isHeaderWord = (text: string) =>
    lookUp(text, index.sure) !== undefined ||
    parts.some((part) => part !== '' && part.includes(compare(text)));
  if (!texts.every(isHeaderWord)) return undefined;
  const atHome = own.filter(([column, cell]) => {
    const title = header.columns.find((one) => one.index === column)?.text;
    return title !== undefined && compare(title).includes(compare(cell.text));
  });
  const problemColumns = own.filter(([, cell]) => lookUp(cell.text, index.sure)?.key === 'problem');
  const sameProblem = problemColumns.every(([column]) =>
    header.columns.some((one) => one.index === column && one.column?.key === 'problem'),
  );
  if (atHome.length * 2 > own.length && sameProblem) return 'row-skipped-header';
  return own.length >= 3 ? 'second-header' : undefined;
}
