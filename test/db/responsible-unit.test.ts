/** The responsible unit of a case may change: lists, the board and what falls due go by who it is now. */
import { beforeAll, expect, test } from 'vitest';
import { findCase, listCases } from '../../db/case-list.ts';
import { inScope, person, system } from '../../db/connection.ts';
import { writeContent } from '../../db/content.ts';
import { listDue } from '../../db/due-list.ts';
import { rebuild } from '../../db/rebuild.ts';
import { templateVersion } from '../../db/schema/index.ts';
import type { EngineEvent } from '../../engine/event.ts';
import { freshDatabase } from '../support/database.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { dumpReadModel, openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const database = await freshDatabase();
const { db } = database;
const inCounty = system('qinghe');
const template = longProcess.process;

beforeAll(async () => {
  await seedCounty(db);
  const model = await writeContent(db, 'model', longProcess);
  await inScope(db, inCounty, (tx) =>
    tx.insert(templateVersion).values({
      ...{ tenantId: 'qinghe', template, version: 1, xml: '', model, forms: {}, mails: {} },
      ...{ publishedBy: 'p4', publishedAt: begunLongCase().now },
      settings: { units: [{ role: 'responsible', unit: '= leadUnit' }] },
    }),
  );
});

/** The school has it; then it goes to the town, back to the school, and to the bureau. */
function story(): EngineEvent[] {
  const run = begunLongCase();
  const root = run.state.scopes.find(({ parent }) => parent === undefined)!.id;
  const events = [...run.events];
  for (const leadUnit of ['town', 'school', 'bureau', '']) {
    const seq = events.length + 1;
    const at = '2026-09-07T03:00:00.000Z';
    events.push({ kind: 'variablesSet', scope: root, variables: { leadUnit }, seq, at, actor: null });
  }
  return events;
}
const begin = () =>
  openRecordedCase(db, keys, longProcess, { units: [{ unit: 'school', role: 'responsible' }] });

test('who is responsible now, and who was before', async () => {
  const record = await begin();
  const events = story();
  await record.commit(events.slice(0, -3));
  const row = () => inScope(db, inCounty, (tx) => findCase(tx, record.caseId));
  expect(await row()).toMatchObject({
    responsibleUnit: 'town',
    units: [
      { unit: 'town', role: 'responsible' },
      { unit: 'school', role: 'formerlyResponsible' },
    ],
  });
  await record.commit(events.slice(-3));
  expect(await row()).toMatchObject({
    responsibleUnit: 'bureau',
    units: [
      { unit: 'bureau', role: 'responsible' },
      { unit: 'town', role: 'formerlyResponsible' },
      { unit: 'school', role: 'formerlyResponsible' },
    ],
  });
});

test('lists of the unit, and what falls due for it, have the case; those of the one before have not', async () => {
  const record = await begin();
  await record.commit(story());
  const of = (unit: string) =>
    inScope(db, inCounty, async (tx) => {
      const { rows } = await listCases(tx, {
        filter: { unit, now: '2026-09-07T04:00:00.000Z' },
        limit: 100,
      });
      const due = await listDue(tx, { filter: { units: [unit] }, limit: 100 });
      return [
        rows.some(({ caseId }) => caseId === record.caseId),
        due.rows.some(({ case: found }) => found.caseId === record.caseId),
      ];
    });
  expect(await of('bureau')).toEqual([true, true]);
  expect((await of('town'))[0]).toBe(false);
  expect((await of('school'))[0]).toBe(false);
});

test('whoever was responsible still sees the case', async () => {
  const record = await begin();
  await record.commit(story());
  const sees = (unit: string) =>
    inScope(
      db,
      person({ tenant: 'qinghe', person: 'p9', units: [unit], seats: [], seesAll: false }),
      async (tx) => (await findCase(tx, record.caseId)) !== undefined,
    );
  expect([await sees('bureau'), await sees('town'), await sees('school'), await sees('market')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('the rows are the same whether its events come at once, one by one, or from a rebuild', async () => {
  const [atOnce, oneByOne] = [await begin(), await begin()];
  await atOnce.commit(story());
  for (const event of story()) await oneByOne.commit([event]);
  const rows = await dumpReadModel(database, atOnce.caseId);
  expect(await dumpReadModel(database, oneByOne.caseId)).toEqual(rows);
  await rebuild(db, keys);
  expect(await dumpReadModel(database, atOnce.caseId)).toEqual(rows);
});
