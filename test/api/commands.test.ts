import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { item, openItem, openOffice, openTask, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
let school: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
});

const assigned = {
  rectificationClass: 'rectifyByDate',
  responsibleUnit: 'school-no1',
  dueDate: '2026-10-16',
};

/** An item that waits for the school to sign. */
async function atTheSchool(): Promise<{ caseId: string; sign: string; classify: string }> {
  const { caseId } = await openItem(office);
  const classify = await openTask(bureau, caseId, 'classify');
  await bureau.post(`/tasks/${classify}/complete`, { outcome: 'assign', values: assigned });
  return { caseId, classify, sign: await openTask(bureau, caseId, 'sign') };
}

const linesOf = async (client: Client, caseId: string): Promise<string[]> =>
  (await client.get(`/cases/${caseId}/timeline?limit=200`)).body.items.map(
    (line: { text: { zh: string } }) => line.text.zh,
  );

describe('one command, one answer', () => {
  test('the same key with the same content gets the first answer and does nothing twice', async () => {
    const { caseId, sign } = await atTheSchool();
    const key = randomUUID();
    const first = await school.post(`/tasks/${sign}/claim`, {}, key);
    const again = await school.post(`/tasks/${sign}/claim`, {}, key);
    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const claims = (await linesOf(school, caseId)).filter((line) => line.startsWith('认领'));
    expect(claims).toHaveLength(1);
  });

  test('the same key with other content is a conflict that says so', async () => {
    const { sign } = await atTheSchool();
    const key = randomUUID();
    await school.put('/me', { language: 'zh' }, key);
    const other = await school.put('/me', { language: 'en' }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-conflict' } });
    await school.post(`/tasks/${sign}/claim`, {}, randomUUID());
  });

  test('a write without a key is refused before anything happens', async () => {
    const { sign } = await atTheSchool();
    const answer = await school.send('post', `/tasks/${sign}/claim`, {}, { key: 'not-a-uuid' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'key-missing' } });
  });

  test('whoever dies before answering has done it: the retry gets the first outcome', async () => {
    const { classify } = await atTheSchool();
    const { caseId } = await openItem(office);
    const task = await openTask(bureau, caseId, 'classify');
    expect(task).not.toBe(classify);
    const key = randomUUID();
    const body = { outcome: 'assign', values: assigned };
    office.instances.fail('act', 'after');
    const lost = await bureau.post(`/tasks/${task}/complete`, body, key);
    expect(lost).toMatchObject({ status: 503, body: { code: 'temporarily-unavailable' } });
    const kept = await office.database.asOwner`select status from idempotency where key = ${key}`;
    expect(kept).toEqual([{ status: 200 }]);
    const retried = await bureau.post(`/tasks/${task}/complete`, body, key);
    expect(retried.status).toBe(200);
    expect(
      (await linesOf(bureau, caseId)).filter((line) => line.includes('分类交办') && line.startsWith('办理')),
    ).toHaveLength(1);
  });

  test('what was completed leaves no draft, and the drafts of others alone', async () => {
    const { sign, caseId } = await atTheSchool();
    const other = await atTheSchool();
    await school.put(`/tasks/${sign}/draft`, { values: {} });
    await school.put(`/tasks/${other.sign}/draft`, { values: {} });
    const drafts = async () =>
      (
        await office.database
          .asOwner`select case_id, task from task_draft where case_id in (${caseId}, ${other.caseId})`
      ).map((row) => `${row.case_id}:${row.task}`);
    expect((await drafts()).sort()).toEqual([sign, other.sign].sort());
    expect((await school.post(`/tasks/${sign}/complete`, { outcome: 'sign', values: {} })).status).toBe(200);
    expect(await drafts()).toEqual([other.sign]);
  });

  test('an opening whose answer was lost opens one case, with one number', async () => {
    const key = randomUUID();
    const body = { template: 'rectification-item', values: item };
    const before = office.instances.starts.length;
    office.instances.fail('start', 'after');
    expect((await bureau.post('/cases', body, key)).body.code).toBe('start-indeterminate');
    const opened = await bureau.post('/cases', body, key);
    expect(opened.status).toBe(201);
    expect((await bureau.post('/cases', body, key)).body).toEqual(opened.body);
    expect(office.instances.starts.length - before).toBe(1);
    const next = await openItem(office);
    const seq = (number: string) => Number(/(\d+)号/.exec(number)?.[1]);
    expect(seq(next.number)).toBe(seq(opened.body.number) + 1);
  });

  test('whoever looks for a case that is still being set up is told so, and nobody else', async () => {
    const key = randomUUID();
    const body = { template: 'rectification-item', values: item };
    office.instances.fail('start', 'before');
    await bureau.post('/cases', body, key);
    const [opening] = await office.database
      .asOwner`select case_id from case_opening where idempotency_key = ${key}`;
    const path = `/cases/${opening?.case_id}`;
    const waiting = await bureau.get(path);
    expect(waiting).toMatchObject({ status: 404, body: { code: 'being-opened' } });
    expect(waiting.headers['retry-after']).toBe('2');
    expect((await school.get(path)).body.code).toBe('not-found');
    expect((await bureau.post('/cases', body, key)).status).toBe(201);
    expect((await bureau.get(path)).status).toBe(200);
  });
});

