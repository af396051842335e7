import { beforeAll, expect, test } from 'vitest';
import { commitBatch, type Batch } from '../../db/commit.ts';
import type { KeptInput } from '../../db/kept-inputs.ts';
import type { EngineEvent } from '../../engine/event.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { openRecordedCase, testKeys, type RecordedCase } from '../support/recorded-case.ts';

const keys = testKeys();
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});

const tick = (before: number, at: string): KeptInput => ({ before, input: { kind: 'tick', at } });
const batch = (
  { caseId, tenant, model, own }: RecordedCase,
  events: EngineEvent[],
  inputs: KeptInput[],
): Batch => ({
  caseId,
  tenant,
  model,
  events: own(events),
  inputs,
});

/** A case with two commits: two events of one input, the rest of another. */
async function committed() {
  const { events } = begunLongCase();
  const record = await openRecordedCase(database.db, keys, longProcess);
  const inputs = [tick(0, '2026-09-07T01:00:00.000Z'), tick(2, '2026-09-07T02:00:00.000Z')];
  await commitBatch(database.db, keys, batch(record, events.slice(0, 2), inputs.slice(0, 1)));
  await commitBatch(database.db, keys, batch(record, events.slice(2), inputs));
  return { events, record, inputs };
}

test('a repeat of the same inputs changes nothing', async () => {
  const { events, record, inputs } = await committed();
  expect(await commitBatch(database.db, keys, batch(record, events.slice(2), inputs))).toEqual({
    committed: events.length,
  });
});

test('whoever comes with other inputs is told those from which the journal has its events, and writes nothing', async () => {
  const { events, record, inputs } = await committed();
  const other = [inputs[0]!, tick(2, '2026-09-07T03:00:00.000Z')];
  const later = events.slice(2).map((event) => ({ ...event, at: '2026-09-07T03:00:00.000Z' }));
  expect(await commitBatch(database.db, keys, batch(record, later, other))).toEqual({
    committed: events.length,
    recorded: [inputs[1]],
  });
  const fromTheStart = await commitBatch(
    database.db,
    keys,
    batch(record, events, [tick(0, '2026-09-07T04:00:00.000Z')]),
  );
  expect(fromTheStart).toEqual({ committed: events.length, recorded: inputs });
});

test('inputs are kept sealed, and only the last of a case', async () => {
  const { record } = await committed();
  const rows = await database.asOwner`select inputs from kept_input where case_id = ${record.caseId}`;
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0]!.inputs as Uint8Array).includes('tick')).toBe(false);
});
