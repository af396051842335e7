import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import request, { type Response } from 'supertest';
import { afterAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createBackground } from '../../api/background.ts';
import type { ApiSettings, Dependencies } from '../../api/dependencies.ts';
import type { Instances } from '../../api/instances.ts';
import { openKeys, type Keys } from '../../db/keys.ts';
import { readMasterKey } from '../../db/crypto.ts';
import type { Db } from '../../db/connection.ts';
import { watchOpenedCases } from '../../db/opened-cases.ts';
import { demonstration } from '../../definitions/demo/index.ts';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import { shippedPackages } from '../../definitions/index.ts';
import { loadCounty } from '../../scripts/county.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { engineInstances, type EngineInstances } from '../support/engine-instances.ts';

/** A Wednesday in the demonstration county, ten in the morning. */
export const wednesday = '2026-09-16T02:00:00.000Z';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** A person at a browser: keeps the cookie, sends a key with each write. */
export interface Client {
  login: string;
  get(path: string): Promise<Response>;
  send(
    method: Method,
    path: string,
    body?: unknown,
    options?: { key?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  post(path: string, body?: unknown, key?: string): Promise<Response>;
  put(path: string, body?: unknown, key?: string): Promise<Response>;
  upload(path: string, file: Uint8Array, key?: string): Promise<Response>;
  /** The bytes are the answer's body. */
  download(path: string): Promise<Response>;
}

export interface Office<I extends Instances = EngineInstances> {
  database: TestDatabase;
  dependencies: Dependencies;
  instances: I;
  /** Moves the host's clock of the API. */
  moveTo(instant: string): void;
  /** The person, logged in; the same session each time. */
  as(login: string): Promise<Client>;
  anyone: Client;
  /** Another API process over the same database and cases. */
  restarted(): Promise<Office<I>>;
}

/** The real API over a real Postgres with the demonstration's two counties; cases run in this process. */
export async function openOffice(
  options: { settings?: Partial<ApiSettings>; onStatement?: (text: string) => void } = {},
): Promise<Office> {
  const { onStatement } = options;
  const database = await freshDatabase({ ...(onStatement && { onStatement }) });
  const packages = await shippedPackages();
  for (const county of demonstration.tenants) {
    await loadCounty(database.db, county, { packages, password: demonstrationPassword, at: wednesday });
  }
  const keys = openKeys(readMasterKey(randomBytes(32).toString('hex')));
  const clock = { now: new Date(wednesday) };
  const instances = engineInstances(database.db, keys, () => clock.now);
  return officeOver({ database, keys, instances, clock, settings: options.settings });
}

export const settings: ApiSettings = {
  origins: ['http://localhost:3000'],
  isSecure: false,
  isDemonstration: true,
  deploymentName: { zh: '校安整改平台', en: 'Rectiflow' },
  demonstrationPassword,
  sessionIdleMinutes: 30,
  sessionHours: 12,
  trustedProxies: 0,
  logInsPerMinute: 10_000,
  writesPerMinute: 100_000,
  messageTimeToLive: 'P30D',
  pages: null,
};

export function dependenciesOver(given: {
  db: Db;
  url: string;
  keys: Keys;
  instances: Instances;
  now: () => Date;
  settings?: Partial<ApiSettings>;
}): Dependencies {
  const log = pino({ level: 'silent' });
  const opened = watchOpenedCases(given.db, given.url);
  afterAll(() => opened.close());
  return {
    ...given,
    opened,
    background: createBackground(log),
    settings: { ...settings, ...given.settings },
    log,
  };
}

/** The app over cases that run here, or elsewhere. */
export function officeOver<I extends Instances>(given: {
  database: TestDatabase;
  keys: Keys;
  instances: I;
  clock: { now: Date };
  settings?: Partial<ApiSettings>;
}): Office<I> {
  const { database, keys, instances, clock } = given;
  const dependencies = dependenciesOver({
    db: database.db,
    url: database.url,
    keys,
    instances,
    now: () => clock.now,
    settings: given.settings,
  });
  const app = createApp(dependencies, { isReady: async () => true });
  afterAll(async () => {
    dependencies.background.stop();
    await dependencies.background.idle();
  });
  const known = new Map<string, Promise<Client>>();
  return {
    database,
    dependencies,
    instances,
    moveTo: (instant) => void (clock.now = new Date(instant)),
    as(login) {
      if (!known.has(login)) known.set(login, logIn(app, login));
      return known.get(login)!;
    },
    anyone: clientOf(app, 'nobody'),
    restarted: async () => officeOver(given),
  };
}

type App = ReturnType<typeof createApp>;

async function logIn(app: App, login: string): Promise<Client> {
  const answer = await request(app).post('/api/session').send({ login, password: demonstrationPassword });
  if (answer.status !== 200) throw new Error(`Expected ${login} to log in, but: ${answer.text}`);
  const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
  return clientOf(app, login, cookie.split(';')[0]);
}

function clientOf(app: App, login: string, cookie?: string): Client {
  const client: Client = {
    login,
    get: (path) => client.send('get', path),
    async send(method, path, body, options = {}) {
      let sent = request(app)[method](`/api${path}`).set('accept-language', 'zh-CN');
      if (cookie) sent = sent.set('cookie', cookie);
      if (method !== 'get') sent = sent.set('idempotency-key', options.key ?? randomUUID());
      for (const [name, value] of Object.entries(options.headers ?? {})) sent = sent.set(name, value);
      return body === undefined ? sent : sent.send(body as object);
    },
    post: (path, body = {}, key) => client.send('post', path, body, { key }),
    put: (path, body = {}, key) => client.send('put', path, body, { key }),
    async download(path) {
      const sent = request(app).get(`/api${path}`).buffer(true).responseType('blob');
      return cookie ? sent.set('cookie', cookie) : sent;
    },
    async upload(path, file, key = randomUUID()) {
      const sent = request(app).post(`/api${path}`).set('idempotency-key', key);
      if (cookie) sent.set('cookie', cookie);
      return sent
        .set('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(Buffer.from(file));
    },
  };
  return client;
}

/** Opens one rectification item by hand, as the rectification office does. */
export async function openItem(
  office: Office,
  values: Record<string, unknown> = {},
): Promise<{ caseId: string; number: string; title: string }> {
  const client = await office.as('chenjianguo');
  const opened = await client.post('/cases', {
    template: 'rectification-item',
    values: { ...item, ...values },
  });
  if (opened.status !== 201) throw new Error(`Expected a case, but: ${opened.text}`);
  return opened.body;
}

export const item = {
  source: '县级督导',
  checkDate: '2026-09-10',
  place: '学校南门',
  category: 'gate',
  problem: '门卫未按规定登记外来人员',
  measures: '完善登记制度并培训门卫',
  responsibleUnit: 'school-no1',
  rectificationClass: 'rectifyByDate',
  dueDate: '2026-10-16',
};

/** The open task of this name (node) of a case, as someone sees it who can do it. */
export async function openTask(client: Client, caseId: string, node: string): Promise<string> {
  const { body } = await client.get(`/cases/${caseId}`);
  const task = body.openTasks?.find((open: { node: string }) => open.node === node);
  if (!task)
    throw new Error(`Expected an open task ${node}, but found ${JSON.stringify(body.openTasks ?? body)}`);
  return task.taskKey;
}
