/** How long somebody has a seat in a strict case: for good where they acted, were told or asked; else while something is theirs to do. */
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inScope, openDatabase, person as personScope, system, type Seat } from '../../db/connection.ts';
import { orphans } from '../../db/orphans.ts';
import { readModelTables } from '../../db/read-model/index.ts';
import { rebuild } from '../../db/rebuild.ts';
import { templateVersion } from '../../db/schema/index.ts';
import { seatsOf } from '../../db/substitution-chains.ts';
import { writeContent } from '../../db/content.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Command } from '../../engine/input.ts';
import type { DeadlineConfig, UserTaskConfig } from '../../engine/model.ts';
import { freshDatabase } from '../support/database.ts';
import { candidate, given, person, type CaseUnderTest, type Person } from '../support/given.ts';
import { boundary, message, model, node, user } from '../support/model.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys, type RecordedCase } from '../support/recorded-case.ts';

const verbs: UserTaskConfig['verbs'] = (
  ['transfer', 'delegate', 'addSignersBefore', 'removeSigner', 'withdraw', 'copyTo'] as const
).map((verb) => ({ verb, needs: [] }));
const outcomes: UserTaskConfig['outcomes'] = [
  { key: 'yes', name: { zh: '是' }, needsReason: false },
  { key: 'no', name: { zh: '否' }, needsReason: false, verdict: 'reject' },
];
const committee = ['chair@school', 'member@school', 'lawyer@bureau'];

/** The handlers and the director are told when it is late; two leaders may extend it. */
const term: DeadlineConfig = {
  key: 'work',
  name: { zh: '办理时限' },
  rule: { amount: 3, unit: 'calendarDay', rollForward: false, endOfDay: 'midnight', basis: '测试' },
  ladder: [
    {
      ...{ key: 'late', kind: 'escalate', name: { zh: '逾期' }, channels: [], document: { zh: '督办单' } },
      after: { amount: 0, unit: 'hour' },
      whom: [{ kind: 'handlers' }, { kind: 'post', post: 'director', unit: 'bureau' }],
    },
  ],
  extension: { approval: [candidate('deputy@bureau'), candidate('head@school')] },
};

/** Two posts handle it; a committee of three votes; the principal closes it. A message takes the work back. */
const process = model(
  'matter',
  [
    node('start', 'startEvent'),
    user(
      'work',
      { candidates: [candidate('handler@school'), candidate('office@bureau')], verbs },
      { deadlines: [term] },
    ),
    boundary('takenBack', 'work', { events: message('stop') }),
    user('vote', {
      candidates: committee.map(candidate),
      outcomes,
      signing: { mode: 'vote', resultVariable: 'votes', vote: { ratio: 50 } },
      verbs,
    }),
    user('close', { candidates: [candidate('principal@school')] }),
    node('end', 'endEvent'),
    node('stopped', 'endEvent'),
  ],
  ['start -> work', 'work -> vote', 'vote -> close', 'close -> end', 'takenBack -> stopped'],
  { keepsTrail: true, work: { verbs: verbs ?? [] } },
);

const keys = testKeys();
const database = await freshDatabase();
const { db, asOwner } = database;

beforeAll(async () => {
  await seedCounty(db, 'qinghe');
  const hash = await writeContent(db, 'model', process);
  await inScope(db, system('qinghe'), (tx) =>
    tx.insert(templateVersion).values({
      ...{ tenantId: 'qinghe', template: 'matter', version: 1, xml: '', model: hash, forms: {}, mails: {} },
      ...{ publishedBy: 'p4', publishedAt: '2026-09-01T00:00:00.000Z' },
      settings: { confidentiality: { level: 'strict', basis: '测试' } },
    }),
  );
});

const reporter = person('reporter', 'teacher@school');
const handler = person('h1', 'handler@school');
const colleague = person('h2', 'handler@school');
const office = person('o1', 'office@bureau');
const chair = person('c1', 'chair@school');
const member = person('m1', 'member@school');
const lawyer = person('l1', 'lawyer@bureau');
const other = person('x1', 'nurse@school');

let run: CaseUnderTest;
let at: RecordedCase;

beforeEach(async () => {
  run = given(process, {}, { actor: reporter });
  at = await openRecordedCase(db, keys, process);
  await at.commit(run.events);
});

/** Does it in the case and commits what comes of it. */
async function does(who: Person, command: Command): Promise<void> {
  const before = run.events.length;
  run.does(who, command);
  await at.commit(run.events.slice(before));
}

const completes = (who: Person, task: string, outcome?: string) =>
  does(who, {
    ...{ kind: 'completeTask', task, variables: {} },
    ...(outcome !== undefined && { outcome }),
  } as Command);

const scopeOf = ({ person: id, posts }: Person, more: Seat[] = []) =>
  personScope({
    ...{ tenant: 'qinghe', person: id, seesAll: false },
    units: posts.map(({ unit }) => unit),
    seats: [...seatsOf({ person: id, posts }), ...more],
  });

const tables = ['case', 'task', 'journal', 'case_seat'];

