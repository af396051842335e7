import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { beginVerbs, offeredTo, publishVerbs } from './verb-template.ts';

let office: Office;
let bureau: Client;
let school: Client;
let principal: Client;
let deputy: Client;
let director: Client;
let caseId: string;
beforeAll(async () => {
  office = await openOffice();
  await publishVerbs(office);
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
  principal = await office.as('zhouguodong');
  deputy = await office.as('linxiaowen');
  director = await office.as('gaozhiyuan');
});
beforeEach(async () => {
  caseId = await beginVerbs(office);
});

const people = new Map<string, string>();
/** Somebody in a capacity, as GET /people gives them. */
async function named(login: string, post: string, unit: string) {
  if (people.size === 0) {
    const rows = await office.database.asOwner`select login, person from account`;
    for (const row of rows) people.set(row['login'] as string, row['person'] as string);
  }
  return { post, unit, person: people.get(login)! };
}
const toPrincipal = () => named('zhouguodong', 'principal', 'school-no1');
const plan = () => openTask(school, caseId, 'plan');
const complete = (client: Client, task: string, body: object = {}) =>
  client.post(`/tasks/${task}/complete`, { values: {}, ...body });
async function planned(): Promise<string> {
  const task = await plan();
  expect((await complete(school, task, { values: { note: '已落实' } })).status).toBe(200);
  return task;
}
const timeline = async (): Promise<{ kind: string; line: string; reason: string | null }[]> => {
  const { body } = await bureau.get(`/cases/${caseId}/timeline?limit=200`);
  return body.items.map(
    (entry: { kind: string; text: { zh: string }; who: { name: { zh: string } }; reason: string }) => ({
      kind: entry.kind,
      line: `${entry.who.name.zh} ${entry.text.zh}`,
      reason: entry.reason,
    }),
  );
};

