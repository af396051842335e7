/** Several instances of one part, each with a date of its own: every task in lists goes by the date of the instance that it is in. */
import { beforeAll, expect, test } from 'vitest';
import { inScope, openDatabase, system } from '../../db/connection.ts';
import { rebuild } from '../../db/rebuild.ts';
import { countDueByDay, listDue } from '../../db/due-list.ts';
import { listTodo } from '../../db/work-list.ts';
import { freshDatabase } from '../support/database.ts';
import { candidate, given, person, type CaseUnderTest } from '../support/given.ts';
import { model, node, user, within } from '../support/model.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys, type RecordedCase } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db } = database;

/** For each of `parts` a stage with a date, in which two steps follow each other; a part without a date has that of the whole. */
const process = model(
  'parts',
  [
    node('start', 'startEvent'),
    ...within(
      'part',
      [
        node('begin', 'startEvent'),
        ...within(
          'stage',
          [node('first', 'startEvent'), user('do'), user('check'), node('last', 'endEvent')],
          { deadlines: [{ key: 'stage', name: { zh: '分项期限' }, date: '= one.due' }] },
        ),
        node('done', 'endEvent'),
      ],
      {
        loop: { isSequential: false, collection: '= parts', item: 'one' },
        deadlines: [{ key: 'whole', name: { zh: '总期限' }, date: '= wholeDue' }],
      },
    ),
    node('end', 'endEvent'),
  ],
  [
    ...['start -> part', 'part -> end', 'begin -> stage', 'stage -> done'],
    ...['first -> do', 'do -> check', 'check -> last'],
  ],
);

const parts = [{ due: '2026-12-10' }, { due: '2026-12-08' }, { due: null }];
let run: CaseUnderTest;
let at: RecordedCase;
beforeAll(async () => {
  await seedCounty(db);
  run = given(process, { parts, wholeDue: '2026-12-18' });
  at = await openRecordedCase(db, keys, process);
  await at.commit(run.events);
});

/** Dates in the work list, by step, in the order of the instances. */
async function listed(caseId = at.caseId): Promise<Record<string, (string | null)[]>> {
  const who = { person: 'p1', posts: [{ post: 'officer', unit: 'school' }] };
  const moment = { now: run.now, today: '2026-09-07' };
  const { rows } = await inScope(db, system('qinghe'), (tx) =>
    listTodo(tx, { who, filter: {}, at: moment, limit: 100 }),
  );
  const own = rows.filter((row) => row.task.caseId === caseId).map(({ task }) => task);
  const sorted = own.sort((one, other) => Number(one.task.slice(1)) - Number(other.task.slice(1)));
  const byNode = Map.groupBy(sorted, (task) => task.node);
  return Object.fromEntries([...byNode].map(([step, tasks]) => [step, tasks.map(({ dueDate }) => dueDate)]));
}

const of = (step: string, instance: number) => {
  const due = parts[instance]!.due;
  const { tokens, scopes, tasks } = run.state;
  const tokenOf = (id?: string) => tokens.find((token) => token.id === id);
  return tasks.find((task) => {
    if (task.node !== step) return false;
    for (let token = tokenOf(task.token); token;) {
      const one = token.variables?.['one'] as { due: string | null } | undefined;
      if (one) return one.due === due;
      const { scope } = token;
      const around = scopes.find(({ id }) => id === scope);
      const seen = around?.variables['one'] as { due: string | null } | undefined;
      if (seen) return seen.due === due;
      token = tokenOf(around?.token);
    }
    return false;
  })!.id;
};

async function completes(step: string, instance: number, commit = at.commit): Promise<void> {
  const before = run.events.length;
  run.command({ kind: 'completeTask', task: of(step, instance), variables: {} });
  await commit(run.events.slice(before));
}

test('each has its own, and one without a date that of the whole', async () => {
  expect(await listed()).toEqual({ do: ['2026-12-10', '2026-12-08', '2026-12-18'] });
});

test('the next step has that of its instance, also when the commit knows the case from the database alone', async () => {
  await completes('do', 0);
  expect(await listed()).toEqual({ do: ['2026-12-08', '2026-12-18'], check: ['2026-12-10'] });
  const elsewhere = openDatabase(database.url);
  const there = await openRecordedCase(elsewhere, keys, process, { caseId: at.caseId });
  await completes('do', 2, there.commit);
  await elsewhere.close();
  expect(await listed()).toEqual({ do: ['2026-12-08'], check: ['2026-12-10', '2026-12-18'] });
});

test('a date that is changed moves the tasks of its instance alone', async () => {
  const { id: deadline } = run.state.deadlines.find(({ dueDate }) => dueDate === '2026-12-08')!;
  const actor = { ...person('p4'), permissions: ['deadline.change'] };
  const before = run.events.length;
  run.does(actor, { kind: 'changeDeadline', deadline, date: '2026-12-15', reason: '协商一致' });
  await at.commit(run.events.slice(before));
  expect(await listed()).toEqual({ do: ['2026-12-15'], check: ['2026-12-10', '2026-12-18'] });
});

test('an instance that ends leaves the dates of the others as they are', async () => {
  await completes('check', 0);
  expect(await listed()).toEqual({ do: ['2026-12-15'], check: ['2026-12-18'] });
});

test('what falls due names as handlers of an instance those of its own tasks alone, and so does its filter', async () => {
  const before = run.events.length;
  run.does(
    { ...person('p4', 'principal@school'), permissions: ['task.assign'] },
    {
      ...{ kind: 'assignTask', task: of('do', 1), reason: '另行指定', cause: 'supervisor' },
      to: [candidate('inspector@bureau')],
    },
  );
  await at.commit(run.events.slice(before));
  const filter = { from: '2026-09-07', to: '2026-12-31' };
  const { rows, days } = await inScope(db, system('qinghe'), async (tx) => ({
    rows: (await listDue(tx, { filter, limit: 50 })).rows.filter((row) => row.case.caseId === at.caseId),
    days: await countDueByDay(tx, { ...filter, units: ['bureau'] }),
  }));
  const officers = { post: 'officer', unit: 'school' };
  const inspectors = { post: 'inspector', unit: 'bureau' };
  expect(rows.map(({ deadline, handlers }) => [deadline.key, deadline.dueDate, handlers])).toEqual([
    ['stage', '2026-12-15', [inspectors]],
    ['whole', '2026-12-18', [inspectors, officers]],
  ]);
  expect(days.map(({ date, count }) => [date, count])).toEqual([
    ['2026-12-15', 1],
    ['2026-12-18', 1],
  ]);
});

test('one by one or all at once, and again from a rebuild: the same rows', async () => {
  const [together, apart] = [
    await openRecordedCase(db, keys, process),
    await openRecordedCase(db, keys, process),
  ];
  await together.commit(run.events);
  for (const event of run.events) await apart.commit([event]);
  const rows = ({ caseId }: RecordedCase) => dumpReadModel(database, caseId);
  expect(await rows(apart)).toEqual(await rows(together));
  expect(await listed(together.caseId)).toEqual(await listed());
  const before = await dumpReadModel(database);
  await rebuild(db, keys);
  expect(await dumpReadModel(database)).toEqual(before);
});
