import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inScope, person, platform, system, type Scope } from '../../db/connection.ts';
import { makeCaseKey } from '../../db/keys.ts';
import {
  claimMessageDeliveries,
  findMessage,
  hasMessageWork,
  listUndeliveredMessages,
  markDelivered,
  markRefused,
  markUnanswered,
  matchMessages,
} from '../../db/message-delivery.ts';
import { insertMessages, openMessage, sealMessage } from '../../db/message-sending.ts';
import { rebuildCase } from '../../db/rebuild.ts';
import { subscription } from '../../db/schema/index.ts';
import { run } from '../../db/statement.ts';
import { replaceTriggers } from '../../db/template-triggers.ts';
import type { EngineEvent, EventBody } from '../../engine/event.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys, type RecordedCase } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db } = database;
for (const county of ['qinghe', 'linshui']) await seedCounty(db, county);
const at = '2026-09-07T01:00:00.000Z';
const inTenant = <T>(work: Parameters<typeof inScope<T>>[2], tenant = 'qinghe') =>
  inScope(db, system(tenant), work);

/** A case of the long process, to which a test adds events that a step might give. */
async function recorded(
  tenant = 'qinghe',
): Promise<{ of: RecordedCase; add(...events: EventBody[]): Promise<void> }> {
  const of = await openRecordedCase(db, keys, longProcess, { tenant });
  const { events } = begunLongCase();
  await of.commit(events);
  let seq = events.length;
  return {
    of,
    async add(...bodies) {
      const more = bodies.map((body): EngineEvent => ({ ...body, seq: (seq += 1), at, actor: null }));
      await of.commit(more);
    },
  };
}

let ids = 0;
const opened = (name: string, correlation?: string): EventBody & { kind: 'subscriptionOpened' } => ({
  kind: 'subscriptionOpened',
  subscription: {
    id: `b${900 + (ids += 1)}`,
    scope: 's1',
    node: 'plan',
    awaits: { kind: 'message', message: name, ...(correlation !== undefined && { correlation }) },
  },
});
const listens = (signal: string): EventBody => ({
  kind: 'subscriptionOpened',
  subscription: { id: `b${900 + (ids += 1)}`, scope: 's1', node: 'plan', awaits: { kind: 'signal', signal } },
});
const sent = (
  caseId: string,
  name: string,
  more: { correlation?: string; variables?: { said: string } } = {},
) => ({
  kind: 'messageSent' as const,
  node: 'plan',
  message: name,
  messageId: `${caseId}/g${(ids += 1)}`,
  ...more,
});
const match = (now = at, tenant = 'qinghe') =>
  inTenant(
    (tx) =>
      matchMessages(tx, {
        tenant,
        now,
        clockOffset: 0,
        timeToLive: 'P30D',
        again: new Date(Date.parse(now) + 60_000).toISOString(),
        limit: 100,
      }),
    tenant,
  );
const claim = (now = at) =>
  inTenant((tx) =>
    claimMessageDeliveries(tx, {
      now,
      leaseUntil: new Date(Date.parse(now) + 120_000).toISOString(),
      limit: 100,
    }),
  );
const stateOf = async (id: string) => (await inTenant((tx) => findMessage(tx, id)))?.state;

test('a message is there with the events of its case, and what it carries is sealed', async () => {
  const { of, add } = await recorded();
  const message = sent(of.caseId, 'sealed', { correlation: 'K1', variables: { said: '秘密' } });
  await add(message);
  const rows =
    await database.asOwner`select name, correlation, content::text, state from message where id = ${message.messageId}`;
  expect(rows).toMatchObject([{ name: 'sealed', correlation: 'K1', state: 'waiting' }]);
  expect(rows[0]!.content).not.toContain(Buffer.from('秘密').toString('hex'));
});

test('a message goes to one of those that wait for it, and two couriers never both have it', async () => {
  const [first, second, sender] = [await recorded(), await recorded(), await recorded()];
  await first.add(opened('one-of-two'));
  await second.add(opened('one-of-two'));
  const message = sent(sender.of.caseId, 'one-of-two');
  await sender.add(message);
  await Promise.all([match(), match()]);
  const claimed = await Promise.all([claim(), claim()]);
  const ours = claimed.flat().filter((each) => each.message.id === message.messageId);
  expect(ours).toHaveLength(1);
  // A courier that died with it: another takes it up after its lease, for the same case.
  const again = (await claim('2026-09-07T01:02:00.000Z')).filter(
    (each) => each.message.id === message.messageId,
  );
  expect(again.map(({ delivery }) => delivery.target)).toEqual(ours.map(({ delivery }) => delivery.target));
});