describe('verbs of a task', () => {
  test('a transfer gives the task away for good, with its reason, and the first owner stays known', async () => {
    const task = await plan();
    const to = await toPrincipal();
    const bare = await school.post(`/tasks/${task}/transfer`, { to });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ at: '/reason' }] } });
    const given = await school.post(`/tasks/${task}/transfer`, { to, reason: '外出培训' });
    expect(given.status).toBe(200);
    const { body } = await principal.get(`/tasks/${task}`);
    expect(body).toMatchObject({
      candidates: [{ person: { name: '周国栋' } }],
      owner: [{ post: 'safety-officer', person: null }],
      may: { complete: true },
    });
    expect((await complete(school, task, { values: { note: '晚了' } })).status).toBe(403);
    expect(await timeline()).toContainEqual({
      kind: 'taskChanged',
      line: '马强 “编制方案”转办给周国栋（青禾县第一中学校长）',
      reason: '外出培训',
    });
  });

  test('whom a verb may be given to is checked: nobody who does not hold the post, and nobody from outside', async () => {
    const task = await plan();
    const wrong = await school.post(`/tasks/${task}/transfer`, {
      to: await named('maqiang', 'principal', 'school-no1'),
      reason: '试',
    });
    expect(wrong.body.errors).toEqual([{ at: '/to', message: '该人员现不任此岗位，请重新选择' }]);
    const outside = await school.post(`/tasks/${task}/transfer`, {
      to: await named('linfeng', 'liaison', 'police'),
      reason: '试',
    });
    expect(outside.body.errors).toMatchObject([{ at: '/to' }]);
  });

  test('a delegate gives an opinion, and the one who delegated decides', async () => {
    const task = await plan();
    expect((await school.post(`/tasks/${task}/delegate`, { to: await toPrincipal() })).status).toBe(200);
    const held = await principal.get(`/tasks/${task}`);
    expect(held.body).toMatchObject({ delegatedBy: [{ by: { name: '马强' } }], may: { complete: false } });
    const answered = await principal.post(`/tasks/${task}/answer-delegation`, { opinion: '同意按此整改' });
    expect(answered.status).toBe(200);
    expect((await complete(school, task, { values: { note: '已落实' } })).status).toBe(200);
  });

  test('signers before act first, may be removed by who added them, and the rest is told', async () => {
    const task = await plan();
    const added = await school.post(`/tasks/${task}/add-signers`, {
      sign: 'before',
      people: [await toPrincipal()],
    });
    expect(added.status).toBe(200);
    const { body } = await school.get(`/tasks/${task}`);
    expect(body).toMatchObject({
      waits: 'signersBefore',
      may: { complete: false, because: { zh: '等待加签人先办' } },
      signers: [{ sign: 'before', state: 'open', who: [{ person: { name: '周国栋' } }] }],
    });
    const signer = body.signers[0].taskKey;
    const onDiagram = { kind: 'signerBefore', from: 'plan', taskKey: signer, addedBy: { name: '马强' } };
    const drawn = async () => (await school.get(`/cases/${caseId}/diagram`)).body.added;
    expect(await drawn()).toMatchObject([{ ...onDiagram, state: 'active', name: { zh: '前加签：周国栋' } }]);
    expect((await principal.post(`/tasks/${signer}/remove-signer`, { reason: '不必' })).status).toBe(403);
    expect((await school.post(`/tasks/${signer}/remove-signer`, { reason: '不必' })).status).toBe(200);
    expect((await school.get(`/tasks/${task}`)).body).toMatchObject({
      waits: null,
      signers: [{ state: 'removed' }],
    });
    expect(await drawn()).toMatchObject([{ ...onDiagram, state: 'ended' }]);
  });

  test('a reviewer returns to a visited step with a reason, and the handler sees what to mend', async () => {
    await planned();
    const review = await openTask(bureau, caseId, 'review');
    const offer = await offeredTo(bureau, review, 'return');
    expect(offer).toMatchObject({
      allowed: true,
      choices: {
        visits: [{ node: 'plan', by: { name: '马强' }, resume: ['forward', 'back'] }, { visit: 'initiator' }],
      },
    });
    const [{ visit }] = (offer!.choices as { visits: { visit: string }[] }).visits as [{ visit: string }];
    const returned = await bureau.post(`/tasks/${review}/return`, {
      to: visit,
      resume: 'back',
      reason: '措施不具体',
    });
    expect(returned.status).toBe(200);
    const { body } = await school.get(`/tasks/${await plan()}`);
    expect(body).toMatchObject({
      returned: { reason: '措施不具体', by: { name: '陈建国' }, fromName: { zh: '审核' } },
    });
    expect((await timeline()).map(({ line }) => line)).toContain(
      '陈建国 “审核”退回到“编制方案”，办理后直接回到退回的步骤',
    );
  });

  test('what one has just done is taken back, until somebody has acted on it', async () => {
    const task = await planned();
    expect((await school.get(`/tasks/${task}`)).body.verbs).toMatchObject([{ verb: 'withdraw' }]);
    expect((await principal.post(`/tasks/${task}/withdraw`, {})).status).toBe(403);
    expect((await school.post(`/tasks/${task}/withdraw`, {})).status).toBe(200);
    expect(await plan()).toBe(task);
    await planned();
    const review = await openTask(bureau, caseId, 'review');
    await complete(bureau, review, { outcome: 'agree' });
    const late = await school.post(`/tasks/${task}/withdraw`, {});
    expect(late.status).toBe(403);
    expect(late.body.detail).toMatch(/已/);
    // Its page says so before they try: who has acted on what.
    const verbsFor = async (client: Client) => (await client.get(`/tasks/${task}`)).body.verbs;
    expect(await verbsFor(school)).toMatchObject([
      {
        ...{ verb: 'withdraw', allowed: false },
        because: { zh: expect.stringMatching(/^陈建国已于 .+ 办理“审核”，不能撤回；如需更改，请对方退回$/) },
      },
    ]);
    expect(await verbsFor(bureau)).toEqual([]);
  });

  test('a task is suspended and resumed, moved on and assigned by those who may', async () => {
    const task = await plan();
    expect((await school.post(`/tasks/${task}/suspend`, { reason: '等待鉴定' })).status).toBe(200);
    expect((await school.get(`/tasks/${task}`)).body).toMatchObject({ waits: 'suspended' });
    expect((await school.post(`/tasks/${task}/resume`, {})).status).toBe(200);
    expect(
      (await school.post(`/tasks/${task}/assign`, { to: [await toPrincipal()], reason: '顶替' })).status,
    ).toBe(403);
    const assigned = await bureau.post(`/tasks/${task}/assign`, {
      to: [await toPrincipal()],
      reason: '顶替',
    });
    expect(assigned.status).toBe(200);
    const targets = (await offeredTo(bureau, task, 'move'))!.choices as { targets?: { node: string }[] };
    expect(targets.targets?.map(({ node }) => node)).toContain('review');
    expect((await bureau.post(`/tasks/${task}/move`, { to: 'review', reason: '情况紧急' })).status).toBe(200);
    expect(await openTask(bureau, caseId, 'review')).toBeTruthy();
  });

  test('whatever a file comes with, it must be one of the case', async () => {
    const task = await plan();
    const attachments = ['00000000-0000-4000-8000-000000000000'];
    for (const [client, verb, body] of [
      [bureau, 'move', { to: 'review', reason: '情况紧急' }],
      [school, 'recuse', { reason: '利害关系' }],
      [school, 'resume', {}],
      [school, 'answer-delegation', { opinion: '同意' }],
    ] as const)
      expect(await client.post(`/tasks/${task}/${verb}`, { ...body, attachments })).toMatchObject({
        status: 400,
        body: { errors: [{ at: '/attachments/0' }] },
      });
  });
});

