/** Looking for people, cases of their own and new calendars: effects and a command that only the running workflow can show. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { fold } from '../../engine/apply.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Input } from '../../engine/input.ts';
import type { Json } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { step } from '../../engine/step.ts';
import type { WorkingCalendar } from '../../engine/time/index.ts';
import type { PeopleAnswer } from '../../engine/work/state.ts';
import type { Content, OpenCaseRequest, PeopleRequest, SteppedInput } from '../../workflows/contract.ts';
import { calendar, sequence, task, type Given } from './process.ts';
import { officer, openWorld, until, type World } from './world.ts';

let world: World;
let asked: PeopleRequest[] = [];
let opened: OpenCaseRequest[] = [];
let answer: (request: PeopleRequest) => Promise<PeopleAnswer[]>;
const principal = [{ post: 'principal', unit: 'school', person: 'p2' }];

beforeAll(async () => {
  world = await openWorld({
    findPeople: (request) => {
      asked.push(request);
      return answer(request);
    },
    openCase: async (request) => void opened.push(request),
  });
  await world.startWorker();
});
beforeEach(() => {
  asked = [];
  opened = [];
  answer = async ({ asks }) => asks.map(() => principal);
  world.journal.beforeWrite = world.journal.afterWrite = () => undefined;
});

/** A task for everyone who holds the post, wherever: nobody knows them but the organisation. */
const forRole = (id: string, more: { [key: string]: Json } = {}): Given =>
  task(id, {
    config: {
      candidates: [],
      people: [{ kind: 'role', post: 'principal' }],
      excludedUnits: [],
      outcomes: [],
      outcomeVariable: 'outcome',
      ...more,
    },
  });

const kinds = (caseId: string) => world.journal.kinds(caseId);
const given = (caseId: string, node: string) => {
  const event = world.journal
    .events(caseId)
    .findLast((each) => each.kind === 'taskCreated' && each.task.node === node);
  return event?.kind === 'taskCreated' ? event.task.candidates : undefined;
};

test('a task goes to the people whom the organisation knew on the case’s day, within the workflow task of the step before', async () => {
  const caseId = await world.begin(sequence(task('plan'), forRole('approve')));
  await until(() => kinds(caseId).length > 0);
  const before = (await world.settledHistory(caseId)).kinds.length;
  await world.complete(caseId, 'plan');
  const added = (
    await until(() => given(caseId, 'approve')).then(() => world.settledHistory(caseId))
  ).kinds.slice(before);
  expect(given(caseId, 'approve')).toMatchObject(principal);
  expect(asked).toMatchObject([{ tenant: 'county', asks: [{ kind: 'role', post: 'principal' }] }]);
  expect(added.filter((kind) => kind === 'WorkflowTaskCompleted')).toHaveLength(1);
  // A lookup costs its own marker and that of its commit, no more.
  expect(added).toHaveLength(8);
});

test('what the organisation answered is kept, whoever holds the post when the case is replayed', async () => {
  const caseId = await world.begin(sequence(forRole('approve'), task('check')));
  await until(() => given(caseId, 'approve'));
  await world.settledHistory(caseId);
  await world.stopWorker();
  answer = async ({ asks }) => asks.map(() => [{ post: 'principal', unit: 'school', person: 'p9' }]);
  await world.startWorker();
  const actor = { ...officer, person: 'p2', posts: [{ post: 'principal', unit: 'school' }] };
  await world.complete(caseId, 'approve', {}, { actor });
  expect(asked).toHaveLength(1);
  expect(kinds(caseId).filter((kind) => kind === 'peopleFound')).toHaveLength(1);
});

test.each([
  { late: 'first', isLate: (asks: number) => asks === 1 },
  { late: 'last', isLate: (asks: number) => asks > 1 },
])(
  'answers that came one after the other, the one asked for $late being late, are replayed as they were committed, though a replay finds them together',
  async ({ isLate }) => {
    const model = sequence(task('plan'), forRole('one'), forRole('other'));
    // Both from the plan at once.
    Object.assign(model.flows['one-other']!, { source: 'plan' });
    model.nodes['plan']!.outgoing.push('one-other');
    model.nodes['one']!.outgoing = [];
    let release = () => {};
    const firstIsOnItsWay = new Promise<void>((resolve) => (release = resolve));
    answer = async ({ asks }) => {
      if (isLate(asked.length)) await firstIsOnItsWay;
      return asks.map(() => principal);
    };
    world.journal.beforeWrite = ({ events }) => {
      if (events.some(({ kind }) => kind === 'peopleFound')) release();
    };
    const caseId = await world.begin(model);
    await until(() => kinds(caseId).length > 0);
    await world.complete(caseId, 'plan');
    await until(() => given(caseId, 'one') && given(caseId, 'other'));
    const found = world.journal.batches.filter(
      (batch) => batch.caseId === caseId && batch.events.some(({ kind }) => kind === 'peopleFound'),
    );
    expect(found).toHaveLength(2);
    await world.settledHistory(caseId);

    await world.stopWorker();
    await world.startWorker();
    const actor = { ...officer, person: 'p2', posts: [{ post: 'principal', unit: 'school' }] };
    await world.complete(caseId, 'other', {}, { actor });
    await world.complete(caseId, 'one', {}, { actor });
    expect(kinds(caseId).filter((kind) => kind === 'peopleFound')).toHaveLength(2);
  },
);