/** Whether row-level security shows them the case, in every table of it or in none. */
async function sees(who: Person, standingInFor?: Person): Promise<boolean> {
  const more = standingInFor ? seatsOf(standingInFor) : [];
  const counts = await inScope(db, scopeOf(who, more), async (tx) => {
    const found: number[] = [];
    for (const table of tables) {
      const rows = await tx.execute(
        sql`select from ${sql.identifier(table)} where case_id = ${at.caseId}::uuid limit 1`,
      );
      found.push(rows.length);
    }
    return found;
  });
  expect(new Set(counts).size, `seen in ${tables.join(', ')}: ${counts.join(', ')}`).toBe(1);
  return counts[0] === 1;
}

describe('whoever completed a step', () => {
  test('goes on reading it, as long as they hold the post in which they did', async () => {
    await completes(handler, run.task('work').id);
    expect(await sees(handler)).toBe(true);
    expect(await sees(person('h1', 'nurse@school'))).toBe(false);
  });

  test('leaves nothing to those who were offered it as well: the rest of the post, and another post', async () => {
    expect([await sees(colleague), await sees(office)]).toEqual([true, true]);
    await completes(handler, run.task('work').id);
    expect([await sees(colleague), await sees(office)]).toEqual([false, false]);
  });

  test('for somebody else leaves the seat to them, and sees it while standing in', async () => {
    const deputy = person('d1', 'nurse@school');
    await does(
      { ...deputy, standsInFor: [{ person: 'h1', posts: handler.posts }] },
      { kind: 'completeTask', task: run.task('work').id, variables: {} },
    );
    expect(await sees(handler)).toBe(true);
    expect(await sees(deputy)).toBe(false);
    expect(await sees(deputy, handler)).toBe(true);
  });
});

describe('whoever was offered a task and never acted', () => {
  const task = () => run.task('work').id;

  test('no longer sees it when the task is transferred, and neither does who gave it away', async () => {
    await does(handler, { kind: 'claimTask', task: task() });
    await does(handler, { kind: 'transferTask', task: task(), to: candidate('nurse@school:x1') });
    expect(await sees(other)).toBe(true);
    expect([await sees(handler), await sees(colleague), await sees(office)]).toEqual([false, false, false]);
  });

  test.each(['orphan', 'leaver', 'supervisor'] as const)(
    'no longer sees it when the task moves (%s)',
    async (cause) => {
      const machine = { ...person('admin'), permissions: ['task.assign'] };
      const to = [candidate('nurse@school:x1')];
      await does(machine, { kind: 'assignTask', task: task(), to, reason: '调离', cause });
      expect([await sees(other), await sees(handler), await sees(office)]).toEqual([true, false, false]);
    },
  );

  test('no longer sees it when the offer is taken back', async () => {
    const before = run.events.length;
    run.message('stop');
    await at.commit(run.events.slice(before));
    expect([await sees(handler), await sees(office)]).toEqual([false, false]);
    expect(await sees(reporter)).toBe(true);
  });

  test('no longer sees it when the previous handler takes it back, and the handler has it again', async () => {
    await completes(handler, task());
    expect(await sees(chair)).toBe(true);
    await does(handler, { kind: 'withdrawTask', visit: run.last('elementCompleted').tokens[0]! });
    expect(await sees(chair)).toBe(false);
    expect([await sees(handler), await sees(colleague)]).toEqual([true, true]);
  });

  test('no longer sees it when they are removed from those who were added', async () => {
    const people = [candidate('nurse@school:x1')];
    await does(handler, { kind: 'addSigners', task: task(), sign: 'before', people });
    expect(await sees(other)).toBe(true);
    await does(handler, {
      kind: 'removeSigner',
      task: run.taskOf('nurse@school:x1').id,
      reason: '误加',
    });
    expect(await sees(other)).toBe(false);
  });

  test('keeps it for another reason: whoever began it, or was copied to or asked', async () => {
    await does(handler, { kind: 'copyTo', to: [candidate('nurse@school:x1')] } as Command);
    await does(handler, { kind: 'transferTask', task: task(), to: candidate('teacher@school:reporter') });
    await does(reporter, { kind: 'transferTask', task: task(), to: candidate('nurse@school:x1') });
    await does(other, { kind: 'transferTask', task: task(), to: candidate('office@bureau') });
    expect([await sees(reporter), await sees(other)]).toEqual([true, true]);
  });
});

describe('a deadline', () => {
  const transfers = (to: string) =>
    does(handler, { kind: 'transferTask', task: run.task('work').id, to: candidate(to) });

  test('that is late gives whom it names a seat for good, and its handlers no more than they have', async () => {
    const director = person('b1', 'director@bureau');
    const before = run.events.length;
    run.after('P4D');
    await at.commit(run.events.slice(before));
    expect(run.last('documentDue').by.map(({ post }) => post)).toContain('handler');
    await transfers('nurse@school:x1');
    expect([await sees(director), await sees(handler), await sees(office)]).toEqual([true, false, false]);
  });

  test('that somebody asks to extend is seen by all who may decide, then by who did', async () => {
    const [deputy, head] = [person('b2', 'deputy@bureau'), person('s2', 'head@school')];
    const { id: deadline } = run.state.deadlines[0]!;
    await does(handler, { kind: 'requestExtension', deadline, date: '2026-09-20', reason: '涉及两个部门' });
    expect([await sees(deputy), await sees(head)]).toEqual([true, true]);
    const { id: request } = run.state.clockRequests![0]!;
    await does(deputy, { kind: 'decideClockRequest', request, approve: true });
    expect([await sees(deputy), await sees(head)]).toEqual([true, false]);
  });

  test('that ends lets those go who were to decide about it', async () => {
    const { id: deadline } = run.state.deadlines[0]!;
    await does(handler, { kind: 'requestExtension', deadline, date: '2026-09-20', reason: '涉及两个部门' });
    await completes(handler, run.task('work').id);
    expect(await sees(person('b2', 'deputy@bureau'))).toBe(false);
  });
});

