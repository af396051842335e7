/** No task is without an owner for longer than a look takes; on a real Postgres, with the engine behind it. */
import { afterEach, expect, test } from 'vitest';
import { adoptOrphans } from '../../api/orphans.ts';
import { createBackground } from '../../api/background.ts';
import type { Dependencies } from '../../api/dependencies.ts';
import { inScope, system } from '../../db/connection.ts';
import { orphans } from '../../db/orphans.ts';
import { addSubstitution } from '../../db/substitutions.ts';
import type { Actor } from '../../engine/input.ts';
import type { OpenTask } from '../../engine/state.ts';
import { AppError } from '../../errors.ts';
import { freshDatabase } from '../support/database.ts';
import { given, monday, type CaseUnderTest } from '../support/given.ts';
import { model, node, user } from '../support/model.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db, asOwner } = await freshDatabase();
await seedCounty(db);
await asOwner`update post set heads = true where key in ('principal', 'director')`;
await asOwner`update post set permissions = '{organisation.edit}' where key = 'acceptance'`;
const inCounty = system('qinghe');
const today = '2026-09-07';

const cases = new Map<string, { run: CaseUnderTest; commit(): Promise<unknown> }>();
const logged: string[] = [];
const log = {
  warn: (fields: object) =>
    void logged.push(JSON.stringify(fields, (_, value) => (value instanceof Error ? value.message : value))),
  error: () => void logged.push('error'),
};

/** The way to running cases, with the engine in place of Temporal. */
const dependencies = {
  db,
  keys,
  now: () => new Date(monday),
  background: createBackground(log as never),
  log,
  instances: {
    async act(caseId: string, { actor, command }: { actor: Actor; command: never }) {
      const { run, commit } = cases.get(caseId)!;
      const refusal = run.command(command, actor);
      if (refusal) throw new AppError(refusal.code, refusal.message);
      await commit();
      return { version: run.state.seq, at: run.now, digest: '' };
    },
  },
} as unknown as Dependencies;

/** `more`: what the tasks have that the directory was not asked for. */
async function begun(config: Parameters<typeof user>[1] = {}, more: Partial<OpenTask> = {}) {
  const process = model(
    'p',
    [node('a', 'startEvent'), user('plan', config), node('z', 'endEvent')],
    ['a -> plan', 'plan -> z'],
  );
  const run = given(process);
  const record = await openRecordedCase(db, keys, process, {
    units: [{ unit: 'school', role: 'responsible' }],
  });
  let committed = 0;
  const commit = async () => {
    await record.commit(
      run.events
        .slice(committed)
        .map((event) =>
          event.kind === 'taskCreated' ? { ...event, task: { ...event.task, ...more } } : event,
        ),
    );
    committed = run.events.length;
  };
  await commit();
  cases.set(record.caseId, { run, commit });
  return { run, caseId: record.caseId };
}

const people = (run: CaseUnderTest) => run.task('plan').candidates;
const leaves = (person: string) => asOwner`update holding set valid_to = ${today} where person = ${person}`;
const returns = () => asOwner`update holding set valid_to = null`;
afterEach(async () => {
  for (const { run, commit } of cases.values()) {
    if (run.state.status === 'active')
      run.command({ kind: 'cancelCase', reason: 'over' }, { kind: 'system', name: 'test' });
    await commit();
  }
  cases.clear();
  await returns();
  await asOwner`delete from substitution`;
  await asOwner`delete from outbox`;
});

test('a task whose post nobody holds goes to the head of the unit above, who is told', async () => {
  const { run } = await begun();
  expect(await adoptOrphans(dependencies)).toBe(0);
  await leaves('p1');
  expect(await adoptOrphans(dependencies)).toBe(1);
  expect(people(run)).toEqual([{ post: 'director', unit: 'bureau' }]);
  expect(run.last('taskChanged')).toMatchObject({
    verb: 'assign',
    cause: 'orphan',
    actor: { kind: 'system', name: 'orphans' },
  });
  const told = await asOwner`select kind, tells_handlers from outbox order by seq desc limit 1`;
  expect(told).toMatchObject([{ kind: 'taskGiven', tells_handlers: true }]);
  expect(await adoptOrphans(dependencies)).toBe(0);
});