/** What a worker leaves that committed these inputs and died before it could tell Temporal: a journal that is ahead. */
async function leaveBehind(
  caseId: string,
  model: ProcessModel,
  inputs: { input: Input; calendar?: Content<WorkingCalendar> }[],
): Promise<void> {
  let state = fold(world.journal.events(caseId));
  const events: EngineEvent[] = [];
  const stepped: SteppedInput[] = [];
  for (const { input, calendar: newer } of inputs) {
    const result = step(model, newer?.content ?? calendar, state, input);
    expect(result.refusal).toBeUndefined();
    stepped.push({
      before: state.seq,
      input,
      commandId: randomUUID(),
      digest: 'd',
      ...(newer && { calendar: newer }),
    });
    events.push(...result.events);
    state = result.state;
  }
  await world.journal.commit({ caseId, tenant: 'county', model: '', events, inputs: stepped });
}

test('an answer that reached the journal in a task that Temporal lost is the one that counts', async () => {
  const model = sequence(task('plan'), forRole('approve'), task('check'));
  const caseId = await world.begin(model);
  await until(() => kinds(caseId).length > 0);
  await world.settledHistory(caseId);
  const { at } = fold(world.journal.events(caseId));
  const command = { kind: 'completeTask', task: world.taskOn(caseId, 'plan'), variables: {} } as const;
  const done = { kind: 'command', at, actor: officer, command } as const;
  const asking = step(model, calendar, fold(world.journal.events(caseId)), done).effects[0];
  const lookup = asking?.kind === 'findPeople' ? asking.lookup : '';
  await leaveBehind(caseId, model, [
    { input: done },
    { input: { kind: 'peopleFound', at, lookup, answers: [principal] } },
  ]);
  answer = async ({ asks }) => asks.map(() => [{ post: 'principal', unit: 'school', person: 'p9' }]);
  await world.act(caseId, { kind: 'recordProgress', text: '一' });
  const actor = { ...officer, person: 'p2', posts: [{ post: 'principal', unit: 'school' }] };
  await world.complete(caseId, 'approve', {}, { actor });
  expect(given(caseId, 'approve')).toMatchObject(principal);
  expect(kinds(caseId).filter((kind) => kind === 'peopleFound')).toHaveLength(1);
});

test('a lookup outlives its run', async () => {
  const gate = Promise.withResolvers<void>();
  answer = async ({ asks }) => {
    await gate.promise;
    return asks.map(() => principal);
  };
  const caseId = await world.begin(sequence(forRole('approve')), {
    continueAfter: { events: 1000, updates: 2 },
  });
  await until(() => asked.length > 0);
  gate.resolve();
  await until(() => given(caseId, 'approve'));
  expect(given(caseId, 'approve')).toMatchObject(principal);
});

const due = (years: WorkingCalendar['years'] = {}): WorkingCalendar => ({
  ...calendar,
  version: 'newer',
  years,
});
const withDeadline = (id: string): Given =>
  task(id, {
    deadlines: [
      {
        key: id,
        name: { zh: id },
        rule: { amount: 3, unit: 'workingDay', rollForward: true, endOfDay: 'midnight', basis: '办法' },
      },
    ],
  });
const dueDates = (caseId: string) =>
  world.journal.events(caseId).flatMap((event) => {
    if (event.kind === 'deadlineSet') return [event.deadline.dueDate];
    return event.kind === 'deadlineChanged' ? [event.to.dueDate] : [];
  });

/** Two years in which every day but a Sunday in each month is off: whatever the day is, three working days take months. */
const fewDays = () => {
  const years: WorkingCalendar['years'] = {};
  for (const year of [new Date().getUTCFullYear(), new Date().getUTCFullYear() + 1]) {
    const off: string[] = [];
    for (
      let day = new Date(Date.UTC(year, 0, 1));
      day.getUTCFullYear() === year;
      day.setUTCDate(day.getUTCDate() + 1)
    )
      if (day.getUTCDate() !== 15) off.push(day.toISOString().slice(0, 10));
    years[year] = { published: true, off, work: [] };
  }
  return due(years);
};

