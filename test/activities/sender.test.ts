import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChannels, type Channels } from '../../activities/channels/index.ts';
import type { Channel, Message, Outcome } from '../../activities/channels/channel.ts';
import { startDevelopmentSmtp } from '../../activities/development-smtp.ts';
import { createSender } from '../../activities/sender.ts';
import { inScope, system } from '../../db/connection.ts';
import { listMails } from '../../db/mailbox.ts';
import { deliveriesOf, listFailedDeliveries, retryDelivery } from '../../db/outbox.ts';
import { delivery, outbox, person, templateVersion } from '../../db/schema/index.ts';
import type { CaseFacts } from '../../engine/event.ts';
import { freshDatabase } from '../support/database.ts';
import type { CaseUnderTest } from '../support/given.ts';
import { begunLongCase, inspector, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();
await seedCounty(db);
const inCounty = system('qinghe');
const now = '2026-09-08T01:00:00.000Z';
const minutes = (count: number) => new Date(Date.parse(now) + count * 60_000).toISOString();

/** A channel that does as it is told, and keeps what it was given. */
function pretendedMail(answers: Outcome[] = []) {
  const sent: Message[] = [];
  const channel: Channel = {
    key: 'mail',
    addressOf: ({ email }) => email ?? undefined,
    async send(message) {
      sent.push(message);
      return answers.shift() ?? { ok: true };
    },
  };
  const channels: Channels = { get: (key) => (key === 'mail' ? channel : undefined), close: () => undefined };
  return { sent, channels };
}

const logged: string[] = [];
const log = {
  warn: (fields: object, message: string) => void logged.push(JSON.stringify([fields, message])),
  error: (fields: object, message: string) => void logged.push(JSON.stringify([fields, message])),
};
const senderOf = (channels: Channels) =>
  createSender({ db, channels, publicUrl: 'http://localhost:3000', log });

beforeEach(async () => {
  await asOwner`delete from delivery`;
  await asOwner`delete from outbox`;
  await asOwner`delete from mailbox`;
});
afterEach(() => void logged.splice(0));

async function commit(run: CaseUnderTest, facts: Partial<CaseFacts> = {}) {
  const record = await openRecordedCase(db, keys, longProcess, facts);
  await record.commit(run.events);
  return record;
}

test('a task is told to all who hold its post, in the language of each, with number, step, date, what follows and the way there', async () => {
  const run = begunLongCase();
  const { caseId } = await commit(run, { number: '清河整改〔2026〕7号' });
  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue(now);
  expect(sent.map(({ address }) => address)).toEqual(['p1@school.example']);
  const [mail] = sent;
  expect(mail!.subject).toBe('【清河整改〔2026〕7号】待办：编制整改方案（2026年9月9日 周三前）');
  for (const part of [mail!.text, mail!.html]) {
    expect(part).toContain('清河整改〔2026〕7号');
    expect(part).toContain('2026年9月9日 周三');
    expect(part).toContain('办法第三条');
    expect(part).toContain('2026年9月9日 周三 17:30将告知承办人、校长（第一小学）');
    expect(part).toContain(`http://localhost:3000/tasks/${caseId}:${run.task('plan').id}`);
  }
});

test('whoever reads English is written to in English', async () => {
  const run = begunLongCase();
  run.complete('plan', {}, { outcome: 'submit' });
  await commit(run, { number: '清河整改〔2026〕8号' });
  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue(now);
  expect(sent.map(({ address, subject }) => ({ address, subject }))).toEqual([
    {
      address: 'p5@bureau.example',
      subject: '[清河整改〔2026〕8号] To do: On-site check (by Fri 18 Sep 2026)',
    },
  ]);
  expect(sent[0]!.text).toContain('we tell the handlers, Principal (第一小学) on Fri 18 Sep 2026, 17:30.');
});

test('a ladder tells whom it names, and whoever has claimed the task in place of all who could', async () => {
  await inScope(db, inCounty, (tx) =>
    tx.insert(person).values({ tenantId: 'qinghe', id: 'p6', name: '吴六', email: 'p6@school.example' }),
  );
  await asOwner`insert into holding (tenant_id, person, post, unit, valid_from) values ('qinghe', 'p6', 'officer', 'school', '2026-01-01')`;
  const run = begunLongCase();
  run.command({ kind: 'claimTask', task: run.task('plan').id });
  run.after('P6D');
  await commit(run);
  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue('2026-09-13T01:00:00.000Z');
  const told = sent.map(({ address, subject }) => `${subject.replace(/【.*?】/, '').slice(0, 4)} ${address}`);
  expect(told.sort()).toEqual([
    '即将到期 p1@school.example',
    '已到期： p1@school.example',
    '已到期： p2@school.example',
    '待办：编 p1@school.example',
    '逾期督办 p4@bureau.example',
  ]);
  const escalated = sent.find(({ address }) => address === 'p4@bureau.example')!;
  expect(escalated.text).toContain('督办等级：橙色');
  expect(escalated.text).toContain('督办环节：升级至局长');
  expect(escalated.text).toMatch(/http:\/\/localhost:3000\/cases\//);
  await asOwner`delete from holding where person = 'p6'`;
});

test('people are found when it is sent: who has left the post by then hears nothing, and the successor does', async () => {
  await asOwner`update holding set valid_to = '2026-09-08' where person = 'p1'`;
  await asOwner`insert into holding (tenant_id, person, post, unit, valid_from) values ('qinghe', 'p2', 'officer', 'school', '2026-09-08')`;
  await commit(begunLongCase());
  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue(now);
  expect(sent.map(({ address }) => address)).toEqual(['p2@school.example']);
  await asOwner`delete from holding where valid_from = '2026-09-08'`;
  await asOwner`update holding set valid_to = null where person = 'p1'`;
});

test('what is over when it would be sent is told to nobody, and the outbox says why', async () => {
  const run = begunLongCase();
  run.complete('plan', {}, { outcome: 'submit' });
  run.complete('check', {}, { outcome: 'accept', actor: inspector });
  const record = await openRecordedCase(db, keys, longProcess);
  for (const event of run.events) await record.commit([event]);
  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue(now);
  expect(sent).toEqual([]);
  const rows = await inScope(db, inCounty, (tx) =>
    tx.select().from(outbox).where(eq(outbox.caseId, record.caseId)),
  );
  expect(rows.map(({ state, note }) => ({ state, note }))).toEqual([
    { state: 'dropped', note: 'the task is closed' },
    { state: 'dropped', note: 'the task is closed' },
  ]);
});

test('a post that nobody holds, and a channel that is not set up, are said in the outbox', async () => {
  await asOwner`update holding set valid_to = '2026-02-01' where person = 'p1'`;
  await commit(begunLongCase());
  await senderOf(pretendedMail().channels).sendDue(now);
  await asOwner`update holding set valid_to = null where person = 'p1'`;
  await commit(begunLongCase());
  await senderOf({ get: () => undefined, close: () => undefined }).sendDue(now);
  const rows = await inScope(db, inCounty, (tx) => tx.select().from(outbox));
  expect(rows.map(({ note }) => note).sort()).toEqual([
    'nobody holds the posts',
    'the channel mail is not set up',
  ]);
});

test('two senders at once send each mail once', async () => {
  for (let cases = 0; cases < 5; cases++) {
    const record = await openRecordedCase(db, keys, longProcess);
    await record.commit(begunLongCase().events);
  }
  const { sent, channels } = pretendedMail();
  const sender = senderOf(channels);
  await Promise.all([sender.sendDue(now), sender.sendDue(now), sender.sendDue(now)]);
  await sender.sendDue(now);
  expect(new Set(sent.map(({ effectId }) => effectId)).size).toBe(5);
  expect(sent).toHaveLength(5);
});

test('a refusal that may pass is tried again later, not before, and without a word of repeat', async () => {
  const { caseId } = await commit(begunLongCase());
  const refused: Outcome = { ok: false, error: 'SMTP 451 RCPT TO', isFinal: false, mayHaveArrived: false };
  const { sent, channels } = pretendedMail([refused]);
  const sender = senderOf(channels);
  await sender.sendDue(now);
  await sender.sendDue(minutes(0.4));
  expect(sent).toHaveLength(1);
  await sender.sendDue(minutes(1));
  expect(sent.map(({ mayBeRepeat }) => mayBeRepeat)).toEqual([false, false]);
  const [told] = await inScope(db, inCounty, (tx) => deliveriesOf(tx, caseId));
  expect(told!.delivery).toMatchObject({ state: 'sent', attempts: 2, lastError: null });
});

test('an attempt without an answer makes the next one say that it may be a repeat', async () => {
  await commit(begunLongCase());
  const { sent, channels } = pretendedMail([
    { ok: false, error: 'SMTP ETIMEDOUT', isFinal: false, mayHaveArrived: true },
  ]);
  const sender = senderOf(channels);
  await sender.sendDue(now);
  await sender.sendDue(minutes(1));
  expect(sent.map(({ mayBeRepeat }) => mayBeRepeat)).toEqual([false, true]);
  expect(sent[0]!.effectId).toBe(sent[1]!.effectId);
});

test('a sender that died with a mail in its hands: another takes it up after the lease, as a possible repeat', async () => {
  await commit(begunLongCase());
  const dying = pretendedMail();
  const never = new Promise<Outcome>(() => undefined);
  const stuck: Channels = {
    get: () => ({ ...dying.channels.get('mail')!, send: () => never }),
    close: () => undefined,
  };
  void senderOf(stuck).sendDue(now);
  await expect.poll(async () => (await asOwner`select from delivery where state = 'sending'`).length).toBe(1);

  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue(minutes(1));
  expect(sent).toEqual([]);
  await senderOf(channels).sendDue(minutes(3));
  expect(sent.map(({ mayBeRepeat }) => mayBeRepeat)).toEqual([true]);
});

test('what is refused for good, or too often, is failed for all to see, and can be asked for again', async () => {
  await commit(begunLongCase());
  const { sent, channels } = pretendedMail([
    { ok: false, error: 'SMTP 550 RCPT TO', isFinal: true, mayHaveArrived: false },
  ]);
  const sender = senderOf(channels);
  await sender.sendDue(now);
  const [failed] = await inScope(db, inCounty, (tx) => listFailedDeliveries(tx, 10));
  expect(failed).toMatchObject({ state: 'failed', lastError: 'SMTP 550 RCPT TO', person: 'p1' });
  expect(await inScope(db, inCounty, (tx) => retryDelivery(tx, failed!.id, now))).toBe(true);
  await sender.sendDue(minutes(1));
  expect(sent).toHaveLength(2);

  const stubborn: Outcome[] = Array.from({ length: 20 }, () => ({
    ok: false,
    error: 'SMTP 421',
    isFinal: false,
    mayHaveArrived: false,
  }));
  await commit(begunLongCase());
  const again = pretendedMail(stubborn);
  for (let hours = 0; hours < 48; hours++) await senderOf(again.channels).sendDue(minutes(60 * hours));
  expect(again.sent).toHaveLength(8);
  expect(
    await inScope(db, inCounty, (tx) => tx.select().from(delivery).where(eq(delivery.state, 'failed'))),
  ).toHaveLength(1);
});

test('the log has ids and codes, and nobody', async () => {
  await asOwner`update person set email = null where id = 'p1'`;
  await commit(begunLongCase());
  await senderOf(pretendedMail().channels).sendDue(now);
  await asOwner`update person set email = 'p1@school.example' where id = 'p1'`;
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('no address for the channel mail');
  expect(logged.join()).not.toMatch(/赵一|@/);
});

test("a template's own text is used, and one that may not be used is not: ours goes out in its place", async () => {
  await inScope(db, inCounty, (tx) =>
    tx.insert(templateVersion).values({
      tenantId: 'qinghe',
      template: longProcess.process,
      version: 2,
      xml: '',
      model: 'none',
      forms: {},
      mails: { 'taskGiven.zh.subject': '请办理 {{step}}', 'taskGiven.zh.html': '{{{step}}}' },
      settings: {},
      publishedBy: 'p4',
      publishedAt: now,
    }),
  );
  await commit(begunLongCase(), { templateVersion: 2 });
  const { sent, channels } = pretendedMail();
  await senderOf(channels).sendDue(now);
  expect(sent[0]!.subject).toBe('请办理 编制整改方案');
  expect(sent[0]!.html).toContain('<!doctype html>');
  expect(logged.join()).toContain('taskGiven.zh.html');
});

test('through a real SMTP server a mail arrives in the mailbox of its county, with our ids in its headers', async () => {
  const smtp = await startDevelopmentSmtp(db);
  const mail = {
    smtpUrl: smtp.url,
    from: '整改平台 <no-reply@rectiflow.example>',
    host: 'rectiflow.example',
  };
  const channels = openChannels({ mail });
  const { caseId } = await commit(begunLongCase());
  await senderOf(channels).sendDue(now);
  const { rows } = await inScope(db, inCounty, (tx) => listMails(tx, { limit: 10 }));
  expect(rows).toHaveLength(1);
  const [arrived] = rows;
  expect(arrived).toMatchObject({ sender: 'no-reply@rectiflow.example', recipients: ['p1@school.example'] });
  expect(arrived!.subject).toContain('待办：');
  expect(arrived!.text).toContain('赵一：');
  expect(arrived!.messageId).toMatch(
    new RegExp(`^<${caseId}\\.\\d+\\.1\\.[0-9a-f]{12}@rectiflow\\.example>$`),
  );
  expect(arrived!.headers['x-rectiflow-effect']).toMatch(new RegExp(`^${caseId}:\\d+:1$`));
  expect((await inScope(db, system('linshui'), (tx) => listMails(tx, { limit: 10 }))).rows).toEqual([]);

  const channel = channels.get('mail')!;
  const message = {
    tenant: 'nowhere',
    effectId: 'a:1:1',
    person: 'p1',
    address: 'a@b.example',
    name: 'x',
    subject: 's',
  };
  expect(await channel.send({ ...message, text: 't', html: 'h', mayBeRepeat: true })).toMatchObject({
    ok: false,
    mayHaveArrived: false,
  });
  channels.close();
  await smtp.close();
  const unreachable = openChannels({ mail });
  const sentNowhere = await unreachable
    .get('mail')!
    .send({ ...message, text: 't', html: 'h', mayBeRepeat: false });
  expect(sentNowhere).toMatchObject({ ok: false, isFinal: false, mayHaveArrived: false });
  unreachable.close();
});
