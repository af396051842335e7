import { beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type Client, type Office } from './office.ts';

let office: Office;
let teacher: Client;
let moralEducation: Client;
beforeAll(async () => {
  office = await openOffice();
  teacher = await office.as('tianrui');
  moralEducation = await office.as('hanlei');
});

const report = {
  schoolUnit: 'school-no1',
  schoolStage: 'junior',
  channel: 'student',
  firstReceiver: '班主任',
  discoveredAt: '2026-09-16T01:30:00.000Z',
  acts: ['verbal'],
  narrative: '课间多次被起侮辱性绰号',
};

async function open(values: Record<string, unknown> = {}): Promise<{ caseId: string; title: string }> {
  const opened = await teacher.post('/cases', {
    template: 'bullying-case',
    values: { ...report, ...values },
  });
  if (opened.status !== 201) throw new Error(opened.text);
  return opened.body;
}

/** The client's open tasks in a case: node and key. */
async function tasksOf(client: Client, caseId: string): Promise<{ node: string; taskKey: string }[]> {
  const { body } = await client.get('/tasks');
  return body.items.filter((task: { caseId: string }) => task.caseId === caseId);
}

test('a class teacher reports it, and who handles it has the first steps at once, under a title that names nobody', async () => {
  const { caseId, title } = await open();
  expect(title).toBe('青禾县第一中学 学生举报');
  const first = (await tasksOf(moralEducation, caseId)).map(({ node }) => node);
  expect(first.toSorted()).toEqual(['notifyOffenderGuardian', 'notifyVictimGuardian', 'protect', 'screen']);
  expect(await tasksOf(await office.as('zhouguodong'), caseId)).toEqual([]);
});

test('a form is checked on the server, and so is what it may set', async () => {
  const { caseId } = await open();
  const { taskKey } = (await tasksOf(moralEducation, caseId)).find(
    ({ node }) => node === 'notifyVictimGuardian',
  )!;
  const told = { victimGuardianToldAt: '2026-09-16T02:00:00.000Z', victimGuardianToldHow: 'phone' };
  const complete = (values: object) =>
    moralEducation.post(`/tasks/${taskKey}/complete`, { outcome: 'told', values });
  expect((await complete({ victimGuardianToldHow: 'phone' })).status).toBe(422);
  expect((await complete({ ...told, grade: 1 })).status).toBe(400);
  expect((await complete(told)).status).toBe(200);
});

test('where the principal is named the bureau has it, and the principal is told that there is no such case', async () => {
  const { caseId } = await open({ namedPosts: ['principal'] });
  expect(await tasksOf(moralEducation, caseId)).toEqual([]);
  expect((await tasksOf(await office.as('longfei'), caseId)).map(({ node }) => node)).toContain('screen');
  expect((await (await office.as('zhouguodong')).get(`/cases/${caseId}`)).status).toBe(404);
});

test('another school does not see it', async () => {
  const { caseId } = await open();
  expect((await (await office.as('songbaolin')).get(`/cases/${caseId}`)).status).toBe(404);
});

test('the case goes from the report to the committee, where each member has one vote and nobody else has any', async () => {
  const { caseId } = await open();
  const done = async (login: string, node: string, body: object) => {
    const client = await office.as(login);
    const task = (await tasksOf(client, caseId)).find((open) => open.node === node);
    const answer = task && (await client.post(`/tasks/${task.taskKey}/complete`, body));
    if (answer?.status !== 200) throw new Error(`${login} ${node}: ${answer?.text ?? 'no such task'}`);
  };
  const at = '2026-09-16T02:00:00.000Z';
  await done('hanlei', 'protect', {
    outcome: 'protected',
    values: { protectedAt: at, protection: '已制止' },
  });
  const told = (side: string) => ({ [`${side}GuardianToldAt`]: at, [`${side}GuardianToldHow`]: 'phone' });
  await done('hanlei', 'notifyVictimGuardian', { outcome: 'told', values: told('victim') });
  await done('hanlei', 'notifyOffenderGuardian', { outcome: 'told', values: told('offender') });
  await done('hanlei', 'screen', { outcome: 'investigate', values: { screenNote: '需要调查' } });
  await done('zhouguodong', 'openInvestigation', {
    outcome: 'open',
    values: { openedOn: '2026-09-16', investigator1: 'hanlei', investigator2: 'suqing' },
  });
  await done('suqing', 'interviewVictim', {
    outcome: 'done',
    values: { victimInterviewAdult: '母亲', victimInterview: '笔录' },
  });
  await done('hanlei', 'interviewOffender', {
    outcome: 'done',
    values: { offenderInterviewAdult: '父亲', offenderInterview: '笔录' },
  });
  await done('hanlei', 'gatherEvidence', { outcome: 'done', values: { evidenceList: '监控' } });
  const found = { isBetweenStudents: true, isDeliberate: true, hasAdvantage: true, hasHarm: true };
  await done('suqing', 'reportFindings', { outcome: 'submit', values: { findings: '属实', ...found } });
  await done('hanlei', 'convene', { outcome: 'convened', values: { meetingAt: at } });
  expect(await tasksOf(await office.as('suqing'), caseId)).toEqual([]);
  const shown = async (login: string) => {
    const client = await office.as(login);
    const [mine] = await tasksOf(client, caseId);
    return (await client.get(`/tasks/${mine!.taskKey}`)).body;
  };
  expect((await shown('qinlu')).round).toMatchObject({ quorum: { needed: 6, there: 8 } });
  for (const login of [
    'zhouguodong',
    'tangjun',
    'yuanjie',
    'hanlei',
    'moli',
    'duanhong',
    'jigang',
    'qinlu',
  ]) {
    const mine = (await tasksOf(await office.as(login), caseId)).map(({ node }) => node);
    expect([login, mine]).toEqual([login, ['vote']]);
    // What the member before wrote is not theirs.
    expect((await shown(login)).values).toEqual({ findings: '属实', ...found });
    await done(login, 'vote', { outcome: 'bullying', values: { voteOpinion: `${login}认为构成` } });
  }
  expect((await tasksOf(await office.as('zhouguodong'), caseId)).map(({ node }) => node)).toEqual([
    'determine',
  ]);
});

