import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { calledCaseTitle } from '../../api/called-case-title.ts';
import { calledCaseUnits } from '../../api/case-units.ts';
import { jobs } from '../../activities/jobs/index.ts';
import type { CaseStart } from '../../activities/start-call.ts';
import { inScope, system } from '../../db/connection.ts';
import { publishCalendar } from '../../db/calendars.ts';
import { findOpening } from '../../db/openings.ts';
import { strictCase } from '../../db/schema/index.ts';
import { addTemplate, addVersion } from '../../db/templates.ts';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { CaseActivities } from '../../workflows/contract.ts';
import { freshDatabase } from '../support/database.ts';
import { monday } from '../support/given.ts';
import { begunLongCase, longProcess } from '../support/long-case.ts';
import { seedCounty } from '../support/organisation.ts';
import { openRecordedCase, testKeys } from '../support/recorded-case.ts';

const keys = testKeys();
const { db } = await freshDatabase();
await seedCounty(db);
const inCounty = system('qinghe');
const started: CaseStart[] = [];
let refuseStart: Error | undefined;
const activities: CaseActivities = createActivities({
  db,
  keys,
  now: () => new Date(monday),
  titleOf: calledCaseTitle,
  unitsOf: calledCaseUnits,
  async startCase(start) {
    if (refuseStart) throw refuseStart;
    started.push(start);
  },
});
const publish = (version: number, settings: JsonObject = {}) =>
  inScope(db, inCounty, (tx) =>
    addVersion(tx, {
      tenantId: 'qinghe',
      template: 'coordination',
      version,
      xml: '',
      model: `model-${version}`,
      forms: {},
      mails: {},
      settings,
      publishedBy: 'p4',
      publishedAt: monday,
    }),
  );
await inScope(db, inCounty, async (tx) => {
  const names = { zh: '联席协调' };
  await addTemplate(tx, { tenantId: 'qinghe', key: 'coordination', names, settings: {}, createdAt: monday });
  await publishCalendar(tx, { tenant: 'qinghe', after: 0, calendar: nationalCalendar, by: 'p4', at: monday });
});
await publish(1);
const parent = await openRecordedCase(db, keys, longProcess, {
  number: '清河整改〔2026〕7号',
  title: '校门口占道',
  units: [{ unit: 'school', role: 'responsible' }],
});
await parent.commit(begunLongCase().events);

const call = (given: Partial<Parameters<CaseActivities['startCall']>[0]> = {}) => ({
  tenant: 'qinghe',
  parent: { caseId: parent.caseId, call: 'c9' },
  caseId: randomUUID(),
  calledElement: 'coordination',
  binding: 'latest' as const,
  variables: { reason: '学校不能解决' },
  clockOffset: 0,
  ...given,
});

test('a called case is opened once, numbered after its parent, for the same units, on the version of its first attempt', async () => {
  const request = call();
  await activities.startCall(request);
  await publish(2);
  await activities.startCall(request);
  expect(started.map(({ input }) => input.start.case)).toEqual([
    {
      caseId: request.caseId,
      tenant: 'qinghe',
      templateKey: 'coordination',
      templateVersion: 1,
      number: '清河整改〔2026〕7号-1',
      title: '联席协调：校门口占道',
      units: [{ unit: 'school', role: 'responsible' }],
      parent: request.parent,
    },
  ]);
  expect(started[0]!.content.model).toBe('model-1');
  expect(await inScope(db, inCounty, (tx) => findOpening(tx, request.caseId))).toMatchObject({
    status: 'confirmed',
  });
});

test('a start that failed is tried again as it was decided first', async () => {
  started.length = 0;
  refuseStart = new Error('Temporal is away');
  const request = call({ parent: { caseId: parent.caseId, call: 'c11' }, binding: { version: 1 } });
  await expect(activities.startCall(request)).rejects.toThrow('Temporal is away');
  refuseStart = undefined;
  await activities.startCall({ ...request, variables: { reason: 'another' } });
  expect(started).toHaveLength(1);
  expect(started[0]!.input.start).toMatchObject({
    variables: { reason: '学校不能解决' },
    case: { number: '清河整改〔2026〕7号-2', templateVersion: 1 },
  });
});

