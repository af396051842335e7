import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import postgres from 'postgres';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../db/connection.ts';
import { demonstration } from '../../definitions/demo/index.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { loadCounty } from '../../scripts/county.ts';
import type { Child } from '../../scripts/ground/child.ts';
import { canHaveTemporalServer } from '../../scripts/ground/temporal-on-postgres.ts';
import { openProductionWorld, type ProductionWorld } from '../support/production-world.ts';

const withTemporalServer = await canHaveTemporalServer();
const temporalName = withTemporalServer
  ? "Temporal's production server on PostgreSQL"
  : "Temporal's DEVELOPMENT server, as its production server is neither built nor can be built (no Go) here";
const password = 'correct horse battery staple';
/** Milliseconds that a server may take; reached only when a test fails. */
const patience = 45_000;

describe(`the services of docker-compose.yml without Docker, with ${temporalName}`, () => {
  let world: ProductionWorld;
  let api: Child;
  let worker: Child;
  const mail = startMailServer();

  beforeAll(async () => {
    // Servers of whoever runs the tests are not ours to use here.
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS']) vi.stubEnv(name, undefined);
    const settings = { SMTP_URL: await mail.url, RECTIFLOW_DEMO: '' };
    world = await openProductionWorld({ settings, withTemporalServer });
  }, 900_000);
  afterAll(async () => {
    await world?.stop();
    mail.close();
    vi.unstubAllEnvs();
  });

  test('the migration makes the tables, and may be run again', async () => {
    for (const run of ['first', 'second'])
      expect(await world.runJob('migrate'), run).toEqual({ code: 0, said: '' });
  });

  test('api and worker become healthy by the checks that compose makes', async () => {
    [api, worker] = await Promise.all([world.start('api'), world.start('worker')]);
    for (const name of ['api', 'worker'])
      await expect.poll(() => world.isHealthy(name), { timeout: patience, interval: 500 }).toBe(true);
  });

  test('an item is opened, its first task completed, and whoever is next finds it and gets a mail', async () => {
    await loadSmallCounty(world.appUrl);
    const bureau = await logIn(world, 'chenjianguo');
    const opened = await bureau('POST', '/cases', { template: 'rectification-item', values: item });
    expect(opened).toMatchObject({ status: 201, body: { number: expect.stringContaining('整改') } });
    const { caseId, number } = opened.body;
    const { openTasks } = (await bureau('GET', `/cases/${caseId}`)).body;
    expect(openTasks).toMatchObject([{ node: 'classify' }]);
    const done = await bureau('POST', `/tasks/${openTasks[0].taskKey}/complete`, assigned);
    expect(done.status).toBe(200);

    expect((await bureau('GET', '/cases')).body.items).toMatchObject([{ caseId, number, status: 'active' }]);
    const school = await logIn(world, 'maqiang');
    expect((await school('GET', '/tasks')).body.items).toMatchObject([{ caseNumber: number }]);
    await expect
      .poll(() => mail.received.map(({ to }) => to), { timeout: patience })
      .toContain('maqiang@qinghe.example');
    const { from, text } = mail.received.find(({ to }) => to === 'maqiang@qinghe.example')!;
    expect(from).toBe('zhenggai@example.gov.cn');
    expect(text).toContain(`${world.publicUrl}/tasks/`);
  });

  test('the lists are made anew from the journal while api and worker go on', async () => {
    const bureau = await logIn(world, 'chenjianguo');
    const before = (await bureau('GET', '/cases')).body;
    const { code, said } = await world.runJob('api', ['node', 'scripts/rebuild.ts']);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/Rebuilt 1 cases from \d+ events/),
    });
    expect((await bureau('GET', '/cases')).body).toEqual(before);
  });

  test('without the demonstration nobody moves the clock', async () => {
    const bureau = await logIn(world, 'chenjianguo');
    expect((await bureau('POST', '/clock', { to: '2030-01-01T00:00:00Z' })).status).toBe(404);
  });

  test.each([
    ['change what happened', 'update journal set kind = kind'],
    ['remove what happened', 'delete from journal'],
    ['change a published template', "update template_version set xml = ''"],
    ['make a table', 'create table mine (id int)'],
    ['lift the separation of counties', 'alter table "case" disable row level security'],
    ['become the owner', 'set role rectiflow_owner'],
  ])('the account of api and worker cannot %s', async (_, statement) => {
    const sql = postgres(world.appUrl, { max: 1 });
    await expect(sql.unsafe(statement)).rejects.toThrow(/permission denied|must be owner/);
    await sql.end();
  });

  test('asked to end, the api first answers who waits, and worker and api end well within their time', async () => {
    const bureau = await logIn(world, 'chenjianguo');
    const owner = postgres(world.ownerUrl, { max: 1 });
    const hold = await owner.reserve();
    await hold`begin`;
    await hold`lock table idempotency in access exclusive mode`;
    const answer = bureau('POST', '/cases', { template: 'rectification-item', values: item });
    await expect.poll(() => waitingFor(world.ownerUrl, 'idempotency'), { timeout: patience }).toBe(true);
    const ending = api.end();
    await expect.poll(() => isServing(world.url), { timeout: patience }).toBe(false);
    await hold`commit`;
    expect(await answer).toMatchObject({ status: 201 });
    await ending;
    expect(await api.ended).toEqual({ code: 0, signal: null });
    hold.release();
    await owner.end();

    await worker.end();
    expect(await worker.ended).toEqual({ code: 0, signal: null });
  });
});

