/** Human work, returns and clocks in the read model: the same rows whether events come one by one, together or from a rebuild. */
import { expect, test } from 'vitest';
import { inScope, person, system } from '../../db/connection.ts';
import { copiesOf, listCopies, openQuestionsTo } from '../../db/conversations.ts';
import { clockRequestsTo, countDueByDay, listDue } from '../../db/due-list.ts';
import { rebuild } from '../../db/rebuild.ts';
import { listOpenTasks, tasksInHand } from '../../db/open-tasks.ts';
import { findTask, listTodo } from '../../db/work-list.ts';
import { clockChanges } from '../../engine/clock/apply.ts';
import type { EngineEvent, EventBody } from '../../engine/event.ts';
import type { Actor } from '../../engine/input.ts';
import type { OpenTask } from '../../engine/state.ts';
import type { Deadline, PendingStep } from '../../engine/clock/state.ts';
import { linkChanges } from '../../engine/link/apply.ts';
import { trailChanges } from '../../engine/trail/apply.ts';
import { workChanges } from '../../engine/work/apply.ts';
import { freshDatabase } from '../support/database.ts';
import { officer } from '../support/given.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db } = database;
await seedCounty(db);
const inCounty = system('qinghe');
const at = { now: '2026-09-07T02:00:00.000Z', today: '2026-09-07' };

/** A case with what the test says after its beginning. */
function story() {
  const run = begunLongCase();
  const events = [...run.events];
  const [token] = run.state.tokens.filter(({ node }) => node === 'plan');
  const root = run.state.scopes.find(({ parent }) => parent === undefined)!;
  const inner = run.state.scopes.find(({ parent }) => parent !== undefined)!;
  const task = run.task('plan');
  const deadline = run.state.deadlines.find(({ key }) => key === 'plan')!;
  const say = (body: EventBody, actor: Actor | null = officer) => {
    const seq = events.length + 1;
    const minute = String(seq % 60).padStart(2, '0');
    events.push({ ...body, seq, at: `2026-09-07T02:${minute}:00.000Z`, actor } as EngineEvent);
  };
  return { events, say, task, deadline, token: token!, root, inner };
}

const principal = { post: 'principal', unit: 'school', person: 'p2' };
const acceptance = { post: 'acceptance', unit: 'bureau' };
const decision = { verdict: 'pass' as const, by: 'p2', opinion: '同意', variables: {} };
const step = (key: string, instant: string): PendingStep => ({
  ...{ key, kind: 'remind', at: instant, whom: [], handlers: true, channels: ['mail'] },
});
const later = (deadline: Deadline, more: Partial<Deadline> = {}): Deadline => ({
  ...{ ...deadline, dueDate: '2026-09-14', due: '2026-09-14T09:30:00.000Z', extensions: 1, ...more },
});

