import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { openCase } from '../../api/case-opening.ts';
import { deliverMessages } from '../../api/courier.ts';
import type { JsonObject } from '../../engine/json.ts';
import { diagrams, publishDiagrams, type TemplateKey } from '../support/message-templates.ts';
import { openOffice, openTask, wednesday, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
let admin: Client;
let refs = 0;
/** A key of the data that no other test uses. */
let ref: string;
beforeAll(async () => {
  office = await openOffice({ settings: { sessionIdleMinutes: 10_000, sessionHours: 1000 } });
  for (const tenant of ['qinghe', 'baishui'])
    await publishDiagrams(office.database.db, { tenant, at: wednesday });
  bureau = await office.as('chenjianguo');
  admin = await office.as('fanghao');
});
beforeEach(() => {
  ref = `R-${(refs += 1)}`;
});

async function begin(template: TemplateKey, variables: JsonObject = {}, tenant = 'qinghe'): Promise<string> {
  const { caseId } = await openCase(office.dependencies, {
    tenant,
    actor: { kind: 'system', name: 'test' },
    openedBy: 'test',
    key: randomUUID(),
    template: template.toLowerCase(),
    variables: { ref, ...variables },
    itemKey: null,
    clockOffset: 0,
  });
  return caseId;
}

const deliver = async () => {
  await office.dependencies.background.idle();
  await deliverMessages(office.dependencies);
};
const later = () => office.moveTo(new Date(office.dependencies.now().getTime() + 10_000).toISOString());
const nodesOf = async (caseId: string): Promise<string[]> =>
  (await office.database.asOwner`select node from task where case_id = ${caseId} order by node`).map(
    ({ node }) => node,
  );
const finish = async (caseId: string, node: string) =>
  expect(
    (await bureau.post(`/tasks/${await openTask(bureau, caseId, node)}/complete`, { values: {} })).status,
  ).toBe(200);
const casesOf = async (template: TemplateKey, of = ref): Promise<string[]> =>
  (
    await office.database
      .asOwner`select case_id from "case" where template = ${template.toLowerCase()} and facts ->> 'ref' = ${of}`
  ).map(({ case_id }) => case_id);
const rowOf = async (id: string) =>
  (await office.database.asOwner`select state, receiver, content from message where id = ${id}`)[0];

test('two processes write to each other: one begins with the message, and its answer finds the case that asked', async () => {
  const other = await begin('asking', { ref: `${ref}-other` });
  const asking = await begin('asking', { question: '何时完工' });
  await deliver();
  const [answering, ...more] = await casesOf('answering');
  expect(more).toEqual([]);
  expect(await nodesOf(answering!)).toEqual(['decide']);

  const detail = await bureau.get(`/cases/${answering}`);
  expect(detail.body).toMatchObject({
    number: expect.stringMatching(/^answering-2026-\d+$/),
    title: `${ref} 何时完工`,
  });
  const timeline = await bureau.get(`/cases/${answering}/timeline`);
  expect(timeline.body.items.at(-1).who.name).toEqual({ zh: '系统（消息）', en: 'The system (message)' });

  await finish(answering!, 'decide');
  await deliver();
  expect(await nodesOf(asking)).toEqual(['read']);
  expect(await nodesOf(other)).toEqual([]);
});

test('a message that comes before its catch waits, and is taken when the case gets there', async () => {
  const caseId = await begin('late');
  const sent = await bureau.post('/messages', {
    name: 'answer',
    correlation: ref,
    variables: { reply: '同意' },
  });
  expect(sent.status).toBe(202);
  await deliver();
  const waiting = await admin.get('/messages?state=waiting');
  expect(waiting.body.items).toMatchObject([
    { messageId: sent.body.messageId, name: 'answer', correlation: ref, sender: null },
  ]);
  expect(JSON.stringify(waiting.body)).not.toContain('同意');

  await finish(caseId, 'prepare');
  await deliver();
  expect(await nodesOf(caseId)).toContain('read');
  expect(await rowOf(sent.body.messageId)).toEqual({ state: 'delivered', receiver: caseId, content: null });
  expect((await admin.get('/messages')).body.items).toEqual([]);
});

test('a message that nobody comes for in time is listed as expired, and is not taken any more', async () => {
  const { body } = await bureau.post('/messages', { name: 'answer', correlation: ref, timeToLive: 'PT1H' });
  await deliver();
  office.moveTo('2026-09-16T03:30:00.000Z');
  await deliver();
  const expired = await admin.get('/messages?state=expired');
  expect(expired.body.items).toMatchObject([
    { messageId: body.messageId, state: 'expired', expiresAt: '2026-09-16T03:00:00.000Z' },
  ]);
  const caseId = await begin('late');
  await finish(caseId, 'prepare');
  await deliver();
  expect(await nodesOf(caseId)).toEqual(['prepare']);
});

test('the same id again counts once; with other content it is refused by name', async () => {
  const caseId = await begin('any');
  const key = randomUUID();
  const message = { name: 'answer', variables: { reply: '同意' } };
  for (const _ of [1, 2]) expect((await bureau.post('/messages', message, key)).status).toBe(202);
  const other = await bureau.post('/messages', { ...message, variables: {} }, key);
  expect(other.body.code).toBe('idempotency-conflict');
  const colleague = await (await office.as('sunyuting')).post('/messages', message, key);
  expect(colleague.body.code).toBe('idempotency-conflict');
  const second = await begin('any');
  await deliver();
  const reached = [...(await nodesOf(caseId)), ...(await nodesOf(second))];
  expect(reached).toEqual(['read']);
  // It is still there for the tests that follow: taken by a message of its own.
  await bureau.post('/messages', message);
  await deliver();
  expect(await nodesOf(second)).toEqual(['read']);
});

test('a message is for one case: a key of its own before any, then whoever waits longest', async () => {
  const first = await begin('any');
  later();
  const second = await begin('any');
  const keyed = await begin('late');
  await finish(keyed, 'prepare');
  const send = (correlation?: string) => bureau.post('/messages', { name: 'answer', correlation });
  await send(ref);
  await deliver();
  expect(await nodesOf(keyed)).toContain('read');
  expect(await nodesOf(first)).toEqual([]);
  await send();
  await deliver();
  expect([await nodesOf(first), await nodesOf(second)]).toEqual([['read'], []]);
  await send();
  await deliver();
  expect(await nodesOf(second)).toEqual(['read']);
});

test('a case that ended in between refuses, and the message finds another', async () => {
  const caseId = await begin('any');
  const { body } = await bureau.post('/messages', { name: 'answer' });
  await office.dependencies.background.idle();
  expect(await nodesOf(caseId)).toEqual(['read']);
  // As if the case had closed its catch after it was chosen.
  const gone = await begin('any');
  const { asOwner } = office.database;
  await bureau.post(`/cases/${gone}/cancel`, { reason: '重复登记' });
  await asOwner`insert into subscription (tenant_id, case_id, subscription, node, kind, name, opened_at)
    values ('qinghe', ${gone}, 'b999', 'wait', 'message', 'answer', '2020-01-01')`;
  const sent = await bureau.post('/messages', { name: 'answer' });
  await deliver();
  const listed = await admin.get('/messages?state=waiting');
  expect(listed.body.items).toMatchObject([{ messageId: sent.body.messageId, lastError: 'case-closed' }]);
  const other = await begin('any');
  await deliver();
  expect(await nodesOf(other)).toEqual(['read']);
  expect(await rowOf(body.messageId)).toMatchObject({ state: 'delivered' });
  await asOwner`delete from subscription where subscription = 'b999'`;
});

test('an outage before or after the case took it: delivered once all the same', async () => {
  for (const fault of ['before', 'after'] as const) {
    const caseId = await begin('any');
    later();
    const spare = await begin('any');
    office.instances.fail('act', fault);
    await bureau.post('/messages', { name: 'answer' });
    await deliver();
    later();
    await deliver();
    expect([await nodesOf(caseId), await nodesOf(spare)]).toEqual([['read'], []]);
    await bureau.post('/messages', { name: 'answer' });
    await deliver();
    expect(await nodesOf(spare)).toEqual(['read']);
  }
});

test('a signal of a case reaches three that listen and begins a case; who listens later does not hear it, nor another county', async () => {
  const listening = [await begin('listening'), await begin('listening'), await begin('listening')];
  const elsewhere = await begin('listening', {}, 'baishui');
  const throwing = await begin('throwing', { why: '汛情' });
  await finish(throwing, 'decide');
  const late = await begin('listening');
  await deliver();
  for (const caseId of listening) expect(await nodesOf(caseId)).toEqual(['close']);
  expect(await nodesOf(late)).toEqual([]);
  expect(await nodesOf(elsewhere)).toEqual([]);
  const begun = await office.database.asOwner`select tenant_id from "case" where template = 'begunbysignal'`;
  expect(begun).toEqual([{ tenant_id: 'qinghe' }]);

  const again = await bureau.post('/signals', { name: 'closure', variables: { why: '复课' } });
  expect(again.body).toMatchObject({ receivers: 2 });
  await deliver();
  expect(await nodesOf(late)).toEqual(['close']);
  for (const state of ['waiting', 'matched'])
    expect((await admin.get(`/messages?state=${state}`)).body.items).toEqual([]);
});

test('a message of one county is nothing to another', async () => {
  const here = await begin('any');
  const county = await office.as('guqinghe');
  const { body } = await county.post('/messages', { name: 'answer' });
  await deliver();
  expect(await nodesOf(here)).toEqual([]);
  expect((await county.get('/messages')).body.items).toMatchObject([{ messageId: body.messageId }]);
  expect((await admin.get('/messages?state=waiting')).body.items).toEqual([]);
});

test('a newer version that no longer begins with the message is not begun by it', async () => {
  await publishDiagrams(office.database.db, { at: wednesday, xml: { answering: diagrams.any } });
  const { body } = await bureau.post('/messages', { name: 'inquiry', variables: { ref } });
  await deliver();
  expect(await casesOf('answering')).toEqual([]);
  expect(await rowOf(body.messageId)).toMatchObject({ state: 'waiting' });
});
