import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { armTimer, delayIn, timersPerSecond } from '../../db/armed-timers.ts';
import { commitBatch } from '../../db/commit.ts';
import { inScope, runAtOnce, system } from '../../db/connection.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const { db, asOwner } = await freshDatabase();
const due = '2026-11-22T16:00:00.000Z';

const arm = async (at: string | null, { tenant = 'qinghe', caseId = randomUUID() as string } = {}) =>
  delayIn(await runAtOnce(db, system(tenant), [armTimer({ tenant, caseId, due: at })])).delay;
const fill = async (count: number, tenant?: string) => {
  for (let filled = 0; filled < count; filled += 1) await arm(due, { tenant });
};

beforeEach(() => asOwner`delete from armed_timer`);

test('a timer that is due alone rings when it is due', async () => {
  await fill(3);
  expect(await arm('2026-11-22T16:00:07.250Z')).toBe(0);
});

test('those that are due together ring one after the other, at the pace that is allowed', async () => {
  const delays: (number | undefined)[] = [];
  for (let count = 0; count < timersPerSecond + 2; count += 1) delays.push(await arm(due));
  const apart = 1000 / timersPerSecond;
  // Each has its place in the line, and in it an instant of its own.
  expect(delays.map((delay) => Math.floor(delay! / apart))).toEqual([...delays.keys()]);
});

test('those that took the same place at the same moment ring at instants of their own', async () => {
  await fill(3);
  const delays = await Promise.all(Array.from({ length: 8 }, () => arm(due)));
  expect(new Set(delays).size).toBeGreaterThan(4);
});

test('the timers of all counties ring in one line, as they share the servers', async () => {
  await fill(timersPerSecond, 'linshui');
  expect(await arm(due, { tenant: 'qinghe' })).toBeGreaterThanOrEqual(1000);
});

test('what is due by itself while a line rings does not stand in it', async () => {
  await fill(timersPerSecond * 5);
  expect(await arm('2026-11-22T16:00:03.000Z')).toBe(0);
});

test('those that are due together a second later ring after the line before them', async () => {
  const later = '2026-11-22T16:00:01.000Z';
  await fill(timersPerSecond * 5);
  for (let count = 0; count < timersPerSecond / 2; count += 1) await arm(later);
  expect(await arm(later)).toBeGreaterThanOrEqual(4000);
});

test('a case that waits for something else, or for nothing more, makes room', async () => {
  const [moved, ended] = [randomUUID(), randomUUID()];
  await arm(due, { caseId: moved });
  await arm(due, { caseId: ended });
  await fill(timersPerSecond - 2);
  await arm('2027-01-04T16:00:00.000Z', { caseId: moved });
  expect(await arm(null, { caseId: ended })).toBe(0);
  expect(await arm(due)).toBeLessThan(1000);
});

test('nobody is put off by more than ten minutes, however many are due', async () => {
  await asOwner`
    insert into armed_timer (case_id, tenant_id, second, due_second)
    select gen_random_uuid(), 'qinghe', extract(epoch from ${due}::timestamptz)::bigint + at,
      extract(epoch from ${due}::timestamptz)::bigint
    from generate_series(0, 599) at cross join generate_series(1, ${timersPerSecond})`;
  const delays = await Promise.all([1, 2, 3].map(() => arm(due)));
  for (const delay of delays) expect(delay).toBeLessThan(600_000);
});

test('a commit that says when the timer of its case is due is told the delay', async () => {
  await fill(timersPerSecond);
  const keys = testKeys();
  const { caseId, tenant, model, own } = await openRecordedCase(db, keys, longProcess);
  const run = begunLongCase();
  const batch = { caseId, tenant, model };
  const { delay } = await commitBatch(db, keys, { ...batch, events: own(run.events), due });
  expect(delay).toBeGreaterThanOrEqual(1000);
  const before = run.events.length;
  run.complete('plan', {}, { outcome: 'submit' });
  const more = own(run.events).slice(before);
  expect(await commitBatch(db, keys, { ...batch, events: more })).not.toHaveProperty('delay');
});

test('nobody reads when the timers of another county ring', async () => {
  await fill(1);
  const seen = await inScope(db, { tenant: 'linshui', person: 'p1', units: [] }, (tx) =>
    tx.execute('select from armed_timer'),
  );
  expect(seen).toHaveLength(0);
});
