import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inScope, system } from '../../db/connection.ts';
import {
  casesOfItems,
  findOpening,
  moveOpening,
  openingPayload,
  reserveOpening,
  reserveOpeningIn,
  unsettledOpenings,
  type NewOpening,
} from '../../db/openings.ts';
import { freshDatabase } from '../support/database.ts';
import { monday } from '../support/given.ts';
import { testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();
const inCounty = system('qinghe');

const reserve = (given: Partial<NewOpening> = {}) => reserveOpening(db, keys, newOpening(given));
const newOpening = (given: Partial<NewOpening>): NewOpening => ({
  caseId: randomUUID(),
  tenant: 'qinghe',
  template: 'item',
  templateVersion: 1,
  idempotencyKey: randomUUID(),
  itemKey: null,
  openedBy: 'p1',
  at: monday,
  status: 'reserved',
  payload: { place: '北门' },
  ...given,
});

test('the same request reserves one case, however many send it at once', async () => {
  const request = { idempotencyKey: randomUUID() };
  const replies = await Promise.all([1, 2, 3, 4].map(() => reserve(request)));
  expect(replies.map(({ how }) => how).sort()).toEqual(['again', 'again', 'again', 'new']);
  expect(new Set(replies.map(({ caseId }) => caseId)).size).toBe(1);
});

test('an item of a template is opened once, whoever asks and from whatever ledger', async () => {
  const first = await reserve({ itemKey: '隐患-7' });
  const second = await reserve({ itemKey: '隐患-7', openedBy: 'p2' });
  expect(second).toEqual({ ...first, how: 'taken' });
  expect((await reserve({ itemKey: '隐患-7', template: 'another' })).how).toBe('new');
  expect((await reserve({ itemKey: null })).how).toBe('new');
  const known = await inScope(db, inCounty, (tx) => casesOfItems(tx, 'item', ['隐患-7', '隐患-8']));
  expect([...known]).toEqual([['隐患-7', first.caseId]]);
});

test('a key that opened another item before is refused as a conflict', async () => {
  const idempotencyKey = randomUUID();
  await reserve({ idempotencyKey, itemKey: 'a' });
  await expect(reserve({ idempotencyKey, itemKey: 'b' })).rejects.toMatchObject({
    code: 'idempotency-conflict',
  });
});

test('what is to be started is read again as it was given, and stands nowhere in the clear', async () => {
  const { caseId } = await reserve({ payload: { witness: '证人甲' } });
  const elsewhere = { ...keys, kept: new Map() };
  const again = await inScope(db, inCounty, (tx) => openingPayload(tx, elsewhere, caseId));
  expect(again).toEqual({ payload: { witness: '证人甲' }, number: null });
  const [row] = await asOwner`select payload from case_opening where case_id = ${caseId}`;
  expect(Buffer.from(row!.payload as Uint8Array).toString()).not.toContain('证人甲');
});

test('a confirmed opening stays confirmed, and only what is not settled is taken up again', async () => {
  const { caseId } = await reserve();
  const move = (status: 'starting' | 'confirmed' | 'indeterminate' | 'reserved') =>
    inScope(db, inCounty, (tx) => moveOpening(tx, caseId, { status, at: '2026-09-07T02:00:00.000Z' }));
  const unsettled = async () => {
    const before = '2026-09-07T03:00:00.000Z';
    const rows = await inScope(db, inCounty, (tx) => unsettledOpenings(tx, { before, limit: 100 }));
    return rows.some((row) => row.caseId === caseId);
  };
  expect(await move('confirmed')).toBe(false);
  expect(await move('starting')).toBe(true);
  expect(await move('indeterminate')).toBe(true);
  expect(await unsettled()).toBe(true);
  expect(await move('confirmed')).toBe(true);
  expect(await move('starting')).toBe(false);
  expect(await move('indeterminate')).toBe(false);
  expect(await unsettled()).toBe(false);
  expect(await inScope(db, inCounty, (tx) => findOpening(tx, caseId))).toMatchObject({ status: 'confirmed' });
});

test('numbers of a year have no gap: neither an opening that is undone nor a repeat spends one', async () => {
  const number = { year: 2026, rule: '〔2026〕{seq}号' };
  const undone = inScope(db, inCounty, async (tx) => {
    await reserveOpeningIn(tx, keys, newOpening({ number }));
    throw new Error('undone');
  });
  const twice = { number, idempotencyKey: randomUUID() };
  const replies = await Promise.allSettled([
    ...[{ number }, { number }, twice, twice].map((given) => reserve(given)),
    undone,
  ]);
  const given = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value.number] : []));
  expect(new Set(given)).toEqual(new Set(['〔2026〕1号', '〔2026〕2号', '〔2026〕3号']));
  expect((await reserve({ number: { ...number, year: 2027 } })).number).toBe('〔2026〕1号');
});

test('a key that came with other content is a conflict, whatever it was used for', async () => {
  const request = { idempotencyKey: randomUUID(), digest: 'a' };
  const first = await reserve(request);
  expect(await reserve(request)).toEqual({ ...first, how: 'again' });
  await expect(reserve({ ...request, digest: 'b' })).rejects.toMatchObject({ code: 'idempotency-conflict' });
});
