import { expect, test } from 'vitest';
import { inScope, person, system } from '../../db/connection.ts';
import { answerAsk } from '../../db/directory.ts';
import { personOn } from '../../db/holders.ts';
import { caseTable } from '../../db/schema/index.ts';
import { reachOn, seenAsStandIn, substitutesOf } from '../../db/substitution-chains.ts';
import { addSubstitution, endSubstitution, standsInFor } from '../../db/substitutions.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const { db, asOwner } = await freshDatabase();
await seedCounty(db);
const inCounty = system('qinghe');
const today = '2026-09-07';

interface Given {
  from?: string;
  to?: string | null;
  templates?: string[];
  units?: string[];
}

/** `principal` is away, and `substitute` acts in their place. */
const away = (principal: string, substitute: string, given: Given = {}) =>
  inScope(db, inCounty, (tx) =>
    addSubstitution(tx, {
      tenant: 'qinghe',
      ...{ principal, substitute },
      from: given.from ?? '2026-09-01',
      to: given.to === undefined ? '2026-10-01' : given.to,
      templates: given.templates ?? null,
      units: given.units ?? null,
      reason: '学习',
      by: principal,
      at: '2026-09-01T00:00:00.000Z',
    }),
  );
const actsFor = async (who: string, date = today) =>
  (await inScope(db, inCounty, (tx) => standsInFor(tx, who, date))).map((each) => each.person);
const link = (principal: string, substitute: string, templates: string[] | null = null) => ({
  ...{ id: `${principal}${substitute}`, principal, substitute, templates, units: null },
  from: '2026-09-01',
  to: null,
});

test('a substitute acts from the first day until before the last, and in a chain for all before', async () => {
  await away('p1', 'p2', { to: '2026-09-10' });
  await away('p2', 'p5', { from: '2026-09-05' });
  expect(await actsFor('p2')).toEqual(['p1']);
  expect((await actsFor('p5')).sort()).toEqual(['p1', 'p2']);
  expect(await actsFor('p5', '2026-09-04')).toEqual([]);
  expect(await actsFor('p5', '2026-09-10')).toEqual(['p2']);
  expect(await actsFor('p5', '2026-10-01')).toEqual([]);
  const [first] = await inScope(db, inCounty, (tx) => standsInFor(tx, 'p2', today));
  expect(first).toMatchObject({
    posts: [{ post: 'officer', unit: 'school' }],
    templates: null,
    units: ['school'],
  });
});

test('one who would stand in for themselves is refused, with the way there; nothing is added', async () => {
  const refused = away('p5', 'p1');
  await expect(refused).rejects.toMatchObject({
    code: 'unprocessable',
    data: { reason: 'circle', path: ['p5', 'p1', 'p2', 'p5'] },
  });
  await expect(away('p1', 'p1')).rejects.toMatchObject({ data: { path: ['p1', 'p1'] } });
  await expect(away('p3', 'p4', { from: '2026-09-03', to: '2026-09-03' })).rejects.toMatchObject({
    data: { reason: 'dates' },
  });
  // When the days or the cases never meet, it is no circle.
  await expect(away('p5', 'p1', { from: '2026-11-01', to: null })).resolves.toBeDefined();
});

