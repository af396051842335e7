import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inScope, system } from '../../db/connection.ts';
import {
  casesOfItems,
  findOpening,
  moveOpening,
  nextCaseNumber,
  openingPayload,
  reserveOpening,
  unsettledOpenings,
  type NewOpening,
} from '../../db/openings.ts';
import { freshDatabase } from '../support/database.ts';
import { monday } from '../support/given.ts';
import { testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();
const inCounty = system('qinghe');

const reserve = (given: Partial<NewOpening> = {}) =>
  inScope(db, inCounty, (tx) =>
    reserveOpening(tx, keys, {
      caseId: randomUUID(),
      tenant: 'qinghe',
      template: 'item',
      templateVersion: 1,
      idempotencyKey: randomUUID(),
      itemKey: null,
      openedBy: 'p1',
      at: monday,
      payload: { place: '北门' },
      ...given,
    }),
  );

test('the same request reserves one case, however many send it at once', async () => {
  const request = { idempotencyKey: randomUUID() };
  const replies = await Promise.all([1, 2, 3, 4].map(() => reserve(request)));
  expect(replies.map(({ how }) => how).sort()).toEqual(['again', 'again', 'again', 'new']);
  expect(new Set(replies.map(({ opening }) => opening.caseId)).size).toBe(1);
});

test('an item of a template is opened once, whoever asks and from whatever ledger', async () => {
  const first = await reserve({ itemKey: '隐患-7' });
  const second = await reserve({ itemKey: '隐患-7', openedBy: 'p2' });
  expect(second).toEqual({ how: 'taken', opening: first.opening });
  expect((await reserve({ itemKey: '隐患-7', template: 'another' })).how).toBe('new');
  expect((await reserve({ itemKey: null })).how).toBe('new');
  const known = await inScope(db, inCounty, (tx) => casesOfItems(tx, 'item', ['隐患-7', '隐患-8']));
  expect([...known]).toEqual([['隐患-7', first.opening.caseId]]);
});

test('a key that opened another item before is refused as a conflict', async () => {
  const idempotencyKey = randomUUID();
  await reserve({ idempotencyKey, itemKey: 'a' });
  await expect(reserve({ idempotencyKey, itemKey: 'b' })).rejects.toMatchObject({
    code: 'idempotency-conflict',
  });
});

test('what is to be started is read again as it was given, and stands nowhere in the clear', async () => {
  const { opening } = await reserve({ payload: { witness: '证人甲' } });
  const again = await inScope(db, inCounty, (tx) => openingPayload(tx, keys, opening.caseId));
  expect(again).toEqual({ witness: '证人甲' });
  const [row] = await asOwner`select payload from case_opening where case_id = ${opening.caseId}`;
  expect(Buffer.from(row!.payload as Uint8Array).toString()).not.toContain('证人甲');
});

test('a confirmed opening stays confirmed, and only what is not settled is taken up again', async () => {
  const { caseId } = (await reserve()).opening;
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

test('numbers of a year have no gap: an opening that is undone gives its number back', async () => {
  const next = (fail = false) =>
    inScope(db, inCounty, async (tx) => {
      const number = await nextCaseNumber(tx, { tenant: 'qinghe', template: 'item', year: 2026 });
      if (fail) throw new Error('undone');
      return number;
    });
  const numbers = await Promise.allSettled([next(), next(true), next(), next()]);
  const given = numbers.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(given.sort()).toEqual([1, 2, 3]);
  expect(
    await inScope(db, inCounty, (tx) =>
      nextCaseNumber(tx, { tenant: 'qinghe', template: 'item', year: 2027 }),
    ),
  ).toBe(1);
});