describe('deciding together', () => {
  test('all sign; the page shows the round, and one may recuse oneself', async () => {
    await planned();
    await complete(bureau, await openTask(bureau, caseId, 'review'), { outcome: 'agree' });
    const mine = (await deputy.get('/tasks')).body.items.find(
      (row: { caseId: string }) => row.caseId === caseId,
    );
    const { body } = await deputy.get(`/tasks/${mine.taskKey}`);
    expect(body.round).toMatchObject({ mode: 'all', counts: { total: 2, open: 2 }, needed: 2 });
    expect((await deputy.post(`/tasks/${mine.taskKey}/recuse`, { reason: '亲属任职该校' })).status).toBe(200);
    const theirs = (await director.get('/tasks')).body.items.find(
      (row: { caseId: string }) => row.caseId === caseId,
    );
    expect((await director.get(`/tasks/${theirs.taskKey}`)).body.round).toMatchObject({
      counts: { total: 1 },
      members: expect.arrayContaining([
        expect.objectContaining({ state: 'recused', reason: '亲属任职该校' }),
      ]),
    });
    expect((await complete(director, theirs.taskKey, { outcome: 'yes' })).status).toBe(200);
    const ended = { status: 'completed', outcomeName: { zh: '会签通过', en: 'Signed' } };
    expect((await bureau.get(`/cases/${caseId}`)).body).toMatchObject(ended);
    const { items } = (await bureau.get('/cases?status=completed')).body;
    expect(items).toContainEqual(expect.objectContaining({ caseId, ...ended }));
  });

  test('a reject asks for its reason and opinion by name', async () => {
    await planned();
    const review = await openTask(bureau, caseId, 'review');
    const refused = await complete(bureau, review, { outcome: 'refuse' });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      { at: '/reason', message: '“不同意”须说明理由' },
      { at: '/opinion', message: '“不同意”须填写意见' },
    ]);
  });
});

describe('fields by the step’s access', () => {
  test('a hidden field is not shown, and refused when it is sent by hand', async () => {
    const task = await plan();
    const { body } = await school.get(`/tasks/${task}`);
    expect(JSON.stringify(body.form)).not.toContain('budget');
    const sent = await complete(school, task, { values: { note: '已落实', budget: 1 } });
    expect(sent).toMatchObject({ status: 400, body: { errors: [{ at: '/values/budget' }] } });
  });

  test('a field to read is not written, and a required one must be filled in', async () => {
    const task = await plan();
    expect(await complete(school, task, { values: { note: '已落实', place: '南门' } })).toMatchObject({
      status: 400,
      body: { errors: [{ at: '/values/place', message: '该字段只读，不能填写' }] },
    });
    expect((await complete(school, task, { values: {} })).body.errors).toEqual([
      { at: '/values/note', message: '说明：必填' },
    ]);
    // Sent empty it is missing too, and named by its label.
    expect((await complete(school, task, { values: { note: ' ' } })).body.errors).toEqual([
      { at: '/values/note', message: '说明：必填' },
    ]);
  });
});

