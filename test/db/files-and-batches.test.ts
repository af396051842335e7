import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { addAttachment, largestAttachment, listAttachments, readAttachment } from '../../db/attachments.ts';
import {
  addBatch,
  beginBatch,
  countsOfBatches,
  findBatch,
  finishBatch,
  itemsOfBatch,
  runningBatches,
  settleItem,
  stopBatch,
  wordsOfBatch,
} from '../../db/batches.ts';
import { inScope, person, system } from '../../db/connection.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();
await seedCounty(db);
const inCounty = system('qinghe');
const at = '2026-09-07T01:00:00.000Z';
const record = await openRecordedCase(db, keys, longProcess, {
  units: [{ unit: 'school', role: 'responsible' }],
});
await record.commit(begunLongCase().events);
const { caseId } = record;

const file = (content: Uint8Array) => ({
  ...{
    tenant: 'qinghe',
    caseId,
    name: '张某某伤情.jpg',
    mediaType: 'image/jpeg',
    content,
    task: null,
    by: 'p1',
    at,
  },
});

test('a file comes back as it was, and lies in the database as nobody can read it', async () => {
  const content = Buffer.concat([Buffer.from('plain words'), randomBytes(300_000)]);
  const added = await inScope(db, inCounty, (tx) => addAttachment(tx, keys, file(content)));
  const read = await inScope(db, inCounty, (tx) => readAttachment(tx, keys, { caseId, id: added.id }));
  expect(Buffer.from(read!.content).equals(content)).toBe(true);
  expect(read).toMatchObject({
    name: '张某某伤情.jpg',
    size: content.length,
    sha256: added.sha256,
    uploadedBy: 'p1',
  });
  expect(await inScope(db, inCounty, (tx) => listAttachments(tx, keys, caseId))).toEqual([added]);
  const [stored] = await asOwner<{ name: Buffer; content: Buffer }[]>`select name, content from attachment`;
  expect(stored!.name.toString()).not.toContain('张某某');
  expect(stored!.content.includes('plain words')).toBe(false);
});

test('only those who see the case see its files; a file of one case is not found in another', async () => {
  const seen = (units: string[]) =>
    inScope(db, person({ tenant: 'qinghe', person: 'p9', units, seesAll: false }), (tx) =>
      listAttachments(tx, keys, caseId),
    );
  expect(await seen(['school'])).toHaveLength(1);
  expect(await seen(['other-school'])).toEqual([]);
  const { id } = (await seen(['school']))[0]!;
  expect(
    await inScope(db, inCounty, (tx) => readAttachment(tx, keys, { caseId: randomUUID(), id })),
  ).toBeUndefined();
});

test('a file that is too large is refused', async () => {
  const content = new Uint8Array(largestAttachment + 1);
  await expect(inScope(db, inCounty, (tx) => addAttachment(tx, keys, file(content)))).rejects.toMatchObject({
    code: 'too-large',
  });
});

test('with the key of the case its files are gone for good', async () => {
  const other = await openRecordedCase(db, keys, longProcess);
  await other.commit(begunLongCase().events);
  const given = { ...file(Buffer.from('x')), caseId: other.caseId };
  const { id } = await inScope(db, inCounty, (tx) => addAttachment(tx, keys, given));
  await asOwner`update case_key set wrapped = null, erased_at = now() where case_id = ${other.caseId}`;
  keys.kept.delete(other.caseId);
  await expect(
    inScope(db, inCounty, (tx) => readAttachment(tx, keys, { caseId: other.caseId, id })),
  ).rejects.toMatchObject({ code: 'not-found' });
});

async function planned() {
  const id = randomUUID();
  const items = [
    { caseId, task: 't1', generation: 1 },
    { caseId, task: 't2', refused: { code: 'not-allowed', message: 'Expected a post' } },
    { caseId, task: 't3' },
  ];
  const batch = { id, tenant: 'qinghe', person: 'p1', kind: 'transfer', plan: { to: 'p2' }, at };
  await inScope(db, inCounty, (tx) =>
    addBatch(tx, keys.master, { ...batch, words: { reason: '张某某离职' }, items }),
  );
  return id;
}

test('a batch begins once, and what a crash leaves waiting is found again', async () => {
  const id = await planned();
  await inScope(db, inCounty, async (tx) => {
    expect(await runningBatches(tx)).toEqual([]);
    expect(await beginBatch(tx, id, at)).toBe(true);
    expect(await beginBatch(tx, id, at)).toBe(false);
    await settleItem(tx, { batch: id, seq: 1, at }, { state: 'done' });
    expect(await finishBatch(tx, id, at)).toBe(false);
  });
  await inScope(db, inCounty, async (tx) => {
    expect((await runningBatches(tx)).map((batch) => batch.id)).toEqual([id]);
    const [left] = await itemsOfBatch(tx, { batch: id, state: 'waiting', limit: 10 });
    expect(left).toMatchObject({ seq: 3, task: 't3' });
    await settleItem(tx, { batch: id, seq: 3, at }, { state: 'failed', code: 'task-changed', message: 'x' });
    // What is settled stays as it is.
    await settleItem(tx, { batch: id, seq: 3, at }, { state: 'done' });
    expect((await countsOfBatches(tx, [id]))(id)).toEqual({
      waiting: 0,
      done: 1,
      refused: 1,
      failed: 1,
      skipped: 0,
    });
    expect(await finishBatch(tx, id, at)).toBe(true);
    expect(await findBatch(tx, id)).toMatchObject({ state: 'done', finishedAt: at });
    expect(await stopBatch(tx, id, at)).toBe(false);
  });
});

test('what people wrote for a batch is sealed, and the batch is seen by whoever began it', async () => {
  const id = await planned();
  expect(await inScope(db, inCounty, (tx) => wordsOfBatch(tx, keys.master, id))).toEqual({
    reason: '张某某离职',
  });
  const [row] = await asOwner<
    { line: string }[]
  >`select row_to_json(batch)::text as line from batch where id = ${id}`;
  expect(row!.line).not.toContain('张某某');
  const seenBy = (who: string) =>
    inScope(db, person({ tenant: 'qinghe', person: who, units: [], seesAll: false }), (tx) =>
      findBatch(tx, id),
    );
  expect(await seenBy('p1')).toBeDefined();
  expect(await seenBy('p2')).toBeUndefined();
});