test('of two who together make a circle at once, one is refused', async () => {
  const results = await Promise.allSettled([away('p3', 'p4'), away('p4', 'p3')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await asOwner`delete from substitution`;
});

test('a chain covers what each of its links covers', () => {
  const links = [link('a', 'b', ['x', 'y']), link('b', 'c', ['y', 'z'])];
  expect(reachOn('c', links, today)).toMatchObject([
    { principal: 'b', templates: ['y', 'z'], through: [] },
    { principal: 'a', templates: ['y'], through: ['b'] },
  ]);
  expect(substitutesOf(links, 'a', { template: 'y', date: today })).toEqual(['b', 'c']);
  expect(substitutesOf(links, 'a', { template: 'x', date: today })).toEqual(['b']);
  expect(substitutesOf(links, 'a', { template: 'y', date: '2026-08-31' })).toEqual([]);
});

test('reading is safe where rows make a circle all the same', () => {
  const circle = [link('a', 'b'), link('b', 'c'), link('c', 'a')];
  expect(reachOn('a', circle, today).map(({ principal }) => principal)).toEqual(['c', 'b']);
  expect(substitutesOf(circle, 'a', { template: 'x', date: today })).toEqual(['b', 'c']);
});

test('who ends one ends it at once, for whoever came after in the chain too', async () => {
  const first = await away('p1', 'p2');
  await away('p2', 'p5');
  const end = () =>
    inScope(db, inCounty, (tx) =>
      endSubstitution(tx, first.id, { by: 'p1', at: '2026-09-07T00:00:00.000Z' }),
    );
  expect(await end()).toBe(true);
  expect(await end()).toBe(false);
  expect(await actsFor('p2')).toEqual([]);
  expect(await actsFor('p5')).toEqual(['p2']);
  await asOwner`delete from substitution`;
});

test('a substitute for one kind of case sees the cases of that kind, and no other of the unit', async () => {
  const keys = testKeys();
  for (const templateKey of ['item', 'bullying']) {
    const record = await openRecordedCase(db, keys, longProcess, {
      templateKey,
      units: [{ unit: 'other-school', role: 'responsible' }],
    });
    await record.commit(begunLongCase().events);
  }
  const seenBy = async (templates: string[] | undefined) => {
    await away('p3', 'p1', templates ? { templates } : {});
    const p1 = await inScope(db, inCounty, (tx) => personOn(tx, 'p1', today));
    await asOwner`delete from substitution`;
    const { units, limits } = seenAsStandIn(p1!.standsInFor);
    const scope = person({ tenant: 'qinghe', person: 'p1', units, limits, seesAll: false });
    const rows = await inScope(db, scope, (tx) =>
      tx.select({ template: caseTable.template }).from(caseTable),
    );
    return rows.map(({ template }) => template).sort();
  };
  expect(await seenBy(['item'])).toEqual(['item']);
  expect(await seenBy(undefined)).toEqual(['bullying', 'item']);
  expect(await seenBy(['another'])).toEqual([]);
});

test('the organisation answers who holds what, and who is above, on the day', async () => {
  await asOwner`update post set heads = true where key in ('principal', 'director')`;
  const ask = (asked: Parameters<typeof answerAsk>[1], date = today) =>
    inScope(db, inCounty, (tx) => answerAsk(tx, asked, date)).then((found) =>
      found.map((each) => each.person),
    );
  const posts = [
    { post: 'acceptance', unit: 'bureau' },
    { post: 'officer', unit: 'school' },
  ];
  expect(await ask({ kind: 'holders', posts })).toEqual(['p5', 'p1']);
  expect(await ask({ kind: 'holders', posts }, '2025-12-31')).toEqual([]);
  expect(await ask({ kind: 'role', post: 'officer' })).toEqual(['p3', 'p1']);
  expect(await ask({ kind: 'role', post: 'officer', unitKind: 'bureau' })).toEqual([]);
  expect(await ask({ kind: 'persons', persons: ['p5', 'p9', 'p1'] })).toEqual(['p5', 'p1']);
  expect(await ask({ kind: 'head', unit: 'school', levels: 0 })).toEqual(['p2']);
  expect(await ask({ kind: 'head', person: 'p1', levels: 1 })).toEqual(['p4']);
  expect(await ask({ kind: 'head', unit: 'school', levels: 2 })).toEqual([]);
  expect(await ask({ kind: 'heads', unit: 'school', upTo: 'top' })).toEqual(['p2', 'p4']);
  expect(await ask({ kind: 'heads', unit: 'school', upTo: 0 })).toEqual(['p2']);
  await asOwner`insert into account (login, tenant_id, person, password_hash, is_disabled) values ('p2', 'qinghe', 'p2', '', true)`;
  expect(await ask({ kind: 'head', unit: 'school', levels: 0 })).toEqual([]);
});