/** Every event of human work, of the trail and of clocks at least once, in an order in which they could come. */
function everything(): EngineEvent[] {
  const { events, say, task, deadline, token, root, inner } = story();
  const given: OpenTask = { ...task, candidates: [principal], owner: task.candidates, generation: 2 };
  const signer: OpenTask = {
    ...{
      ...task,
      id: 't900',
      candidates: [acceptance],
      addedTo: task.id,
      sign: 'before',
      addedBy: 'p2',
      generation: 1,
    },
  };
  say({ kind: 'peopleSought', lookup: { id: 'l900', token: token.id, node: 'plan', asks: [] } });
  say({ kind: 'peopleFound', lookup: 'l900', node: 'plan', answers: [] });
  say({ kind: 'peopleChosen', choices: { check: [acceptance, principal] } });
  const heir = { post: 'director', unit: 'bureau', person: 'p4' };
  say({ kind: 'chosenReplaced', node: 'check', from: 'p2', to: heir, reason: '退休' });
  say({ kind: 'heirNamed', from: 'p2', person: 'p4', posts: [heir], reason: '退休' });
  say({ kind: 'heirAsked', node: 'plan', from: 'p2', to: heir });
  say({ kind: 'peopleReplaced', node: 'plan', policy: 'nobody', did: 'supervisor', people: [principal] });
  say({ kind: 'taskChanged', verb: 'transfer', task: given, node: 'plan', to: [principal], reason: '出差' });
  say({ kind: 'taskClaimed', task: task.id, person: 'p2', generation: 3 });
  const waiting: OpenTask = { ...given, claimedBy: 'p2', waits: 'signersBefore', generation: 4 };
  say({ kind: 'taskChanged', verb: 'addSigners', task: waiting, node: 'plan', to: [acceptance] });
  say({ kind: 'taskCreated', task: signer });
  say({ kind: 'urged', tasks: ['t900'], text: '请尽快' });
  const signing = { mode: 'all' as const };
  say({ kind: 'roundOpened', round: { id: 'r901', token: token.id, node: 'plan', signing, members: [] } });
  say({ kind: 'roundMemberAdded', round: 'r901', node: 'plan', candidate: acceptance, weight: 1 });
  say({ kind: 'signed', round: 'r901', node: 'plan', task: 't900', decision });
  say({
    kind: 'roundMemberRemoved',
    round: 'r901',
    node: 'plan',
    task: 't900',
    recused: true,
    reason: '回避',
  });
  say({
    kind: 'roundClosed',
    round: 'r901',
    node: 'plan',
    result: 'pass',
    passed: 1,
    rejected: 0,
    abstained: 0,
    total: 1,
  });
  const substitute: Actor = { kind: 'person', person: 'p4', posts: [], for: 'p5' };
  say({ kind: 'taskCompleted', task: 't900', node: 'plan', outcome: 'agree', variables: {} }, substitute);
  say({ kind: 'signerRemoved', task: 't900', node: 'plan', reason: '多余' });
  const { waits: _waits, ...back } = waiting;
  const revised: OpenTask = {
    ...back,
    generation: 5,
    delegatedBy: [{ from: [principal], by: 'p2', reason: '请代办' }],
    decided: decision,
    returned: { reason: '材料不全', by: 'p5', from: 'check' },
  };
  say({ kind: 'taskChanged', verb: 'signersDone', task: revised, node: 'plan' });
  say({ kind: 'copied', copy: { id: 'c902', to: { ...acceptance, person: 'p5' }, by: 'p2' }, note: '请阅' });
  say({ kind: 'copied', copy: { id: 'c903', to: acceptance, by: 'p2' }, node: 'plan' });
  say({ kind: 'copyRead', copy: 'c902' });
  say({
    kind: 'asked',
    question: { id: 'q904', task: task.id, by: 'p2', to: acceptance },
    text: '何时到场？',
  });
  say({ kind: 'asked', question: { id: 'q905', by: 'p2', to: principal }, text: '？' });
  say({ kind: 'questionHandedOn', question: 'q905', from: 'p2', to: heir, reason: '退休' });
  say({ kind: 'answered', question: 'q905', text: '明天' });
  say({ kind: 'commented', entry: 'e906', text: '已联系', mentions: [principal] });
  say({ kind: 'participantAdded', unit: 'other-school', role: 'assist', reason: '共用校门' });
  const link = { id: 'w903', scope: token.scope, unit: 'police', task: 't900', node: 'plan', by: 'p2' };
  const until = { madeAt: '2026-09-07T02:00:00.000Z', expiresAt: '2026-09-21T16:00:00.000Z' };
  say({ kind: 'linkMade', link: { ...link, ...until }, node: 'plan', hash: 'a'.repeat(64) });
  say({ kind: 'linkMade', link: { ...link, ...until, id: 'w904' }, node: 'plan', hash: 'b'.repeat(64) });
  say({ kind: 'linkRevoked', link: 'w904', unit: 'police', node: 'plan', cause: 'replaced' });
  const officerThere = { unit: '治安大队', name: '王警官', post: '民警', phone: '0354-110' };
  const used = { link: 'w903', unit: 'police', task: 't900', node: 'plan', signer: officerThere, by: 'p2' };
  say({ kind: 'linkUsed', ...used });
  say({ kind: 'nodeAdded', node: 'added', config: {} });
  say({ kind: 'caseSuspended', reason: '等待移送' });
  say({ kind: 'caseResumed' });
  const asked = { id: 'x907', deadline: deadline.id, by: 'p1', reason: '停电', approvers: [acceptance] };
  say({ kind: 'clockRequested', node: 'plan', request: { ...asked, what: 'extension', date: '2026-09-14' } });
  say({
    kind: 'clockRequested',
    node: 'plan',
    request: { ...asked, id: 'x908', what: 'suspension', why: 'police' },
  });
  say({ kind: 'clockRequestDecided', request: 'x907', deadline: deadline.id, node: 'plan', approved: true });
  say({
    kind: 'deadlineChanged',
    deadline: deadline.id,
    node: 'plan',
    from: deadline.dueDate,
    to: later(deadline),
    cause: 'extension',
  });
  const still = later(deadline, {
    suspended: { at: '2026-09-07T02:00:00.000Z', why: 'police', until: '2026-10-07T02:00:00.000Z' },
  });
  say({ kind: 'clockSuspended', deadline: still, node: 'plan', why: 'police', reason: '公安立案' });
  say({ kind: 'clockResumed', deadline: later(deadline), node: 'plan', from: '2026-09-14' });
  const tell = { deadline: deadline.id, node: 'plan', dueDate: '2026-09-14' };
  const reached = deadline.steps[0]!;
  const again = { ...reached, at: '2026-09-15T01:00:00.000Z', isRepeat: true as const };
  say({
    kind: 'deadlineStepReached',
    ...tell,
    step: { ...reached, colour: 'yellow' },
    tell: [acceptance],
    next: again,
  });
  say({
    kind: 'stepAcknowledged',
    deadline: deadline.id,
    node: 'plan',
    step: reached.key,
    by: 'p1',
    until: '2026-09-09T01:00:00.000Z',
    next: again,
  });
  say({
    kind: 'documentDue',
    deadline: deadline.id,
    node: 'plan',
    step: reached.key,
    document: '督办单',
    by: [acceptance],
  });
  say({
    kind: 'ladderActed',
    deadline: deadline.id,
    node: 'plan',
    step: reached.key,
    did: 'transfer',
    to: [acceptance],
    tasks: [task.id],
  });
  say({
    kind: 'calendarChanged',
    calendar: 'h',
    ladders: [{ deadline: deadline.id, steps: [step('remind3', '2026-09-10T01:00:00.000Z')] }],
  });
  say({ kind: 'deadlineClosed', deadline: deadline.id, node: 'plan', met: true });
  say({
    kind: 'taskCompleted',
    task: task.id,
    node: 'plan',
    outcome: 'submit',
    variables: { category: '网吧', extra: 1 },
  });
  say({ kind: 'variablesSet', scope: root.id, variables: { category: '网吧', extra: 1 } });
  say({ kind: 'elementCompleted', node: 'plan', tokens: [token.id] });
  say({
    kind: 'subscriptionOpened',
    subscription: { id: 's909', scope: root.id, node: 'plan', awaits: { kind: 'message', message: 'paid' } },
  });
  say({ kind: 'subscriptionClosed', subscription: 's909', node: 'plan' });
  say({
    kind: 'stepReturned',
    task: task.id,
    node: 'check',
    to: 'plan',
    resume: 'forward',
    reason: '材料不全',
  });
  say({ kind: 'trailUndone', tokens: [token.id], scopes: [], firings: [], nodes: ['plan'] });
  say({ kind: 'scopeReopened', scope: inner });
  say({ kind: 'tokenRestored', token });
  say({
    kind: 'subscriptionOpened',
    subscription: { id: 's909', scope: root.id, node: 'plan', awaits: { kind: 'message', message: 'paid' } },
  });
  say({ kind: 'deadlineSet', deadline: later(deadline, { cycle: 2 }) });
  say({ kind: 'taskReopened', task: { ...revised, generation: 6 } });
  say({ kind: 'variablesRestored', scope: root.id, variables: { category: '校门' }, absent: ['extra'] });
  say({ kind: 'stepWithdrawn', task: task.id, node: 'plan' });
  say({ kind: 'stepMoved', task: task.id, node: 'plan', to: 'check', reason: '已有材料' });
  say({ kind: 'stepResumed', node: 'check', token: token.id, isBack: true });
  say({ kind: 'detourEnded', node: 'plan', to: 'check', token: token.id, firings: [], tokens: [] });
  say({ kind: 'caseRecalled', reason: '误立' });
  return events;
}

