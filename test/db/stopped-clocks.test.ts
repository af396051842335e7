/** What lists know of clocks that stand still, and of escalations that somebody must have seen. */
import { beforeAll, expect, test } from 'vitest';
import { inScope, system } from '../../db/connection.ts';
import { findCase, findDeadline } from '../../db/case-list.ts';
import { rebuild } from '../../db/rebuild.ts';
import { listTodo } from '../../db/work-list.ts';
import { freshDatabase } from '../support/database.ts';
import { given, person, type CaseUnderTest } from '../support/given.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys, type RecordedCase } from '../support/recorded-case.ts';
import { clock, deadline, head, oneTask, rule, step, supervisor } from '../engine/clock/clock-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db } = database;
beforeAll(() => seedCounty(db));

const within = { amount: 3, unit: 'workingDay' } as const;
const slow = clock('slow', { rule: rule(20, 'workingDay') });
const stopping = clock('quick', {
  rule: rule(2, 'workingDay'),
  suspensions: [
    { key: 'police', name: { zh: '公安立案', en: 'Police' }, most: { amount: 9, unit: 'calendarDay' } },
  ],
  ladder: [
    step('late', 'due', 0, {
      name: { zh: '逾期督办' },
      whom: [{ kind: 'post', post: 'head', unit: 'school' }],
      acknowledge: { within },
      repeat: { every: { amount: 1, unit: 'workingDay' }, times: 5 },
    }),
  ],
});

interface Kept {
  run: CaseUnderTest;
  at: RecordedCase;
  /** Writes what has come since. */
  keep(): Promise<void>;
}

async function kept(clocks: Parameters<typeof oneTask>[0]): Promise<Kept> {
  const model = oneTask(clocks);
  const run = given(model);
  const at = await openRecordedCase(db, keys, model);
  let written = 0;
  const keep = async () => {
    const events = run.events.slice(written);
    written = run.events.length;
    if (events.length > 0) await at.commit(events);
  };
  await keep();
  return { run, at, keep };
}

const scoped = <T>(read: Parameters<typeof inScope<T>>[2]) => inScope(db, system('qinghe'), read);
const caseOf = ({ at }: Kept) => scoped((tx) => findCase(tx, at.caseId));
const taskOf = async ({ at, run }: Kept) => {
  const who = { person: 'p1', posts: [{ post: 'officer', unit: 'school' }] };
  const moment = { now: run.now, today: '2026-09-07' };
  const { rows } = await scoped((tx) => listTodo(tx, { who, filter: {}, at: moment, limit: 100 }));
  return rows.find(({ task }) => task.caseId === at.caseId)?.task;
};
const stop = (each: Kept, key = 'quick') =>
  each.run.does(person('p1', 'officer@school'), {
    ...{ kind: 'suspendClock', deadline: deadline(each.run, key).id, why: 'police', reason: '已立案' },
  });

test('a case and a task whose clock stands still have its day, no instant at which they are late, and why and until when', async () => {
  const each = await kept([stopping]);
  expect(await caseOf(each)).toMatchObject({ dueDate: '2026-09-09', clockStoppedAt: null });
  expect((await caseOf(each))?.due).not.toBeNull();
  each.run.after('P1D');
  stop(each);
  await each.keep();
  expect(await caseOf(each)).toMatchObject({
    ...{ dueDate: '2026-09-09', due: null },
    clockStoppedAt: '2026-09-08T01:00:00.000Z',
    clockStoppedFor: { zh: '公安立案', en: 'Police' },
    clockStoppedUntil: '2026-09-17T16:00:00.000Z',
  });
  expect(await taskOf(each)).toMatchObject({ dueDate: '2026-09-09', due: null });

  each.run.does(person('p1', 'officer@school'), {
    ...{ kind: 'resumeClock', deadline: deadline(each.run, 'quick').id },
  });
  await each.keep();
  expect(await caseOf(each)).toMatchObject({ due: deadline(each.run, 'quick').due, clockStoppedAt: null });
  expect(await taskOf(each)).toMatchObject({ due: deadline(each.run, 'quick').due });
});

test('while another clock of the case runs it goes by that one', async () => {
  const each = await kept([stopping, slow]);
  stop(each);
  await each.keep();
  const { due } = deadline(each.run, 'slow');
  expect(await caseOf(each)).toMatchObject({ due, clockStoppedAt: null, clockStoppedFor: null });
  expect(await taskOf(each)).toMatchObject({ due });
});

test('a step that asks to be seen waits with its name and how long it rests, until the first has seen it', async () => {
  const each = await kept([stopping]);
  const awaited = async () =>
    (await scoped((tx) => findDeadline(tx, each.at.caseId, deadline(each.run, 'quick').id)))?.awaiting;
  expect(await awaited()).toEqual([]);
  each.run.after('P3D');
  await each.keep();
  const tell = [{ post: 'head', unit: 'school' }];
  const asked = { step: 'late', name: { zh: '逾期督办' }, within, tell };
  expect(await awaited()).toEqual([{ ...asked, at: each.run.last('deadlineStepReached').at }]);
  const seen = { kind: 'acknowledgeStep', deadline: deadline(each.run, 'quick').id, step: 'late' } as const;
  each.run.does(head, seen);
  each.run.does(supervisor, seen);
  await each.keep();
  expect(await awaited()).toMatchObject([
    { ...asked, by: ['p2', 'p3'], until: deadline(each.run, 'quick').awaiting?.[0]?.until },
  ]);
  each.run.after('P6D');
  await each.keep();
  expect(await awaited()).toEqual([{ ...asked, at: each.run.last('deadlineStepReached').at }]);
});

test('what an end is counted from is kept beside it', async () => {
  const each = await kept([stopping]);
  stop(each);
  await each.keep();
  const { id, history } = deadline(each.run, 'quick');
  expect(await scoped((tx) => findDeadline(tx, each.at.caseId, id))).toMatchObject({
    countedFrom: { history },
  });
});

test('one by one or all at once, and again from a rebuild: the same rows', async () => {
  const { run } = await kept([stopping, slow]);
  run.after('P3D');
  run.does(head, { kind: 'acknowledgeStep', deadline: deadline(run, 'quick').id, step: 'late' });
  run.does(supervisor, {
    ...{ kind: 'changeDeadline', deadline: deadline(run, 'quick').id, date: '2026-09-21', reason: '准予' },
  });
  run.does(person('p1', 'officer@school'), {
    ...{ kind: 'suspendClock', deadline: deadline(run, 'quick').id, why: 'police', reason: '已立案' },
  });
  run.after('P20D');
  const [together, apart] = [
    await openRecordedCase(db, keys, oneTask([stopping, slow])),
    await openRecordedCase(db, keys, oneTask([stopping, slow])),
  ];
  await together.commit(run.events);
  for (const event of run.events) await apart.commit([event]);
  expect(await dumpReadModel(database, apart.caseId)).toEqual(await dumpReadModel(database, together.caseId));
  const before = await dumpReadModel(database);
  await rebuild(db, keys);
  expect(await dumpReadModel(database)).toEqual(before);
});