describe('what does not fit is said at its field, with the mend', () => {
  const at = '2026-09-16T02:00:00.000Z';
  let caseId = '';
  const send = async (login: string, node: string, outcome: string, values: object) => {
    const client = await office.as(login);
    const task = (await tasksOf(client, caseId)).find((open) => open.node === node);
    if (!task) throw new Error(`Expected ${node} in the list of ${login}`);
    return client.post(`/tasks/${task.taskKey}/complete`, { outcome, values });
  };
  const errorsOf = async (answer: Promise<{ status: number; body: { errors: unknown } }>) => {
    const { status, body } = await answer;
    return [status, body.errors];
  };
  beforeAll(async () => {
    ({ caseId } = await open());
    await send('hanlei', 'protect', 'protected', { protectedAt: at, protection: '已制止' });
    for (const side of ['victim', 'offender'])
      await send('hanlei', side === 'victim' ? 'notifyVictimGuardian' : 'notifyOffenderGuardian', 'told', {
        [`${side}GuardianToldAt`]: at,
        [`${side}GuardianToldHow`]: 'phone',
      });
  });

  test('a case that is merged names the one it joins', async () => {
    const values = { screenNote: '同一事件' };
    const client = await office.as('hanlei');
    const { taskKey } = (await tasksOf(client, caseId)).find(({ node }) => node === 'screen')!;
    const merge = client.post(`/tasks/${taskKey}/complete`, { outcome: 'merge', reason: '重复', values });
    expect(await errorsOf(merge)).toEqual([
      422,
      [{ at: '/values/linkedCase', message: '并入案件或移交去向：必填' }],
    ]);
  });

  test('two different people investigate', async () => {
    await send('hanlei', 'screen', 'investigate', { screenNote: '需要调查' });
    const same = { openedOn: '2026-09-16', investigator1: 'hanlei', investigator2: 'hanlei' };
    expect(await errorsOf(send('zhouguodong', 'openInvestigation', 'open', same))).toEqual([
      422,
      [{ at: '/values/investigator2', message: '调查人员二：不能与“调查人员一”相同' }],
    ]);
    const { status } = await send('zhouguodong', 'openInvestigation', 'open', {
      ...same,
      investigator2: 'suqing',
    });
    expect(status).toBe(200);
  });

  test('nobody is expelled in compulsory education', async () => {
    await send('hanlei', 'interviewVictim', 'done', {
      victimInterviewAdult: '母亲',
      victimInterview: '笔录',
    });
    await send('suqing', 'interviewOffender', 'done', {
      offenderInterviewAdult: '父亲',
      offenderInterview: '笔录',
    });
    await send('hanlei', 'gatherEvidence', 'done', { evidenceList: '监控' });
    const found = { isBetweenStudents: true, isDeliberate: true, hasAdvantage: true, hasHarm: true };
    await send('suqing', 'reportFindings', 'submit', { findings: '属实', ...found });
    await send('hanlei', 'convene', 'convened', { meetingAt: at });
    const members = ['zhouguodong', 'tangjun', 'yuanjie', 'hanlei', 'moli', 'duanhong', 'jigang', 'qinlu'];
    for (const login of members) await send(login, 'vote', 'bullying', {});
    await send('zhouguodong', 'determine', 'issued', { minutes: '纪要', determinationDocNo: '认定1号' });
    await send('zhouguodong', 'grading', 'graded', {
      gradeCriteria: ['slight'],
      grade: 1,
      gradeReason: '轻微',
    });
    const decision = (measures: string[]) =>
      send('hanlei', 'decideClass', 'decided', { measures, decisionText: '决定', decisionDocNo: '处理1号' });
    expect(await errorsOf(decision(['criticism', 'expulsion']))).toEqual([
      422,
      [{ at: '/values/measures/1', message: '处置措施：请从给出的选项中选择' }],
    ]);
    expect((await decision(['criticism'])).status).toBe(200);
  });
});
