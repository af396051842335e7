import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { untouchedCallsOf } from '../../db/case-list.ts';
import { inScope, system } from '../../db/connection.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db } = await freshDatabase();

test('called cases in which no person has done anything may end with what called them', async () => {
  const caller = randomUUID();
  const call = async (act: (run: ReturnType<typeof begunLongCase>) => void, by = caller) => {
    const run = begunLongCase();
    // The machine begins a called case.
    const begun = run.events.map((event) => ({ ...event, actor: { kind: 'system', name: 'call' } as const }));
    act(run);
    const record = await openRecordedCase(db, keys, longProcess, { parent: { caseId: by, call: 'c1' } });
    await record.commit([...begun, ...run.events.slice(begun.length)]);
    return record.caseId;
  };
  const untouched = await call(() => {});
  await call((run) => run.command({ kind: 'claimTask', task: run.task('plan').id }));
  await call(() => {}, randomUUID());

  expect(await inScope(db, system('qinghe'), (tx) => untouchedCallsOf(tx, caller))).toEqual([untouched]);
});
