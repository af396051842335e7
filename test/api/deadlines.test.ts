import { beforeAll, describe, expect, test } from 'vitest';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { publishClocks } from './clock-template.ts';
import { begin, linesOf, publishTemplate } from './publish-template.ts';

let office: Office;
let bureau: Client;
let school: Client;
let principal: Client;
beforeAll(async () => {
  office = await openOffice();
  await publishClocks(office);
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
  principal = await office.as('zhouguodong');
});

/** The county's clock at nine of that day. It never goes back: the tests of this file follow each other in time. */
async function isNow(toDate: string): Promise<void> {
  const moved = await bureau.post('/clock', { toDate });
  if (moved.status !== 202) throw new Error(moved.text);
  await office.dependencies.background.idle();
}

/** A running deadline as somebody sees it on the page of the case. */
async function clock(caseId: string, key = 'ten', client = school) {
  const { body } = await client.get(`/cases/${caseId}`);
  return body.deadlines.find((due: { key: string }) => due.key === key);
}
const on = async (caseId: string, verb: string, key = 'ten') =>
  `/cases/${caseId}/deadlines/${(await clock(caseId, key, bureau)).deadline}/${verb}`;
const extend = async (caseId: string, date: string, reason = '证人外出') =>
  school.post(await on(caseId, 'extension'), { date, reason });
/** Of the one request that waits in this case. */
async function decide(client: Client, caseId: string, body: { approve: boolean; reason?: string }) {
  const [request] = (await clock(caseId, 'ten', bureau)).requests;
  return client.post(`/cases/${caseId}/clock-requests/${request.request}/decide`, body);
}
/** What somebody finds in their work list to be acknowledged about this case. */
async function toAcknowledge(client: Client, caseId: string): Promise<unknown[]> {
  const { body } = await client.get('/tasks');
  expect(body.counts.acknowledgements).toBe(body.acknowledgements.length);
  return body.acknowledgements.filter((row: { caseId: string }) => row.caseId === caseId);
}
/** What is refused, in words. */
const refused = (status: number, detail: string) => ({ status, body: { detail } });
const because = (zh: string) => ({ allowed: false, because: { zh } });

// On Wednesday the 16th: ten days end on a holiday, the 26th, and roll on to Monday the 28th.
describe('more time', () => {
  test('is asked for before expiry, within what the template allows, and given by the named post', async () => {
    const caseId = await begin(bureau, 'clocks');
    expect(await clock(caseId)).toMatchObject({
      dueDate: '2026-09-28',
      may: { extend: { allowed: true, latest: '2026-10-28', decidedBy: [{ post: 'principal' }] } },
    });
    expect((await extend(caseId, '2026-10-29')).body).toMatchObject({
      detail: '最多可延至2026年10月28日',
      errors: [{ at: '/date', message: '最多可延至2026年10月28日' }],
    });
    expect(await extend(caseId, '2026-09-28')).toMatchObject(refused(400, '新期限应晚于2026年9月28日'));
    expect((await extend(caseId, '2026-10-16')).status).toBe(200);
    expect(await extend(caseId, '2026-10-17')).toMatchObject(refused(403, '已有申请待审批，请等待结果'));
    expect((await principal.get('/clock-requests')).body.items).toMatchObject([
      {
        caseId,
        what: 'extension',
        date: '2026-10-16',
        reason: '证人外出',
        by: { name: '马强' },
        mayDecide: true,
      },
    ]);
    expect(await decide(school, caseId, { approve: true })).toMatchObject(
      refused(403, '您不是该申请的审批人'),
    );
    expect((await clock(caseId)).dueDate).toBe('2026-09-28');

    expect((await decide(principal, caseId, { approve: true })).status).toBe(200);
    expect(await clock(caseId)).toMatchObject({
      dueDate: '2026-10-16',
      originalDueDate: '2026-09-28',
      extensions: 1,
      requests: [],
      may: { extend: because('最多延期1次，已用完') },
    });
    expect(await extend(caseId, '2026-10-20')).toMatchObject(refused(403, '最多延期1次，已用完'));
    expect((await linesOf(school, caseId)).slice(0, 3)).toEqual([
      '周国栋 “调查期限”由2026年9月28日改为2026年10月16日（批准延期）',
      '周国栋 同意“调查期限”的延期申请',
      '马强 申请将“调查期限”延期到2026年10月16日',
    ]);
  });

  test('is refused with a reason, does not count as given, and may be asked for again', async () => {
    const caseId = await begin(bureau, 'clocks');
    await extend(caseId, '2026-10-16');
    expect(await decide(principal, caseId, { approve: false })).toMatchObject(refused(400, '请填写理由'));
    await decide(principal, caseId, { approve: false, reason: '证据已齐' });
    expect(await clock(caseId)).toMatchObject({
      dueDate: '2026-09-28',
      extensions: 0,
      requests: [],
      may: { extend: { allowed: true } },
    });
    expect((await principal.get('/clock-requests')).body.items).toEqual([]);
    expect((await extend(caseId, '2026-10-12')).status).toBe(200);
  });

  test('a date is changed by a permission and with a reason alone, and that is no extension', async () => {
    const caseId = await begin(bureau, 'clocks');
    expect(await clock(caseId)).toMatchObject({ may: { change: false } });
    const path = await on(caseId, 'change');
    expect((await school.post(path, { date: '2026-09-22', reason: '加快' })).status).toBe(403);
    const bare = await bureau.post(path, { date: '2026-09-22' });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ at: '/reason' }] } });
    expect(await bureau.post(path, { date: '2026-09-15', reason: '加快' })).toMatchObject(
      refused(400, '新期限不能早于起算日2026年9月16日'),
    );
    expect((await bureau.post(path, { date: '2026-09-22', reason: '领导批示加快' })).status).toBe(200);
    expect(await clock(caseId)).toMatchObject({
      dueDate: '2026-09-22',
      originalDueDate: '2026-09-28',
      extensions: 0,
    });
  });
});

