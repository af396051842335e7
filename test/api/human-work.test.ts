import { beforeAll, describe, expect, test } from 'vitest';
import { publishHumanWork } from './human-work-templates.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { begin, linesOf, publishTemplate } from './publish-template.ts';

let office: Office;
let bureau: Client;
let school: Client;
beforeAll(async () => {
  office = await openOffice();
  await publishHumanWork(office);
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
});

/** People are known by their logins in the demonstration county. */
const at = (post: string, unit: string, person: string) => ({ post, unit, person });
const inspector = (person: string) => at('acceptance-team', 'bureau', person);
const teacher = at('class-teacher', 'school-no1', 'tianrui');
const counsellor = at('counsellor', 'school-no1', 'suqing');
const complete = async (client: Client, caseId: string, node: string, body: object = {}) =>
  client.post(`/tasks/${await openTask(client, caseId, node)}/complete`, { values: {}, ...body });
/** Refused, and what is wrong is named with its place. */
const refused = (status: number, place: string, message: string) => ({
  status,
  body: { errors: [{ at: place, message }] },
});

describe('people for steps to come', () => {
  const start = (choices?: object) =>
    bureau.post('/cases', { template: 'choosing', values: {}, ...(choices && { choices }) });
  const begun = async (): Promise<string> => (await start({ check: [inspector('luofang')] })).body.caseId;

  test('are named as a case begins: none missing, none too many, and only those who may be', async () => {
    expect(await start()).toMatchObject(refused(400, '/choices/check', '请选择“验收”的办理人'));
    expect(await start({ check: [inspector('luofang'), inspector('wangshoucheng')] })).toMatchObject(
      refused(400, '/choices/check', '“验收”最多选择1人'),
    );
    expect(await start({ check: [at('director', 'bureau', 'gaozhiyuan')] })).toMatchObject(
      refused(400, '/choices/check', '“验收”的办理人不在可选范围内'),
    );
    expect(await start({ check: [inspector('gaozhiyuan')] })).toMatchObject(
      refused(400, '/choices/check/0', '该人员现不任此岗位，请重新选择'),
    );
    expect(await start({ check: [inspector('luofang')], help: [teacher] })).toMatchObject(
      refused(400, '/choices/help', '“协助”的办理人不由您选择'),
    );
    const caseId = await begun();
    expect((await complete(school, caseId, 'plan', { outcome: 'alone' })).status).toBe(200);
    expect((await complete(await office.as('wangshoucheng'), caseId, 'check')).status).toBe(403);
    expect((await complete(await office.as('luofang'), caseId, 'check')).status).toBe(200);
  });

  test('are named by whoever completes the step before, where it comes', async () => {
    const caseId = await begun();
    const { toChoose } = (await school.get(`/tasks/${await openTask(school, caseId, 'plan')}`)).body;
    expect(toChoose).toMatchObject([{ node: 'help', most: 2, required: false }]);
    const together = (choices?: object) =>
      complete(school, caseId, 'plan', { outcome: 'together', ...(choices && { choices }) });
    expect(await together()).toMatchObject(refused(400, '/choices/help', '请选择“协助”的办理人'));
    expect(await together({ help: [at('moral-education', 'school-no1', 'hanlei')] })).toMatchObject(
      refused(400, '/choices/help/0', '不在可选范围内，请从列表中选择'),
    );
    expect(await together({ help: [teacher], check: [inspector('wangshoucheng')] })).toMatchObject(
      refused(400, '/choices/check', '“验收”的办理人不由您选择'),
    );
    const needless = { outcome: 'alone', choices: { help: [teacher] } };
    expect(await complete(school, caseId, 'plan', needless)).toMatchObject(
      refused(400, '/choices/help', '“协助”的办理人不由您选择'),
    );
    expect((await together({ help: [teacher, counsellor] })).status).toBe(200);
    expect((await complete(await office.as('suqing'), caseId, 'help')).status).toBe(200);
    expect(await linesOf(school, caseId)).toContainEqual(
      expect.stringContaining('马强 选择后续步骤的办理人：“协助”由'),
    );
  });
});

