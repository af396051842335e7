import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as XLSX from '@e965/xlsx';
import { itemKey } from '../../api/ledger/fingerprint.ts';
import type { LedgerItem } from '../../api/ledger/item.ts';
import { writeLedger, type LedgerExportRow } from '../../api/ledger/write.ts';
import { unpack } from '../../api/ledger/zip-guard.ts';
import { columns, preview, units } from './make-ledger.ts';

const options = {
  columns,
  lang: 'zh' as const,
  title: '青禾县教育局校园安全整改台账',
  exportedAt: '2026-11-22T10:05:00Z',
  exportedBy: '科长甲',
};
const sample = (name: string) =>
  preview(readFileSync(new URL(`../../definitions/rectification-item/samples/${name}`, import.meta.url)), {
    importDate: '2026-11-22',
  }).items;
const asRow = (item: LedgerItem): LedgerExportRow => ({ item, state: 'registered', flags: [] });
const withoutPlace = (items: LedgerItem[]) => items.map(({ row: _row, ...item }) => item);

test.each(['bureau-ledger.xlsx', 'notice-14.xlsx'])(
  'what is read from %s and written comes back the same',
  async (name) => {
    const items = sample(name);
    for (const lang of ['zh', 'en'] as const) {
      const back = preview(await writeLedger(items.map(asRow), { ...options, lang }));
      expect(back.badRows).toEqual([]);
      expect(back.sheets[0]?.layout).toBe('export');
      expect(withoutPlace(back.items)).toEqual(withoutPlace(items));
    }
  },
);

const unit = fc.constantFrom(...units.map(({ id, name }) => ({ id, name })));
const words = fc
  .stringMatching(/^[一-龥=+\-@"'<>&,;_x0041a-z0-9 .]{2,40}$/)
  .map((text) => text.trim())
  .filter((text) => /[一-龥a-z]{2}/.test(text));
const date = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2020, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const anyItem: fc.Arbitrary<LedgerItem> = fc
  .record({
    seq: fc.integer({ min: 1, max: 9999 }),
    checkDate: date,
    laterBy: fc.integer({ min: 0, max: 400 }),
    place: words,
    problem: words,
    measures: fc.array(words, { maxLength: 3 }),
    remark: fc.option(words, { nil: undefined }),
    category: fc.constantFrom('gate', 'fire', 'other', 'netCafe'),
    rectificationClass: fc.constantFrom('rectifyNow', 'rectifyByDate', 'ongoingRectification'),
    responsibleUnit: unit,
    assist: unit,
  })
  .map(({ laterBy, assist, remark, ...rest }) => ({
    ...rest,
    ...(remark !== undefined && { remark }),
    itemKey: itemKey({ unitId: rest.responsibleUnit.id, ...rest }),
    checkers: [],
    assistUnits: assist.id === rest.responsibleUnit.id ? [] : [assist],
    dueDate: new Date(Date.parse(rest.checkDate) + laterBy * 86_400_000).toISOString().slice(0, 10),
    row: { sheet: '整改台账', row: 4 },
  }));

test('any items written and read again are the same items', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyItem, { minLength: 1, maxLength: 8, selector: (item) => item.itemKey }),
      fc.constantFrom('zh' as const, 'en' as const),
      async (items, lang) => {
        const back = preview(await writeLedger(items.map(asRow), { ...options, lang }));
        expect(back.badRows).toEqual([]);
        expect(withoutPlace(back.items)).toEqual(withoutPlace(items));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

const item = sample('notice-14.xlsx')[0]!;

test('the export shows state, flags, original and current due date', async () => {
  const bytes = await writeLedger(
    [
      {
        item,
        caseNo: '青教整〔2026〕1号',
        state: 'inProgress',
        flags: ['overdue', 'provisionalDeadline'],
        originalDueDate: '2026-10-16',
        dueDate: '2026-10-30',
      },
    ],
    options,
  );
  const sheet = XLSX.read(bytes, { cellNF: true }).Sheets['整改台账']!;
  const at = (row: number, column: number) => sheet[XLSX.utils.encode_cell({ r: row, c: column })];
  expect(at(0, 0).v).toBe(options.title);
  expect(at(1, 0).v).toBe('导出时间：2026-11-22 18:05    导出人：科长甲    共 1 项');
  const shown = Object.fromEntries(
    columns.exportColumns.map((_, column) => [at(2, column).v, at(3, column)?.v]),
  );
  expect(shown).toMatchObject({
    整改项编号: '青教整〔2026〕1号',
    状态: '办理中',
    提示: '逾期、期限暂定',
    原定整改时限: 46311,
    整改时限: 46325,
    责任单位: '青禾县第一中学',
  });
  const due = columns.exportColumns.indexOf('dueDate');
  expect(at(3, due).z).toBe('yyyy"年"m"月"d"日"');
});

test('no cell is a formula, and text that could become one has the format Text', async () => {
  const risky = ['__proto__', 'constructor', '=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=cmd|x', '_x003D_1'];
  const bytes = await writeLedger(
    risky.map((problem) => asRow({ ...item, problem })),
    options,
  );
  const xml = unpack(bytes, (name) => name.endsWith('sheet1.xml'))
    .values()
    .next()
    .value!.toString('utf8');
  expect(xml).not.toMatch(/<f[ >]/);
  const sheet = XLSX.read(bytes, { cellNF: true }).Sheets['整改台账']!;
  const column = columns.exportColumns.indexOf('problem');
  const cells = risky.map((_, at) => sheet[XLSX.utils.encode_cell({ r: 3 + at, c: column })]);
  expect(cells.map((cell) => [cell.t, cell.z])).toEqual(risky.map(() => ['s', '@']));
  expect(cells.map((cell) => cell.v)).toEqual(risky);
});

test('the sheet is set up for print: landscape, one page wide, header frozen and on every page', async () => {
  const parts = unpack(await writeLedger([asRow(item)], options), () => true);
  const sheet = parts.get('xl/worksheets/sheet1.xml')!.toString('utf8');
  expect(sheet).toContain(
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
  );
  expect(sheet).toMatch(/<pane ySplit="3"[^>]*state="frozen"/);
  expect(parts.get('xl/workbook.xml')!.toString('utf8')).toContain('_xlnm.Print_Titles');
});

test('LibreOffice opens the export and finds every item in it', async () => {
  const found = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (!found)
    throw new Error(
      'Expected LibreOffice on the PATH as "soffice", found none: install it with `apt-get install -y libreoffice-calc-nogui`.',
    );
  const items = [...sample('bureau-ledger.xlsx'), ...sample('notice-14.xlsx')];
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  try {
    writeFileSync(join(folder, 'ledger.xlsx'), await writeLedger(items.map(asRow), options));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    // Token 9 of the filter options is the character set, 76 is UTF-8.
    for (const kind of ['csv:Text - txt - csv (StarCalc):44,34,76', 'pdf'])
      execFileSync(
        found,
        [profile, '--headless', '--convert-to', kind, '--outdir', folder, join(folder, 'ledger.xlsx')],
        {
          stdio: 'pipe',
        },
      );
    const csv = readFileSync(join(folder, 'ledger.csv'), 'utf8');
    for (const { problem } of items) expect(csv).toContain(problem.replaceAll('"', '""'));
    expect(csv).toContain('2026年9月7日');
    expect(csv).toContain('单位负责人（签字）：');
    expect(readFileSync(join(folder, 'ledger.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