describe('a clock that stands still', () => {
  test('with approval from the decision on, no longer than the reason allows, and runs on by itself', async () => {
    const caseId = await begin(bureau, 'clocks');
    const path = await on(caseId, 'suspension');
    expect(await school.post(path, { why: 'holiday', reason: '休假' })).toMatchObject(
      refused(403, '该时限不能以此事由中止'),
    );
    expect(
      await school.post(await on(caseId, 'suspension', 'citizen'), { why: 'police', reason: '已立案' }),
    ).toMatchObject(refused(403, '该时限依法不停止计算'));
    expect((await school.post(path, { why: 'police', reason: '派出所已立案' })).status).toBe(200);
    expect((await clock(caseId)).suspended).toBeNull();
    await decide(principal, caseId, { approve: true });
    expect(await clock(caseId)).toMatchObject({
      suspended: { why: 'police', name: { zh: '公安立案' }, until: '2026-09-21' },
      may: { resume: true, suspend: [], extend: because('该时限已中止，请先恢复计算') },
    });

    await isNow('2026-09-22');
    // Ten days were left on the 16th. The last day it may stand still is the 21st; ten days on lie in the holiday week.
    expect(await clock(caseId)).toMatchObject({ suspended: null, dueDate: '2026-10-08' });
    expect(await linesOf(school, caseId)).toContain('系统 “调查期限”恢复计时，2026年10月8日到期');
  });

  test('without approval at once, until its handler lets it run on with what was left', async () => {
    await isNow('2026-09-23');
    const caseId = await begin(bureau, 'clocks');
    expect(await clock(caseId)).toMatchObject({ dueDate: '2026-10-08', originalDueDate: '2026-10-08' });
    expect(
      (await school.post(await on(caseId, 'suspension'), { why: 'expert', reason: '送检' })).status,
    ).toBe(200);
    expect(await clock(caseId)).toMatchObject({ suspended: { name: { zh: '等待鉴定' }, until: null } });
    // Lists go by another of its clocks now, which runs, and say that this one does not.
    for (const list of ['/cases?template=clocks', '/tasks?template=clocks&limit=200'])
      expect(
        (await school.get(list)).body.items.find((row: { caseId: string }) => row.caseId === caseId),
      ).toMatchObject({
        stopped: { clock: { zh: '调查期限' }, name: { zh: '等待鉴定' }, until: null },
      });
    const path = await on(caseId, 'resume');
    expect((await principal.post(path)).body.detail).toBe('只有该时限事项的办理人可以操作');

    await isNow('2026-09-28');
    expect((await school.post(path, { reason: '鉴定书已到' })).status).toBe(200);
    expect(await clock(caseId)).toMatchObject({ suspended: null, dueDate: '2026-10-08' });
    expect(await school.post(path)).toMatchObject(refused(403, '该时限正在计算'));
  });
});

