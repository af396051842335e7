import { desc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitBatch } from '../../db/commit.ts';
import { inScope, openDatabase, system, type Db } from '../../db/connection.ts';
import { contentHash } from '../../db/content.ts';
import { readJournal } from '../../db/journal.ts';
import { caseTable, outbox, task, templateVersion } from '../../db/schema/index.ts';
import { verifyChain } from '../../db/verify.ts';
import { freshDatabase } from '../support/database.ts';
import { given } from '../support/given.ts';
import { begunLongCase, inspector, longProcess, walk } from '../support/long-case.ts';
import { model, node, user } from '../support/model.ts';
import { dumpReadModel, openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db } = database;
const inCounty = system('qinghe');

test('a committed case can be read back from its journal, event for event', async () => {
  const run = begunLongCase();
  run.complete('plan', { note: '已报街道' }, { outcome: 'submit' });
  const record = await openRecordedCase(db, keys, longProcess);
  expect(await record.commit(run.events)).toEqual({ committed: run.events.length });

  const events = await inScope(db, inCounty, (tx) => readJournal(tx, keys, { caseId: record.caseId }));
  expect(events).toEqual(JSON.parse(JSON.stringify(record.own(run.events))));
});

test('what people wrote stands in no table in the clear', async () => {
  const run = begunLongCase();
  run.command({ kind: 'recordProgress', text: '学生张某的家长来访' });
  run.complete('plan', { witness: '证人甲' }, { outcome: 'submit', reason: '理由乙' });
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  for (const table of ['journal', 'progress', 'outbox', 'task']) {
    const rows = await database.asOwner.unsafe(`select t::text from ${table} t`);
    const bytes = await database.asOwner.unsafe(`select payload from journal`);
    const text = JSON.stringify(rows) + bytes.map(({ payload }) => Buffer.from(payload).toString()).join();
    for (const secret of ['张某', '证人甲', '理由乙']) expect(text).not.toContain(secret);
  }
});

test('a repeated commit changes nothing, not even the sealed bytes', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  const rows = () =>
    database.asOwner`select seq, hash, payload from journal where case_id = ${record.caseId} order by seq`;
  const [journalBefore, modelBefore] = [await rows(), await dumpReadModel(database, record.caseId)];

  expect(await record.commit(run.events)).toEqual({ committed: run.events.length });
  expect(await rows()).toEqual(journalBefore);
  expect(await dumpReadModel(database, record.caseId)).toEqual(modelBefore);
});

test('a batch that overlaps what is there adds only what is new', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events.slice(0, 3));
  expect(await record.commit(run.events.slice(1))).toEqual({ committed: run.events.length });
});

test('a gap writes nothing and says from where to send again', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events.slice(0, 2));
  expect(await record.commit(run.events.slice(4))).toEqual({ committed: 2 });
  expect(await record.commit(run.events.slice(2))).toEqual({ committed: run.events.length });
});

test('a repeat with other events than were committed is refused by name', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  const other = run.events.map((event) =>
    event.seq === 2 ? { ...event, at: '2026-09-08T01:00:00.000Z' } : event,
  );
  await expect(record.commit(other)).rejects.toThrow(/Expected event 2 of case/);
});

test('two commits of the same events at once: both succeed and the events are there once', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  const replies = await Promise.all([1, 2, 3].map(() => record.commit(run.events)));
  expect(replies).toEqual(replies.map(() => ({ committed: run.events.length })));
  const [row] = await database.asOwner`select count(*)::int from journal where case_id = ${record.caseId}`;
  expect(row).toEqual({ count: run.events.length });
});

