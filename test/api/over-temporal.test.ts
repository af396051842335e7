/** What the real workflow, the real worker and its mails have a part in. */
import { beforeAll, describe, expect, test } from 'vitest';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { frame } from '../definitions/calendars/notices.ts';
import { resumeBatches } from '../../api/batch-run.ts';
import { AppError } from '../../errors.ts';
import { openTask } from './office.ts';
import { begin, linesOf, publishTemplate } from './publish-template.ts';
import { openTemporalOffice } from './temporal-office.ts';

const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const officer = '<rf:assignment post="safety-officer" unit="school-no1"/>';
const principalOnly = '<rf:assignment post="principal" unit="school-no1"/>';
const step = (id: string, name: string, inner: string) =>
  `<bpmn:userTask id="${id}" name="${name}">${ext(inner)}</bpmn:userTask>`;
const terms = `
  <rf:deadline key="fifteen" name="整改期限" nameEn="Mending" amount="15" unit="workingDay" basis="局发3号"/>
  <rf:deadline key="twenty" name="回访期限" nameEn="Visit" amount="20" unit="calendarDay" basis="局发4号"/>
  <rf:deadline key="five" name="签收期限" nameEn="Signing" amount="5" unit="workingDay" basis="局发5号"/>`;

// A Wednesday; what runs for three weeks crosses a year of which no notice is out.
const office = await openTemporalOffice('2026-12-16T09:00:00+08:00');
const bureau = await office.as('chenjianguo');
const school = await office.as('maqiang');
const principal = await office.as('zhouguodong');
const simple = (body: string) => bpmn(`<bpmn:startEvent id="start"/>${body}<bpmn:endEvent id="end"/>`);