describe('a ladder', () => {
  test('a step that was seen rests so long, and then comes again; the next one comes whatever anybody has seen', async () => {
    await isNow('2026-09-29');
    const caseId = await begin(bureau, 'clocks');
    const path = await on(caseId, 'acknowledge/late');
    expect(await principal.post(path)).toMatchObject(refused(404, '该步骤不需要确认知悉'));

    // Due on Friday the 9th at midnight, when the first step comes. Saturday the 10th is worked in exchange.
    await isNow('2026-10-10');
    expect(await clock(caseId)).toMatchObject({
      dueDate: '2026-10-09',
      passed: true,
      may: { acknowledge: [] },
    });
    expect(await clock(caseId, 'ten', principal)).toMatchObject({
      may: { acknowledge: [{ step: 'late', name: { zh: '逾期督办' }, until: '2026-10-13T00:30:00.000Z' }] },
    });
    // It stands in the list of those who were told, and of nobody else.
    expect(await toAcknowledge(school, caseId)).toEqual([]);
    expect(await toAcknowledge(principal, caseId)).toMatchObject([
      {
        ...{ step: 'late', stepName: { zh: '逾期督办' }, deadlineName: { zh: '调查期限' } },
        ...{ dueDate: '2026-10-09', again: '2026-10-12T00:30:00.000Z', until: '2026-10-13T00:30:00.000Z' },
      },
    ]);
    expect(await school.post(path)).toMatchObject(refused(403, '您不是该步骤的通知对象'));
    expect((await principal.post(path)).status).toBe(200);
    expect(await toAcknowledge(principal, caseId)).toEqual([]);
    expect(await clock(caseId)).toMatchObject({
      acknowledged: [
        { step: 'late', name: { zh: '逾期督办' }, by: { name: '周国栋' }, until: '2026-10-13T00:30:00.000Z' },
      ],
    });

    const reached = async (step: string) =>
      (await linesOf(principal, caseId)).filter((line) => line.includes(step) && !line.includes('知悉'))
        .length;
    expect(await reached('逾期督办')).toBe(1);
    // It would repeat on Monday, but rests for two working days.
    await isNow('2026-10-12');
    expect(await reached('逾期督办')).toBe(1);
    expect(await reached('红色督办')).toBe(0);
    await isNow('2026-10-13');
    expect(await reached('逾期督办')).toBe(2);
    expect(await reached('红色督办')).toBe(1);
    expect(await toAcknowledge(principal, caseId)).toMatchObject([{ again: '2026-10-14T00:30:00.000Z' }]);
    // What comes again does not take the worse colour back.
    expect((await bureau.get(`/cases/${caseId}`)).body.colour).toBe('red');
  });

  test('once the time is over nobody asks for more', async () => {
    await isNow('2026-10-14');
    const caseId = await begin(bureau, 'clocks');
    // The tenth day is a Saturday: it ends on Monday the 26th.
    await isNow('2026-10-27');
    const over = '时限已届满，不能再申请';
    expect(await extend(caseId, '2026-11-06')).toMatchObject(refused(403, over));
    expect(
      await school.post(await on(caseId, 'suspension'), { why: 'expert', reason: '送检' }),
    ).toMatchObject(refused(403, over));
    expect((await clock(caseId)).may).toMatchObject({ extend: because(over), suspend: [] });
  });
});

describe('what is shown', () => {
  test('a clock that is its handlers’ own is told to nobody else, in no list and in no line', async () => {
    const caseId = await begin(bureau, 'clocks');
    const { deadline, dueDate } = await clock(caseId, 'own');
    for (const [client, sees] of [
      [school, true],
      [bureau, true],
      [principal, false],
    ] as const) {
      const shown = (await client.get(`/cases/${caseId}`)).body;
      expect(shown.deadlines.some(({ key }: { key: string }) => key === 'own')).toBe(sees);
      const listed = (await client.get(`/deadlines?to=${dueDate}`)).body.items;
      expect(
        listed.some(
          (row: { caseId: string; deadline: string }) => row.caseId === caseId && row.deadline === deadline,
        ),
      ).toBe(sees);
      expect((await client.get(`/cases/${caseId}/deadlines/${deadline}/why`)).status).toBe(sees ? 200 : 404);
      const [year, month, day] = dueDate.split('-').map(Number);
      const line = `“调查”的“内部进度”限${year}年${month}月${day}日前办结`;
      expect((await linesOf(client, caseId)).some((each) => each.includes(line))).toBe(sees);
    }
  });
});

