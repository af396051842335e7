import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inScope, system } from '../../db/connection.ts';
import {
  addImport,
  beginImport,
  findImport,
  finishImport,
  rowsOfImport,
  runningImports,
  settleRow,
  waitingRows,
} from '../../db/ledger-imports.ts';
import { freshDatabase } from '../support/database.ts';
import { monday } from '../support/given.ts';

const { db } = await freshDatabase();
const inCounty = system('qinghe');

test('an import is begun once, survives a restart half-way and is done when its last row is settled', async () => {
  const id = randomUUID();
  const file = { fileHash: 'f', fileName: '台账.xlsx', person: 'p1', preview: {}, createdAt: monday };
  const rows = [3, 4].map((row) => ({
    tenantId: 'qinghe',
    importId: id,
    sheet: 'Sheet1',
    row,
    itemKey: `k${row}`,
    state: 'waiting' as const,
    item: { problem: '占道经营' },
  }));
  const inTx = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, inCounty, work);
  await inTx((tx) => addImport(tx, { ...file, id, tenantId: 'qinghe', state: 'previewed' }));

  expect(await inTx((tx) => beginImport(tx, id, { person: 'chenjianguo', rows }))).toBe(true);
  expect(await inTx((tx) => beginImport(tx, id, { person: 'chenjianguo', rows }))).toBe(false);
  expect(await inTx(runningImports)).toEqual([{ id }]);

  const caseId = randomUUID();
  await inTx((tx) => settleRow(tx, { importId: id, sheet: 'Sheet1', row: 3 }, { state: 'started', caseId }));
  expect(await inTx((tx) => finishImport(tx, id, monday))).toBe(false);
  expect((await inTx((tx) => waitingRows(tx, id, 10))).map(({ row }) => row)).toEqual([4]);

  const error = { code: 'unprocessable', message: '责任单位不存在' };
  await inTx((tx) => settleRow(tx, { importId: id, sheet: 'Sheet1', row: 4 }, { state: 'failed', error }));
  await inTx((tx) => settleRow(tx, { importId: id, sheet: 'Sheet1', row: 3 }, { state: 'failed', error }));
  expect(await inTx((tx) => finishImport(tx, id, monday))).toBe(true);
  expect((await inTx((tx) => rowsOfImport(tx, id))).map(({ state, caseId }) => ({ state, caseId }))).toEqual([
    { state: 'started', caseId },
    { state: 'failed', caseId: null },
  ]);
  expect(await inTx((tx) => findImport(tx, id))).toMatchObject({ state: 'done', finishedAt: monday });
});
