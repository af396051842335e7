import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../../api/resources/index.ts';
import { isFileBody, type Route } from '../../api/route.ts';
import { inScope, system } from '../../db/connection.ts';
import { keepMail } from '../../db/mailbox.ts';
import { openOffice, wednesday, type Client, type Office } from './office.ts';

/**
 * Every route that is served, asked by those who handle a mandatory report about each of its tasks, after the reporter has acted on it:
 * who that was stands in no answer and in no refusal. A new route is asked by itself.
 */
const secrets = ['田蕊', 'tianrui', '13800000000', 'class-teacher'];
/** The people, posts and units of the county, whoever reports: they name everybody, and no case. */
const ofTheDirectory = [
  ...['/people', '/organisation', '/units', '/posts', '/substitutions', '/templates', '/session', '/me'],
  ...['/calendars', '/closures', '/terms', '/office-hours', '/clock'],
];
const isOfCases = ({ path }: Route) => !ofTheDirectory.some((part) => path.startsWith(part));

let office: Office;
let caseId = '';
let places: Record<string, string[]> = {};
beforeAll(async () => {
  office = await openOffice();
  const teacher = await office.as('tianrui');
  const values = {
    ...{ situation: 'violenceSuspected', reportUnit: 'school-no1', discoveredAt: '2026-09-16T01:50:00.000Z' },
    ...{ facts: '身上多处淤伤', reporterName: '田蕊', reporterContact: '13800000000' },
  };
  const opened = await teacher.post('/cases', { template: 'mandatory-report', values });
  if (opened.status !== 201) throw new Error(opened.text);
  caseId = opened.body.caseId;
  const { openTasks } = (await teacher.get(`/cases/${caseId}`)).body;
  const keyOf = (node: string): string =>
    openTasks.find((task: { node: string }) => task.node === node).taskKey;
  const call = { policeCalledAt: '2026-09-16T02:00:00.000Z', policeAlarmNo: '接警7号' };
  await done(teacher, `/tasks/${keyOf('call110')}/complete`, { outcome: 'called', values: call });
  await done(teacher, `/cases/${caseId}/comments`, { text: '已在现场' });
  // A step that she is given is one that she claims.
  const to = { post: 'class-teacher', unit: 'school-no1', person: 'tianrui' };
  await done(await office.as('maqiang'), `/tasks/${keyOf('preserveEvidence')}/transfer`, {
    to,
    reason: '在现场',
  });
  await done(teacher, `/tasks/${keyOf('preserveEvidence')}/claim`, {});
  const { deadlines, openTasks: now } = (await teacher.get(`/cases/${caseId}`)).body;
  places = {
    caseId: [caseId],
    taskKey: [...now.map(({ taskKey }: { taskKey: string }) => taskKey), keyOf('call110')],
    deadline: deadlines.map(({ deadline }: { deadline: string }) => deadline),
  };
});

async function done(client: Client, path: string, body: object): Promise<void> {
  const answer = await client.post(path, body);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
}

/** The path with every place that it can name here; one without places as it is. */
function pathsOf({ path }: Route): string[] {
  const [name] = /:(\w+)/.exec(path)?.slice(1) ?? [];
  if (name === undefined) return [path];
  return (places[name] ?? ['x']).flatMap((place) =>
    pathsOf({ path: path.replace(`:${name}`, place) } as Route),
  );
}

/** A body that fits the declaration, about this case where it names one. */
function bodyFor(route: Route, taskKey: string): unknown {
  if (!route.body || isFileBody(route.body)) return undefined;
  return valueFor(z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' }), { taskKey });
}

type Schema = z.core.JSONSchema.BaseSchema;
const words: Record<string, unknown> = {
  ...{ reason: '试', opinion: '试', text: '试', name: '试', values: {}, outcome: 'called', generation: 1 },
  ...{ post: 'principal', unit: 'school-no1', to: 'previous', kind: 'urge' },
};

function valueFor(schema: Schema, given: { taskKey: string; name?: string; of?: Schema }): unknown {
  const { taskKey, name = '', of = schema } = given;
  if (schema.$ref) return valueFor(of.$defs?.[schema.$ref.split('/').at(-1)!] as Schema, { ...given, of });
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return valueFor(first as Schema, { ...given, of });
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (name === 'caseId') return caseId;
  if (name === 'taskKey' || name === 'tasks') return name === 'tasks' ? [taskKey] : taskKey;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        [...(schema.required ?? []), ...('reason' in (schema.properties ?? {}) ? ['reason'] : [])].map(
          (key) => [key, valueFor((schema.properties?.[key] ?? {}) as Schema, { taskKey, name: key, of })],
        ),
      );
    case 'array':
      return [valueFor((schema.items ?? {}) as Schema, { ...given, name: '', of })];
    case 'integer':
    case 'number':
      return words[name] ?? 0;
    case 'boolean':
      return true;
    default:
      return words[name] ?? '试';
  }
}

