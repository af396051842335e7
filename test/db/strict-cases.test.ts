/** Who sees a strict case: its seats, whatever the table, and nobody for being of a unit or above it. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginCommand } from '../../db/commands.ts';
import { inScope, person, platform, system, type Scope, type Seat } from '../../db/connection.ts';
import { writeContent } from '../../db/content.ts';
import { readModelTables } from '../../db/read-model/index.ts';
import { rebuild } from '../../db/rebuild.ts';
import { templateVersion } from '../../db/schema/index.ts';
import { seatsOf } from '../../db/substitution-chains.ts';
import type { EngineEvent } from '../../engine/event.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys, type RecordedCase } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db, asOwner } = database;
/** It says who is named by the matter; the tests write down whom. */
const process = { ...longProcess, work: { verbs: [], excluded: { people: [], posts: [] } } };
const template = process.process;
const deputy: Seat = { post: 'deputy', unit: 'bureau' };

/** The officer p1 of the school begins it and plans; the director is told when that is late. */
const begun = begunLongCase();
const checker: Seat = { post: 'acceptance', unit: 'bureau' };
let record: RecordedCase;

beforeAll(async () => {
  await seedCounty(db, 'qinghe');
  await seedCounty(db, 'linshui');
  const model = await writeContent(db, 'model', process);
  const published = { xml: '', model, forms: {}, mails: {}, publishedBy: 'p4', publishedAt: begun.now };
  for (const tenantId of ['qinghe', 'linshui'])
    await inScope(db, system(tenantId), (tx) =>
      tx.insert(templateVersion).values({
        ...{ ...published, tenantId, template, version: 1 },
        settings: { confidentiality: { level: 'strict', basis: '测试' } },
      }),
    );
  record = await openRecordedCase(db, keys, process, {
    units: [
      { unit: 'school', role: 'responsible' },
      { unit: 'bureau', role: 'lead' },
    ],
  });
  await record.commit(begun.events);
});

/** Somebody with these seats, of these units, as the API would say it. */
const somebody = (given: {
  id?: string;
  posts?: Seat[];
  units?: string[];
  seesAll?: boolean;
  tenant?: string;
  limits?: Scope['limits'];
}): Scope => {
  const { id = 'p9', posts = [], units = posts.map(({ unit }) => unit), tenant = 'qinghe' } = given;
  return person({
    ...{ tenant, person: id, units, seesAll: given.seesAll ?? false },
    seats: seatsOf({ person: id, posts }),
    ...(given.limits && { limits: given.limits }),
  });
};

const countIn = (scope: Scope, table: string) =>
  inScope(db, scope, async (tx) => {
    const [row] = await tx.execute<{ count: number }>(
      sql`select count(*)::int from ${sql.identifier(table)}`,
    );
    return row!.count;
  });
const sees = async (scope: Scope) => (await countIn(scope, 'case')) > 0;

const officer: Seat = { post: 'officer', unit: 'school' };
const tables = ['case', 'task', 'task_candidate', 'deadline', 'active_node', 'journal'];

describe.each(tables)('of %s', (table) => {
  test('whoever holds the post that has the task sees its rows, and so does whoever holds it next', async () => {
    expect(await countIn(somebody({ id: 'p1', posts: [officer] }), table)).toBeGreaterThan(0);
    expect(await countIn(somebody({ id: 'newcomer', posts: [officer] }), table)).toBeGreaterThan(0);
  });

  test('the machine sees them', async () => {
    expect(await countIn(system('qinghe'), table)).toBeGreaterThan(0);
  });

  test.each<[string, Scope]>([
    ['another post of the same unit', somebody({ posts: [{ post: 'principal', unit: 'school' }] })],
    ['the same post of another unit', somebody({ posts: [{ post: 'officer', unit: 'other-school' }] })],
    ['the unit above', somebody({ posts: [deputy], units: ['bureau', 'school', 'other-school'] })],
    [
      'whoever oversees every case',
      somebody({ posts: [deputy], units: ['bureau', 'school'], seesAll: true }),
    ],
    ['a post that has no task yet', somebody({ posts: [checker] })],
    ['nobody in particular', somebody({})],
    ['another tenant, machine and all', system('linshui')],
    ['the same post in another tenant', somebody({ posts: [officer], tenant: 'linshui' })],
    ['whoever asks before a tenant is known', platform],
    ['a scope that names nobody', {}],
  ])('%s sees none', async (_who, scope) => {
    expect(await countIn(scope, table)).toBe(0);
  });
});

