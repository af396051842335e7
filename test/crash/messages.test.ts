import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagrams } from '../support/message-templates.ts';
import { until } from '../workflows/connect-world.ts';
import { crashAt, type Place } from './gate.ts';
import { logIn, type Staff } from './staff.ts';
import { openStage, type Part, type Stage } from './stage.ts';

let stage: Stage;
let office: Staff;
beforeAll(async () => {
  stage = await openStage();
  office = await logIn(stage.url, 'chenjianguo');
  const asking = (ref: string) => diagrams.asking.replaceAll('= ref', `= &quot;${ref}&quot;`);
  const templates = {
    answering: diagrams.answering,
    any: diagrams.any,
    'asking-seven': asking('R-7'),
    'asking-eight': asking('R-8'),
  };
  for (const [key, xml] of Object.entries(templates)) {
    await office.post('/templates', { key, name: { zh: key }, from: { kind: 'file', xml } });
    expect((await office.post(`/templates/${key}/versions`, { revision: 1 })).status).toBeLessThan(300);
  }
}, 120_000);
afterAll(() => stage.end());

const openTask = (caseId: string, node: string): Promise<string> =>
  until(async () => {
    const { body } = await office.get(`/cases/${caseId}`);
    return body.openTasks?.find((task: { node: string }) => task.node === node)?.taskKey;
  });
const count = async (kind: string): Promise<number> =>
  (await stage.sql()`select count(*)::int as count from journal where kind = ${kind}`)[0]!.count;
const casesOf = async (template: string): Promise<string[]> =>
  (await stage.sql()`select case_id from "case" where template = ${template}`).map(({ case_id }) => case_id);
/** Whether nothing is on its way any more. */
const allArrived = () =>
  until(async () => (await stage.sql()`select 1 from message where state <> 'delivered'`).length === 0);

test('two that ask begin a case each, and each gets the answer to its own question', async () => {
  const open = async (template: string): Promise<string> =>
    (await office.post('/cases', { template, values: {} })).body.caseId;
  const [seven, eight] = [await open('asking-seven'), await open('asking-eight')];
  const answering = await until(async () => {
    const rows = await stage.sql()`
      select case_id, facts ->> 'ref' as ref from "case" where template = 'answering' order by ref`;
    return rows.length === 2 && rows;
  });
  expect(answering.map(({ ref }) => ref)).toEqual(['R-7', 'R-8']);
  const answer = async (caseId: string) =>
    expect(
      (await office.post(`/tasks/${await openTask(caseId, 'decide')}/complete`, { values: {} })).status,
    ).toBe(200);
  await answer(answering[1]!.case_id);
  await openTask(eight, 'read');
  const { body } = await office.get(`/cases/${seven}`);
  expect(body).toMatchObject({ openTasks: [], waiting: [{ for: 'message', node: 'wait' }] });
  await answer(answering[0]!.case_id);
  await openTask(seven, 'read');
});

const sending: Place = { table: 'journal', on: 'insert', when: "new.kind = 'messageSent'" };
const finding: Place = { table: 'message_delivery', on: 'insert', when: 'true' };
const taking: Place = { table: 'journal', on: 'insert', when: "new.kind = 'messageReceived'" };
const noting: Place = { table: 'message_delivery', on: 'update', when: "new.state = 'delivered'" };

const crashes: [Part, string, Place][] = [
  ['worker', 'the message is written with the events of its case', sending],
  ['postgres', 'the message is written with the events of its case', sending],
  ['api', 'its receiver was just found', finding],
  ['worker', 'its receiver takes it', taking],
  ['api', 'its receiver takes it', taking],
  ['postgres', 'its receiver takes it', taking],
  ['temporal', 'its receiver takes it', taking],
  ['api', 'its arrival is noted', noting],
];

test.each(crashes)('%s killed while %s: one of two that wait has it, once', async (part, _, place) => {
  const known = new Set(await casesOf('answering'));
  expect((await office.post('/messages', { name: 'inquiry', variables: { reply: '同意' } })).status).toBe(
    202,
  );
  const [sender] = await until(async () => {
    const fresh = (await casesOf('answering')).filter((caseId) => !known.has(caseId));
    return fresh.length > 0 && fresh;
  });
  await allArrived();
  const task = await openTask(sender!, 'decide');
  for (const _each of [1, 2]) await office.post('/cases', { template: 'any', values: {} });
  const [before, sentBefore] = [await count('messageReceived'), await count('messageSent')];

  const complete = () => office.post(`/tasks/${task}/complete`, { values: {} });
  expect((await crashAt(stage, { part, place }, complete)).status).toBe(200);

  await until(async () => (await count('messageReceived')) > before);
  await allArrived();
  expect(await count('messageReceived')).toBe(before + 1);
  expect(await count('messageSent')).toBe(sentBefore + 1);
});

const reserving: Place = { table: 'case_opening', on: 'insert', when: "new.opened_by = 'system:message'" };
const confirming: Place = { table: 'case_opening', on: 'update', when: "new.status = 'confirmed'" };

test.each([
  ['api', 'the case that it begins is reserved', reserving],
  ['api', 'the case that it began is about to be confirmed', confirming],
  ['postgres', 'the case that it began is about to be confirmed', confirming],
] satisfies [Part, string, Place][])(
  '%s killed while %s: it begins one case',
  async (part, _, place) => {
    const before = (await casesOf('answering')).length;
    await crashAt(stage, { part, place }, () =>
      office.post('/messages', { name: 'inquiry', variables: { reply: '同意' } }),
    );
    await allArrived();
    await until(async () => (await casesOf('answering')).length > before);
    expect(await casesOf('answering')).toHaveLength(before + 1);
    // A courier that died is given up after its lease.
  },
  120_000,
);