test('however the events are cut into commits, the read model is the same', async () => {
  const cuts = fc.infiniteStream(fc.nat(1000));
  await fc.assert(
    fc.asyncProperty(cuts, async (stream) => {
      const pick = (below: number) => stream.next().value! % below;
      const run = begunLongCase();
      for (let moves = 6 + pick(10); moves > 0; moves--) walk(run, pick);
      const [atOnce, oneByOne, cut] = [
        await openRecordedCase(db, keys, longProcess, facts),
        await openRecordedCase(db, keys, longProcess, facts),
        await openRecordedCase(db, keys, longProcess, facts),
      ];
      await atOnce.commit(run.events);
      for (const event of run.events) await oneByOne.commit([event]);
      for (let from = 0; from < run.events.length;) {
        const to = from + 1 + pick(6);
        await cut.commit(run.events.slice(from, to));
        from = to;
      }
      const expected = await dumpReadModel(database, oneByOne.caseId);
      expect(await dumpReadModel(database, atOnce.caseId)).toEqual(expected);
      expect(await dumpReadModel(database, cut.caseId)).toEqual(expected);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});
const facts = { units: [{ unit: 'school', role: 'responsible' }] };

test('a task goes by its own deadline, and one without by that of the sub-process around it', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  const open = () =>
    inScope(db, inCounty, (tx) =>
      tx.select().from(task).where(eq(task.caseId, record.caseId)).orderBy(task.createdAt, desc(task.task)),
    );
  expect((await open()).map(({ node, dueDate, stage }) => ({ node, dueDate, stage }))).toEqual([
    { node: 'plan', dueDate: '2026-09-09', stage: 'planning' },
  ]);

  run.complete('plan', {}, { outcome: 'submit' });
  await record.commit(run.events);
  expect((await open()).map(({ node, dueDate, closedHow }) => ({ node, dueDate, closedHow }))).toEqual([
    { node: 'plan', dueDate: '2026-09-09', closedHow: 'completed' },
    { node: 'check', dueDate: '2026-09-18', closedHow: null },
  ]);
});

test('the case shows the date of its outermost deadline, its stage, its facts and the worst colour reached', async () => {
  const run = begunLongCase();
  run.after('P10D');
  const record = await openRecordedCase(db, keys, longProcess, facts);
  await record.commit(run.events);
  const read = async () => {
    const [row] = await inScope(db, inCounty, (tx) =>
      tx.select().from(caseTable).where(eq(caseTable.caseId, record.caseId)),
    );
    return row!;
  };
  expect(await read()).toMatchObject({
    status: 'active',
    stage: 'planning',
    responsibleUnit: 'school',
    dueDate: '2026-09-18',
    colour: 'orange',
    facts: { category: '校门', dueDate: '2026-09-18', responsibleUnit: 'school' },
  });

  run.complete('plan', {}, { outcome: 'submit' });
  run.complete('check', { category: '网吧' }, { outcome: 'accept', actor: inspector });
  await record.commit(run.events);
  expect(await read()).toMatchObject({
    status: 'completed',
    colour: null,
    facts: { category: '网吧' },
    seq: run.state.seq,
  });
});

test('a case that goes on after its deadline was met keeps its day, and is late by it no longer', async () => {
  const rule = {
    amount: 2,
    unit: 'workingDay' as const,
    rollForward: true,
    endOfDay: 'midnight' as const,
    basis: '',
  };
  const process = model(
    'p',
    [
      node('begin', 'startEvent'),
      user('plan', {}, { deadlines: [{ key: 'plan', name: { zh: '方案时限' }, rule }] }),
      user('lookBack'),
      node('end', 'endEvent'),
    ],
    ['begin -> plan', 'plan -> lookBack', 'lookBack -> end'],
  );
  const run = given(process, {});
  const record = await openRecordedCase(db, keys, process, facts);
  const read = async () => {
    await record.commit(run.events);
    const [row] = await inScope(db, inCounty, (tx) =>
      tx.select().from(caseTable).where(eq(caseTable.caseId, record.caseId)),
    );
    return row!;
  };
  const { dueDate, due } = await read();
  expect(due).not.toBeNull();
  run.complete('plan');
  expect(await read()).toMatchObject({ status: 'active', dueDate, due: null });
});

test('who is given a task, and each step of the ladder, is put in the outbox with an id that a repeat has too', async () => {
  const run = begunLongCase();
  run.after('P6D');
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  await record.commit(run.events);
  const rows = await inScope(db, inCounty, (tx) =>
    tx.select().from(outbox).where(eq(outbox.caseId, record.caseId)).orderBy(outbox.seq),
  );
  expect(
    rows.map(({ kind, tellsHandlers, recipients, colour }) => ({ kind, tellsHandlers, recipients, colour })),
  ).toEqual([
    { kind: 'taskGiven', tellsHandlers: true, recipients: [], colour: null },
    { kind: 'dueSoon', tellsHandlers: true, recipients: [], colour: null },
    {
      kind: 'overdue',
      tellsHandlers: true,
      recipients: [{ post: 'principal', unit: 'school' }],
      colour: 'yellow',
    },
    {
      kind: 'escalated',
      tellsHandlers: false,
      recipients: [{ post: 'director', unit: 'bureau' }],
      colour: 'orange',
    },
  ]);
  for (const row of rows) expect(row.effectId).toBe(`${record.caseId}:${row.seq}:1`);
});

test('two processes that commit to one case in turns go on from each other, whatever each remembers of it', async () => {
  const other = openDatabase(database.url, { connections: 1 });
  await publish(db);
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  await record.commit(run.events);
  for (const by of [other, db, other, other, db]) {
    const before = run.events.length;
    run.command({ kind: 'recordProgress', text: '进展', percent: 10 });
    const { caseId, tenant, model } = record;
    const events = record.own(run.events.slice(before));
    expect(await commitBatch(by, keys, { caseId, tenant, model, events })).toEqual({
      committed: run.events.length,
    });
  }
  await other.close();
  const verdict = await inScope(db, inCounty, (tx) => verifyChain(tx, record.caseId));
  expect(verdict).toMatchObject({ events: run.events.length });
});

test('completing a task is at most eight statements and the two of its transaction', async () => {
  const sent: string[] = [];
  const counted = openDatabase(database.url, { connections: 1, onStatement: (text) => sent.push(text) });
  const run = begunLongCase();
  const record = await openRecordedCase(counted, keys, longProcess);
  await record.commit(run.events);
  // Claiming makes the second batch's first look-ups: what a template shows is read once in a process.
  await publish(counted);
  run.command({ kind: 'claimTask', task: run.task('plan').id });
  run.complete('plan', {}, { outcome: 'submit' });
  run.complete('check', {}, { outcome: 'return', reason: '未完成', actor: inspector });
  await record.commit(run.events);
  sent.length = 0;
  const before = run.events.length;
  run.complete('plan', {}, { outcome: 'submit' });
  await record.commit(run.events.slice(before));
  await counted.close();
  expect(sent.map((text) => text.trim().split(/\s+/, 3).join(' '))).toEqual([
    'begin',
    "select set_config('app.tenant', $1,",
    'select expect_head($1::uuid, $2,',
    'insert into journal',
    'with given as',
    'with changed as',
    'with gone as',
    'update "case" set',
    'insert into outbox',
    'commit',
  ]);
});

async function publish(db: Db) {
  await inScope(db, inCounty, (tx) =>
    tx
      .insert(templateVersion)
      .values({
        tenantId: 'qinghe',
        template: longProcess.process,
        version: 1,
        xml: '',
        model: contentHash(longProcess),
        forms: {},
        mails: {},
        settings: {},
        publishedBy: 'p4',
        publishedAt: '2026-09-01T00:00:00.000Z',
      })
      .onConflictDoNothing(),
  );
}

test('a case that begins with another event than caseStarted is refused', async () => {
  const run = given(longProcess, { dueDate: null });
  const record = await openRecordedCase(db, keys, longProcess);
  const [, second] = run.events;
  await expect(record.commit([{ ...second!, seq: 1 }])).rejects.toThrow(
    /Expected the first event to be caseStarted/,
  );
});
