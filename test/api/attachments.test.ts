import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { safeName } from '../../api/media-type.ts';
import { openItem, openOffice, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
let caseId: string;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
  ({ caseId } = await openItem(office));
});

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a photograph of the gate')]);
const workbook = readFileSync(
  new URL('../../definitions/rectification-item/samples/bureau-ledger.xlsx', import.meta.url),
);
const put = (file: Uint8Array, name: string, client = bureau) =>
  client.upload(`/cases/${caseId}/attachments?name=${encodeURIComponent(name)}`, file);

test('a file is kept as it was, sealed, and comes back as a download that no browser runs', async () => {
  const kept = await put(jpeg, '南门照片.jpg');
  expect(kept).toMatchObject({
    status: 201,
    body: { name: '南门照片.jpg', type: 'image/jpeg', by: { name: '陈建国' } },
  });
  const rows = await office.database.asOwner`select content from attachment`;
  expect(Buffer.from(rows[0]!['content'] as Uint8Array).toString('latin1')).not.toContain('photograph');
  const back = await bureau.download(`/cases/${caseId}/attachments/${kept.body.attachment}`);
  expect(Buffer.from(back.body)).toEqual(jpeg);
  expect(back.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('南门照片.jpg')}`,
  });
});

test('the content decides what a file is, whatever it is called or said to be', async () => {
  expect((await put(Buffer.from('<html><script>alert(1)</script></html>'), 'photo.jpg')).status).toBe(415);
  expect((await put(Buffer.from('MZ\u0090\u0000 program'), 'letter.pdf')).status).toBe(415);
  expect((await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg')).status).toBe(415);
  const renamed = await put(jpeg, 'report.pdf');
  expect(renamed.body).toMatchObject({ type: 'image/jpeg', name: 'report.pdf.jpg' });
  expect((await put(workbook, '台账.xlsx')).body.type).toContain('spreadsheetml');
  const archive = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('evil.exe')]);
  expect((await put(archive, 'a.docx')).status).toBe(415);
});

test('more than ten megabytes are refused', async () => {
  const big = Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]);
  expect((await put(big, 'big.jpg')).status).toBe(413);
});

test.each([
  ['../../etc/passwd', 'passwd.png'],
  ['C:\\Users\\a\\photo.png', 'photo.png'],
  ['invoice\u202Egpj.exe', 'invoicegpj.exe.png'],
  ['.htaccess', 'htaccess.png'],
  ['a\r\nSet-Cookie: x.png', 'aSet-Cookie_ x.png'],
  ['   ', '附件.png'],
  [`${'长'.repeat(300)}.png`, `${'长'.repeat(110)}.png`],
])('a name like %j does no harm', (given, kept) => {
  expect(safeName(given, 'image/png')).toBe(kept);
});

test('whoever does not see the case finds no file of it, and no other case’s file is taken with a command', async () => {
  const kept = await put(jpeg, 'gate.jpg');
  const stranger = await office.as('wuchunhua');
  expect((await stranger.get(`/cases/${caseId}/attachments/${kept.body.attachment}`)).status).toBe(404);
  expect((await put(jpeg, 'gate.jpg', stranger)).status).toBe(404);
  const other = await openItem(office, { problem: '另一项' });
  expect((await bureau.get(`/cases/${other.caseId}/attachments/${kept.body.attachment}`)).status).toBe(404);
  const { items } = (await bureau.get(`/cases/${caseId}/attachments`)).body;
  expect(items.length).toBeGreaterThan(1);
});
