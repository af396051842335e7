/** An item found relapsed at its look-back begins the next one by itself: linked, with its facts, and once. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { deliverMessages } from '../../api/courier.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Candidate } from '../../engine/work/state.ts';
import { item, openItem, openOffice, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice({ settings: { sessionIdleMinutes: 1_000_000, sessionHours: 100_000 } });
  bureau = await office.as('chenjianguo');
});

/** Whoever may do the one open task does it. */
async function complete(caseId: string, node: string, outcome: string, variables: JsonObject = {}) {
  const [row] = await office.database.asOwner<{ task: string; candidates: Candidate[] }[]>`
    select task, candidates from task where case_id = ${caseId} and node = ${node} and closed_at is null`;
  expect(row, node).toBeDefined();
  const { post, unit } = row!.candidates[0]!;
  await office.instances.act(caseId, {
    commandId: randomUUID(),
    digest: node,
    actor: { kind: 'person', person: 'walker', posts: [{ post, unit }] },
    command: { kind: 'completeTask', task: row!.task, outcome, reason: '见附件', variables },
  });
}

/** An item that is written off and waits for its look-back, which finds this. */
async function lookedBack(outcome: 'relapsed' | 'fixed', values: JsonObject = {}): Promise<string> {
  const { caseId } = await openItem(office, values);
  for (const [node, what, variables] of [
    ['classify', 'assign'],
    ['sign', 'sign'],
    ['plan', 'submit'],
    ['planReview', 'approve'],
    ['carryOut', 'done', { completedDate: '2026-09-20' }],
    ['requestWriteOff', 'apply', { writeOffReason: '已整改到位' }],
    ['officeCheck', 'pass', { publicity: false }],
    ['acceptance', 'pass', { acceptanceResult: '现场核验合格' }],
    ['approve', 'approve'],
    ['archive', 'archived'],
  ] as [string, string, JsonObject?][])
    await complete(caseId, node, what, variables);
  const later = new Date(office.dependencies.now().getTime() + 32 * 86_400_000);
  office.moveTo(later.toISOString());
  await office.instances.act(caseId, {
    commandId: randomUUID(),
    digest: 'wait',
    actor: { kind: 'system', name: 'test' },
    command: { kind: 'recordProgress', text: '期满' },
  });
  await complete(caseId, 'lookBack', outcome, {
    lookBackDate: '2026-10-20',
    lookBackFindings: '登记又流于形式',
  });
  return caseId;
}

const begun = async () =>
  (
    await office.database
      .asOwner`select case_id from "case" where template = 'rectification-item' and started_by is null`
  ).map(({ case_id }) => case_id as string);
const deliver = async () => {
  await office.dependencies.background.idle();
  await deliverMessages(office.dependencies);
};

test('the next item has a number, a title and a unit of its own, the facts of the one before, and both pages show the other', async () => {
  const before = await lookedBack('relapsed', { assistUnits: ['urban-management'] });
  await deliver();
  const [after, ...more] = await begun();
  expect(more).toEqual([]);
  const [old, next] = [await bureau.get(`/cases/${before}`), await bureau.get(`/cases/${after}`)];
  expect(old.body).toMatchObject({
    status: 'completed',
    outcome: 'relapsed',
  });
  expect(next.body).toMatchObject({
    status: 'active',
    number: expect.stringMatching(/^青禾整改〔2026〕\d+号$/),
    title: `${item.place} ${item.problem}`,
  });
  expect(next.body.number).not.toBe(old.body.number);
  expect(next.body.units.map(({ unit }: { unit: string }) => unit)).toEqual(
    expect.arrayContaining(['school-no1', 'urban-management']),
  );
  expect(next.body.links).toEqual([
    expect.objectContaining({ caseId: before, kind: 'recurrenceOf', number: old.body.number }),
  ]);
  expect(old.body.links).toEqual([
    expect.objectContaining({ caseId: after, kind: 'recurredAs', number: next.body.number }),
  ]);
  const [row] = await office.database.asOwner`select facts from "case" where case_id = ${after!}`;
  expect(row!['facts']).toMatchObject({
    ...{ source: '回头看发现反弹', checkDate: '2026-10-20', place: item.place, problem: item.problem },
    ...{ category: 'gate', measures: item.measures, responsibleUnit: 'school-no1', remark: '登记又流于形式' },
    ...{ rectificationClass: 'rectifyByDate', dueDate: null },
  });
});

test('delivered again, by another courier or after an outage, it begins nothing more', async () => {
  const known = await begun();
  const before = await lookedBack('relapsed');
  await office.dependencies.background.idle();
  office.instances.fail('start', 'after');
  await deliver();
  office.moveTo(new Date(office.dependencies.now().getTime() + 60_000).toISOString());
  await Promise.all([deliver(), deliverMessages((await office.restarted()).dependencies)]);
  await office.database
    .asOwner`update message_delivery set state = 'queued', next_at = 'epoch' where message_id like ${`${before}/%`}`;
  await deliver();
  expect((await begun()).length).toBe(known.length + 1);
});

test('what is still fixed begins nothing', async () => {
  const known = await begun();
  await lookedBack('fixed');
  await deliver();
  expect(await begun()).toEqual(known);
});