describe('the notice of a year that is not out yet', () => {
  /** In the form in which the State Council publishes it; the days are invented. */
  const notice = frame(
    2027,
    '国办发明电〔2026〕9号',
    `　　一、元旦：1月1日（周五）至3日（周日）放假，共3天。
　　二、春节：2月5日（农历除夕、周五）至11日（农历正月初六、周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
　　三、清明节：4月3日（周六）至5日（周一）放假，共3天。
　　四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
　　五、端午节：6月9日（周三）放假1天，不调休。
　　六、中秋节：9月15日（周三）放假1天，不调休。
　　七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`,
  );
  const cases: string[] = [];
  let year: { off: string[]; work: string[]; basis: string };
  const clocks = async (caseId: string) =>
    Object.fromEntries(
      (await school.get(`/cases/${caseId}`)).body.deadlines.map(
        (due: { key: string; dueDate: string; provisional: boolean; calendar: string }) => [
          due.key,
          [due.dueDate, due.provisional, due.calendar],
        ],
      ),
    );
  const publish = async () => {
    const { version } = (await bureau.get('/calendars')).body;
    return bureau.put('/calendars/2027', { version, published: true, ...year });
  };
  const planRecount = async () => (await bureau.post('/calendars/recounts')).body;
  const awaited = async () => (await bureau.get('/calendars')).body.provisionalDeadlines;

  beforeAll(async () => {
    await publishTemplate(office, {
      key: 'terms',
      name: '期限演练',
      xml: simple(`${step('work', '整改', officer + terms)}${flow('start', 'work')}${flow('work', 'end')}`),
    });
    for (let count = 0; count < 6; count++) cases.push(await begin(bureau, 'terms'));
  });

  test('is read from its text, with what it would move: counted, and case by case', async () => {
    expect(await clocks(cases[0]!)).toEqual({
      five: ['2026-12-23', false, '1'],
      twenty: ['2027-01-05', true, '1'],
      // As if New Year's Day were a weekday like any other.
      fifteen: ['2027-01-06', true, '1'],
    });
    expect(await awaited()).toBe(12);
    const { body } = await bureau.post('/calendars/2027/preview', { notice });
    expect(body).toMatchObject({
      basis: '国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕9号）',
      problems: [],
      counts: { cases: 6, deadlines: 18, moved: 6, settled: 12 },
    });
    expect(body.off).toEqual(expect.arrayContaining(['2027-01-01', '2027-02-05', '2027-10-07']));
    expect(body.work).toEqual(['2027-01-31', '2027-02-13', '2027-05-08', '2027-09-26', '2027-10-09']);
    for (const caseId of cases) {
      const moves = body.moves.filter((move: { caseId: string }) => move.caseId === caseId);
      expect(moves).toHaveLength(2);
      expect(moves).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            name: { zh: '整改期限', en: 'Mending' },
            from: '2027-01-06',
            to: '2027-01-07',
          }),
          expect.objectContaining({
            from: '2027-01-05',
            to: '2027-01-05',
            wasProvisional: true,
            provisional: false,
          }),
        ]),
      );
    }
    // Nothing has happened yet.
    expect(await awaited()).toBe(12);
    year = { off: body.off, work: body.work, basis: body.basis };
  });

  test('one who may not edit the calendar neither previews nor publishes it; what is unclear is refused with its words', async () => {
    expect((await school.post('/calendars/2027/preview', { notice })).status).toBe(403);
    const unclear = notice.replace('1月1日（周五）', '1月1日（周四）');
    expect((await bureau.post('/calendars/2027/preview', { notice: unclear })).body.errors).toMatchObject([
      { at: '/notice', message: expect.stringContaining('2027-01-01不是周四') },
    ]);
  });

  test('a recount that is interrupted, and whose answers are lost, is taken up: every case is told once', async () => {
    expect((await publish()).body).toMatchObject({ version: '2', awaited: [] });
    // A case names the calendar that it counts by, not the one in force.
    expect((await clocks(cases[0]!))['fifteen']).toEqual(['2027-01-06', true, '1']);
    const planned = await planRecount();
    expect(planned.counts).toMatchObject({ total: 6, allowed: 6 });

    // The first cases take it; nobody hears of it, as the API ends there, and then the worker.
    const { act } = office.instances;
    office.instances.act = async (caseId, request) => {
      await act(caseId, request);
      office.dependencies.background.stop();
      throw new AppError('temporarily-unavailable', 'planned by the test');
    };
    await bureau.post(`/batches/${planned.batch}/run`);
    await office.dependencies.background.idle();
    office.instances.act = act;
    const half = await awaited();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(12);
    await office.restartWorker();
    const next = await office.restarted();
    await resumeBatches(next.dependencies);
    await next.dependencies.background.idle();
    expect((await bureau.get(`/batches/${planned.batch}`)).body).toMatchObject({
      state: 'done',
      counts: { done: 6, failed: 0, waiting: 0 },
    });

    expect(await awaited()).toBe(0);
    for (const caseId of cases) {
      expect(await clocks(caseId)).toEqual({
        five: ['2026-12-23', false, '2'],
        twenty: ['2027-01-05', false, '2'],
        fifteen: ['2027-01-07', false, '2'],
      });
      const lines = (await linesOf(school, caseId)).filter(
        (line) => line.startsWith('陈建国 ') && /期限”(由|确定)|重算/.test(line),
      );
      expect(lines.toSorted()).toEqual([
        '陈建国 “回访期限”确定为2027年1月5日（工作日历更新）',
        '陈建国 “整改期限”由2027年1月6日改为2027年1月7日（工作日历更新）',
        '陈建国 按新发布的工作日历重算期限',
      ]);
    }
  });

  test('the handlers of each case get one mail about the date that moved', async () => {
    const told = async () =>
      (await school.get('/mailbox?limit=100')).body.items
        .filter(({ subject }: { subject: string }) => subject.includes('期限变动'))
        .map(({ caseId, to }: { caseId: string; to: string[] }) => `${caseId} ${to.join()}`);
    await expect.poll(told, { timeout: 20_000 }).toHaveLength(6);
    expect((await told()).toSorted()).toEqual(
      cases.map((caseId) => `${caseId} maqiang@qinghe.example`).toSorted(),
    );
  });

  test('the same content a second time is no new version, and there is nothing left to recount', async () => {
    expect((await publish()).body.version).toBe('2');
    const later = await begin(bureau, 'terms');
    expect((await clocks(later))['fifteen']).toEqual(['2027-01-07', false, '2']);
    const again = await planRecount();
    await bureau.post(`/batches/${again.batch}/run`);
    expect((await bureau.get(`/batches/${again.batch}`)).body).toMatchObject({ counts: { total: 0 } });
    for (const caseId of cases)
      expect((await linesOf(school, caseId)).filter((line) => line.includes('重算期限'))).toHaveLength(1);
    expect((await bureau.post('/calendars/2027/preview', { notice })).body).toMatchObject({
      counts: { cases: 7, moved: 0, settled: 0 },
      moves: [],
    });
  });
});