async function dumpOf(events: readonly EngineEvent[], chunk: (left: number) => number): Promise<string[]> {
  const record = await openRecordedCase(db, keys, longProcess, {
    units: [{ unit: 'school', role: 'responsible' }],
    links: [{ caseId: '0190aaaa-0000-7000-8000-00000000000a', kind: 'resubmissionOf' }],
  });
  for (let from = 0; from < events.length;) {
    const size = chunk(events.length - from);
    await record.commit(events.slice(from, from + size));
    from += size;
  }
  return dumpReadModel(database, record.caseId);
}

test('every event of human work, of the trail and of clocks is in the story', () => {
  const told = new Set(everything().map(({ kind }) => kind));
  const kinds = [workChanges, trailChanges, clockChanges, linkChanges].flatMap((changes) =>
    Object.keys(changes),
  );
  expect([...kinds].filter((kind) => !told.has(kind as EngineEvent['kind']))).toEqual(['caseVoided']);
});

test('one by one, in pieces or all at once: the same rows, and the same again from a rebuild', async () => {
  const events = everything();
  const oneByOne = await dumpOf(events, () => 1);
  expect(await dumpOf(events, (left) => left)).toEqual(oneByOne);
  let seed = 7;
  expect(await dumpOf(events, () => 1 + ((seed = (seed * 7919 + 104_729) % 1_000_003) % 7))).toEqual(
    oneByOne,
  );
  const before = await dumpReadModel(database);
  await rebuild(db, keys);
  expect(await dumpReadModel(database)).toEqual(before);
});

