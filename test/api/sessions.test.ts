import { createHash } from 'node:crypto';
import request from 'supertest';
import { beforeEach, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { demonstrationPassword as password } from '../../definitions/demo/password.ts';
import { openOffice, wednesday, type Office } from './office.ts';

let office: Office;
let app: ReturnType<typeof createApp>;
/** Statements that the database was asked so far. */
let asked = 0;
beforeEach(async () => {
  office = await openOffice({ onStatement: () => void asked++ });
  app = createApp(office.dependencies, { isReady: async () => true });
});

const logIn = (login: string, secret = password, cookie = '') =>
  request(app).post('/api/session').set('cookie', cookie).send({ login, password: secret });
const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  ((answer.headers['set-cookie'] as string[] | undefined) ?? [''])[0]?.split(';')[0] ?? '';
const minutesLater = (minutes: number) =>
  office.moveTo(new Date(Date.parse(wednesday) + minutes * 60_000).toISOString());

test('a log-in gives a session of its own, and the database keeps no token', async () => {
  const answer = await logIn('maqiang');
  expect(answer.body.me).toMatchObject({
    person: { person: 'maqiang' },
    posts: [{ post: 'safety-officer' }],
  });
  const [header] = answer.headers['set-cookie'] as unknown as string[];
  expect(header).toMatch(/HttpOnly/);
  expect(header).toMatch(/SameSite=Lax/);
  const token = cookieOf(answer).split('=')[1]!;
  const rows = await office.database.asOwner`select * from session`;
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('an unknown login and a wrong password get the same answer', async () => {
  const unknown = await logIn('nobody-here', 'x');
  const wrong = await logIn('maqiang', 'x');
  expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
  expect(wrong.status).toBe(401);
});

test('five wrong passwords lock the account, even for the right one, and longer with each more', async () => {
  for (let attempt = 0; attempt < 5; attempt++) expect((await logIn('maqiang', 'x')).status).toBe(401);
  const locked = await logIn('maqiang');
  expect(locked).toMatchObject({
    status: 429,
    body: { code: 'locked-out', detail: '密码多次输入有误，请在 1 分钟后再试。' },
  });
  expect(locked.headers['retry-after']).toBe('60');
  minutesLater(2);
  expect((await logIn('maqiang', 'x')).status).toBe(401);
  expect((await logIn('maqiang')).body.data.retryAfterSeconds).toBe(120);
  minutesLater(10);
  expect((await logIn('maqiang')).status).toBe(200);
});

test('a login that is not there is locked as one that is, with the same answers, and no name is kept', async () => {
  const answers = async (login: string, statements: number[]) => {
    const given: object[] = [];
    for (const [minute, secret] of [0, 0, 0, 0, 0, 0, 2, 2, 10].map(
      (at, index) => [at, `x${index}`] as const,
    )) {
      minutesLater(minute);
      const before = asked;
      const { status, body, headers } = await logIn(login, secret);
      statements.push(asked - before);
      given.push({ status, body: { ...body, instance: '' }, retryAfter: headers['retry-after'] });
    }
    return given;
  };
  const [ofAccount, ofStranger]: number[][] = [[], []];
  const known = await answers('maqiang', ofAccount!);
  expect(known.map((answer) => (answer as { status: number }).status)).toEqual([
    401, 401, 401, 401, 401, 429, 401, 429, 401,
  ]);
  expect(await answers('nobody-here', ofStranger!)).toEqual(known);
  // What takes time is the hash, which test/api/passwords.test.ts counts, and the database.
  expect(ofStranger).toEqual(ofAccount);
  const [kept, ...others] = await office.database.asOwner`select * from unknown_login`;
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ failed_attempts: 7 });
  expect(JSON.stringify(kept)).not.toContain('nobody-here');
  expect(kept!['login_hash']).not.toBe(createHash('sha256').update('nobody-here').digest('hex'));
});

test('another name on the same place is counted from the beginning', async () => {
  for (let attempt = 0; attempt < 5; attempt++) await logIn('nobody-here', 'x');
  // As if it had fallen on the place of the other: the place is found by a key that nobody knows.
  await office.database.asOwner`update unknown_login set login_hash = 'another', failed_attempts = 7`;
  expect((await logIn('nobody-here', 'x')).status).toBe(401);
  expect(await office.database.asOwner`select failed_attempts, locked_until from unknown_login`).toEqual([
    { failed_attempts: 1, locked_until: null },
  ]);
});

test('a session ends when it is idle, at its end, and at log-out', async () => {
  const cookie = cookieOf(await logIn('maqiang'));
  const me = () => request(app).get('/api/me').set('cookie', cookie);
  minutesLater(29);
  expect((await me()).status).toBe(200);
  minutesLater(58);
  expect((await me()).status).toBe(200);
  minutesLater(58 + 31);
  expect((await me()).body.code).toBe('not-logged-in');

  const other = cookieOf(await logIn('maqiang'));
  for (let at = 89; at < 89 + 12 * 60; at += 20) {
    minutesLater(at);
    expect((await request(app).get('/api/me').set('cookie', other)).status).toBe(200);
  }
  minutesLater(89 + 12 * 60 + 1);
  expect((await request(app).get('/api/me').set('cookie', other)).status).toBe(401);

  const last = cookieOf(await logIn('maqiang'));
  await request(app).delete('/api/session').set('cookie', last);
  expect((await request(app).get('/api/me').set('cookie', last)).status).toBe(401);
});

test('logging in again makes a new session and ends the one that the browser had', async () => {
  const first = cookieOf(await logIn('maqiang'));
  const second = cookieOf(await logIn('maqiang', password, first));
  expect(second).not.toBe(first);
  expect((await request(app).get('/api/me').set('cookie', first)).status).toBe(401);
  expect((await request(app).get('/api/me').set('cookie', second)).status).toBe(200);
});

test('a write from another site is refused, whatever cookie it rides on', async () => {
  const cookie = cookieOf(await logIn('maqiang'));
  const write = (headers: Record<string, string>) =>
    request(app)
      .put('/api/me')
      .set({ cookie, 'idempotency-key': crypto.randomUUID(), ...headers })
      .send({ language: 'zh' });
  expect((await write({ origin: 'https://evil.example' })).body.code).toBe('foreign-origin');
  expect((await write({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('foreign-origin');
  const plain = await request(app)
    .put('/api/me')
    .set({ cookie, 'idempotency-key': crypto.randomUUID(), 'content-type': 'text/plain' })
    .send('{"language":"zh"}');
  expect(plain.status).toBe(415);
  expect((await write({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).status).toBe(
    200,
  );
});

test('a change of post acts on the very next request', async () => {
  const cookie = cookieOf(await logIn('chenjianguo'));
  const imports = () => request(app).get('/api/ledger/imports').set('cookie', cookie);
  expect((await imports()).status).toBe(200);
  await office.database.asOwner`update holding set valid_to = '2026-09-16' where person = 'chenjianguo'`;
  expect((await imports()).status).toBe(403);
});
