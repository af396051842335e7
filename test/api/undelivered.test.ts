import { beforeAll, expect, test } from 'vitest';
import type { openChannels } from '../../activities/channels/index.ts';
import { createSender } from '../../activities/sender.ts';
import { openItem, openOffice, wednesday, type Client, type Office } from './office.ts';

/** A mail server that refuses whoever it is told to, and keeps what it took. */
const refused = new Set<string>();
const sent: string[] = [];
let office: Office;
let operator: Client;
let caseId: string;
let round = 0;

/** One round of the real sender; each is an hour later than the one before. */
async function sendRound(): Promise<void> {
  const channels: ReturnType<typeof openChannels> = {
    get: () => ({
      key: 'mail',
      addressOf: ({ email }) => email ?? undefined,
      async send({ address, subject }) {
        if (refused.has(address))
          return { ok: false, error: 'SMTP 550 RCPT TO', isFinal: true, mayHaveArrived: false };
        sent.push(`${address} ${subject}`);
        return { ok: true };
      },
    }),
    close: () => undefined,
  };
  const sender = createSender({
    db: office.dependencies.db,
    channels,
    publicUrl: 'http://localhost:3000',
    log: { warn: () => undefined, error: () => undefined },
  });
  round += 1;
  await sender.sendDue(new Date(Date.parse(wednesday) + round * 3_600_000).toISOString());
}

beforeAll(async () => {
  office = await openOffice();
  operator = await office.as('fanghao');
  const rows = await office.database.asOwner<{ email: string }[]>`
    select email from person where id in ('chenjianguo', 'sunyuting') order by id`;
  for (const { email } of rows) refused.add(email);
  expect(refused.size).toBe(2);
  ({ caseId } = await openItem(office));
  await sendRound();
});

test('what did not arrive is listed with who, about what, why and where to mend it', async () => {
  const { body } = await operator.get('/deliveries/failed');
  expect(body).toMatchObject({ total: 2, next: null });
  expect(body.items.map((row: { recipient: { name: string } }) => row.recipient.name).sort()).toEqual([
    '孙雨婷',
    '陈建国',
  ]);
  expect(body.items[0]).toMatchObject({
    what: { zh: '任务通知：分类交办' },
    caseId,
    address: expect.stringContaining('@'),
    reason: { zh: '邮件服务器拒收该收件人，请核对邮箱地址后重发' },
    attempts: 1,
  });
});

test('the list goes on where its page ends', async () => {
  const first = (await operator.get('/deliveries/failed?limit=1')).body;
  const second = (await operator.get(`/deliveries/failed?limit=1&cursor=${first.next}`)).body;
  expect(second.next).toBeNull();
  expect(first.items[0].delivery).not.toBe(second.items[0].delivery);
});

test('the case says so to those who oversee it, without any address, and to nobody else', async () => {
  const seen = (await (await office.as('chenjianguo')).get(`/cases/${caseId}`)).body;
  expect(seen.undelivered).toMatchObject([
    { what: { zh: '任务通知：分类交办' }, recipient: { name: expect.any(String) } },
    { recipient: { name: expect.any(String) } },
  ]);
  expect(JSON.stringify(seen)).not.toContain('@');
  const school = (await (await office.as('maqiang')).get(`/cases/${caseId}`)).body;
  expect(school.undelivered).toEqual([]);
});

test('sent again it arrives, and is listed no more', async () => {
  const before = (await operator.get('/deliveries/failed')).body.items as {
    delivery: string;
    address: string;
  }[];
  refused.delete(before[0]!.address);
  const deliveries = before.map(({ delivery }) => delivery);
  expect((await operator.post('/deliveries/retries', { deliveries })).body).toEqual({ queued: 2 });
  expect((await operator.post('/deliveries/retries', { deliveries })).body).toEqual({ queued: 0 });
  expect((await operator.get('/deliveries/failed')).body.total).toBe(0);
  await sendRound();
  expect(sent.filter((mail) => mail.startsWith(before[0]!.address))).toHaveLength(1);
  const after = (await operator.get('/deliveries/failed')).body;
  expect(after.items).toMatchObject([{ delivery: before[1]!.delivery, attempts: 1 }]);
});
