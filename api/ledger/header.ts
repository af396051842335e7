import type { HeaderIndex, LedgerColumn, LedgerColumns } from './columns.ts';
import { compare, quoted } from './normalise.ts';
import { coverKey, type Grid, type Merge } from './workbook.ts';

export interface Header {
  /** First and last row of the header, counted from 0. */
  from: number;
  to: number;
  columns: { index: number; text: string; column: LedgerColumn | null }[];
}

const lastHeaderRow = 30;
const fewestColumns = 3;

/** Value of a cell, where a merged cell stands for all that it covers. */
export function textAt(grid: Grid, row: number, column: number): string {
  const own = grid.rows[row]?.get(column)?.text;
  if (own !== undefined) return own;
  const merge = mergeAt(grid, row, column);
  return merge ? (grid.rows[merge.top]?.get(merge.left)?.text ?? '') : '';
}

export function mergeAt(grid: Grid, row: number, column: number): Merge | undefined {
  return grid.covered.get(coverKey(row, column));
}

/**
 * Finds the header under any number of title rows: the row, or the pair of rows, that names most columns we know.
 * In a pair the upper cell is a group: 责任单位 over 牵头单位 and 配合单位, 复查 over 时间 and 人.
 */
export function findHeader(grid: Grid, index: HeaderIndex): Header | undefined {
  let best: { header: Header; score: number } | undefined;
  for (let row = 0; row < Math.min(grid.rows.length, lastHeaderRow); row++) {
    if (!grid.rows[row]) continue;
    const candidates = [headerOf(grid, [row], index)];
    if (spansTwoRows(grid, row)) candidates.push(headerOf(grid, [row, row + 1], index));
    for (const header of candidates) {
      const known = header.columns.filter((one) => one.column);
      const hasProblem = known.some((one) => one.column?.key === 'problem');
      if (known.length < fewestColumns || !hasProblem) continue;
      // A pair must name more than its rows alone, or a title would be taken for a group above the header.
      const score = known.length - (header.to - header.from) / 2;
      // The first row wins a tie, so that a header repeated for the next page is never taken for the first.
      if (!best || score > best.score) best = { header, score };
    }
  }
  return best && upToMergedTop(grid, best.header);
}

/** Cells merged downwards into the header's row make the row above part of the header. */
function upToMergedTop(grid: Grid, header: Header): Header {
  const tops = header.columns.map((one) => mergeAt(grid, header.from, one.index)?.top ?? header.from);
  return { ...header, from: Math.min(...tops) };
}

function spansTwoRows(grid: Grid, row: number): boolean {
  return (
    grid.rows[row + 1] !== undefined &&
    grid.merges.some(
      (merge) =>
        merge.top === row && (merge.bottom === row + 1 || (merge.bottom === row && merge.right > merge.left)),
    )
  );
}

function headerOf(grid: Grid, rows: number[], index: HeaderIndex): Header {
  const width = Math.max(0, ...rows.map((row) => Math.max(-1, ...(grid.rows[row]?.keys() ?? [])) + 1));
  const taken = new Set<string>();
  const columns: Header['columns'] = [];
  for (let at = 0; at < width; at++) {
    const upper = textAt(grid, rows[0]!, at);
    const lower = rows.length > 1 ? textAt(grid, rows[1]!, at) : upper;
    const joined = lower === upper ? upper : `${upper}${lower}`;
    if (joined === '') continue;
    const merge = mergeAt(grid, rows.at(-1)!, at);
    // A header cell over several columns names the first; the others stay without a header.
    if (merge && merge.left < at && merge.top >= rows[0]!) continue;
    const spellings = [joined, lower, upper].filter((text) => text !== '');
    const column =
      spellings.map((text) => lookUp(text, index.sure)).find((one) => one && !taken.has(one.key)) ?? null;
    if (column) taken.add(column.key);
    columns.push({ index: at, text: quoted(joined.replace(/\n/g, '')), column });
  }
  takeFallbacks(columns, index, taken);
  return { from: rows[0]!, to: rows.at(-1)!, columns };
}

/** Brackets in a header explain it (单位：万元); with or without them it is the same column. */
export function lookUp(text: string, spellings: Map<string, LedgerColumn>): LedgerColumn | undefined {
  const bare = text.normalize('NFKC').replace(/[(【[][^()【】[\]]*[)】\]]/g, '');
  return spellings.get(compare(text)) ?? spellings.get(compare(bare));
}

/** 完成时间 is the due date of an 11-column ledger but the day of completion beside a 整改期限. */
function takeFallbacks(columns: Header['columns'], index: HeaderIndex, taken: Set<string>): void {
  for (const one of columns) {
    const better = lookUp(one.text, index.fallback);
    if (!better || taken.has(better.key)) continue;
    if (one.column) taken.delete(one.column.key);
    one.column = better;
    taken.add(better.key);
  }
}

/** The layout that shares most columns with the header, when nearly all agree. */
export function nameLayout(header: Header, layouts: LedgerColumns['layouts']): string {
  const found = new Set(header.columns.flatMap((one) => (one.column ? [one.column.key] : [])));
  let best = { id: 'custom', score: 0.74 };
  for (const { id, columns } of layouts) {
    const both = columns.filter((key) => found.has(key)).length;
    const score = both / (columns.length + found.size - both);
    if (score > best.score) best = { id, score };
  }
  return best.id;
}