test('a called case has the title that its own template makes of its own data, in the words people read', async () => {
  await publish(3, { title: '{place} {reason}' });
  const titleWith = async (given: Parameters<typeof call>[0]) => {
    started.length = 0;
    await activities.startCall(
      call({ parent: { caseId: parent.caseId, call: randomUUID() }, binding: { version: 3 }, ...given }),
    );
    return started[0]!.input.start.case.title;
  };
  expect(await titleWith({ variables: { place: 'school', reason: '占道经营' } })).toBe('第一小学 占道经营');
  // Nothing of its own is known yet.
  expect(await titleWith({ variables: {} })).toBe('联席协调：校门口占道');
  expect(await titleWith({ title: '请城管协助', variables: { reason: '占道经营' } })).toBe('请城管协助');
});

test('a called case has the units of its own template’s rules, and whoever is responsible for the case that calls it', async () => {
  await publish(4, {
    units: [
      { role: 'responsible', unit: '= leadUnit' },
      { role: 'assist', unit: '= assistUnits' },
    ],
  });
  const unitsWith = async (variables: JsonObject) => {
    started.length = 0;
    await activities.startCall(
      call({ parent: { caseId: parent.caseId, call: randomUUID() }, binding: { version: 4 }, variables }),
    );
    return started[0]!.input.start.case.units;
  };
  expect(await unitsWith({ leadUnit: 'police', assistUnits: ['town'] })).toEqual([
    { unit: 'police', role: 'responsible' },
    { unit: 'town', role: 'assist' },
    { unit: 'school', role: 'caller' },
  ]);
  // Its rules find nobody yet: it is part of the work of those who called it.
  expect(await unitsWith({})).toEqual([{ unit: 'school', role: 'responsible' }]);
});

test('a strict case keeps its title to itself: what it calls is named by its own', async () => {
  const strict = await openRecordedCase(db, keys, longProcess, { title: '某某学生' });
  await strict.commit(begunLongCase().events);
  await inScope(db, inCounty, (tx) =>
    tx.insert(strictCase).values({ tenantId: 'qinghe', caseId: strict.caseId, barred: [], tookPart: [] }),
  );
  started.length = 0;
  await activities.startCall(
    call({ parent: { caseId: strict.caseId, call: 'c1' }, binding: { version: 1 }, variables: {} }),
  );
  expect(started[0]!.input.start.case.title).toBe('联席协调');
});

test('a case that is called by a message begins where that message begins it', async () => {
  started.length = 0;
  await activities.startCall(call({ parent: { caseId: parent.caseId, call: 'c13' }, message: 'inquiry' }));
  expect(started[0]!.input.start.trigger).toEqual({ kind: 'message', message: 'inquiry' });
});

test('what a case of a demonstration begins goes by its clock, also while nobody has moved that', async () => {
  const isOne = async (given: Parameters<typeof call>[0]) => {
    started.length = 0;
    await activities.startCall(call({ parent: { caseId: parent.caseId, call: randomUUID() }, ...given }));
    return started[0]!.input.isDemonstration;
  };
  expect(await isOne({ isDemonstration: true })).toBe(true);
  expect(await isOne({ isDemonstration: false })).toBe(false);
});

test('a template or version that is not there is no reason to try again', async () => {
  const failure = await activities
    .startCall(call({ parent: { caseId: parent.caseId, call: 'c12' }, calledElement: 'nothing' }))
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ nonRetryable: true, type: 'not-found' });
});

const job = { caseId: parent.caseId, tenant: 'qinghe', job: 'j3', variables: {} };

test('a job gives the case what it found, and says as an error of the diagram what is not there', async () => {
  const known = await activities.runJob({ ...job, type: 'look-up-unit', parameters: { unit: 'school' } });
  expect(known).toEqual({ unitName: '第一小学', unitKind: 'school', unitParent: 'bureau' });
  await expect(
    activities.runJob({ ...job, type: 'look-up-unit', parameters: { unit: 'x' } }),
  ).rejects.toMatchObject({
    nonRetryable: true,
    type: 'BpmnError',
    details: ['unknown-unit'],
  });
});

test('a job of an unknown type is no reason to try again; every known type has its own name', async () => {
  await expect(activities.runJob({ ...job, type: 'none', parameters: {} })).rejects.toMatchObject({
    nonRetryable: true,
    type: 'not-found',
    details: [{ zh: expect.stringContaining('没有“none”这种自动处理'), en: expect.stringContaining('none') }],
  });
  expect(new Set(jobs.map(({ type }) => type)).size).toBe(jobs.length);
});

test('a commit by the activity is the commit', async () => {
  const run = begunLongCase();
  const record = await openRecordedCase(db, keys, longProcess);
  const events = record.own(run.events);
  const batch = { caseId: record.caseId, tenant: 'qinghe', model: record.model, events, inputs: [] };
  expect(await activities.commit(batch)).toEqual({ committed: events.length });
});