describe('what is said about a case', () => {
  test('copies are noted once for each person, read once, and listed', async () => {
    const to = [await toPrincipal()];
    expect((await bureau.post(`/cases/${caseId}/copies`, { to, note: '请知悉' })).status).toBe(200);
    expect((await bureau.post(`/cases/${caseId}/copies`, { to })).status).toBe(400);
    const { body } = await principal.get('/tasks?view=copies');
    const [copy] = body.copies.filter((row: { caseId: string }) => row.caseId === caseId);
    expect(copy).toMatchObject({ by: { name: '陈建国' }, readAt: null });
    expect((await principal.post(`/copies/${copy.copyKey}/read`)).status).toBe(200);
    expect((await bureau.get(`/cases/${caseId}`)).body.copies).toMatchObject([
      { readAt: expect.any(String) },
    ]);
  });

  test('a question stays with who was asked until it is answered', async () => {
    await bureau.post(`/cases/${caseId}/questions`, { text: '何时完成？', to: await toPrincipal() });
    const waiting = (await principal.get('/tasks')).body.questions;
    expect(waiting).toContainEqual(
      expect.objectContaining({
        ...{ caseId, text: '何时完成？' },
        by: expect.objectContaining({ name: '陈建国' }),
      }),
    );
    const { question } = waiting.find((row: { caseId: string }) => row.caseId === caseId);
    expect(
      (await school.post(`/cases/${caseId}/questions/${question}/answer`, { text: '月底' })).status,
    ).toBe(403);
    expect(
      (await principal.post(`/cases/${caseId}/questions/${question}/answer`, { text: '月底' })).status,
    ).toBe(200);
    expect((await bureau.get(`/cases/${caseId}`)).body.thread).toMatchObject([
      { text: '何时完成？', answer: { text: '月底', by: { name: '周国栋' } } },
    ]);
  });

  test('urging is limited in time, and a comment stands in the thread', async () => {
    expect((await bureau.post(`/cases/${caseId}/urge`, { text: '请抓紧' })).status).toBe(200);
    const again = await bureau.post(`/cases/${caseId}/urge`, {});
    expect(again.status).toBe(403);
    expect(again.body.detail).toBeTruthy();
    expect((await school.post(`/cases/${caseId}/comments`, { text: '正在办理' })).status).toBe(200);
    expect((await bureau.get(`/cases/${caseId}`)).body.thread).toMatchObject([
      { kind: 'comment', text: '正在办理' },
    ]);
  });

  test('a handler adds a task, and a unit may be let in', async () => {
    const task = await plan();
    const added = await school.post(`/cases/${caseId}/tasks`, {
      taskKey: task,
      name: '核对预算',
      people: [await toPrincipal()],
      dueDate: '2026-09-30',
    });
    expect(added.status).toBe(200);
    const mine = (await principal.get('/tasks')).body.items.find(
      (row: { caseId: string }) => row.caseId === caseId,
    );
    expect(mine).toMatchObject({ name: { zh: '核对预算' } });
    // The diagram and the table of steps say the same about it, beside the step from which it was added.
    const shown = async () => {
      const { body } = await school.get(`/cases/${caseId}/diagram`);
      const { items } = (await school.get(`/cases/${caseId}/steps`)).body;
      const at = items.findIndex((row: { added: object | null }) => row.added);
      expect(items[at - 1].node).toBe('plan');
      expect(items[at]).toMatchObject({
        ...{ node: body.added[0].node, state: body.added[0].state, taskKey: mine.taskKey },
        added: { kind: 'task', from: { zh: '编制方案' }, by: { name: '马强' } },
      });
      return { drawn: body.added, row: items[at] };
    };
    const drawn = { kind: 'task', from: 'plan', name: { zh: '核对预算' }, taskKey: mine.taskKey };
    expect(await shown()).toMatchObject({
      drawn: [{ ...drawn, state: 'active', overdue: false, who: [{ person: { name: '周国栋' } }] }],
      row: { dueDate: '2026-09-30' },
    });
    expect((await school.get(`/cases/${caseId}`)).body.deadlines).toMatchObject([
      { name: { zh: '核对预算' } },
    ]);
    expect((await complete(principal, mine.taskKey)).status).toBe(200);
    expect(await shown()).toMatchObject({
      drawn: [{ ...drawn, state: 'done' }],
      row: { completedBy: { name: '周国栋' } },
    });
    const joined = await school.post(`/cases/${caseId}/participants`, {
      unit: 'school-no2',
      role: 'assist',
      reason: '涉及该校学生',
    });
    expect(joined.status).toBe(200);
    expect((await (await office.as('wuchunhua')).get(`/cases/${caseId}`)).status).toBe(200);
  });
});