test('the commit of whoever takes a message ends its way: a refusal that comes later changes nothing', async () => {
  const { of, add } = await recorded();
  const subscription = opened('taken');
  await add(subscription);
  const message = sent(of.caseId, 'taken');
  await add(message);
  await match();
  await claim();
  await add({ kind: 'messageReceived', message: 'taken', messageId: message.messageId, node: 'plan' });
  expect(await inTenant((tx) => findMessage(tx, message.messageId))).toMatchObject({
    state: 'delivered',
    receiver: of.caseId,
    content: null,
  });
  const delivery = { messageId: message.messageId, target: `case:${of.caseId}` };
  await inTenant((tx) => markRefused(tx, delivery, { error: 'case-closed', again: at, at }));
  await inTenant((tx) => markUnanswered(tx, delivery, { error: 'internal', again: at }));
  expect(await stateOf(message.messageId)).toBe('delivered');
  expect(
    (await claim('2026-09-07T02:00:00.000Z')).filter((each) => each.message.id === message.messageId),
  ).toEqual([]);
});

test('who refused it is asked last; the same case is a new round', async () => {
  const [refusing, other] = [await recorded(), await recorded()];
  await refusing.add(opened('refused'));
  const message = sent(other.of.caseId, 'refused');
  await other.add(message);
  await match();
  const delivery = { messageId: message.messageId, target: `case:${refusing.of.caseId}` };
  const refuse = () => inTenant((tx) => markRefused(tx, delivery, { error: 'bad-input', again: at, at }));
  await refuse();
  await match();
  const [second] = (await claim()).filter((each) => each.message.id === message.messageId);
  expect(second!.delivery).toMatchObject({ ...delivery, round: 2 });
  await refuse();
  await other.add(opened('refused'));
  await match();
  const [third] = (await claim()).filter((each) => each.message.id === message.messageId);
  expect(third!.delivery.target).toBe(`case:${other.of.caseId}`);
  await inTenant((tx) => markDelivered(tx, third!.delivery, { receiver: other.of.caseId, at }));
  expect(await stateOf(message.messageId)).toBe('delivered');
});

test('what finds nobody waits a minute, unless the commit that opens its catch wakes it', async () => {
  const { of, add } = await recorded();
  const [keyed, other] = [
    sent(of.caseId, 'woken', { correlation: 'K1' }),
    sent(of.caseId, 'woken', { correlation: 'K2' }),
  ];
  await add(keyed, other);
  await match();
  const due = async (now: string) =>
    (
      await database.asOwner`select id from message where state = 'waiting' and name = 'woken' and next_at <= ${now}`
    ).map(({ id }) => id);
  expect(await due(at)).toEqual([]);
  await add(opened('woken', 'K1'));
  expect(await due(at)).toEqual([keyed.messageId]);
  expect((await due('2026-09-07T01:01:00.000Z')).sort()).toEqual([keyed.messageId, other.messageId].sort());
  expect(await inTenant((tx) => hasMessageWork(tx, at))).toBe(true);
});

test('a message whose time is over is expired, though somebody waits for it by then, and is listed', async () => {
  const { of, add } = await recorded();
  const message = sent(of.caseId, 'expires');
  await add(message);
  await match();
  await add(opened('expires'));
  await match('2026-10-07T01:00:00.000Z');
  expect(await stateOf(message.messageId)).toBe('expired');
  const { rows } = await inTenant((tx) => listUndeliveredMessages(tx, { state: 'expired', limit: 10 }));
  expect(rows.map(({ id }) => id)).toContain(message.messageId);
});