test('whoever began it sees it in the post in which they did, and takes nothing along when they leave it', async () => {
  const officerOfAnother: Seat = { post: 'officer', unit: 'other-school' };
  const opened = await openRecordedCase(db, keys, process);
  const [started, ...rest] = begunLongCase().events;
  const actor = { kind: 'person' as const, person: 'p7', posts: [{ post: 'teacher', unit: 'school' }] };
  await opened.commit([{ ...started!, actor } as EngineEvent, ...rest]);
  const seesIt = (scope: Scope) =>
    inScope(db, scope, async (tx) => {
      const rows = await tx.execute(sql`select from "case" where case_id = ${opened.caseId}::uuid`);
      return rows.length;
    });
  const teacher: Seat = { post: 'teacher', unit: 'school' };
  expect(await seesIt(somebody({ id: 'p7', posts: [teacher] }))).toBe(1);
  expect(await seesIt(somebody({ id: 'p8', posts: [teacher] }))).toBe(0);
  expect(await seesIt(somebody({ id: 'p7', posts: [officerOfAnother] }))).toBe(0);
});

test('a substitute sees what the principal does, in full or for this kind of case, and no longer than they stand in', async () => {
  const principal = { person: 'p1', posts: [officer] };
  const inFull = person({
    ...{ tenant: 'qinghe', person: 'p9', units: [], seesAll: false },
    seats: [...seatsOf({ person: 'p9', posts: [] }), ...seatsOf(principal)],
  });
  const forKind = (kind: string) =>
    somebody({ limits: seatsOf(principal).map((seat) => ({ template: kind, seat })) });
  expect(await sees(inFull)).toBe(true);
  expect(await sees(forKind(template))).toBe(true);
  expect(await sees(forKind('another'))).toBe(false);
  expect(await sees(somebody({}))).toBe(false);
});

test('a substitution for units of a kind of case opens no strict one', async () => {
  const limits = ['school', 'bureau'].map((unit) => ({ template, unit }));
  expect(await sees(somebody({ limits }))).toBe(false);
});

describe('whoever becomes part of it later', () => {
  const later = begunLongCase();
  let at: RecordedCase;
  const seesIt = (scope: Scope) =>
    inScope(db, scope, async (tx) => {
      const rows = await tx.execute(sql`select from "case" where case_id = ${at.caseId}::uuid`);
      return rows.length === 1;
    });
  /** What the engine could have said next. */
  const then = async (body: object) => {
    const seq = later.events.length + 1;
    const actor = { kind: 'person', person: 'p1', posts: [officer] };
    later.events.push({ ...body, seq, at: later.now, actor } as unknown as EngineEvent);
    await at.commit(later.events);
  };
  beforeAll(async () => {
    at = await openRecordedCase(db, keys, process);
    await at.commit(later.events);
  });
  const task = () => {
    const created = later.events.find((event) => event.kind === 'taskCreated');
    return created!.task;
  };

  test('is a person to whom it was copied, in that capacity and alone', async () => {
    const copied: Seat = { post: 'nurse', unit: 'school', person: 'p6' };
    await then({ kind: 'copied', copy: { id: 'y1', to: copied, by: 'p1' } });
    const nurse: Seat = { post: 'nurse', unit: 'school' };
    expect(await seesIt(somebody({ id: 'p6', posts: [nurse] }))).toBe(true);
    expect(await seesIt(somebody({ id: 'p5', posts: [nurse] }))).toBe(false);
    expect(await seesIt(somebody({ id: 'p6' }))).toBe(false);
  });

  test('is a person whom a task names, with or without a capacity', async () => {
    const candidates = [
      { post: 'member', unit: 'school', person: 'm1' },
      { post: '', unit: '', person: 'm2' },
    ];
    await then({ kind: 'taskChanged', verb: 'assign', node: 'plan', task: { ...task(), candidates } });
    expect(await seesIt(somebody({ id: 'm1', posts: [{ post: 'member', unit: 'school' }] }))).toBe(true);
    expect(await seesIt(somebody({ id: 'm2' }))).toBe(true);
    expect(await seesIt(somebody({ id: 'm3', posts: [{ post: 'member', unit: 'school' }] }))).toBe(false);
  });

  test('is never a post of a unit that the task keeps out, though it stands among its candidates', async () => {
    const candidates = [
      { post: 'panel', unit: 'bureau' },
      { post: 'panel', unit: 'other-school' },
    ];
    const kept = { ...task(), candidates, excludedUnits: ['other-school'] };
    await then({ kind: 'taskChanged', verb: 'assign', node: 'plan', task: kept });
    expect(await seesIt(somebody({ posts: [{ post: 'panel', unit: 'bureau' }] }))).toBe(true);
    expect(await seesIt(somebody({ posts: [{ post: 'panel', unit: 'other-school' }] }))).toBe(false);
  });

  test.each<[string, (to: Seat) => object]>([
    ['whoever is asked', (to) => ({ kind: 'asked', question: { id: 'q1', by: 'p1', to }, text: '？' })],
    [
      'whoever draws up a document',
      (to) => ({ kind: 'documentDue', deadline: 'd1', node: 'plan', step: 'red', document: 'x', by: [to] }),
    ],
    [
      'whoever decides about a clock',
      (to) => ({
        kind: 'clockRequested',
        node: 'plan',
        request: {
          ...{ id: 'r1', deadline: 'd1', what: 'extension', date: '2026-12-31' },
          ...{ reason: '测试', by: 'p1', approvers: [to] },
        },
      }),
    ],
  ])('is %s', async (name, event) => {
    const to: Seat = { post: name, unit: 'bureau' };
    expect(await seesIt(somebody({ posts: [to] }))).toBe(false);
    await then(event(to));
    expect(await seesIt(somebody({ posts: [to] }))).toBe(true);
  });

  test('is no unit that was added: it takes part, and somebody of it must be given something', async () => {
    await then({ kind: 'participantAdded', unit: 'other-school', role: 'assist', reason: '同校学生' });
    expect(await seesIt(somebody({ posts: [{ post: 'officer', unit: 'other-school' }] }))).toBe(false);
    const [row] = await asOwner<{ units: { unit: string }[] }[]>`
      select units from "case" where case_id = ${at.caseId}`;
    expect(row!.units.map(({ unit }) => unit)).toContain('other-school');
  });
});

