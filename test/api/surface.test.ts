import { readFileSync } from 'node:fs';
import request from 'supertest';
import { beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { routes } from '../../api/resources/index.ts';
import { openItem, openOffice, type Office } from './office.ts';

let office: Office;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  office = await openOffice();
  app = createApp(office.dependencies, { isReady: async () => false });
});

test('the OpenAPI document names exactly the routes that are served', async () => {
  const { body } = await request(app).get('/api/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  expect(body.components.schemas.TaskDetail.properties.whyMe).toBeTruthy();
});

test('the page to read it by works without scripts and in both languages', async () => {
  const zh = await request(app).get('/api/docs');
  const en = await request(app).get('/api/docs').set('accept-language', 'en');
  expect(zh.text).toContain('校安整改平台接口说明');
  expect(en.text).toContain('Complete a task');
  expect(zh.text).not.toMatch(/<script|https?:\/\/(?!json-schema)/);
});

test('every answer carries a strict policy, and says nothing of what serves it', async () => {
  const { headers } = await request(app).get('/api/session');
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-powered-by']).toBeUndefined();
});

test('what does not exist, and what another method would reach, are told apart', async () => {
  expect((await request(app).get('/api/nothing')).body.code).toBe('not-found');
  expect((await request(app).delete('/api/tasks')).body.code).toBe('method-not-known');
});

test('it is alive while it waits for its servers, and not ready', async () => {
  expect((await request(app).get('/healthz')).status).toBe(200);
  expect((await request(app).get('/readyz')).status).toBe(503);
});

test('a body that is too large, not JSON or polluted is refused in words', async () => {
  const send = (body: string) =>
    request(app).post('/api/session').set('content-type', 'application/json').send(body);
  expect((await send(`{"login":"${'x'.repeat(300_000)}"}`)).body.code).toBe('too-large');
  expect((await send('{"login":')).body.code).toBe('bad-input');
  expect((await send('{"__proto__":{"a":1}}')).body.code).toBe('bad-input');
});

test.each([
  ['zh', '缺少此项或类型不对，请填写文本'],
  ['en', 'Missing or of another type: give a text'],
])('what is missing or of another type is named with the mend (%s)', async (language, message) => {
  const { body } = await request(app)
    .post('/api/session')
    .set('accept-language', language)
    .send({ login: 7 });
  expect(body.errors).toEqual([
    { at: '/login', message },
    { at: '/password', message },
  ]);
});

test('a text that could not be kept is refused with its place, and never reaches a case', async () => {
  const bureau = await office.as('chenjianguo');
  const { caseId } = await openItem(office);
  const zero = await bureau.post(`/cases/${caseId}/corrections`, {
    values: { place: '校门\0口', measures: ['一', '半个\ud800字'] },
    reason: '登记有误',
  });
  expect(zero).toMatchObject({
    status: 400,
    body: { errors: [{ at: '/values/place' }, { at: '/values/measures/1' }] },
  });
  expect((await bureau.get('/cases?q=%00')).body.errors).toMatchObject([{ at: 'query:/q' }]);
  expect((await bureau.get(`/cases/${caseId}/timeline`)).body.items).not.toContainEqual(
    expect.objectContaining({ reason: '登记有误' }),
  );
});

test('a list goes on only from where it ended: another cursor, or another key, is refused in words', async () => {
  const bureau = await office.as('chenjianguo');
  const { caseId } = await openItem(office);
  const page = (cursor: string) => bureau.get(`/cases/${caseId}/journal?limit=2&cursor=${cursor}`);
  const { next } = (await bureau.get(`/cases/${caseId}/journal?limit=2`)).body;
  expect((await page(next)).body.items).toMatchObject([{ seq: 3 }, { seq: 4 }]);
  const forged = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString('base64url');
  for (const cursor of ['3', forged(['3']), forged([1e12])])
    expect(await page(cursor)).toMatchObject({ status: 400, body: { errors: [{ at: 'query:/cursor' }] } });
  for (const keys of [
    ['yesterday', caseId],
    ['2026-02-30T00:00:00.000Z', caseId],
    [new Date(0), 'a case'],
  ])
    expect((await bureau.get(`/cases?cursor=${forged(keys)}`)).body.code).toBe('bad-input');
  expect((await bureau.post(`/copies/${'-'.repeat(36)}:y1/read`)).body.code).toBe('bad-input');
});

test('a failure of ours tells nothing of the inside', async () => {
  const broken = createApp(
    {
      ...office.dependencies,
      now: () => {
        throw new Error('secret detail of the inside');
      },
    },
    { isReady: async () => true },
  );
  const answer = await request(broken).post('/api/session').send({ login: 'a', password: 'b' });
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret');
  expect(answer.body).toMatchObject({ code: 'internal', instance: expect.stringMatching(/^urn:request:/) });
});

test('only the policy file decides who may: no other file of the API asks for a permission', () => {
  for (const file of ['case-view.ts', 'task-view.ts', 'resources/cases.ts', 'resources/tasks.ts']) {
    const text = readFileSync(new URL(`../../api/${file}`, import.meta.url), 'utf8');
    expect(text).not.toMatch(/\.permissions\b|\.posts\.some/);
  }
});
