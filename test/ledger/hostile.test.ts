import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LedgerRefusal, type RefusalReason } from '../../api/ledger/refusal.ts';
import { packStored, readDirectory, unpack } from '../../api/ledger/zip-guard.ts';
import { faults, ofRows, preview, row, shortHeader, workbook } from './make-ledger.ts';

function refusal(bytes: Uint8Array): RefusalReason {
  try {
    preview(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(LedgerRefusal);
    const { reason, text } = error as LedgerRefusal;
    expect(text.zh).toMatch(/[。]$/);
    expect(text.en).toMatch(/\.$/);
    return reason;
  }
  throw new Error('Expected the file to be refused, but it was read');
}

const good = () => workbook([{ rows: [shortHeader, row()] }]);
/** A good workbook with one part changed. */
function withPart(name: string, change: (content: string) => string): Buffer {
  const parts = unpack(good(), () => true);
  parts.set(name, Buffer.from(change(parts.get(name)?.toString('utf8') ?? '')));
  return packStored(parts);
}
const sheet = 'xl/worksheets/sheet1.xml';

test('files that are no .xlsx are refused with what they are', () => {
  expect(refusal(Buffer.from(''))).toBe('not-xlsx');
  expect(refusal(Buffer.from('序号,问题\n1,访客未登记'))).toBe('not-xlsx');
  expect(refusal(Buffer.from('<html><table></table></html>'))).toBe('not-xlsx');
  const oldHead = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(refusal(Buffer.concat([oldHead, Buffer.alloc(600)]))).toBe('old-xls');
  expect(refusal(Buffer.concat([oldHead, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('password');
  expect(refusal(packStored(new Map([['word/document.xml', Buffer.from('<w/>')]])))).toBe('not-xlsx');
  expect(refusal(withPart('xl/vbaProject.bin', () => 'macro'))).toBe('macros');
});

test('a damaged zip is refused wherever it is cut or bent', () => {
  const bytes = good();
  for (const length of [4, 30, 200, bytes.length - 30, bytes.length - 1])
    expect(refusal(bytes.subarray(0, length))).toBe('damaged');
  const entry = readDirectory(bytes)[0]!;
  const bent = Buffer.from(bytes);
  bent.writeUInt32LE(0xfffffff0, bent.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 42);
  expect(entry.size).toBeGreaterThan(0);
  expect(refusal(bent)).toBe('damaged');
});

test('more than 5 MB is refused before it is opened', () => {
  expect(refusal(Buffer.alloc(5 * 2 ** 20 + 1))).toBe('too-large');
});

/** A zip with one deflated part, whose directory says what we tell it to. */
function bomb(name: string, content: Buffer, declared: number): Buffer {
  const packed = deflateRawSync(content);
  const zip = packStored(new Map([...unpack(good(), (other) => other !== name), [name, packed]]));
  const directory = zip.lastIndexOf(Buffer.from(name)) - 46;
  const local = zip.readUInt32LE(directory + 42);
  for (const at of [directory + 10, local + 8]) zip.writeUInt16LE(8, at);
  for (const at of [directory + 24, local + 22]) zip.writeUInt32LE(declared, at);
  return zip;
}

test('a zip bomb is refused by what it declares, and one that lies while it is unpacked', () => {
  const zeros = Buffer.alloc(100 * 2 ** 20, ' ');
  expect(refusal(bomb(sheet, zeros, zeros.length))).toBe('unpacks-too-large');
  expect(refusal(bomb(sheet, zeros, 1000))).toBe('unpacks-too-large');
});

test('a picture as large as it likes is never unpacked', () => {
  const zeros = Buffer.alloc(100 * 2 ** 20);
  const result = preview(bomb('xl/media/image1.png', zeros, zeros.length));
  expect(result.counts.good).toBe(1);
  expect(result.notes.map((note) => note.code)).toEqual(['images-not-read']);
});

test('a sheet that declares a million rows but fills a few is read', () => {
  const styled = Array.from(
    { length: 5000 },
    (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="0"/></row>`,
  ).join('');
  const result = preview(
    withPart(sheet, (xml) =>
      xml
        .replace(/<dimension[^>]*>/, '<dimension ref="A1:XFD1048576"/>')
        .replace('</sheetData>', `${styled}<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>`),
    ),
  );
  expect(result.counts).toEqual({ found: 1, good: 1, bad: 0 });
});

test('a million rows with values, or one value far below, are refused and never cut off in silence', () => {
  const many = '<row><c><v>1</v></c></row>'.repeat(1_000_000);
  const full = unpack(good(), (name) => name === sheet)
    .get(sheet)!
    .toString('utf8')
    .replace('</sheetData>', `${many}</sheetData>`);
  expect(refusal(bomb(sheet, Buffer.from(full), Buffer.byteLength(full)))).toBe('too-many-rows');
  const far = '<row r="900000"><c r="A900000" t="inlineStr"><is><t>x</t></is></c></row>';
  expect(refusal(withPart(sheet, (xml) => xml.replace('</sheetData>', `${far}</sheetData>`)))).toBe(
    'too-many-rows',
  );
  const rows = Array.from({ length: 2001 }, (_, at) => row({ 序号: at + 1, 地点: `第${at + 1}处` }));
  expect(refusal(workbook([{ rows: [shortHeader, ...rows] }]))).toBe('too-many-rows');
  expect(preview(workbook([{ rows: [shortHeader, ...rows.slice(1)] }])).counts.good).toBe(2000);
});

test('content beyond 60 columns, too many sheets and impossible merges are refused', () => {
  const far = row();
  far[70] = 'x';
  expect(refusal(workbook([{ rows: [shortHeader, far] }]))).toBe('too-many-columns');
  expect(refusal(workbook(Array.from({ length: 21 }, () => ({ rows: [shortHeader] }))))).toBe(
    'too-many-sheets',
  );
  const filler = Array.from({ length: 1000 }, (_, at) => row({ 序号: at, 地点: `${at}` }));
  const merges = Array<string>(4000).fill('A1:BH2000');
  expect(refusal(workbook([{ rows: [shortHeader, ...filler], merges }]))).toBe('damaged');
});

test('a document type or entity in any part is refused', () => {
  const entity = '<!DOCTYPE x [<!ENTITY a "b">]>';
  expect(refusal(withPart('xl/workbook.xml', (xml) => xml.replace(/\?>/, `?>${entity}`)))).toBe('damaged');
});

test('broken references inside the workbook are refused, not thrown as bugs', () => {
  expect(
    refusal(
      withPart(sheet, (xml) =>
        xml.replace('<sheetData>', '<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
      ),
    ),
  ).toBe('damaged');
  expect(refusal(withPart('xl/workbook.xml', () => 'nonsense'))).toBe('damaged');
  expect(refusal(withPart(sheet, () => ''))).toMatch(/damaged|no-ledger/);
});

test('a workbook without a ledger says which header it needs', () => {
  expect(
    refusal(
      workbook([
        {
          rows: [
            ['甲', '乙'],
            [1, 2],
          ],
        },
      ]),
    ),
  ).toBe('no-ledger');
});

test('formulas count by their stored value, and without one the cell is named', () => {
  const stored = { t: 's' as const, v: '访客未登记', f: 'A1&"x"' };
  expect(ofRows(row({ 存在问题: stored })).items[0]?.problem).toBe('访客未登记');
  const due = { t: 'n' as const, v: 46272, f: 'TODAY()' };
  expect(ofRows(row({ 整改时限: due })).items[0]?.dueDate).toBe('2026-09-07');

  const bytes = withPart(sheet, (xml) =>
    xml.replace(/<c r="H2"[^>]*>.*?<\/c>/, '<c r="H2"><f>TODAY()</f></c>'),
  );
  expect(faults(preview(bytes))).toEqual([['H2', 'formula-without-value']]);
  const error = { t: 'e' as const, v: 0x17 };
  const broken = ofRows(row({ 存在问题: error }));
  expect(broken.badRows[0]?.problems[0]).toMatchObject({ cell: 'E3', code: 'formula-error', found: '#REF!' });
});

test('text that looks like a formula stays text', () => {
  const text = '=HYPERLINK("http://evil.example","x")';
  expect(ofRows(row({ 存在问题: text })).items[0]?.problem).toBe(text);
});

test('characters that cannot be seen or turn the text around are dropped', () => {
  expect(ofRows(row({ 存在问题: '访客\u202e未\u200b登\u0000记' })).items[0]?.problem).toBe('访客未登记');
});

test('a cell of more than 5,000 characters is named, and the message quotes only its start', () => {
  const result = ofRows(row({ 存在问题: '长'.repeat(5001) }));
  expect(faults(result)).toEqual([['E3', 'text-too-long']]);
  expect(result.badRows[0]?.problems[0]?.found).toHaveLength(80);
});
