import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { openCase } from '../../api/case-opening.ts';
import type { JsonObject } from '../../engine/json.ts';
import { choosing, diagrams, onlyTriggered, publishDiagrams } from '../support/message-templates.ts';
import { openItem, openOffice, openTask, wednesday, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
  const { any, listening } = diagrams;
  await publishDiagrams(office.database.db, { at: wednesday, xml: { choosing, any, listening } });
});

async function begin(template: string, variables: JsonObject): Promise<string> {
  const { caseId } = await openCase(office.dependencies, {
    tenant: 'qinghe',
    actor: { kind: 'system', name: 'test' },
    openedBy: 'test',
    key: randomUUID(),
    template,
    variables,
    itemKey: null,
    clockOffset: 0,
  });
  return caseId;
}
const detailOf = async (caseId: string) => (await bureau.get(`/cases/${caseId}`)).body;
const finish = async (caseId: string, node: string) =>
  bureau.post(`/tasks/${await openTask(bureau, caseId, node)}/complete`, { values: {} });

test('a supervisor corrects what the case knows, with a reason that the timeline shows', async () => {
  const { caseId } = await openItem(office);
  const corrected = await bureau.post(`/cases/${caseId}/corrections`, {
    values: { place: '学校北门' },
    reason: '登记有误',
  });
  expect(corrected.status).toBe(200);
  const detail = await detailOf(caseId);
  expect(detail.facts).toContainEqual(expect.objectContaining({ key: 'place', value: '学校北门' }));
  const { items } = (await bureau.get(`/cases/${caseId}/timeline`)).body;
  expect(items[0]).toMatchObject({
    text: { zh: '更正数据', en: 'Data corrected' },
    reason: '登记有误',
    who: { person: { name: '陈建国' } },
    values: [{ key: 'place', text: { zh: '学校北门' } }],
  });
});

test.each([
  [
    'a name that the case does not have',
    { values: { palce: '学校北门' }, reason: '登记有误' },
    '/values/palce',
  ],
  ['another kind of value', { values: { place: 7 }, reason: '登记有误' }, '/values/place'],
  ['no reason', { values: { place: '学校北门' }, reason: ' ' }, '/reason'],
  ['no value', { values: {}, reason: '登记有误' }, '/values'],
])('a correction with %s is refused, and says where', async (_, body, at) => {
  const { caseId } = await openItem(office);
  const answer = await bureau.post(`/cases/${caseId}/corrections`, body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors ?? answer.body.details).toEqual([expect.objectContaining({ at })]);
});

test('people begin the activities of an ad-hoc sub-process as they see fit, and the page says what the case waits for', async () => {
  const caseId = await begin('choosing', { enough: false, left: 2 });
  const [choice] = (await detailOf(caseId)).waiting;
  expect(choice).toMatchObject({
    node: 'checks',
    for: 'choice',
    text: { zh: '“核查”：由经办人员决定下一步' },
    activities: [{ node: 'visit' }, { node: 'phone' }],
  });
  const start = (node: string) => bureau.post(`/cases/${caseId}/activities`, { node, scope: choice.scope });
  expect((await start('phone')).status).toBe(200);
  await finish(caseId, 'phone');
  expect((await start('phone')).status).toBe(200);
  expect((await start('close')).status).toBe(400);
  await bureau.post(`/cases/${caseId}/corrections`, { values: { enough: true }, reason: '已核实' });
  await finish(caseId, 'phone');

  const [condition] = (await detailOf(caseId)).waiting;
  expect(condition).toMatchObject({
    node: 'quiet',
    for: 'condition',
    text: { zh: '“整改到位”：等待条件满足' },
  });
  await bureau.post(`/cases/${caseId}/corrections`, { values: { left: 0 }, reason: '已核实' });
  expect((await detailOf(caseId)).openTasks).toMatchObject([{ node: 'close' }]);
  const { items } = (await bureau.get(`/cases/${caseId}/timeline`)).body;
  const texts = items.map(({ text }: { text: { zh: string } }) => text.zh);
  expect(texts).toEqual(expect.arrayContaining(['开始“phone”', '“整改到位”的条件已满足']));
});

test.each([
  ['any', 'message', '“wait”：等待消息'],
  ['listening', 'signal', '“listen”：等待信号'],
])('a case of %s waits for a %s', async (template, kind, zh) => {
  const { waiting } = await detailOf(await begin(template, {}));
  expect(waiting).toMatchObject([{ for: kind, text: { zh } }]);
});

test('what begins with messages or signals alone is not opened by hand; what has one start is', async () => {
  const { answering } = diagrams;
  await publishDiagrams(office.database.db, {
    at: wednesday,
    xml: { 'only-triggered': onlyTriggered, answering },
  });
  const refused = await bureau.post('/cases', { template: 'only-triggered', values: {} });
  expect(refused.status).toBe(422);
  expect(refused.body.detail).toBe('该流程由消息或信号启动，不能手工立项。');
  expect((await bureau.post('/cases', { template: 'answering', values: {} })).status).toBe(201);
  const { items } = (await bureau.get('/templates')).body;
  const offered = new Map(
    items.map(({ key, canStart }: { key: string; canStart: boolean }) => [key, canStart]),
  );
  expect([offered.get('only-triggered'), offered.get('answering')]).toEqual([false, true]);
});

test('data is changed with the resolution of an incident by those alone who may correct data', async () => {
  const { caseId } = await openItem(office);
  const at = `/cases/${caseId}/incidents/i999/resolve`;
  const operator = await office.as('fanghao');
  expect(await operator.post(at, { how: 'retry', variables: { place: '北门' } })).toMatchObject({
    status: 403,
    body: { errors: [{ at: '/variables' }] },
  });
  expect((await operator.post(at, { how: 'retry' })).status).toBe(404);
  expect((await bureau.post(at, { how: 'retry', variables: { place: '北门' } })).status).toBe(404);
});

test('what only listens beside the way holds nothing up', async () => {
  const { caseId } = await openItem(office);
  expect((await detailOf(caseId)).waiting).toEqual([]);
});