describe('two people at one task', () => {
  test('the second learns who was first, and when', async () => {
    const { caseId, classify } = await atTheSchool();
    const colleague = await office.as('sunyuting');
    const late = await colleague.post(`/tasks/${classify}/complete`, { outcome: 'assign', values: assigned });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'task-not-open', data: { completedBy: { person: 'chenjianguo' }, how: 'completed' } },
    });
    expect(late.body.detail).toMatch(/^该任务已由.+于2026年9月16日 10:00办结。$/);
    expect(caseId).toBeTruthy();
  });

  test('a claimed task is not completed by another, who is told by whom it was claimed', async () => {
    const { caseId } = await openItem(office);
    const task = await openTask(bureau, caseId, 'classify');
    await bureau.post(`/tasks/${task}/claim`);
    const colleague = await office.as('sunyuting');
    const refused = await colleague.post(`/tasks/${task}/complete`, { outcome: 'assign', values: assigned });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'task-changed', data: { claimedBy: { person: 'chenjianguo' } } },
    });
  });

  test('a page that is out of date is refused by its generation', async () => {
    const { caseId } = await openItem(office);
    const task = await openTask(bureau, caseId, 'classify');
    const { generation } = (await bureau.get(`/tasks/${task}`)).body;
    await bureau.post(`/tasks/${task}/claim`);
    await bureau.post(`/tasks/${task}/release`);
    const stale = await bureau.post(`/tasks/${task}/complete`, {
      generation,
      outcome: 'assign',
      values: assigned,
    });
    expect(stale).toMatchObject({ status: 409, body: { code: 'task-changed' } });
  });
});

describe('what a form takes', () => {
  test('fields that the form does not have, or only shows, are named and refused', async () => {
    const { caseId } = await openItem(office);
    const task = await openTask(bureau, caseId, 'classify');
    const answer = await bureau.post(`/tasks/${task}/complete`, {
      outcome: 'assign',
      values: { ...assigned, itemKey: 'forged' },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'bad-input', errors: [{ at: '/values/itemKey' }] },
    });
  });

  test('what is missing is named with its place and the mend', async () => {
    const answer = await bureau.post('/cases', {
      template: 'rectification-item',
      values: { source: '督导' },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual({ at: '/values/problem', message: '存在的问题或隐患：必填' });
  });

  test('unknown fields of a body are refused in the language of the reader', async () => {
    const answer = await bureau.send(
      'put',
      '/me',
      { language: 'zh', role: 'admin' },
      { headers: { 'accept-language': 'en' } },
    );
    expect(answer.body).toMatchObject({
      title: 'The input is wrong',
      errors: [{ at: '/role', message: 'Unknown field "role": leave it out' }],
    });
  });

  test('a draft is kept as it is typed, for its writer alone, and ends with the task', async () => {
    const { sign } = await atTheSchool();
    await school.put(`/tasks/${sign}/draft`, { values: { anything: ['half', 1] } });
    expect((await school.get(`/tasks/${sign}`)).body.draft.values).toEqual({ anything: ['half', 1] });
    expect((await bureau.get(`/tasks/${sign}`)).body.draft).toBeNull();
    const rows = await office.database.asOwner`select values from task_draft`;
    expect(JSON.stringify(rows)).not.toContain('half');
  });
});

describe('what the page of a task says', () => {
  test('what to do, why me, by when, and who is told next', async () => {
    const { sign } = await atTheSchool();
    const { body } = await school.get(`/tasks/${sign}`);
    expect(body).toMatchObject({
      name: { zh: '签收' },
      whyMe: [{ post: 'safety-officer', unitName: { zh: '青禾县第一中学' } }],
      due: { dueDate: '2026-09-17', remainingWorkingDays: 1, next: { tell: expect.any(Array) } },
      may: { claim: true, complete: true },
      values: { problem: item.problem },
    });
    expect(body.instruction.zh).toBeTruthy();
    expect(body.timeline[0].text.zh).toContain('签收');
  });

  test('an onlooker sees why they may not', async () => {
    const { sign } = await atTheSchool();
    const { body } = await bureau.get(`/tasks/${sign}`);
    expect(body).toMatchObject({
      whyMe: [],
      may: { complete: false, because: { zh: '您现任的岗位不办理这一步' } },
    });
  });
});

describe('what the page of a case says', () => {
  test('facts in words, deadlines with who is told next, the diagram and its table agree', async () => {
    const { caseId } = await atTheSchool();
    const detail = (await school.get(`/cases/${caseId}`)).body;
    expect(detail.facts).toContainEqual(
      expect.objectContaining({ key: 'category', text: { zh: '门卫', en: 'Gate' } }),
    );
    expect(detail.facts).toContainEqual(
      expect.objectContaining({
        key: 'responsibleUnit',
        text: expect.objectContaining({ zh: '青禾县第一中学' }),
      }),
    );
    expect(detail).toMatchObject({ stageName: { zh: '已交办' }, status: 'active', dueDate: '2026-10-16' });
    const diagram = (await school.get(`/cases/${caseId}/diagram`)).body;
    const steps = (await school.get(`/cases/${caseId}/steps`)).body.items as {
      node: string;
      state: string;
    }[];
    const active = diagram.active.map(({ node }: { node: string }) => node);
    expect(active).toContain('sign');
    expect(
      steps
        .filter(({ state }) => state === 'active')
        .map(({ node }) => node)
        .sort(),
    ).toEqual(active.sort());
    expect(diagram.xml).toContain('<bpmn:process');
  });

  test('the record is chained: each hash is the next one’s predecessor', async () => {
    const { caseId } = await atTheSchool();
    const { items } = (await bureau.get(`/cases/${caseId}/journal?limit=200`)).body;
    for (const [index, entry] of items.entries()) {
      expect(entry.seq).toBe(index + 1);
      if (index > 0) expect(entry.prevHash).toBe(items[index - 1].hash);
    }
  });
});
