import { beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type Client, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});

const report = {
  situation: 'violenceSuspected',
  reportUnit: 'school-no1',
  discoveredAt: '2026-09-16T01:50:00.000Z',
  facts: '身上多处淤伤',
  reporterName: '田蕊',
  reporterContact: '13800000000',
};

async function open(values: Record<string, unknown> = {}, login = 'tianrui'): Promise<string> {
  const opened = await (
    await office.as(login)
  ).post('/cases', { template: 'mandatory-report', values: { ...report, ...values } });
  if (opened.status !== 201) throw new Error(opened.text);
  return opened.body.caseId;
}

const tasksOf = async (client: Client, caseId: string): Promise<{ node: string; taskKey: string }[]> =>
  (await client.get('/tasks')).body.items.filter((task: { caseId: string }) => task.caseId === caseId);

async function done(login: string, caseId: string, node: string, body: object): Promise<void> {
  const client = await office.as(login);
  const task = (await tasksOf(client, caseId)).find((one) => one.node === node);
  const answer = task && (await client.post(`/tasks/${task.taskKey}/complete`, body));
  if (answer?.status !== 200) throw new Error(`${login} ${node}: ${answer?.text ?? 'no such task'}`);
}

/** Where the case's pages tell any of these words: what is asked for, and the word. */
async function toldIn(login: string, caseId: string, words: string[]): Promise<string[]> {
  const client = await office.as(login);
  const { body } = await client.get(`/cases/${caseId}`);
  const tasks: string[] = body.openTasks.map(({ taskKey }: { taskKey: string }) => `/tasks/${taskKey}`);
  const parts = ['', '/timeline?limit=100', '/journal?limit=200', '/diagram', '/steps', '/attachments'];
  const paths = [
    ...parts.map((part) => `/cases/${caseId}${part}`),
    ...tasks,
    '/tasks',
    '/cases',
    '/deadlines',
  ];
  const answers = await Promise.all(paths.map((path) => client.get(path)));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(5);
  return answers.flatMap(({ text }, index) =>
    words.flatMap((word) =>
      text.includes(word) ? [`${paths[index]}: ${text.slice(text.indexOf(word) - 80).slice(0, 120)}`] : [],
    ),
  );
}

describe('who reported is known to the two officers and to themselves', () => {
  const secrets = ['田蕊', 'tianrui', '13800000000', '班主任'];
  let caseId = '';
  beforeAll(async () => {
    caseId = await open();
    const call = { policeCalledAt: '2026-09-16T02:00:00.000Z', policeAlarmNo: '接警7号' };
    await done('tianrui', caseId, 'call110', { outcome: 'called', values: call });
    await (await office.as('tianrui')).post(`/cases/${caseId}/comments`, { text: '已在现场' });
  });

  test.each(['zhouguodong', 'maqiang', 'hanlei', 'haoqiang', 'suqing'])(
    '%s handles it and reads of the reporter, never who it is',
    async (login) => {
      expect(await toldIn(login, caseId, secrets)).toEqual([]);
      expect(await toldIn(login, caseId, ['"name":"报告人"'])).not.toEqual([]);
    },
  );

  test.each(['jinran', 'lvmin', 'tianrui'])('%s knows', async (login) => {
    expect(await toldIn(login, caseId, ['"name":"田蕊"'])).not.toEqual([]);
  });

  test('what the officer sealed says no more in the record', async () => {
    const values = { reporterName: '田蕊', reporterContact: '13800000000' };
    await done('jinran', caseId, 'sealReporter', { outcome: 'sealed', values });
    expect(await toldIn('maqiang', caseId, secrets)).toEqual([]);
  });
});
