import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';

/** 退回发起人: who began a case gets it back with its form, changes it, says what, and the record tells what is different. */
const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const xml = bpmn(
  `<bpmn:startEvent id="start"/>
  <bpmn:userTask id="check" name="核对">${ext(
    `<rf:assignment post="safety-officer" unit="= responsibleUnit"/>`,
  )}</bpmn:userTask>
  <bpmn:userTask id="approve" name="审批">${ext(
    `<rf:assignment post="deputy-director" unit="bureau"/><rf:verb name="return" to="initiator check" resume="forward back"/>`,
  )}</bpmn:userTask>
  <bpmn:endEvent id="end"/>
  ${flow('start', 'check')}${flow('check', 'approve')}${flow('approve', 'end')}`,
);
const begun = {
  ...{ source: '县级督导', checkDate: '2026-09-10', place: '学校南门', category: 'gate' },
  ...{ problem: '门卫未登记外来人员', measures: '完善登记制度', responsibleUnit: 'school-no1' },
  ...{ rectificationClass: 'rectifyByDate', dueDate: '2026-10-16' },
};

let office: Office;
let bureau: Client;
let school: Client;
let deputy: Client;
let caseId: string;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
  school = await office.as('maqiang');
  deputy = await office.as('linxiaowen');
  const from = { kind: 'template', key: 'rectification-item' };
  const made = await bureau.post('/templates', { key: 'checked', name: { zh: '核查' }, from });
  const { revision } = made.body;
  const saved = await bureau.put('/templates/checked/draft', { xml, revision });
  const published = await bureau.post('/templates/checked/versions', { revision: saved.body.revision });
  if (published.status !== 201) throw new Error(published.text);
});
beforeEach(async () => {
  const opened = await bureau.post('/cases', { template: 'checked', values: begun });
  if (opened.status !== 201) throw new Error(opened.text);
  ({ caseId } = opened.body);
  await school.post(`/tasks/${await openTask(school, caseId, 'check')}/complete`, { values: {} });
});

async function returned(resume: 'forward' | 'back'): Promise<string> {
  const task = await openTask(deputy, caseId, 'approve');
  const answer = await deputy.post(`/tasks/${task}/return`, {
    to: 'initiator',
    resume,
    reason: '地点不具体',
  });
  expect(answer.status).toBe(200);
  return openTask(bureau, caseId, 'start');
}
const submit = (task: string, body: object) => bureau.post(`/tasks/${task}/complete`, body);
const changed = { ...begun, place: '学校南门传达室' };

test('a step that names them may be returned to them, by both ways', async () => {
  const { body } = await deputy.get(`/tasks/${await openTask(deputy, caseId, 'approve')}`);
  const { choices } = body.verbs.find(({ verb }: { verb: string }) => verb === 'return');
  expect(choices.visits).toMatchObject([
    { node: 'check', resume: ['forward', 'back'] },
    { visit: 'initiator', by: { name: '陈建国' }, resume: ['forward', 'back'] },
  ]);
});

test('the form is there with what was given, and the way on', async () => {
  const { body } = await bureau.get(`/tasks/${await returned('back')}`);
  expect(body).toMatchObject({
    name: { zh: '修改后重新提交' },
    form: { key: 'register' },
    values: begun,
    outcomes: [],
    revision: { needsReason: true, resume: 'back' },
    returned: { reason: '地点不具体', fromName: { zh: '审批' } },
    may: { complete: true },
  });
});

test('a draft of it is kept', async () => {
  const task = await returned('forward');
  expect((await bureau.put(`/tasks/${task}/draft`, { values: { place: '半句' } })).status).toBe(200);
  expect((await bureau.get(`/tasks/${task}`)).body.draft.values).toEqual({ place: '半句' });
});

describe('submitted again', () => {
  test.each([
    ['forward', 'check', () => school],
    ['back', 'approve', () => deputy],
  ] as const)('%s: the case is at "%s", with the new values', async (resume, node, by) => {
    const task = await returned(resume);
    expect((await submit(task, { values: changed, reason: '补充了具体位置' })).status).toBe(200);
    expect(await openTask(by(), caseId, node)).toBeTruthy();
    const { facts } = (await bureau.get(`/cases/${caseId}`)).body;
    expect(facts).toContainEqual(expect.objectContaining({ key: 'place', value: '学校南门传达室' }));
  });

  test('the record tells what was changed, from what to what, and why', async () => {
    const { measures: _, ...rest } = changed;
    await submit(await returned('back'), { values: rest, reason: '补充了具体位置' });
    const { items } = (await deputy.get(`/cases/${caseId}/timeline`)).body;
    const line = items.find(({ kind }: { kind: string }) => kind === 'taskCompleted');
    expect(line).toMatchObject({ text: { zh: '修改后重新提交，改了 2 项' }, reason: '补充了具体位置' });
    // What was left out is empty now: it is the whole form.
    expect(line.values).toEqual([
      expect.objectContaining({ key: 'place', before: { zh: '学校南门' }, text: { zh: '学校南门传达室' } }),
      expect.objectContaining({
        key: 'measures',
        before: { zh: '完善登记制度' },
        text: { zh: '（未填写）', en: '(empty)' },
      }),
    ]);
  });

  test('without a change the record says so', async () => {
    await submit(await returned('back'), { values: begun, reason: '已核实，无误' });
    const { items } = (await deputy.get(`/cases/${caseId}/timeline`)).body;
    expect(items.find(({ kind }: { kind: string }) => kind === 'taskCompleted')).toMatchObject({
      text: { zh: '重新提交，填报内容未改' },
      values: [],
    });
  });

  test('it says what was changed, fits the form, and sets nothing else', async () => {
    const task = await returned('forward');
    const bare = await submit(task, { values: changed });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ at: '/reason' }] } });
    const { place: __, ...lacking } = changed;
    const unfit = await submit(task, { values: lacking, reason: '改' });
    expect(unfit).toMatchObject({ status: 422, body: { errors: [{ at: '/values/place' }] } });
    const more = await submit(task, { values: { ...changed, outcome: 'approved' }, reason: '改' });
    expect(more).toMatchObject({ status: 400, body: { errors: [{ at: '/values/outcome' }] } });
    const other = await school.post(`/tasks/${task}/complete`, { values: changed, reason: '改' });
    expect(other.status).toBe(403);
    const late = await submit(task, { values: changed, reason: '改', generation: 7 });
    expect(late.status).toBe(409);
  });

  test('the way ahead is told with the values as they would be', async () => {
    const task = await returned('forward');
    const { status, body } = await bureau.send('post', `/tasks/${task}/path-ahead`, { values: changed });
    expect(status).toBe(200);
    expect(body.steps[0]).toMatchObject({ name: { zh: '核对' } });
  });
});