test('where nobody heads the units above, it goes to whoever looks after the organisation', async () => {
  const { run } = await begun();
  await leaves('p1');
  await leaves('p4');
  expect(await adoptOrphans(dependencies)).toBe(1);
  expect(people(run)).toEqual([{ post: 'acceptance', unit: 'bureau' }]);
});

test('nobody who must keep out of it gets it', async () => {
  const { run } = await begun({ excludedUnits: ['bureau'] });
  await leaves('p1');
  expect(await adoptOrphans(dependencies)).toBe(0);
  expect(people(run)).toEqual([{ post: 'officer', unit: 'school' }]);
  expect(logged).toContain('error');
});

test('all holders belong to a unit that must keep out: the task has no owner', async () => {
  await asOwner`insert into holding (tenant_id, person, post, unit, valid_from) values ('qinghe', 'p1', 'officer', 'other-school', '2026-01-01')`;
  const { run } = await begun({ excludedUnits: ['other-school'] });
  expect(await adoptOrphans(dependencies)).toBe(1);
  expect(people(run)).toEqual([{ post: 'director', unit: 'bureau' }]);
  await asOwner`delete from holding where person = 'p1' and unit = 'other-school'`;
});

test('who came to the post later and is kept out by name leaves no owner, and it goes to nobody kept out as well', async () => {
  const { run } = await begun({}, { excludedPeople: ['p1', 'p4'] });
  expect(await adoptOrphans(dependencies), logged.join()).toBe(1);
  expect(people(run)).toEqual([{ post: 'acceptance', unit: 'bureau' }]);
  expect(await adoptOrphans(dependencies)).toBe(0);
});

test('a person who is named must still hold the post, and be able to log in', async () => {
  const named = { post: 'principal', unit: 'school', person: 'p2' };
  const { run } = await begun();
  run.command(
    { kind: 'assignTask', task: run.task('plan').id, to: [named], reason: '改派', cause: 'supervisor' },
    { kind: 'system', name: 'test' },
  );
  for (const { commit } of cases.values()) await commit();
  expect(await inScope(db, inCounty, (tx) => orphans(tx, today))).toEqual([]);
  await asOwner`insert into account (login, tenant_id, person, password_hash, is_disabled) values ('p2', 'qinghe', 'p2', '', true)`;
  expect(await inScope(db, inCounty, (tx) => orphans(tx, today))).toMatchObject([{ candidates: [named] }]);
  await asOwner`delete from account`;
  await leaves('p2');
  expect(await adoptOrphans(dependencies)).toBe(1);
});

test('what a leaver has claimed goes back to its posts where others hold them', async () => {
  await asOwner`insert into holding (tenant_id, person, post, unit, valid_from) values ('qinghe', 'p3', 'officer', 'school', '2026-01-01')`;
  const { run } = await begun();
  run.command({ kind: 'claimTask', task: run.task('plan').id });
  for (const { commit } of cases.values()) await commit();
  await leaves('p1');
  expect(await adoptOrphans(dependencies), logged.join()).toBe(1);
  expect(run.task('plan')).toMatchObject({ candidates: [{ post: 'officer', unit: 'school' }] });
  expect(run.task('plan').claimedBy).toBeUndefined();
  expect(await adoptOrphans(dependencies)).toBe(0);
  await asOwner`delete from holding where person = 'p3' and unit = 'school'`;
});

test('what a substitute has claimed stays theirs until the substitution is over', async () => {
  const { run } = await begun();
  const plan = {
    principal: 'p1',
    substitute: 'p5',
    from: '2026-09-01',
    to: '2026-09-08',
    templates: null,
    units: null,
  };
  await inScope(db, inCounty, (tx) =>
    addSubstitution(tx, { tenant: 'qinghe', ...plan, reason: '出差', by: 'p1', at: monday }),
  );
  const substitute: Actor = {
    kind: 'person',
    person: 'p5',
    posts: [{ post: 'acceptance', unit: 'bureau' }],
    standsInFor: [{ person: 'p1', posts: [{ post: 'officer', unit: 'school' }] }],
  };
  expect(run.command({ kind: 'claimTask', task: run.task('plan').id }, substitute)).toBeUndefined();
  for (const { commit } of cases.values()) await commit();
  expect(await inScope(db, inCounty, (tx) => orphans(tx, today))).toEqual([]);
  expect(await inScope(db, inCounty, (tx) => orphans(tx, '2026-09-08'))).toMatchObject([
    { claimedBy: 'p5', hasOthers: true },
  ]);
});