test('a signal is one delivery for each case that listens, its own apart, and for each template that it begins', async () => {
  const [thrower, one, two, elsewhere] = [
    await recorded(),
    await recorded(),
    await recorded(),
    await recorded('linshui'),
  ];
  for (const each of [thrower, one, two, elsewhere]) await each.add(listens('alarm'), listens('alarm'));
  const triggers = [{ kind: 'signal' as const, signal: 'alarm' }];
  await inTenant((tx) => replaceTriggers(tx, { tenant: 'qinghe', template: 'drill', triggers }));
  const signalId = `${thrower.of.caseId}/g1`;
  await thrower.add({ kind: 'signalThrown', node: 'plan', signal: 'alarm', signalId });
  const late = await recorded();
  await late.add(listens('alarm'));
  const rows =
    await database.asOwner`select target, tenant_id from message_delivery where message_id = ${signalId} order by target`;
  const targets = [`case:${one.of.caseId}`, `case:${two.of.caseId}`].sort();
  expect(rows.map(({ target }) => target)).toEqual([...targets, 'template:drill']);
  for (const target of targets)
    await inTenant((tx) =>
      markDelivered(tx, { messageId: signalId, target }, { receiver: one.of.caseId, at }),
    );
  expect(await stateOf(signalId)).toBe('matched');
  const last = { messageId: signalId, target: 'template:drill' };
  await inTenant((tx) => markRefused(tx, last, { error: 'not-found', again: at, at }));
  expect(await inTenant((tx) => findMessage(tx, signalId))).toMatchObject({
    state: 'delivered',
    content: null,
  });
});

test('what a case waits for is a fold of its journal', async () => {
  const { of, add } = await recorded();
  const [open, closed] = [opened('kept', 'K1'), opened('dropped')];
  await add(open, closed, listens('alarm'));
  await add({ kind: 'subscriptionClosed', subscription: closed.subscription.id, node: 'plan' });
  const both = opened('at-once');
  await add(both, { kind: 'subscriptionClosed', subscription: both.subscription.id, node: 'plan' });
  const before = await dumpReadModel(database, of.caseId);
  expect(
    before
      .filter((line) => line.startsWith('subscription '))
      .map((line) => /"name":"([^"]+)/.exec(line)?.[1]),
  ).toEqual(expect.arrayContaining(['kept', 'alarm']));
  expect(before.join()).not.toMatch(/dropped|at-once/);
  await rebuildCase(db, keys, { tenant: 'qinghe', caseId: of.caseId });
  expect(await dumpReadModel(database, of.caseId)).toEqual(before);
});

test('nothing of a county is seen from another, nor without one', async () => {
  const { of, add } = await recorded();
  await add(opened('ours'), sent(of.caseId, 'ours'));
  await match(at, 'linshui');
  const count = (scope: Scope, table: string) =>
    inScope(db, scope, async (tx) => {
      const [row] = await tx.execute<{ count: number }>(
        sql`select count(*)::int as count from ${sql.identifier(table)}`,
      );
      return row!.count;
    });
  for (const table of ['message', 'message_delivery', 'template_trigger', 'subscription']) {
    expect(await count(system('qinghe'), table)).toBeGreaterThan(0);
    expect(await count(platform, table)).toBe(0);
    const theirs = table === 'subscription' ? 1 : 0;
    expect(await count(system('linshui'), table)).toBeLessThanOrEqual(theirs * 2);
  }
  const seen = (scope: Scope) => inScope(db, scope, (tx) => tx.select().from(subscription));
  expect((await seen(system('qinghe'))).map(({ name }) => name)).toContain('ours');
  const outsider = person({ tenant: 'qinghe', person: 'p9', units: ['other-school'], seesAll: false });
  expect(await seen(outsider)).toEqual([]);
});

test('content sealed for one message does not open as another', async () => {
  const id = randomUUID();
  const key = await inTenant((tx) => makeCaseKey(tx, keys, { tenant: 'qinghe', caseId: id, at }));
  const content = sealMessage(key, 'qinghe', 'm1', { said: '同意' });
  expect(openMessage(key, 'qinghe', 'm1', content)).toEqual({ said: '同意' });
  expect(() => openMessage(key, 'qinghe', 'm2', content)).toThrow();
  const row = {
    id: 'm1',
    name: 'twice',
    correlation: null,
    sender: null,
    sentBy: 'p1',
    keyOf: id,
    content,
    sentAt: at,
    expiresAt: null,
  };
  await inTenant((tx) => run(tx, insertMessages('qinghe', [row, { ...row, id: 'm2' }])));
  await inTenant((tx) => run(tx, insertMessages('qinghe', [row])));
  const rows = await database.asOwner`select id from message where name = 'twice'`;
  expect(rows).toHaveLength(2);
});