describe('whom the matter names', () => {
  const panel: Seat = { post: 'panel', unit: 'bureau' };
  let at: RecordedCase;
  const seesIt = (scope: Scope) =>
    inScope(db, scope, async (tx) => {
      const rows = await tx.execute(sql`select from "case" where case_id = ${at.caseId}::uuid`);
      return rows.length === 1;
    });
  beforeAll(async () => {
    const run = begunLongCase();
    const [candidates, excludedPeople, excludedPosts] = [
      [panel, officer],
      ['m1', 'm5'],
      [{ post: 'principal', unit: 'school' }],
    ];
    const [first, ...rest] = run.events.map((event) =>
      event.kind === 'taskCreated'
        ? { ...event, task: { ...event.task, candidates, excludedPeople, excludedPosts } }
        : event,
    );
    // Who took part in what the step reviews is kept out of it as well, and is of the case.
    const done = { kind: 'taskCompleted', task: 't0', node: 'plan', variables: {}, tookPart: ['m5'] };
    const events = [first, done, ...rest].map((event, index) => ({ ...first, ...event, seq: index + 1 }));
    at = await openRecordedCase(db, keys, process);
    await at.commit(events as EngineEvent[]);
  });

  test('never sees it, though they hold a post that does, as a person or by a post of theirs', async () => {
    expect(await seesIt(somebody({ id: 'm2', posts: [panel] }))).toBe(true);
    expect(await seesIt(somebody({ id: 'm5', posts: [panel] }))).toBe(true);
    expect(await seesIt(somebody({ id: 'm1', posts: [panel] }))).toBe(false);
    const principal: Seat = { post: 'principal', unit: 'school' };
    expect(await seesIt(somebody({ id: 'm3', posts: [panel, principal] }))).toBe(false);
  });

  test('is seen by no substitute of theirs for them, but by one who has a seat of their own', async () => {
    const seats = seatsOf({ person: 'm1', posts: [panel] });
    const forThem = (posts: Seat[]) =>
      person({
        ...{ tenant: 'qinghe', person: 'm4', units: [], seesAll: false },
        seats: [...seatsOf({ person: 'm4', posts }), ...seats],
      });
    expect(await seesIt(forThem([]))).toBe(false);
    expect(await seesIt(forThem([officer]))).toBe(true);
    const limits = seats.map((seat) => ({ template, seat }));
    expect(await seesIt(somebody({ id: 'm4', limits }))).toBe(false);
    expect(await seesIt(somebody({ id: 'm4', posts: [officer], limits }))).toBe(true);
  });
});

