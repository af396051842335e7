import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inScope, system } from '../../db/connection.ts';
import { rowHash } from '../../db/chain.ts';
import { journal } from '../../db/schema/index.ts';
import { verifyChain, type VerifyOptions } from '../../db/verify.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();

async function committedCase() {
  const run = begunLongCase();
  run.complete('plan', {}, { outcome: 'submit' });
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  const verify = (options?: VerifyOptions) =>
    inScope(db, system('qinghe'), (tx) => verifyChain(tx, record.caseId, options));
  return { caseId: record.caseId, last: run.events.length, verify };
}

/** As somebody with the rights of the database's owner, past grants and triggers. */
const tamper = (statement: string) =>
  asOwner.begin(async (tx) => {
    await tx.unsafe(`set local session_replication_role = replica`);
    await tx.unsafe(statement);
  });

test('a journal that nobody touched verifies, with and without the keys', async () => {
  const { verify, last } = await committedCase();
  const verdict = await verify();
  expect(verdict).toEqual({ ok: true, events: last, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await verify({ keys })).toEqual(verdict);
});

test.each(['payload', 'previous_hash', 'hash'])(
  'one bit turned in %s is found at its event',
  async (column) => {
    const { caseId, verify } = await committedCase();
    await tamper(
      `update journal set ${column} = set_bit(${column}, 13, 1 - get_bit(${column}, 13)) where case_id = '${caseId}' and seq = 5`,
    );
    expect(await verify()).toMatchObject({ ok: false, seq: 5 });
  },
);

test.each([
  ['at', `at + interval '1 minute'`],
  ['kind', `'taskCompleted'`],
  ['actor', `'person:p9'`],
])('another value in %s is found at its event', async (column, value) => {
  const { caseId, verify } = await committedCase();
  await tamper(`update journal set ${column} = ${value} where case_id = '${caseId}' and seq = 6`);
  expect(await verify()).toMatchObject({ ok: false, seq: 6 });
});

test('a dropped row is found where it was', async () => {
  const { caseId, verify } = await committedCase();
  await tamper(`delete from journal where case_id = '${caseId}' and seq = 4`);
  expect(await verify()).toMatchObject({ ok: false, seq: 4 });
});

test('two rows that changed places are found at the first', async () => {
  const { caseId, verify } = await committedCase();
  await tamper(`update journal set seq = -seq where case_id = '${caseId}' and seq in (3, 4);
    update journal set seq = 7 + seq where case_id = '${caseId}' and seq < 0`);
  expect(await verify()).toMatchObject({ ok: false, seq: 3 });
});

test('a row put in between is found where it stands', async () => {
  const { caseId, verify } = await committedCase();
  await tamper(`update journal set seq = -seq - 1 where case_id = '${caseId}' and seq >= 5;
    update journal set seq = -seq where case_id = '${caseId}' and seq < 0;
    insert into journal select tenant_id, case_id, 5, at, kind, actor, payload, previous_hash, hash from journal
      where case_id = '${caseId}' and seq = 4`);
  expect(await verify()).toMatchObject({ ok: false, seq: 5 });
});

test('a row added at the end with a fitting hash does not open: it was not sealed with the key of the case', async () => {
  const { caseId, verify, last } = await committedCase();
  const added = last + 1;
  await inScope(db, system('qinghe'), async (tx) => {
    const [tail] = await tx
      .select()
      .from(journal)
      .where(and(eq(journal.caseId, caseId), eq(journal.seq, last)));
    const forged = { ...tail!, seq: added, previousHash: tail!.hash };
    await tx.insert(journal).values({ ...forged, hash: rowHash(forged) });
  });
  expect(await verify()).toMatchObject({ ok: true, events: added });
  expect(await verify({ keys })).toMatchObject({ ok: false, seq: added });
});

test('a tail that was cut off is found by the read model, and by a noted hash when that was cut too', async () => {
  const { caseId, verify, last } = await committedCase();
  const whole = await verify();
  const noted = { seq: last, hash: whole.ok ? whole.head : '' };
  await tamper(`delete from journal where case_id = '${caseId}' and seq > ${last - 2}`);
  expect(await verify()).toMatchObject({ ok: false, seq: last - 1 });
  await tamper(`update "case" set seq = ${last - 2} where case_id = '${caseId}'`);
  expect(await verify()).toMatchObject({ ok: true });
  expect(await verify({ noted })).toMatchObject({ ok: false, seq: last - 1 });
});

test('a journal still verifies after its key was destroyed, and nothing in it can be read any more', async () => {
  const { caseId, verify, last } = await committedCase();
  await asOwner`update case_key set wrapped = null where case_id = ${caseId}`;
  keys.kept.clear();
  expect(await verify()).toMatchObject({ ok: true, events: last });
  await expect(verify({ keys })).rejects.toThrow(/was erased/);
});