test('whoever delegates a task keeps it, and whoever gave the opinion goes on reading it', async () => {
  const task = run.task('work').id;
  await does(handler, { kind: 'delegateTask', task, to: candidate('nurse@school:x1') });
  expect([await sees(handler), await sees(other)]).toEqual([true, true]);
  await does(other, { kind: 'answerDelegation', task, opinion: '同意' });
  await completes(handler, task);
  expect([await sees(handler), await sees(other), await sees(office)]).toEqual([true, true, false]);
});

describe('a committee', () => {
  beforeEach(async () => {
    await completes(handler, run.task('work').id);
  });
  const recuse = (who: Person, post: string) =>
    does(who, { kind: 'recuse', task: run.taskOf(post).id, reason: '近亲属' });

  test('who stood aside is kept out at once, though the post has a seat and gets the next task', async () => {
    expect(await sees(member)).toBe(true);
    await recuse(member, 'member@school');
    expect(await sees(member)).toBe(false);
    const another = person('m1', 'member@school', 'chair@school');
    expect(await sees(another)).toBe(false);
    expect(await sees(chair)).toBe(true);
  });

  test('nobody sees it for who stood aside, but by a seat of their own', async () => {
    await recuse(chair, 'chair@school');
    expect(await sees(other, chair)).toBe(false);
    expect(await sees(member, chair)).toBe(true);
  });

  test('where a substitute stood aside for a member, the member is kept out', async () => {
    const substitute = person('s1', 'nurse@school');
    await recuse({ ...substitute, standsInFor: [{ person: 'm1', posts: member.posts }] }, 'member@school');
    expect([await sees(member), await sees(substitute, member)]).toEqual([false, false]);
  });

  test('a later task that only who stood aside could do is nobody’s, and moves on', async () => {
    await recuse(person('p2', 'chair@school', 'principal@school'), 'chair@school');
    await completes(member, run.taskOf('member@school').id, 'yes');
    const found = await inScope(db, system('qinghe'), (tx) => orphans(tx, '2026-09-07'));
    expect(found.filter(({ caseId }) => caseId === at.caseId).map(({ node: id }) => id)).toContain('close');
  });

  test('whoever sat in it goes on reading it, also who had not voted when it was decided', async () => {
    await completes(chair, run.taskOf('chair@school').id, 'yes');
    await completes(member, run.taskOf('member@school').id, 'yes');
    expect(run.openTasks()).toEqual(['close']);
    expect([await sees(chair), await sees(member), await sees(lawyer)]).toEqual([true, true, true]);
  });
});

test('a commit that knows nothing of before goes on where the last one ended', async () => {
  const elsewhere = openDatabase(database.url);
  const before = run.events.length;
  const task = run.task('work').id;
  run.does(handler, { kind: 'completeTask', task, variables: {} });
  const there = await openRecordedCase(elsewhere, keys, process, { caseId: at.caseId });
  await there.commit(run.events.slice(before));
  await elsewhere.close();
  expect([await sees(handler), await sees(colleague), await sees(chair)]).toEqual([true, false, true]);
});

test('a rebuild gives the same seats, on the same grounds', async () => {
  const before = await dumpReadModel(database);
  const seats = before.filter((line) => /^(case_seat|strict_case) /.test(line));
  expect(seats.length).toBeGreaterThan(40);
  await asOwner.unsafe(`update case_seat set grounds = '{forGood}', barred = '{}'; delete from strict_case`);
  await rebuild(db, keys);
  expect(await dumpReadModel(database)).toEqual(before);
  expect(readModelTables).toContain('case_seat');
});

test('all at once or one by one, the seats are the same', async () => {
  await completes(handler, run.task('work').id);
  await does(member, { kind: 'recuse', task: run.taskOf('member@school').id, reason: '近亲属' });
  const [together, apart] = [
    await openRecordedCase(db, keys, process),
    await openRecordedCase(db, keys, process),
  ];
  await together.commit(run.events);
  for (const event of run.events satisfies EngineEvent[]) await apart.commit([event]);
  const seats = async ({ caseId }: RecordedCase) =>
    (await dumpReadModel(database, caseId)).filter((line) => /^(case_seat|strict_case) /.test(line));
  expect(await seats(apart)).toEqual(await seats(together));
  expect(await seats(together)).toEqual(await seats(at));
});