describe('the case as a whole', () => {
  test('it stands still and goes on, and is voided by those who may', async () => {
    expect((await school.post(`/cases/${caseId}/suspend`, { reason: '公安立案' })).status).toBe(403);
    expect((await bureau.post(`/cases/${caseId}/suspend`, { reason: '公安立案' })).status).toBe(200);
    expect((await bureau.get(`/cases/${caseId}`)).body.suspended).toMatchObject({
      reason: { zh: '公安立案' },
    });
    const held = await complete(school, await plan(), { values: { note: '已落实' } });
    expect(held.status).toBe(403);
    expect(held.body.detail).toBe('事项已挂起，恢复后方可办理');
    expect((await bureau.post(`/cases/${caseId}/resume`, {})).status).toBe(200);
    expect((await deputy.post(`/cases/${caseId}/void`, { reason: '登记错误' })).status).toBe(200);
    expect((await bureau.get(`/cases/${caseId}`)).body.status).toBe('voided');
  });

  test('where the template names for what it may stand still, one of those is chosen, and everybody reads it in their language', async () => {
    const key = 'named-stops';
    await publishVerbs(office, {
      key,
      more: `<rf:suspension key="police" name="公安立案" nameEn="Police case"/><rf:suspension key="expert" name="司法鉴定"/>`,
    });
    caseId = await beginVerbs(office, key);
    const stop = async () =>
      (await bureau.get(`/cases/${caseId}`)).body.verbs.find(
        ({ verb }: { verb: string }) => verb === 'suspend',
      );
    expect((await stop()).choices.reasons).toEqual([
      { key: 'police', name: { zh: '公安立案', en: 'Police case' } },
      { key: 'expert', name: { zh: '司法鉴定' } },
    ]);
    const words = await bureau.post(`/cases/${caseId}/suspend`, { reason: '等一等' });
    expect([words.status, words.body.detail]).toEqual([400, '请选择模板规定的挂起原因']);
    expect((await bureau.post(`/cases/${caseId}/suspend`, { reason: 'police' })).status).toBe(200);
    expect((await bureau.get(`/cases/${caseId}`)).body.suspended.reason).toEqual({
      zh: '公安立案',
      en: 'Police case',
    });
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: 'caseSuspended', line: expect.stringMatching(/挂起事项：公安立案$/) }),
    );
  });

  test('who began it recalls it, and begins it anew with what it had', async () => {
    expect((await school.post(`/cases/${caseId}/recall`, { reason: '重复' })).status).toBe(403);
    const early = await bureau.post(`/cases/${caseId}/resubmit`, { values: {} });
    expect(early.status).toBe(422);
    expect((await bureau.post(`/cases/${caseId}/recall`, { reason: '重复' })).status).toBe(200);
    expect((await bureau.get(`/cases/${caseId}/resubmit`)).body).toMatchObject({ template: 'verbs' });
    const key = randomUUID();
    const anew = await bureau.post(`/cases/${caseId}/resubmit`, { values: {} }, key);
    expect(anew.status).toBe(201);
    expect((await bureau.post(`/cases/${caseId}/resubmit`, { values: {} }, key)).body).toEqual(anew.body);
    expect((await bureau.get(`/cases/${anew.body.caseId}`)).body.links).toMatchObject([
      { caseId, kind: 'resubmissionOf' },
    ]);
    expect(
      (await bureau.get('/tasks?view=started')).body.started.map((row: { caseId: string }) => row.caseId),
    ).toEqual(expect.arrayContaining([caseId, anew.body.caseId]));
  });

  test('before submitting, the rest of the way is told with people', async () => {
    const { body, status } = await school.send('post', `/tasks/${await plan()}/path-ahead`, {
      values: { note: '已落实' },
    });
    expect(status).toBe(200);
    expect(body.steps.map(({ name }: { name: { zh: string } }) => name.zh)).toEqual(
      expect.arrayContaining(['审核', '会签']),
    );
    expect(body.steps[0]).toMatchObject({ who: [{ post: 'rectification-office' }] });
  });
});