describe('a case within a case', () => {
  const part = simple(`${step('do', '核查', principalOnly)}${flow('start', 'do')}${flow('do', 'end')}`);
  const whole = simple(
    `${step('plan', '方案', `${officer}<rf:verb name="addSubCase" offers="part"/>`)}
     <bpmn:callActivity id="visit" name="核查交办" calledElement="part"/>
     ${step('check', '复核', '<rf:assignment post="rectification-office" unit="bureau"/>')}
     ${flow('start', 'plan')}${flow('plan', 'visit')}${flow('visit', 'check')}${flow('check', 'end')}`,
  );
  const childrenOf = async (caseId: string) => (await bureau.get(`/cases/${caseId}`)).body.children;
  const complete = async (client: typeof bureau, caseId: string, node: string) =>
    (await client.post(`/tasks/${await openTask(client, caseId, node)}/complete`, { values: {} })).status;

  test('added by hand or called by the diagram: each has its own life, and reports its end to the case it is part of', async () => {
    await publishTemplate(office, { key: 'part', name: '核查', xml: part });
    await publishTemplate(office, { key: 'whole', name: '整改', xml: whole });
    const caseId = await begin(bureau, 'whole');
    const taskKey = await openTask(school, caseId, 'plan');
    const add = (template: string, client = school) =>
      client.post(`/cases/${caseId}/sub-cases`, { taskKey, template, name: '加查宿舍', values: {} });
    expect((await add('terms')).body.errors).toMatchObject([{ at: '/template' }]);
    expect((await add('part', principal)).status).toBe(403);
    expect((await add('part')).status).toBe(200);
    await expect.poll(() => childrenOf(caseId)).toHaveLength(1);
    const [added] = await childrenOf(caseId);
    const { number } = (await bureau.get(`/cases/${caseId}`)).body;
    expect(added).toMatchObject({ number: `${number}-1`, status: 'active' });
    expect((await bureau.get(`/cases/${added.caseId}`)).body.parent).toBe(caseId);

    // The call begins when the plan is done; the case that was added goes on beside it.
    expect(await complete(school, caseId, 'plan')).toBe(200);
    await expect.poll(() => childrenOf(caseId)).toHaveLength(2);
    const [, called] = await childrenOf(caseId);
    expect(await complete(principal, called.caseId, 'do')).toBe(200);
    await expect
      .poll(async () => (await bureau.get(`/cases/${caseId}`)).body.openTasks)
      .toMatchObject([{ node: 'check' }]);
    expect(await complete(bureau, caseId, 'check')).toBe(200);
    // It is not over before what was added to it.
    expect((await bureau.get(`/cases/${caseId}`)).body.status).toBe('active');
    expect(await complete(principal, added.caseId, 'do')).toBe(200);
    await expect.poll(async () => (await bureau.get(`/cases/${caseId}`)).body.status).toBe('completed');
    expect(await childrenOf(caseId)).toMatchObject([{ status: 'completed' }, { status: 'completed' }]);
    const told = (await linesOf(bureau, caseId)).filter((line) => /加查宿舍|核查交办/.test(line));
    expect(told).toEqual([
      '系统 “加查宿舍”已办结',
      '系统 “核查交办”已办结',
      '马强 发起“核查交办”',
      '马强 发起“加查宿舍”',
    ]);
  });

  test('one that is called goes back to a step of its caller for whoever sees that: it ends, and the step is done again', async () => {
    const goesBack = '<rf:verb name="return"/>';
    const back = simple(
      `${step('do', '核查', `${principalOnly}${goesBack}`)}${flow('start', 'do')}${flow('do', 'end')}`,
    );
    const caller = simple(
      `${step('plan', '方案', `${officer}${goesBack}`)}
       <bpmn:callActivity id="visit" name="核查交办" calledElement="goes-back"/>
       ${flow('start', 'plan')}${flow('plan', 'visit')}${flow('visit', 'end')}`,
    );
    await publishTemplate(office, { key: 'goes-back', name: '核查', xml: back });
    await publishTemplate(office, { key: 'caller', name: '整改', xml: caller });
    const caseId = await begin(bureau, 'caller');
    expect(await complete(school, caseId, 'plan')).toBe(200);
    await expect.poll(() => childrenOf(caseId)).toHaveLength(1);
    const [called] = await childrenOf(caseId);
    const taskKey = await openTask(principal, called.caseId, 'do');
    const { verbs } = (await principal.get(`/tasks/${taskKey}`)).body;
    const { visits } = verbs.find(({ verb }: { verb: string }) => verb === 'return').choices;
    const [plan] = visits;
    expect(plan).toMatchObject({
      ...{ node: 'plan', name: { zh: '上级事项的“方案”' }, by: { name: '马强' }, resume: ['forward'] },
    });
    const goBack = (to: string) =>
      principal.post(`/tasks/${taskKey}/return`, { to, resume: 'forward', reason: '方案不全' });
    // The called case does not know its caller's steps: one that is not there must not end it.
    expect((await goBack('caller:k99')).body.errors).toMatchObject([{ at: '/to' }]);
    expect((await goBack(plan.visit)).status).toBe(200);
    await expect
      .poll(async () => (await bureau.get(`/cases/${caseId}`)).body.openTasks)
      .toMatchObject([{ node: 'plan' }]);
    expect(await childrenOf(caseId)).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('a hand-off to an agency without an account', () => {
  test('of its paper receipt and its one-time link at once one has effect, and a repeat of a press the first answer', async () => {
    const section = await office.as('zhaoweimin');
    const order = {
      ...{ documentKind: 'transferLetter', subject: '占道经营', content: '放学时段', legalBasis: '职责分工' },
      ...{ issuerUnit: 'bureau', issuerPost: 'safety-section', leadUnit: 'police', leadByPaper: true },
    };
    const opened = await section.post('/cases', {
      template: 'hand-off',
      values: { ...order, urgency: 'urgent' },
    });
    const { caseId } = opened.body as { caseId: string };
    expect(opened.status, opened.text).toBe(201);
    const todo = async () =>
      (await section.get('/tasks?limit=200')).body.items.find(
        (one: { caseId: string; node: string }) => one.caseId === caseId && one.node === 'registerReceipt',
      );
    await expect.poll(todo, { timeout: 30_000 }).toBeDefined();
    const { taskKey } = await todo();
    const { token } = (await section.post(`/tasks/${taskKey}/link`)).body;
    const { task } = (await office.anyone.post('/one-time-link', { token })).body.step;
    const scan = Buffer.from('%PDF-1.4 receipt');
    const { attachment } = (await section.upload(`/cases/${caseId}/attachments?name=a.pdf`, scan)).body;
    const signer = { unit: '治安大队', name: '王警官', post: '民警', phone: '0354-110' };
    const overLink = { token, task, signer, outcome: 'received', values: { receiptDocNo: '公收5号' } };
    const received = { receiptDocNo: '公收9号', receivedAt: '2026-12-16T01:00:00.000Z', receivedBy: '民警' };
    const key = crypto.randomUUID();
    const [signed, registered] = await Promise.all([
      office.anyone.post('/one-time-link/acts', overLink, key),
      section.post(`/tasks/${taskKey}/complete`, {
        ...{ outcome: 'received', attachments: [attachment], values: received },
      }),
    ]);
    expect([signed.status, registered.status].toSorted()).toEqual([200, 409]);
    const again = await office.anyone.post('/one-time-link/acts', overLink, key);
    expect(again.status).toBe(signed.status);
    const { body } = await office.anyone.post('/one-time-link', { token });
    expect(body.done).toHaveLength(1);
    expect(body.done[0].isOverLink).toBe(signed.status === 200);
    expect(body.step.name.zh).toBe('反馈办理结果');
  });
});