/** Where an answer to this person has one of the words. */
async function namedTo(client: Client, route: Route): Promise<string[]> {
  const found: string[] = [];
  for (const path of pathsOf(route)) {
    const taskKey = places['taskKey']!.find((key) => path.includes(key)) ?? places['taskKey']!.at(-1)!;
    const answer =
      route.method === 'get'
        ? await client.get(path)
        : await client.send(route.method, path, bodyFor(route, taskKey));
    asked.set(`${route.method} ${route.path}`, answer.status);
    const text = answer.text ?? '';
    for (const word of secrets)
      if (text.includes(word))
        found.push(
          `${route.method} ${path} (${answer.status}): ${text.slice(text.indexOf(word) - 60).slice(0, 120)}`,
        );
  }
  return found;
}
const asked = new Map<string, number>();

const all = routes.filter((route) => route.access !== 'anyone' && isOfCases(route));
const reads = all.filter(({ method }) => method === 'get');
const writes = all.filter(({ method }) => method !== 'get');

describe.each(['maqiang', 'zhouguodong', 'haoqiang', 'suqing', 'hanlei'])(
  '%s handles the report',
  (login) => {
    test('and is told in no answer who made it', async () => {
      const client = await office.as(login);
      for (const route of reads) expect(await namedTo(client, route)).toEqual([]);
      expect(asked.get('get /cases/:caseId')).toBe(200);
    });

    test('nor by what they are refused, or do', async () => {
      const client = await office.as(login);
      for (const route of writes) expect(await namedTo(client, route)).toEqual([]);
    });
  },
);

test('a task that the reporter has done or claimed is said to be the reporter’s', async () => {
  const principal = await office.as('zhouguodong');
  const key = places['taskKey']!.at(-1)!;
  const values = { policeCalledAt: '2026-09-16T02:00:00.000Z', policeAlarmNo: '接警8号' };
  const { status, body } = await principal.post(`/tasks/${key}/complete`, { outcome: 'called', values });
  expect([status, body.code]).toEqual([409, 'task-not-open']);
  expect(body.detail).toContain('该任务已由报告人于');
  expect(body.data.completedBy).toEqual({ person: 'reporter', name: '报告人' });
  const known = await (
    await office.as('jinran')
  ).post(`/tasks/${key}/complete`, { outcome: 'called', values });
  expect(known.body.detail).toContain('该任务已由田蕊于');
});

describe('nor does what is looked for by a name', () => {
  test('a mail to the reporter is not found by whom it went to', async () => {
    const { db } = office.dependencies;
    await inScope(db, system('qinghe'), (tx) =>
      keepMail(tx, {
        ...{
          tenantId: 'qinghe',
          receivedAt: wednesday,
          sender: 'rectiflow@qinghe.example',
          text: '',
          html: '',
        },
        ...{ recipients: ['tianrui@qinghe.example'], subject: '待办：拨打110报警' },
        headers: { 'x-rectiflow-effect': `${caseId}:1:1` },
      }),
    );
    const mails = async (q: string) =>
      (await (await office.as('zhouguodong')).get(`/mailbox?q=${encodeURIComponent(q)}`)).body.items;
    expect(await mails('拨打110')).toMatchObject([{ to: ['reporter@qinghe.example'] }]);
    expect(await mails('tianrui')).toEqual([]);
  });

  test('what a reporter has in the report is not in the preview of their staff move', async () => {
    const principal = await office.as('zhouguodong');
    const move = { from: 'tianrui', to: 'maqiang', reason: '调任' };
    const { status, body } = await principal.post('/staff-moves', move);
    expect([status, body.counts.total]).toEqual([201, 0]);
  });

  test('nor among the tasks that somebody picks for many at once by who has them', async () => {
    const to = { post: 'rectification-office', unit: 'bureau' };
    await done(await office.as('tianrui'), `/cases/${caseId}/questions`, { text: '请协助', to });
    const overseer = await office.as('chenjianguo');
    const picked = async (filter: object) =>
      (await overseer.post('/batches', { kind: 'comment', text: '请尽快', filter })).body.counts.total;
    expect(await picked({ template: 'mandatory-report' })).toBeGreaterThan(0);
    expect(await picked({ template: 'mandatory-report', person: 'tianrui' })).toBe(0);
    expect(await picked({ template: 'mandatory-report', person: 'maqiang' })).toBe(0);
  });
});
