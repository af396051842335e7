import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import { row, shortHeader, workbook } from '../ledger/make-ledger.ts';
import * as XLSX from '@e965/xlsx';
import { press, type Staff } from './browser-staff.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const samples = new URL('../../definitions/rectification-item/samples/', import.meta.url);

/** Chooses one of the sample ledgers that we ship, and waits for its preview. */
export function previewSample(staff: Staff, file: string): Promise<void> {
  return preview(staff, file, readFileSync(new URL(file, samples)));
}

async function preview({ page }: Staff, file: string, buffer: Buffer): Promise<void> {
  await page.goto('/ledger/import');
  await page
    .getByLabel('选择 .xlsx 文件')
    .first()
    .setInputFiles({ name: basename(file), mimeType: xlsxType, buffer });
  await page.getByRole('heading', { name: file }).waitFor();
}

/** Imports rows under the usual headings; each becomes an item. A test states only the cells that matter to it. */
export async function importRows(staff: Staff, ...rows: Parameters<typeof row>[0][]): Promise<void> {
  const sheet = { rows: [['青禾县整改台账'], shortHeader, ...rows.map((cells) => row(cells))] };
  await preview(staff, '台账.xlsx', workbook([sheet]));
  await press(staff, `导入 ${rows.length} 行并启动`);
  await staff.page.getByText(`导入完成，已启动 ${rows.length} 项`).waitFor();
}

/** The exported ledger as it is read in a spreadsheet: rows of what its cells show. */
export async function exportLedger({ page }: Staff): Promise<string[][]> {
  await page.goto('/ledger');
  const leaving = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出 Excel' }).click();
  const book = XLSX.read(readFileSync(await (await leaving).path()));
  return XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false });
}