async function recount(caseId: string, by: unknown) {
  const hash = world.put(by);
  return world.act(
    caseId,
    { kind: 'recountDeadlines', calendar: hash },
    { actor: { kind: 'system', name: 'calendar' }, digest: hash },
  );
}

test('a recount moves what is open and counts for all that begins after it, also in a new run and on a new worker', async () => {
  const caseId = await world.begin(
    sequence(withDeadline('plan'), withDeadline('check'), withDeadline('close')),
    {
      continueAfter: { events: 1000, updates: 3 },
    },
  );
  await until(() => dueDates(caseId).length > 0);
  const [first] = dueDates(caseId);
  await recount(caseId, fewDays());
  const [, moved] = dueDates(caseId);
  expect(moved! > first!).toBe(true);
  const written = world.journal.batches.findLast(({ events }) =>
    events.some(({ kind }) => kind === 'calendarChanged'),
  );
  // Whoever takes these inputs back must be able to count as this worker did.
  expect(written!.inputs.at(-1)!.calendar!.content.version).toBe('newer');

  await world.stopWorker();
  await world.startWorker();
  await world.complete(caseId, 'plan');
  expect(dueDates(caseId)[2]).toBe(moved);

  await world.act(caseId, { kind: 'recordProgress', text: '一' });
  await until(
    async () =>
      (await world.history(caseId)).raw.events![0]!.workflowExecutionStartedEventAttributes!
        .continuedExecutionRunId,
  );
  await world.complete(caseId, 'check');
  expect(dueDates(caseId)[3]).toBe(moved);
});

test('a recount that reached the journal in a task that Temporal lost is taken back with its calendar', async () => {
  const model = sequence(withDeadline('plan'), withDeadline('check'));
  const caseId = await world.begin(model);
  await until(() => dueDates(caseId).length > 0);
  await world.settledHistory(caseId);
  const { at } = fold(world.journal.events(caseId));
  const content = fewDays();
  const contentHash = world.put(content);
  const command = { kind: 'recountDeadlines', calendar: contentHash } as const;
  const input = { kind: 'command', at, actor: { kind: 'system', name: 'calendar' }, command } as const;
  await leaveBehind(caseId, model, [{ input, calendar: { contentHash, content } }]);
  await world.complete(caseId, 'plan');
  const [, moved, next] = dueDates(caseId);
  expect(next).toBe(moved);
  expect(kinds(caseId).filter((kind) => kind === 'calendarChanged')).toHaveLength(1);
});

test('a recount without its calendar, or with another one, is refused', async () => {
  const caseId = await world.begin(sequence(withDeadline('plan')));
  await until(() => dueDates(caseId).length > 0);
  const handle = world.client.getHandle(`case-${caseId}`);
  const command = { kind: 'recountDeadlines', calendar: 'another' };
  const request = {
    commandId: randomUUID(),
    digest: 'd',
    actor: { kind: 'system', name: 'calendar' },
    command,
  };
  await expect(handle.executeUpdate('act', { args: [request] })).rejects.toThrow();
  await expect(
    handle.executeUpdate('act', { args: [request, { contentHash: world.put(due()) }] }),
  ).rejects.toThrow();
  expect(kinds(caseId)).not.toContain('calendarChanged');
});

test('a ladder starts a case of its own, once, linked to the one that asked for it', async () => {
  const given = {
    ...withDeadline('plan'),
    deadlines: [
      {
        key: 'plan',
        name: { zh: '方案时限' },
        date: '= today',
        ladder: [
          {
            key: 'supervise',
            kind: 'escalate' as const,
            name: { zh: '督办' },
            after: { amount: 0, unit: 'hour' as const },
            whom: [],
            channels: [],
            action: { kind: 'startCase' as const, template: 'supervision', inputs: [] },
          },
        ],
      },
    ],
  };
  const caseId = await world.begin(sequence(given), { variables: { today: '2020-01-02' } });
  await until(() => opened.length > 0);
  const acted = world.journal.events(caseId).find(({ kind }) => kind === 'ladderActed');
  expect(opened).toMatchObject([
    { tenant: 'county', from: caseId, link: 'supervises', template: 'supervision' },
  ]);
  expect(acted).toMatchObject({ did: 'startCase', case: opened[0]!.caseId });
});
