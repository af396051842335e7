import { mkdirSync, writeFileSync } from 'node:fs';
import writeXlsxFile from 'write-excel-file/node';
import type { Cell, SheetData } from 'write-excel-file/node';
import { packStored, unpack } from '../api/ledger/zip-guard.ts';
import { bureauEntries, bureauSubtitle, bureauTitle } from './samples/bureau-ledger.ts';
import { noticeHeader, noticeRows, noticeSubtitle, noticeTitle } from './samples/notice-ledger.ts';

/**
 * Writes the sample ledgers of `definitions/rectification-item/samples/`. Run it after a change of the rows:
 * `node scripts/make-samples.ts`. The same rows give the same bytes on every machine.
 */
const border = { borderStyle: 'thin' } as const;
const text = (value: string, style: object = {}): Cell => ({
  value,
  type: String,
  wrap: true,
  ...border,
  ...style,
});
const blank: Cell = { ...border };

function span(value: string, columns: number, style: object = {}): Cell[] {
  return [text(value, { columnSpan: columns, ...style }), ...Array<null>(columns - 1).fill(null)];
}

/** A number is an Excel serial: it is written as a real date. */
function dateOrText(value: string | number): Cell {
  if (typeof value === 'string') return value === '' ? blank : text(value);
  return { value, type: Number, format: 'yyyy"年"m"月"d"日"', ...border };
}

const bold = { fontWeight: 'bold', align: 'center', alignVertical: 'center' };

function bureauSheet(): SheetData {
  const down = (value: string) => text(value, { ...bold, rowSpan: 2 });
  const columns = 16;
  const rows: SheetData = [
    span(bureauTitle, columns, { ...bold, fontSize: 18 }),
    span(bureauSubtitle, columns),
    [
      ...['序号', '问题来源', '检查时间', '类别', '地点', '存在问题', '整改措施'].map(down),
      ...span('责任单位', 2, bold),
      ...span('责任 人员', 2, bold),
      ...['整改\n时限', '进展情况', '销号情况', '附件', '备　注'].map(down),
    ],
    [
      ...Array<null>(7).fill(null),
      ...['牵头（责任）单位', '配合单位', '责任领导', '责任人'].map((value) => text(value, bold)),
      ...Array<null>(5).fill(null),
    ],
  ];
  let seq = 0;
  let source = '';
  for (const entry of bureauEntries) {
    if ('heading' in entry) {
      rows.push(span(entry.heading, columns, { fontWeight: 'bold' }));
      source = '';
      continue;
    }
    const [
      from,
      checked,
      category,
      place,
      problem,
      measures,
      lead,
      assist,
      leader,
      person,
      due,
      progress,
      remark,
    ] = entry.row;
    // Rows of one source stand under one merged cell, as an office would merge them.
    const same = sourceRun(bureauEntries.indexOf(entry));
    const sourceCell = from === source ? null : text(from, { rowSpan: same, alignVertical: 'center' });
    source = from;
    rows.push([
      { value: ++seq, type: Number, ...border },
      sourceCell,
      dateOrText(checked),
      ...[category, place, problem, measures, lead, assist, leader, person].map(dateOrText),
      dateOrText(due),
      ...[progress, '', '', remark].map(dateOrText),
    ]);
  }
  rows.push([
    text('合计'),
    ...Array<Cell>(4).fill(blank),
    text(`共 ${seq} 项`),
    ...Array<Cell>(10).fill(blank),
  ]);
  rows.push(span('备注：本台账每月更新一次，销号以验收结论为准。', columns));
  rows.push([
    ...span('填表人（签字）：', 5),
    ...span('审核人（签字）：', 5),
    ...span('单位负责人（签字）：', 6),
  ]);
  return rows;
}

/** How many rows from here on have the same source, before the next heading. */
function sourceRun(start: number): number {
  const first = bureauEntries[start];
  if (!first || !('row' in first)) return 1;
  let count = 0;
  for (const entry of bureauEntries.slice(start)) {
    if (!('row' in entry) || entry.row[0] !== first.row[0]) break;
    count++;
  }
  return count;
}

function noticeSheet(): SheetData {
  const columns = noticeHeader.length;
  return [
    span(noticeTitle, columns, { ...bold, fontSize: 16 }),
    span(noticeSubtitle, columns),
    noticeHeader.map((value) => text(value, bold)),
    ...noticeRows.map(
      ([unit, place, category, problem, measures, due, person, funds, review, ...rest], at): Cell[] => [
        { value: at + 1, type: Number, ...border },
        ...[unit, place, category, problem, '', measures, due, person, funds, review, ...rest].map(
          dateOrText,
        ),
      ],
    ),
    [...span('整改单位负责人（签字）：', 7), ...span('主管部门负责人（签字）：', 7)],
  ];
}

async function save(name: string, sheet: string, rows: SheetData, widths: number[]): Promise<void> {
  const bytes = await writeXlsxFile(rows, {
    sheet,
    orientation: 'landscape',
    columns: widths.map((width) => ({ width })),
  }).toBuffer();
  // Packed again without compression and without the clock, so that the bytes depend on the rows alone.
  const folder = new URL('../definitions/rectification-item/samples/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), packStored(unpack(bytes, () => true)));
}

await save(
  'bureau-ledger.xlsx',
  '整改台账',
  bureauSheet(),
  [6, 14, 14, 12, 18, 40, 40, 24, 20, 10, 12, 16, 14, 10, 10, 14],
);
await save(
  'notice-14.xlsx',
  '通知单',
  noticeSheet(),
  [6, 20, 16, 12, 36, 10, 36, 16, 12, 10, 14, 14, 10, 14],
);
