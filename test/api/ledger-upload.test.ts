import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createLedgerReader } from '../../api/ledger/read-in-thread.ts';
import { previewLedger } from '../../web/client/ledger.ts';
import { columns, importDate, preview, row, shortHeader, units, workbook } from '../ledger/make-ledger.ts';
import { openOffice, type Office } from './office.ts';

const options = { columns, units, importDate };
const sample = readFileSync(
  new URL('../../definitions/rectification-item/samples/bureau-ledger.xlsx', import.meta.url),
);
/** As many items as a file may hold, with much to read in each. */
const heavy = workbook([
  {
    rows: [
      shortHeader,
      ...Array.from({ length: 2000 }, (_, at) =>
        row({ 序号: at + 1, 存在问题: `第 ${at + 1} 处：${'消防通道堆放杂物，'.repeat(60)}` }),
      ),
    ],
  },
]);

let office: Office;
let origin: string;
let cookie: string;
beforeAll(async () => {
  office = await openOffice();
  const server = createApp(office.dependencies, { isReady: async () => true }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  afterAll(() => void server.close());
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { demonstrationPassword: password } = office.dependencies.settings;
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'chenjianguo', password }),
  });
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterEach(() => vi.unstubAllGlobals());

/** What a browser does with an address of its own page. */
function asBrowser(): void {
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
    real(`${origin}${address}`, { ...init, headers: { ...(init.headers as object), cookie } }),
  );
}

test.each(['青禾县2026年秋季台账（定稿）.xlsx', 'ledger & 100%+#?.xlsx', `${'台账'.repeat(120)}.xlsx`])(
  'the page sends a file under its own name, and the server knows it by that (%#)',
  async (name) => {
    asBrowser();
    const seen = await previewLedger({ file: new File([sample], name), name }, randomUUID());
    expect(seen.name).toBe(name);
    expect(seen.counts.good).toBeGreaterThan(0);
  },
);

test('an upload is answered once for one key, and refused for another file under it', async () => {
  const client = await office.as('sunyuting');
  const key = randomUUID();
  const first = await client.upload('/ledger/previews?name=a.xlsx', sample, key);
  const again = await client.upload('/ledger/previews?name=a.xlsx', sample, key);
  expect(again.body.preview).toBe(first.body.preview);
  const other = await client.upload('/ledger/previews?name=a.xlsx', heavy, key);
  expect(other.body.code).toBe('idempotency-conflict');
});

test('an import is of whoever begins it, also where a colleague uploaded the file', async () => {
  const [uploader, colleague] = [await office.as('chenjianguo'), await office.as('sunyuting')];
  const seen = await uploader.upload('/ledger/previews?name=a.xlsx', sample);
  const begun = await colleague.post('/ledger/imports', { preview: seen.body.preview });
  await office.dependencies.background.idle();
  const done = (await uploader.get(`/ledger/imports/${begun.body.import}`)).body;
  expect(done.by).toMatchObject({ person: 'sunyuting' });
  const opened = (await uploader.get(`/cases/${done.rows[0].case.caseId}`)).body;
  expect(opened.initiator).toMatchObject({ person: 'sunyuting' });
});

test('a file that cannot be read is refused in words, and its key is free again', async () => {
  const client = await office.as('sunyuting');
  const key = randomUUID();
  const refused = await client.upload('/ledger/previews?name=a.xlsx', Buffer.from('no workbook'), key);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ data: { reason: 'not-xlsx' } });
  expect(refused.body.detail).toContain('.xlsx');
  expect((await client.upload('/ledger/previews?name=a.xlsx', sample, key)).status).toBe(201);
});

test('while a heavy file is read, others are answered', async () => {
  const order: string[] = [];
  const reading = createLedgerReader()(heavy, options).then(() => order.push('ledger'));
  const answer = await fetch(`${origin}/healthz`);
  order.push(`health ${answer.status}`);
  await reading;
  expect(order).toEqual(['health 200', 'ledger']);
});

test('a thread reads what the reader reads', async () => {
  expect(await createLedgerReader()(sample, options)).toEqual(preview(sample));
});

test('a file that takes too long or too much memory is refused with the mend, and the next is read', async () => {
  const refusal = {
    code: 'unprocessable',
    reason: 'too-slow',
    text: { zh: expect.stringContaining('粘贴'), en: expect.stringContaining('Paste') },
  };
  await expect(createLedgerReader({ wall: 1 })(heavy, options)).rejects.toMatchObject(refusal);
  const small = createLedgerReader({ memory: 16, atOnce: 1 });
  await expect(small(heavy, options)).rejects.toMatchObject(refusal);
  expect((await createLedgerReader({ atOnce: 1 })(sample, options)).counts.good).toBeGreaterThan(0);
});

test('files wait for their turn, and are asked to come again when too many wait', async () => {
  const reader = createLedgerReader({ atOnce: 1, waiting: 1 });
  const all = await Promise.allSettled([sample, sample, sample].map((file) => reader(file, options)));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(all[2]).toMatchObject({ reason: { code: 'temporarily-unavailable' } });
});