describe('a vote', () => {
  const three = ['wangshoucheng', 'luofang', 'zhengminhui'];
  /** Each votes so, or stands aside. */
  async function voted(...votes: ('yes' | 'no' | 'abstain' | 'recuse')[]) {
    const caseId = await begin(bureau, 'ballot');
    for (const [index, vote] of votes.entries()) {
      const voter = await office.as(three[index]!);
      const mine = (await voter.get(`/cases/${caseId}`)).body.openTasks.find(
        (open: { mine: boolean }) => open.mine,
      );
      const done =
        vote === 'recuse'
          ? await voter.post(`/tasks/${mine.taskKey}/recuse`, { reason: '子女就读该校' })
          : await voter.post(`/tasks/${mine.taskKey}/complete`, { outcome: vote, values: {} });
      expect(done.status, done.text).toBe(200);
    }
    const { status, outcome } = (await bureau.get(`/cases/${caseId}`)).body;
    return { caseId, status, outcome };
  }

  test.each([
    ['a majority of three', ['yes', 'no', 'yes'], 'adopted'],
    ['against by a majority', ['no', 'no', 'yes'], 'refused'],
    ['who stands aside leaves the denominator: two of two', ['yes', 'yes', 'recuse'], 'adopted'],
    ['one to one is not more than half: the rule for a tie decides', ['yes', 'no', 'recuse'], 'adopted'],
    ['an abstention stays in the denominator: one of three is against', ['yes', 'abstain', 'no'], 'refused'],
    ['two stood aside: their seats count for the quorum', ['yes', 'recuse', 'recuse'], 'adjourned'],
    ['nobody is for or against', ['abstain', 'abstain', 'abstain'], 'adjourned'],
  ] as const)('%s', async (_, votes, outcome) => {
    expect(await voted(...votes)).toMatchObject({ status: 'completed', outcome });
  });

  test('who stood aside and why stands in the record; nobody votes for there being no quorum', async () => {
    const { caseId } = await voted('recuse');
    expect(await linesOf(bureau, caseId)).toContain('王守诚 回避“表决”，退出共同办理');
    const voter = await office.as('luofang');
    const by = await complete(voter, caseId, 'vote', { outcome: 'noQuorum' });
    expect(by.status).toBe(400);
  });
});

test('what a vote asks of each member is not given by another’s', async () => {
  const field = (name: string, zh: string) => ({ field: name, label: { zh } });
  await publishTemplate(office, {
    key: 'reasoned-ballot',
    name: '说明理由的表决',
    xml: bpmn(
      `<bpmn:startEvent id="start"/>
      <bpmn:userTask id="vote" name="表决"><bpmn:extensionElements>
        <rf:assignment post="acceptance-team" unit="bureau"/><rf:form key="ballot"/>
        <rf:signing mode="vote" each="person" ratio="50" moreThan="true" decidesEarly="false"/>
        <rf:outcome key="yes" name="同意" requires="why"/><rf:outcome key="no" name="反对" verdict="reject"/>
      </bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="end" name="办结"/>
      ${flow('start', 'vote')}${flow('vote', 'end')}`,
    ),
    forms: [
      {
        key: 'ballot',
        title: { zh: '表决' },
        schema: { type: 'object', properties: { why: { type: 'string' }, matter: { type: 'string' } } },
        layout: [{ fields: [field('why', '理由'), { ...field('matter', '事由'), readOnly: true }] }],
      },
    ],
  });
  const caseId = await begin(bureau, 'reasoned-ballot');
  const vote = async (login: string, values: object) => {
    const voter = await office.as(login);
    const mine = (await voter.get(`/cases/${caseId}`)).body.openTasks.find(
      (open: { mine: boolean }) => open.mine,
    );
    return voter.post(`/tasks/${mine.taskKey}/complete`, { outcome: 'yes', values });
  };
  expect((await vote('wangshoucheng', { why: '整改到位' })).status).toBe(200);
  expect(await vote('luofang', {})).toMatchObject({
    status: 422,
    body: { errors: [{ at: '/values/why' }] },
  });
});

test('who voted takes it back while it is undecided, and the vote of the others stays', async () => {
  const caseId = await begin(bureau, 'ballot');
  const [first, second] = [await office.as('wangshoucheng'), await office.as('luofang')];
  const own = async (voter: Client) =>
    (await voter.get(`/cases/${caseId}`)).body.openTasks.find((open: { mine: boolean }) => open.mine);
  const { taskKey } = await own(first);
  await first.post(`/tasks/${taskKey}/complete`, { outcome: 'no', values: {} });
  const { taskKey: other } = await own(second);
  await second.post(`/tasks/${other}/complete`, { outcome: 'yes', values: {} });
  expect((await first.get(`/tasks/${taskKey}`)).body.verbs).toMatchObject([{ verb: 'withdraw' }]);
  expect((await second.post(`/tasks/${taskKey}/withdraw`, {})).status).toBe(403);
  expect((await first.post(`/tasks/${taskKey}/withdraw`, {})).status).toBe(200);
  expect((await own(first)).taskKey).toBe(taskKey);
  expect(await linesOf(bureau, caseId)).toContain('王守诚 撤回“表决”的办理');
  const { members } = (await second.get(`/tasks/${other}`)).body.round;
  const states = members.map(({ state }: { state: string }) => state).toSorted();
  expect(states).toEqual(['open', 'open', 'passed']);
});

