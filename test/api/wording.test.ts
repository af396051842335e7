import { beforeAll, expect, test } from 'vitest';
import { readNames } from '../../api/names.ts';
import { inScope, system } from '../../db/connection.ts';
import { readContent } from '../../db/content.ts';
import { latestVersion } from '../../db/templates.ts';
import type { ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import ledger from '../../definitions/rectification-item/ledger.json' with { type: 'json' };
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

/** What people are told of a case names everything as people do: no ISO date, no key of an outcome, stage, class, post or unit. */
let office: Office;
let bureau: Client;
let school: Client;
let caseId: string;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
  ({ caseId } = await openItem(office));
  await complete(bureau, 'classify', 'assign', {
    rectificationClass: 'rectifyByDate',
    responsibleUnit: 'school-no1',
    dueDate: '2026-10-16',
  });
  await complete(school, 'sign', 'sign', {});
  await bureau.post('/clock', { toDate: '2026-09-29' });
  await office.dependencies.background.idle();
});

async function complete(client: Client, node: string, outcome: string, values: object): Promise<void> {
  const task = await openTask(client, caseId, node);
  const answer = await client.post(`/tasks/${task}/complete`, { outcome, values });
  if (answer.status !== 200) throw new Error(answer.text);
}

/** Every text in both languages that an answer holds, wherever it stands. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  const { zh, en } = value as { zh?: unknown; en?: unknown };
  if (typeof zh === 'string') return typeof en === 'string' ? [zh, en] : [zh];
  return Object.values(value).flatMap(textsIn);
}

async function keysOfTheCounty(): Promise<Set<string>> {
  const { db } = office.dependencies;
  const { names, version } = await inScope(db, system('qinghe'), async (tx) => ({
    names: await readNames(tx),
    version: await latestVersion(tx, 'rectification-item'),
  }));
  const model = await readContent<ProcessModel>(db, version!.model);
  const configs = Object.values(model.nodes).map(({ config }) => config as Partial<UserTaskConfig>);
  return new Set([
    ...names.units.keys(),
    ...names.posts.keys(),
    ...configs.flatMap(({ outcomes = [] }) => outcomes.map(({ key }) => key)),
    ...ledger.states.map(({ id }) => id),
    ...[...ledger.categories, ...ledger.classes, ...ledger.levels].map(({ id }) => id),
  ]);
}

test.each([
  ['the case', () => `/cases/${caseId}`],
  ['its timeline', () => `/cases/${caseId}/timeline?limit=200`],
  ['its steps', () => `/cases/${caseId}/steps`],
  ['the cases', () => '/cases'],
  ['what is to be done', () => '/tasks'],
  ['what was done', () => '/tasks?view=done'],
  ['the board', () => '/board'],
  ['the ledger', () => '/ledger'],
])('%s: dates as people write them, and names instead of keys', async (_what, path) => {
  const keys = await keysOfTheCounty();
  for (const client of [bureau, school]) {
    const { body } = await client.get(path());
    const texts = textsIn(body);
    expect(texts.filter((text) => /\d{4}-\d{2}-\d{2}/.test(text))).toEqual([]);
    const withKeys = texts.filter(
      (text) =>
        keys.has(text) || [...text.matchAll(/[（(]([\w-]+)[)）]/g)].some(([, word = '']) => keys.has(word)),
    );
    expect(withKeys).toEqual([]);
  }
});

test('what was done shows the outcome by its name in both languages', async () => {
  const done = (await bureau.get('/tasks?view=done')).body.items;
  expect(done).toMatchObject([
    { outcome: 'assign', outcomeName: { zh: '交办责任单位', en: expect.any(String) } },
  ]);
  const signed = (await school.get('/tasks?view=done')).body.items;
  expect(signed).toMatchObject([{ node: 'sign', outcomeName: { zh: expect.stringMatching(/签收/) } }]);
});

test('a deadline is told with its date in words', async () => {
  const lines = textsIn((await bureau.get(`/cases/${caseId}/timeline?limit=200`)).body.items);
  expect(lines.some((line) => /限2026年\d+月\d+日前办结/.test(line))).toBe(true);
  expect(lines.some((line) => /“整改期限”开始计时，2026年\d+月\d+日到期/.test(line))).toBe(true);
  expect(lines.some((line) => / begins, due \d+ Oct 2026/.test(line))).toBe(true);
});

test('whoever comes second is told when it was done in the same words', async () => {
  const { body } = await bureau.get('/tasks?view=done');
  const answer = await bureau.post(`/tasks/${body.items[0].taskKey}/complete`, {
    outcome: 'assign',
    values: {},
  });
  expect(answer.body.detail).toMatch(/^该任务已由陈建国于2026年9月16日 10:00办结。$/);
});

test('a step that a cancellation makes needless in good time is not called late', async () => {
  const fresh = await openItem(office, { problem: '重复登记的问题', dueDate: '2026-11-16' });
  expect((await bureau.post(`/cases/${fresh.caseId}/cancel`, { reason: '重复登记' })).status).toBe(200);
  const lines = textsIn((await bureau.get(`/cases/${fresh.caseId}/timeline`)).body.items);
  expect(lines).toContain('撤销事项');
  expect(lines.filter((line) => /逾期|late/.test(line))).toEqual([]);
});