/** Commits a story and gives its case. */
async function told(events: readonly EngineEvent[]) {
  const record = await openRecordedCase(db, keys, longProcess, {
    units: [{ unit: 'school', role: 'responsible' }],
  });
  await record.commit(events);
  return record.caseId;
}
const isOf = (caseId: string) => (row: { case: { caseId: string } }) => row.case.caseId === caseId;
const who = (person: string, post: string, unit: string) => ({ person, posts: [{ post, unit }] });
const todo = (me: Parameters<typeof listTodo>[1]['who']) =>
  inScope(db, inCounty, (tx) => listTodo(tx, { who: me, filter: {}, at, limit: 100 })).then(
    ({ rows }) => rows,
  );

test('a task that names somebody is theirs alone while they hold the post, and nobody else’s who holds it too', async () => {
  const { events, say, task } = story();
  say({
    kind: 'taskChanged',
    verb: 'assign',
    task: { ...task, candidates: [principal], generation: 2 },
    node: 'plan',
  });
  const caseId = await told(events);
  const sees = async (...me: [string, string, string]) => (await todo(who(...me))).some(isOf(caseId));
  expect(await sees('p2', 'principal', 'school')).toBe(true);
  expect(await sees('p9', 'principal', 'school')).toBe(false);
  expect(await sees('p1', 'officer', 'school')).toBe(false);
  expect(await sees('p2', 'officer', 'other-school')).toBe(false);
  expect((await inScope(db, inCounty, (tx) => tasksInHand(tx, 'p2', 100))).some(isOf(caseId))).toBe(true);
});

test('a substitute sees the principal’s tasks as theirs to do, for the cases and posts that they stand in for', async () => {
  const { events } = story();
  const caseId = await told(events);
  const p1 = { person: 'p1', posts: [{ post: 'officer', unit: 'school' }] };
  const rowsFor = async (templates: string[] | null, posts = p1.posts) => {
    const rows = await todo({
      ...who('p5', 'acceptance', 'bureau'),
      standsInFor: [{ ...p1, posts, templates }],
    });
    return rows.filter(isOf(caseId)).map((row) => row.for);
  };
  expect(await rowsFor(null)).toEqual(['p1']);
  expect(await rowsFor([longProcess.process])).toEqual(['p1']);
  expect(await rowsFor(['another'])).toEqual([]);
  expect(await rowsFor(null, [{ post: 'officer', unit: 'other-school' }])).toEqual([]);
  // Somebody who holds the post as well does it as themselves.
  const both = await todo({ ...who('p9', 'officer', 'school'), standsInFor: [{ ...p1, templates: null }] });
  expect(both.filter(isOf(caseId)).map((row) => row.for)).toEqual([null]);
});

test('who is kept out by name, or by a post of theirs, has it in no list, nor whoever stands in for them or has a post beside', async () => {
  const { events, say, task } = story();
  const excludedPosts = [{ post: 'acceptance', unit: 'bureau' }];
  const kept = { ...task, excludedPeople: ['p1'], excludedPosts, generation: 2 };
  say({ kind: 'taskChanged', verb: 'assign', task: kept, node: 'plan' });
  const caseId = await told(events);
  const sees = async (me: Parameters<typeof todo>[0]) => (await todo(me)).some(isOf(caseId));
  const [p1, p9] = [who('p1', 'officer', 'school'), who('p9', 'officer', 'school')];
  expect(await sees(p9)).toBe(true);
  expect(await sees(p1)).toBe(false);
  expect(await sees({ ...p9, posts: [...p9.posts, ...excludedPosts] })).toBe(false);
  const substitute = who('p4', 'director', 'bureau');
  expect(await sees({ ...substitute, standsInFor: [{ ...p9, templates: null }] })).toBe(true);
  expect(await sees({ ...substitute, standsInFor: [{ ...p1, templates: null }] })).toBe(false);
  expect(await sees({ ...p1, standsInFor: [{ ...p9, templates: null }] })).toBe(false);
});