describe('one act on many cases', () => {
  let colleague: Client;
  beforeAll(async () => {
    colleague = await office.as('sunyuting');
  });
  async function three(): Promise<{ cases: string[]; tasks: string[] }> {
    const cases = [await begin(bureau, 'many'), await begin(bureau, 'many'), await begin(bureau, 'many')];
    const tasks = [];
    for (const caseId of cases) tasks.push(await openTask(bureau, caseId, 'register'));
    return { cases, tasks };
  }
  const run = async (batch: string) => {
    expect((await bureau.post(`/batches/${batch}/run`)).status).toBe(202);
    await office.dependencies.background.idle();
    return (await bureau.get(`/batches/${batch}`)).body;
  };
  const because = async (batch: string, state: string): Promise<string[]> =>
    (await bureau.get(`/batches/${batch}/items?state=${state}`)).body.items.map(
      (item: { because: { zh: string } }) => item.because.zh,
    );

  test('is completed where the template allows it; one that a colleague holds is refused, one that went on fails, the rest go on', async () => {
    const { cases, tasks } = await three();
    await colleague.post(`/tasks/${tasks[0]}/claim`);
    const planned = (await bureau.post('/batches', { kind: 'complete', tasks })).body;
    expect(planned.counts).toMatchObject({ total: 3, allowed: 2, refused: 1 });
    expect(await because(planned.batch, 'refused')).toEqual([expect.stringContaining('认领')]);
    await complete(colleague, cases[1]!, 'register');
    expect(await run(planned.batch)).toMatchObject({
      state: 'done',
      counts: { done: 1, failed: 1, refused: 1 },
    });
    expect(await because(planned.batch, 'failed')).toEqual([expect.stringContaining('已')]);

    const next = await openTask(bureau, cases[2]!, 'confirm');
    const again = (await bureau.post('/batches', { kind: 'complete', tasks: [next] })).body;
    expect(await because(again.batch, 'refused')).toEqual(['这一步不提供该操作']);
    const mixed = (await bureau.post('/batches', { kind: 'complete', tasks: [tasks[0], next] })).body;
    expect(mixed.counts).toMatchObject({ allowed: 0, refused: 2 });
  });

  test('is handed on with a reason; one that stands still is refused', async () => {
    const { cases, tasks } = await three();
    await bureau.post(`/tasks/${tasks[1]}/suspend`, { reason: '等待材料' });
    const to = at('rectification-office', 'bureau', 'sunyuting');
    const planned = (await bureau.post('/batches', { kind: 'transfer', tasks, to, reason: '出差' })).body;
    expect(planned.counts).toMatchObject({ allowed: 2, refused: 1 });
    expect(await run(planned.batch)).toMatchObject({ counts: { done: 2, failed: 0, refused: 1 } });
    for (const [index, key] of tasks.entries()) {
      const { body } = await colleague.get(`/tasks/${key}`);
      expect(
        body.candidates.some(({ person }: { person: { name: string } | null }) => person?.name === '孙雨婷'),
      ).toBe(index !== 1);
    }
    expect(await linesOf(bureau, cases[0]!)).toContain('陈建国 “登记”转办给孙雨婷（青禾县教育局整改办）');
  });

  test('is urged, but not what was urged a short while ago; and commented on, once in each case', async () => {
    const { cases, tasks } = await three();
    await bureau.post(`/cases/${cases[0]}/urge`, { text: '请抓紧' });
    const urged = (await bureau.post('/batches', { kind: 'urge', tasks, text: '月底前办结' })).body;
    expect(await because(urged.batch, 'refused')).toEqual(['刚催办过，请稍后再催']);
    expect(await run(urged.batch)).toMatchObject({ counts: { done: 2, refused: 1 } });
    // Urged between the preview and its turn: the case itself says so.
    const commented = (await bureau.post('/batches', { kind: 'comment', tasks, text: '已知悉' })).body;
    expect(await run(commented.batch)).toMatchObject({ counts: { done: 3 } });
    expect(await run(commented.batch)).toMatchObject({ counts: { done: 3 } });
    for (const caseId of cases) expect((await bureau.get(`/cases/${caseId}`)).body.thread).toHaveLength(1);
  });
});

test('a draft is there again when its writer comes back, from whichever process, until the step is done', async () => {
  const caseId = await begin(bureau, 'many');
  const task = await openTask(bureau, caseId, 'register');
  await bureau.put(`/tasks/${task}/draft`, { values: { note: '写到一' } });
  await bureau.put(`/tasks/${task}/draft`, { values: { note: '写到一半' } });
  const later = await (await office.restarted()).as('chenjianguo');
  expect((await later.get(`/tasks/${task}`)).body.draft.values).toEqual({ note: '写到一半' });
  expect((await (await office.as('sunyuting')).get(`/tasks/${task}`)).body.draft).toBeNull();
  await complete(later, caseId, 'register');
  expect((await later.get(`/tasks/${task}`)).body.draft).toBeNull();
  expect((await later.put(`/tasks/${task}/draft`, { values: {} })).status).toBe(409);
});
