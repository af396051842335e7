import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../db/connection.ts';
import { watchOpenedCases } from '../../db/opened-cases.ts';
import { reserveOpening } from '../../db/openings.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { monday } from '../support/given.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
let looks = 0;
const looking = openDatabase(database.url, {
  onStatement: (text) => void (looks += text.includes('from "case"') ? 1 : 0),
});
const opened = watchOpenedCases(looking, database.url);
afterAll(async () => {
  await opened.close();
  await looking.close();
});
beforeEach(async () => {
  looks = 0;
  await expect.poll(async () => (await listeners()).length, { timeout: 10_000 }).toBe(1);
});

const listeners = () => database.asOwner`
  select pid from pg_stat_activity
  where datname = current_database() and application_name = 'rectiflow listener' and query like 'listen%' and state = 'idle'`;

/** A case that a person opened, reserved; what it returns commits its first events. */
async function reserved(idempotencyKey: string = randomUUID()) {
  const theCase = await openRecordedCase(database.db, keys, longProcess);
  const { caseId, tenant } = theCase;
  await database.asOwner`delete from case_key where case_id = ${caseId}`;
  await reserveOpening(database.db, keys, {
    ...{ caseId, tenant, idempotencyKey, itemKey: null, openedBy: 'p1', at: monday, payload: {} },
    ...{ template: 'item', templateVersion: 1, status: 'starting' },
  });
  return { tenant, caseId, begin: () => theCase.commit(begunLongCase().events) };
}

const statusOf = async (caseId: string) =>
  (await database.asOwner`select status from case_opening where case_id = ${caseId}`)[0]?.status as string;

test('the commit of the first events confirms the opening, and tells whoever waits for it', async () => {
  const { begin, ...at } = await reserved();
  await opened.after(at, begin);
  expect(await statusOf(at.caseId)).toBe('confirmed');
  expect(looks).toBe(0);
});

test('a notification that was missed is made good by a look, and the next one is heard again', async () => {
  const { begin, ...at } = await reserved();
  await opened.after(at, async () => {
    const [listener] = await listeners();
    await database.asOwner`select pg_terminate_backend(${listener!.pid as number}, 5000)`;
    await begin();
  });
  expect(looks).toBe(1);
});

test('what the machine opens is confirmed likewise, and nobody is told', async () => {
  const heard: string[] = [];
  const { unlisten } = await database.asOwner.listen('case_opened', (caseId) => void heard.push(caseId));
  const machine = await reserved(`import:${randomUUID()}:1:1`);
  await machine.begin();
  const person = await reserved();
  await person.begin();
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await unlisten();
  expect(heard).toEqual([person.caseId]);
  expect(await statusOf(machine.caseId)).toBe('confirmed');
});

test('a start that fails is told at once', async () => {
  const { begin: _, ...at } = await reserved();
  await expect(opened.after(at, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(looks).toBe(0);
});