test('what waits for others stands in no list, and comes back when it is its turn', async () => {
  const { events, say, task } = story();
  say({
    kind: 'taskChanged',
    verb: 'addSigners',
    task: { ...task, waits: 'signersBefore', generation: 2 },
    node: 'plan',
  });
  const caseId = await told(events);
  const mine = async () => (await todo(who('p1', 'officer', 'school'))).some(isOf(caseId));
  expect(await mine()).toBe(false);
  const row = await inScope(db, inCounty, (tx) => findTask(tx, caseId, task.id));
  expect(row!.task).toMatchObject({ waits: 'signersBefore', closedAt: null });
  expect(
    (await inScope(db, inCounty, (tx) => listOpenTasks(tx, { filter: { now: at.now }, limit: 500 }))).some(
      isOf(caseId),
    ),
  ).toBe(false);
});

test('a void case is void, and what was done for somebody else says for whom', async () => {
  const { events, say, task } = story();
  const substitute: Actor = { kind: 'person', person: 'p4', posts: [], for: 'p1' };
  say({ kind: 'taskCompleted', task: task.id, node: 'plan', variables: {} }, substitute);
  say({ kind: 'caseVoided', reason: '重复登记' });
  const caseId = await told(events);
  const row = await inScope(db, inCounty, (tx) => findTask(tx, caseId, task.id));
  expect(row!.case).toMatchObject({ status: 'voided', outcome: 'voided' });
  expect(row!.task).toMatchObject({ completedBy: 'p4', completedFor: 'p1' });
  expect(JSON.stringify(row)).not.toContain('重复登记');
});

test('copies, questions and requests come to whom they are for; their words stay in the journal', async () => {
  const caseId = await told(everything());
  const p5 = who('p5', 'acceptance', 'bureau');
  await inScope(db, inCounty, async (tx) => {
    const { rows } = await listCopies(tx, { who: p5, limit: 100 });
    expect(rows.filter(isOf(caseId)).map(({ copy }) => [copy.copy, copy.readAt !== null])).toEqual([
      ['c903', false],
      ['c902', true],
    ]);
    expect(
      (await listCopies(tx, { who: who('p6', 'acceptance', 'bureau'), limit: 100 })).rows.filter(
        isOf(caseId),
      ),
    ).toHaveLength(1);
    expect(
      (await openQuestionsTo(tx, p5, 100)).filter(isOf(caseId)).map(({ question }) => question.question),
    ).toEqual(['q904']);
    expect((await openQuestionsTo(tx, who('p2', 'principal', 'school'), 100)).filter(isOf(caseId))).toEqual(
      [],
    );
    const asked = (await clockRequestsTo(tx, p5.posts, 100)).filter(isOf(caseId));
    expect(asked.map(({ request }) => [request.request, request.what])).toEqual([['x908', 'suspension']]);
    expect(await copiesOf(tx, caseId)).toHaveLength(2);
  });
  const rows = (await dumpReadModel(database, caseId)).join();
  for (const words of [
    '请阅',
    '何时到场',
    '停电',
    '公安立案',
    '材料不全',
    '请代办',
    '同意',
    '出差',
    '已联系',
    '误立',
  ])
    expect(rows).not.toContain(words);
});

test('what falls due, for a unit: by date, with who can act, and counted by day', async () => {
  const { events, deadline } = story();
  const caseId = await told(events);
  const filter = { units: ['school'], from: '2026-09-01', to: '2026-09-30' };
  await inScope(
    db,
    person({ tenant: 'qinghe', person: 'p1', units: ['school'], seesAll: false }),
    async (tx) => {
      const all: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await listDue(tx, { filter, cursor: cursor ?? undefined, limit: 3 });
        all.push(...page.rows.map((row) => `${row.deadline.dueDate} ${row.case.caseId} ${row.deadline.key}`));
        const mine = page.rows.find((row) => row.case.caseId === caseId && row.deadline.key === 'plan');
        if (mine) expect(mine.handlers).toEqual([{ post: 'officer', unit: 'school' }]);
        cursor = page.next;
      }
      expect(all).toEqual([...all].sort());
      expect(new Set(all).size).toBe(all.length);
      expect(all).toContain(`${deadline.dueDate} ${caseId} plan`);
      const days = await countDueByDay(tx, filter);
      expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(await countDueByDay(tx, { ...filter, units: ['other-school'] })).toEqual([]);
    },
  );
});
