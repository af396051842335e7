import * as XLSX from '@e965/xlsx';
import ledger from '../../definitions/rectification-item/ledger.json' with { type: 'json' };
import demo from '../../definitions/demo/units.json' with { type: 'json' };
import type { LedgerColumnsFile } from '../../api/ledger/columns.ts';
import { readLedger, type ReadLedgerOptions } from '../../api/ledger/read.ts';
import type { LedgerPreview } from '../../api/ledger/item.ts';
import type { DirectoryUnit } from '../../api/ledger/unit-match.ts';

export const columns = ledger as LedgerColumnsFile;
export const units: DirectoryUnit[] = demo.units.map((unit) => ({ ...unit, name: unit.name.zh }));
export const importDate = '2026-09-20';

export function preview(bytes: Uint8Array, options: Partial<ReadLedgerOptions> = {}): LedgerPreview {
  return readLedger(bytes, { columns, units, importDate, ...options });
}

type Value = string | number | null | XLSX.CellObject;
export interface SheetPlan {
  rows: Value[][];
  /** `A1:C1` */
  merges?: string[];
  name?: string;
  hidden?: boolean;
  hiddenRows?: number[];
}

/** An .xlsx as an office program would write it. */
export function workbook(sheets: SheetPlan[], options: { date1904?: boolean } = {}): Buffer {
  const book = XLSX.utils.book_new();
  sheets.forEach(({ rows, merges = [], name, hiddenRows = [] }, at) => {
    const sheet = XLSX.utils.aoa_to_sheet(rows);
    sheet['!merges'] = merges.map((range) => XLSX.utils.decode_range(range));
    sheet['!rows'] = rows.map((_, row) => ({ hidden: hiddenRows.includes(row + 1) }));
    XLSX.utils.book_append_sheet(book, sheet, name ?? `Sheet${at + 1}`);
  });
  book.Workbook = {
    Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })),
    WBProps: { date1904: options.date1904 === true },
  };
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

export const shortHeader = [
  '序号',
  '检查时间',
  '地点',
  '类别',
  '存在问题',
  '整改措施',
  '责任单位',
  '整改时限',
];

/** One good row under `shortHeader`; a test states only what matters to it. */
export function row(change: Partial<Record<(typeof shortHeader)[number], Value>> = {}): Value[] {
  const good: Record<string, Value> = {
    序号: 1,
    检查时间: '2026年9月1日',
    地点: '东校门',
    类别: '门卫',
    存在问题: '访客未登记',
    整改措施: '登记后放行',
    责任单位: '一中',
    整改时限: '2026年9月30日',
  };
  return shortHeader.map((header) => ({ ...good, ...change })[header] ?? null);
}

export function ofRows(...rows: Value[][]): LedgerPreview {
  return preview(workbook([{ rows: [['青禾县整改台账'], shortHeader, ...rows] }]));
}
/** What the preview says about the one cell that a test changed. */
export function faults(result: LedgerPreview): [cell: string, code: string][] {
  return result.badRows.flatMap((bad) =>
    bad.problems.map(({ cell, code }): [string, string] => [cell, code]),
  );
}