test('whoever is told of a late step sees it from then on', async () => {
  const director = somebody({ posts: [{ post: 'director', unit: 'bureau' }], seesAll: true });
  expect(await sees(director)).toBe(false);
  begun.after('P9D');
  await record.commit(begun.events);
  expect(begun.events.map(({ kind }) => kind)).toContain('deadlineStepReached');
  expect(await sees(director)).toBe(true);
  expect(await countIn(director, 'case_seat')).toBe(1);
});

test('a command on a task of it finds the task by a seat alone', async () => {
  const ask = (scope: Scope, key: string) =>
    beginCommand(db, scope, {
      row: { tenant: 'qinghe', person: scope.person!, key, digest: 'd', at: begun.now },
      at: { caseId: record.caseId, task: begun.state.tasks[0]!.id },
    });
  const [mine, above, overseer] = [
    await ask(somebody({ id: 'p1', posts: [officer] }), '00000000-0000-4000-8000-000000000001'),
    await ask(
      somebody({ posts: [deputy], units: ['bureau', 'school'] }),
      '00000000-0000-4000-8000-000000000002',
    ),
    await ask(somebody({ seesAll: true }), '00000000-0000-4000-8000-000000000003'),
  ];
  expect([mine.task?.node, above.task, overseer.task]).toEqual(['plan', undefined, undefined]);
});

test('no unit stands in a strict case, and a rebuild gives the same seats', async () => {
  expect(await countIn(system('qinghe'), 'case_unit')).toBe(0);
  const before = await dumpReadModel(database);
  expect(before.filter((line) => line.startsWith('case_seat')).length).toBeGreaterThan(10);
  await asOwner.unsafe('delete from case_seat; delete from strict_case');
  await rebuild(db, keys);
  expect(await dumpReadModel(database)).toEqual(before);
});

test('events committed one by one give the seats that they give together', async () => {
  const one = await openRecordedCase(db, keys, process);
  const other = await openRecordedCase(db, keys, process);
  await one.commit(begun.events);
  for (const [index] of begun.events.entries()) await other.commit(begun.events.slice(0, index + 1));
  const seats = async ({ caseId }: RecordedCase) =>
    (await dumpReadModel(database, caseId)).filter((line) => line.startsWith('case_seat'));
  expect(await seats(other)).toEqual(await seats(one));
});

test('every table with rows of a case asks whether it is strict', async () => {
  const rows = await asOwner<{ name: string; asks: boolean }[]>`
    select relname as name, pg_get_expr(polqual, polrelid) like '%strict_case%' as asks
    from pg_policy join pg_class on pg_class.oid = polrelid
    where pg_get_expr(polqual, polrelid) like '%seen_case%'`;
  expect(rows.filter(({ asks }) => !asks)).toEqual([]);
  const seats = ['case_unit', 'case_seat', 'strict_case'];
  // Read by the machine alone.
  const unseen = ['one_time_link'];
  const asked = rows.map(({ name }) => name);
  expect(readModelTables.filter((table) => ![...asked, ...seats, ...unseen].includes(table))).toEqual([]);
});

test('no person reads the links that agencies have, whoever they are', async () => {
  const hash = '0'.repeat(64);
  await asOwner`insert into one_time_link (tenant_id, case_id, link, hash) values ('qinghe', ${randomUUID()}, 'w1', ${hash})`;
  expect(await countIn(system('qinghe'), 'one_time_link')).toBe(1);
  expect(await countIn(somebody({ seesAll: true }), 'one_time_link')).toBe(0);
});

test('whoever oversees reads no draft, batch or answer of another', async () => {
  await inScope(db, system('qinghe'), (tx) =>
    tx.execute(sql`insert into task_draft (tenant_id, person, case_id, task, "values", saved_at)
      values ('qinghe', 'p1', ${record.caseId}::uuid, 't2', '\\x00', now())`),
  );
  expect(await countIn(somebody({ seesAll: true }), 'task_draft')).toBe(0);
  expect(await countIn(somebody({ id: 'p1' }), 'task_draft')).toBe(1);
});