test('where a case stands is shown without the clocks that are their handlers’ own, and none that stands still is late', async () => {
  const inner = (deadline: string) =>
    bpmn(
      `<bpmn:startEvent id="start"/>
      <bpmn:userTask id="plan" name="筹备"><bpmn:extensionElements>
        <rf:assignment post="safety-officer" unit="school-no1"/>${deadline}
      </bpmn:extensionElements></bpmn:userTask>
      <bpmn:endEvent id="end"/>${flow('start', 'plan')}${flow('plan', 'end')}`,
    );
  const own =
    '<rf:deadline key="own" name="内部进度" amount="1" unit="hour" basis="本校约定" visibility="handlers"/>';
  const stops = `<rf:deadline key="stops" name="期限" amount="1" unit="hour" basis="本校约定">
    <rf:clockStop key="expert" name="等待鉴定"/></rf:deadline>`;
  await publishTemplate(office, { key: 'own-pace', name: '内部进度', xml: inner(own) });
  await publishTemplate(office, { key: 'stands', name: '中止', xml: inner(stops) });
  const [hidden, stopped] = [await begin(bureau, 'own-pace'), await begin(bureau, 'stands')];
  expect(
    (await school.post(await on(stopped, 'suspension', 'stops'), { why: 'expert', reason: '鉴定' })).status,
  ).toBe(200);
  const { now } = (await bureau.get('/clock')).body;
  await bureau.post('/clock', { to: new Date(Date.parse(now) + 2 * 3_600_000).toISOString() });
  await office.dependencies.background.idle();
  const step = async (client: Client, caseId: string) => {
    const { active } = (await client.get(`/cases/${caseId}/diagram`)).body;
    const { items } = (await client.get(`/cases/${caseId}/steps`)).body;
    const isPlan = ({ node }: { node: string }) => node === 'plan';
    return [active.find(isPlan).overdue, items.find(isPlan).dueDate !== null];
  };
  expect(await step(school, hidden)).toEqual([true, true]);
  expect(await step(principal, hidden)).toEqual([false, false]);
  expect(await step(principal, stopped)).toEqual([false, true]);
  // Every list says so in place of a light: neither on track nor late.
  const found = async (address: string, list = 'items') =>
    (await school.get(address)).body[list].find((row: { caseId: string }) => row.caseId === stopped);
  const since = expect.stringMatching(/^2026-/);
  const standsStill = { stopped: { since, name: { zh: '等待鉴定' }, until: null } };
  const { dueDate } = await clock(stopped, 'stops');
  expect(await found('/cases?template=stands')).toMatchObject({
    ...{ dueDate, due: null, isOverdue: false, remainingWorkingDays: null },
    ...standsStill,
  });
  expect(await found('/tasks?limit=200')).toMatchObject({ bucket: 'later', dueDate, ...standsStill });
  expect(await found(`/deadlines?template=stands&to=${dueDate}`)).toMatchObject({
    ...{ passed: false, handlers: [{ post: 'safety-officer', unit: 'school-no1' }] },
    ...standsStill,
  });
  const page = (await school.get(`/cases/${stopped}`)).body;
  expect(page).toMatchObject({ ...standsStill, openTasks: [{ dueDate, due: null, ...standsStill }] });
  const { totals } = (await bureau.get('/board?template=stands')).body;
  expect(totals).toMatchObject({ open: 1, overdue: 0, dueSoon: 0, stopped: 1 });
  expect(await found('/cases?template=stands&overdue=true')).toBeUndefined();
  expect(await found('/cases?template=stands&stopped=true')).toBeDefined();
  expect((await bureau.get('/cases?template=own-pace&stopped=true')).body.items).toEqual([]);
});

test('each instance of a part goes by its own date, which stands on what the template says', async () => {
  const caseId = await begin(bureau, 'parts');
  const { openTasks } = (await school.get(`/cases/${caseId}`)).body;
  const shown = [];
  for (const { taskKey } of openTasks) shown.push((await school.get(`/tasks/${taskKey}`)).body);
  expect(shown.map(({ due, deadlines }) => [due.dueDate, due.basis, deadlines.length])).toEqual([
    ['2026-12-08', '分项清单', 1],
    ['2026-12-10', '分项清单', 1],
  ]);
});

