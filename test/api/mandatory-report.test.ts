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

describe('no superior stops a report', () => {
  const because = /强制报告不得/;
  let caseId = '';
  beforeAll(async () => {
    caseId = await open();
    // The leader of the bureau is told, and so sees it, when an hour has passed; a copy does the same at once.
    const teacher = await office.as('tianrui');
    const to = [{ post: 'deputy-director', unit: 'bureau' }];
    const asked = await teacher.post(`/cases/${caseId}/questions`, { text: '请支持', to: to[0] });
    if (asked.status !== 200) throw new Error(asked.text);
  });

  test('whoever holds the permissions reads why not, and is refused', async () => {
    const leader = await office.as('linxiaowen');
    const { verbs } = (await leader.get(`/cases/${caseId}`)).body;
    for (const verb of ['void', 'cancel', 'suspend']) {
      const offered = verbs.find((each: { verb: string }) => each.verb === verb);
      expect([verb, offered?.allowed, offered?.because.zh]).toEqual([
        verb,
        false,
        expect.stringMatching(because),
      ]);
      const { status, body } = await leader.post(`/cases/${caseId}/${verb}`, { reason: '先内部处理' });
      expect([verb, status, body.detail]).toEqual([verb, 403, expect.stringMatching(because)]);
    }
  });

  test('the head of the school takes the call neither by claiming it nor by handing it over', async () => {
    const principal = await office.as('zhouguodong');
    const task = (await tasksOf(principal, caseId)).find(({ node }) => node === 'call110')!;
    const { may, verbs } = (await principal.get(`/tasks/${task.taskKey}`)).body;
    expect(may).toMatchObject({ claim: false, complete: true });
    expect(verbs.find(({ verb }: { verb: string }) => verb === 'transfer').choices.adds).toBe(true);
    const claimed = await principal.post(`/tasks/${task.taskKey}/claim`, {});
    expect([claimed.status, claimed.body.detail]).toEqual([403, expect.stringContaining('不必认领')]);
    const to = { post: 'vice-principal', unit: 'school-no1' };
    expect(
      (await principal.post(`/tasks/${task.taskKey}/transfer`, { to, reason: '请副校长办' })).status,
    ).toBe(200);
    const call = { policeCalledAt: '2026-09-16T02:00:00.000Z', policeAlarmNo: '接警9号' };
    await done('tianrui', caseId, 'call110', { outcome: 'called', values: call });
  });

  test('an officer declares one void that was made twice, without any permission, and others see no such verb', async () => {
    const handler = await office.as('maqiang');
    const shown = (await handler.get(`/cases/${caseId}`)).body.verbs.map(
      ({ verb }: { verb: string }) => verb,
    );
    expect(shown).not.toContain('void');
    const officer = await office.as('lvmin');
    const { verbs } = (await officer.get(`/cases/${caseId}`)).body;
    expect(verbs.find(({ verb }: { verb: string }) => verb === 'void')).toMatchObject({
      allowed: true,
      needs: ['reason'],
    });
    expect((await officer.post(`/cases/${caseId}/void`, { reason: '重复登记' })).status).toBe(200);
    expect((await officer.get(`/cases/${caseId}`)).body.status).toBe('voided');
  });
});