const item = {
  source: '县级督导',
  checkDate: '2026-09-10',
  place: '学校南门',
  category: 'gate',
  problem: '门卫未按规定登记外来人员',
  measures: '完善登记制度并培训门卫',
  responsibleUnit: 'school-no1',
  rectificationClass: 'rectifyByDate',
  dueDate: '2030-10-16',
};
const assigned = {
  outcome: 'assign',
  values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2030-10-16' },
};

async function loadSmallCounty(appUrl: string): Promise<void> {
  const db = openDatabase(appUrl, { connections: 2 });
  const [county] = demonstration.tenants;
  const people = county!.people.filter(({ login }) => ['chenjianguo', 'maqiang'].includes(login));
  const holdings = county!.holdings.filter(({ person }) => people.some(({ id }) => id === person));
  const given = { packages: await shippedPackages(), password, at: new Date().toISOString() };
  await loadCounty(db, { ...county!, people, holdings }, given);
  await db.close();
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies are compared, not used
type Answer = { status: number; body: any };
type Person = (method: string, path: string, body?: object) => Promise<Answer>;

/** As a browser behind the office's proxy: with the origin of the pages, and the session's cookie. */
async function logIn(world: ProductionWorld, login: string): Promise<Person> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    origin: world.publicUrl,
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
  };
  const send = (method: string, path: string, body?: object) =>
    fetch(`${world.url}/api${path}`, {
      method,
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: body && JSON.stringify(body),
    });
  const answer = await send('POST', '/session', { login, password });
  expect(answer.status).toBe(200);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-.*; HttpOnly; Secure/);
  headers['cookie'] = cookie.split(';')[0]!;
  return async (method, path, body) => {
    const reply = await send(method, path, body);
    return { status: reply.status, body: await reply.json() };
  };
}

function startMailServer() {
  const received: { from?: string; to?: string; text?: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.once('end', () => {
        void PostalMime.parse(Buffer.concat(parts)).then(({ from, text }) => {
          received.push({ from: from?.address, to: session.envelope.rcptTo[0]?.address, text });
          done();
        }, done);
      });
    },
  });
  const { promise: url, resolve } = Promise.withResolvers<string>();
  const listening = server.listen(0, '127.0.0.1', () => {
    const { port } = listening.address() as { port: number };
    resolve(`smtp://127.0.0.1:${port}`);
  });
  return { url, received, close: () => server.close() };
}

async function waitingFor(ownerUrl: string, table: string): Promise<boolean> {
  const sql = postgres(ownerUrl, { max: 1 });
  const waiting = await sql`
    select 1 from pg_locks where not granted and relation = ${table}::regclass`;
  await sql.end();
  return waiting.length > 0;
}

/** Whether somebody new still gets in. */
const isServing = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  );