describe('what is kept', () => {
  interface Line {
    kind: string;
    text: { zh: string; en: string };
  }
  let caseId: string;
  test('why this date: every step of the arithmetic and everything that moved it, in both languages', async () => {
    await isNow('2026-10-28');
    caseId = await begin(bureau, 'clocks');
    await school.post(await on(caseId, 'suspension'), { why: 'expert', reason: '送检' });
    await isNow('2026-10-30');
    await school.post(await on(caseId, 'resume'), { reason: '鉴定书已到' });
    await extend(caseId, '2026-11-20');
    await decide(principal, caseId, { approve: true });
    await bureau.post(await on(caseId, 'change'), { date: '2026-11-14', reason: '领导批示' });

    const { body } = await school.get(await on(caseId, 'why'));
    expect(body).toMatchObject({
      ...{ dueDate: '2026-11-16', originalDueDate: '2026-11-09' },
      ...{ basis: '教督〔2017〕10号', calendar: '1' },
    });
    // The calendar is named once, and a date that was set is not said to be set twice.
    expect(body.steps.map(({ text }: Line) => text.zh)).toEqual([
      '2026年10月28日 09:00开始',
      '使用第 1 版工作日历',
      '开始的当日不计入，自2026年10月29日起算（民法典第二百零一条）',
      '10 个自然日，到2026年11月7日',
      '2026年11月7日是周末，顺延到2026年11月9日（民法典第二百零三条）',
      '到2026年11月9日二十四时届满',
      '2026年10月28日 09:00起中止计时（等待鉴定）',
      '2026年10月30日 09:00恢复计时（中止原因消除），剩余 10 个自然日，到2026年11月9日',
      '10 个自然日，到2026年11月9日',
      '到2026年11月9日二十四时届满',
      '延期到2026年11月20日',
      '到2026年11月20日二十四时届满',
      '人工调整到2026年11月14日',
      '2026年11月14日是周末，顺延到2026年11月16日（民法典第二百零三条）',
      '到2026年11月16日二十四时届满',
    ]);
    expect(body.history).toMatchObject([
      { from: '2026-11-09', to: null, reason: '送检', by: { name: '马强' } },
      { from: '2026-11-09', to: '2026-11-09', reason: '鉴定书已到' },
      { from: null, to: '2026-11-20', reason: '证人外出' },
      { text: { zh: '同意“调查期限”的延期申请' }, by: { name: '周国栋' } },
      { from: '2026-11-09', to: '2026-11-20' },
      { from: '2026-11-20', to: '2026-11-16', reason: '领导批示', by: { name: '陈建国' } },
    ]);
    const english = [...body.steps, ...body.history].map(({ text }: Line) => text.en);
    expect(english.filter((text) => !text || /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test('a step that is opened again begins a new cycle, and what became of the first stays on record', async () => {
    const task = await openTask(school, caseId, 'investigate');
    expect((await school.post(`/tasks/${task}/complete`, { values: {} })).status).toBe(200);
    const review = await openTask(bureau, caseId, 'review');
    await isNow('2026-11-02');
    const back = { to: 'previous', resume: 'forward', reason: '证据不足' };
    expect((await bureau.post(`/tasks/${review}/return`, back)).status).toBe(200);
    expect(await clock(caseId)).toMatchObject({
      ...{ cycle: 2, dueDate: '2026-11-12', originalDueDate: '2026-11-12', extensions: 0 },
      may: { extend: { allowed: true } },
    });
    const kept = await office.database.asOwner`
      select cycle, original_due_date::text as original, due_date::text as due, extensions, met from deadline
      where case_id = ${caseId} and key = 'ten' order by cycle`;
    expect(kept).toEqual([
      { cycle: 1, original: '2026-11-09', due: '2026-11-16', extensions: 1, met: true },
      { cycle: 2, original: '2026-11-12', due: '2026-11-12', extensions: 0, met: null },
    ]);
    expect(await linesOf(school, caseId)).toEqual(
      expect.arrayContaining([
        '周国栋 “调查期限”由2026年11月9日改为2026年11月20日（批准延期）',
        '陈建国 “调查期限”由2026年11月20日改为2026年11月16日（人工调整）',
      ]),
    );
  });
});
