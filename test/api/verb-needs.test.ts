import { beforeAll, describe, expect, test } from 'vitest';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { openOffice, openTask, type Client, type Office } from './office.ts';
import { begin, publishTemplate } from './publish-template.ts';

/**
 * Every verb × what its template asks for with it (a reason, an opinion, a file) × how it comes: given, missing, blank, a file
 * of another case, a file that never arrived. What is given stands in the record.
 */

let office: Office;
const clients: Record<'bureau' | 'school' | 'deputy', Client> = {} as never;
/** A file of a case that this one has nothing to do with. */
let foreign: string;

beforeAll(async () => {
  office = await openOffice();
  clients.bureau = await office.as('chenjianguo');
  clients.school = await office.as('maqiang');
  clients.deputy = await office.as('linxiaowen');
  await publishTemplate(office, asking('asking', 'reason opinion attachment'));
  await publishTemplate(office, asking('opining', 'reason opinion'));
  foreign = await fileOf(await begin(clients.bureau, 'asking'));
});

/** The school plans, the office reviews: every verb is offered somewhere, and asks for all of `needs`. */
function asking(key: string, needs: string) {
  const verbs = (...names: string[]) =>
    names.map((name) => `<rf:verb name="${name}" needs="${needs}" ${more[name] ?? ''}/>`).join('');
  const step = (id: string, [post, unit]: [string, string], inner: string) =>
    `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements>
      <rf:assignment post="${post}" unit="${unit}"/>${inner}</bpmn:extensionElements></bpmn:userTask>`;
  const asked = needs.split(' ').filter((need) => need !== 'reason');
  return {
    key,
    name: key,
    xml: bpmn(
      `<bpmn:extensionElements><rf:verbs>${verbs(...ofCase)}</rf:verbs></bpmn:extensionElements>
      <bpmn:startEvent id="start"/>
      ${step('plan', ['safety-officer', 'school-no1'], verbs(...ofPlan))}
      ${step(
        'review',
        ['rectification-office', 'bureau'],
        `${verbs('return', 'withdraw')}<rf:verb name="completeMany"/>
        <rf:outcome key="agree" name="同意" needsReason="true" needs="${asked.join(' ')}"/>`,
      )}
      <bpmn:endEvent id="end"/>${flow('start', 'plan')}${flow('plan', 'review')}${flow('review', 'end')}`,
    ),
  };
}
const ofCase = ['recall', 'void', 'suspend', 'comment', 'ask', 'urge', 'copyTo', 'addParticipant'];
const ofPlan = [
  ...['addSignersBefore', 'addSignersAfter', 'removeSigner', 'transfer', 'delegate'],
  ...['withdraw', 'suspend', 'move', 'addTask', 'addSubCase'],
];
const more: Record<string, string> = { addSubCase: 'offers="rectification-item"' };

async function fileOf(caseId: string): Promise<string> {
  const kept = await clients.bureau.upload(
    `/cases/${caseId}/attachments?name=${encodeURIComponent('照片.jpg')}`,
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('the gate')]),
  );
  if (kept.status !== 201) throw new Error(kept.text);
  return kept.body.attachment;
}

const principal = { post: 'principal', unit: 'school-no1', person: 'zhouguodong' };
const plan = (caseId: string) => openTask(clients.school, caseId, 'plan');
const review = (caseId: string) => openTask(clients.bureau, caseId, 'review');
const planned = async (caseId: string): Promise<string> => {
  const task = await plan(caseId);
  expect((await clients.school.post(`/tasks/${task}/complete`, { values: {} })).status).toBe(200);
  return task;
};

interface Row {
  by: keyof typeof clients;
  /** Where it is sent, in a case that has come so far. */
  path(caseId: string): Promise<string>;
  body?(caseId: string): object | Promise<object>;
  /** The field that is its reason. Default `reason`. */
  reasonIn?: 'text' | 'note';
  recordedAs: string;
}

const onPlan = (word: string) => async (caseId: string) => `/tasks/${await plan(caseId)}/${word}`;
const onCase = (word: string) => async (caseId: string) => `/cases/${caseId}/${word}`;
const fromPlan = async (caseId: string) => ({ taskKey: await plan(caseId) });
const toOne = () => ({ to: principal });

const rows: Record<string, Row> = {
  前加签: {
    by: 'school',
    path: onPlan('add-signers'),
    body: () => ({ sign: 'before', people: [principal] }),
    recordedAs: 'taskChanged',
  },
  后加签: {
    by: 'school',
    path: onPlan('add-signers'),
    body: () => ({ sign: 'after', people: [principal] }),
    recordedAs: 'taskChanged',
  },
  减签: {
    by: 'school',
    async path(caseId) {
      const task = await plan(caseId);
      const body = { sign: 'before', people: [principal], ...(await allOf(caseId, 'reason')) };
      await clients.school.post(`/tasks/${task}/add-signers`, body);
      const { signers } = (await clients.school.get(`/tasks/${task}`)).body;
      return `/tasks/${signers[0].taskKey}/remove-signer`;
    },
    recordedAs: 'signerRemoved',
  },
  转办: { by: 'school', path: onPlan('transfer'), body: toOne, recordedAs: 'taskChanged' },
  委派: { by: 'school', path: onPlan('delegate'), body: toOne, recordedAs: 'taskChanged' },
  退回: {
    by: 'bureau',
    async path(caseId) {
      await planned(caseId);
      return `/tasks/${await review(caseId)}/return`;
    },
    body: () => ({ to: 'previous', resume: 'forward' }),
    recordedAs: 'stepReturned',
  },
  撤回: {
    by: 'school',
    path: async (caseId) => `/tasks/${await planned(caseId)}/withdraw`,
    recordedAs: 'stepWithdrawn',
  },
  挂起任务: { by: 'school', path: onPlan('suspend'), recordedAs: 'taskChanged' },
  跳转: { by: 'bureau', path: onPlan('move'), body: () => ({ to: 'review' }), recordedAs: 'stepMoved' },
  办理: {
    by: 'bureau',
    async path(caseId) {
      await planned(caseId);
      return `/tasks/${await review(caseId)}/complete`;
    },
    body: () => ({ outcome: 'agree', values: {} }),
    recordedAs: 'taskCompleted',
  },
  抄送: {
    by: 'bureau',
    path: onCase('copies'),
    body: () => ({ to: [principal] }),
    reasonIn: 'note',
    recordedAs: 'copied',
  },
  催办: { by: 'bureau', path: onCase('urge'), reasonIn: 'text', recordedAs: 'urged' },
  从任务催办: {
    by: 'bureau',
    path: onCase('urge'),
    body: async (caseId) => ({ tasks: [await plan(caseId)] }),
    reasonIn: 'text',
    recordedAs: 'urged',
  },
  评论: { by: 'school', path: onCase('comments'), reasonIn: 'text', recordedAs: 'commented' },
  提问: { by: 'bureau', path: onCase('questions'), body: toOne, reasonIn: 'text', recordedAs: 'asked' },
  增加任务: {
    by: 'school',
    path: onCase('tasks'),
    body: async (caseId) => ({ ...(await fromPlan(caseId)), name: '核对预算', people: [principal] }),
    recordedAs: 'nodeAdded',
  },
  增加子事项: {
    by: 'school',
    path: onCase('sub-cases'),
    body: async (caseId) => ({ ...(await fromPlan(caseId)), template: 'rectification-item', name: '门禁' }),
    recordedAs: 'nodeAdded',
  },
  增加参与单位: {
    by: 'school',
    path: onCase('participants'),
    body: () => ({ unit: 'school-no2', role: 'assist' }),
    recordedAs: 'participantAdded',
  },
  挂起事项: { by: 'bureau', path: onCase('suspend'), recordedAs: 'caseSuspended' },
  撤销: { by: 'bureau', path: onCase('recall'), recordedAs: 'caseRecalled' },
  作废: { by: 'deputy', path: onCase('void'), recordedAs: 'caseVoided' },
};

const words = { reason: '材料不齐', opinion: '请补充照片' };
const allOf = async (caseId: string, reasonIn: string) => ({
  [reasonIn]: words.reason,
  opinion: words.opinion,
  attachments: [await fileOf(caseId)],
});

test.each(Object.keys(rows))('%s：模板要求的都须具备，并记入办理记录', async (name) => {
  const { by, path, body, reasonIn = 'reason', recordedAs } = rows[name]!;
  const caseId = await begin(clients.bureau, 'asking');
  const [where, own] = [await path(caseId), (await body?.(caseId)) ?? {}];
  const given = { ...own, ...(await allOf(caseId, reasonIn)) };
  const refusals: [at: string, change: object][] = [
    [`/${reasonIn}`, { [reasonIn]: undefined }],
    [`/${reasonIn}`, { [reasonIn]: ' 　 ' }],
    ['/opinion', { opinion: undefined }],
    ['/opinion', { opinion: '\n' }],
    ['/attachments', { attachments: undefined }],
    ['/attachments', { attachments: [] }],
    ['/attachments/0', { attachments: [foreign] }],
    // An upload that was cut off left nothing.
    ['/attachments/0', { attachments: ['00000000-0000-4000-8000-000000000000'] }],
  ];
  const before = (await clients.bureau.get(`/cases/${caseId}`)).body.version;
  for (const [at, change] of refusals) {
    const refused = await clients[by].post(where, { ...given, ...change });
    const found = {
      status: refused.status,
      at: refused.body.errors?.map((error: { at: string }) => error.at),
    };
    expect(found, JSON.stringify(change)).toEqual({ status: 400, at: [at] });
  }
  expect((await clients.bureau.get(`/cases/${caseId}`)).body.version).toBe(before);
  expect(await clients[by].post(where, given)).toMatchObject({ status: 200 });
  const { items } = (await clients.bureau.get(`/cases/${caseId}/timeline?limit=200`)).body;
  const told = items.find((entry: { kind: string }) => entry.kind === recordedAs);
  expect(told).toMatchObject({ ...words, attachments: given.attachments });
});

describe('what is always given', () => {
  test('who answers a question or goes on with a task or a case may add a view and a file', async () => {
    const caseId = await begin(clients.bureau, 'asking');
    const { opinion, attachments } = await allOf(caseId, 'reason');
    const beside = { opinion, attachments };
    const all = { ...(await allOf(caseId, 'reason')), attachments };
    const task = await plan(caseId);
    const to = { post: 'safety-officer', unit: 'school-no1', person: 'maqiang' };
    await clients.bureau.post(`/cases/${caseId}/questions`, { text: '何时？', to, ...beside });
    const [{ entry }] = (await clients.bureau.get(`/cases/${caseId}`)).body.thread;
    for (const [client, path, body] of [
      [clients.school, `/cases/${caseId}/questions/${entry}/answer`, { text: '月底', ...beside }],
      [clients.school, `/tasks/${task}/suspend`, all],
      [clients.school, `/tasks/${task}/resume`, all],
      [clients.bureau, `/tasks/${task}/assign`, { to: [principal], ...all }],
      [clients.bureau, `/cases/${caseId}/suspend`, all],
      [clients.bureau, `/cases/${caseId}/resume`, all],
    ] as const) {
      expect(await client.post(path, { ...body, attachments: [foreign] })).toMatchObject({
        status: 400,
        body: { errors: [{ at: '/attachments/0' }] },
      });
      expect(await client.post(path, body), path).toMatchObject({ status: 200 });
    }
    const { items } = (await clients.bureau.get(`/cases/${caseId}/timeline?limit=200`)).body;
    expect((await clients.bureau.get(`/cases/${caseId}`)).body.thread).toMatchObject([
      { ...beside, answer: beside },
    ]);
    for (const kind of ['answered', 'caseSuspended', 'caseResumed'])
      expect(items.find((entry: { kind: string }) => entry.kind === kind)).toMatchObject(beside);
  });

  test('the page is told what each verb asks for, and that it may be done', async () => {
    const caseId = await begin(clients.bureau, 'asking');
    const all = ['reason', 'opinion', 'attachment'];
    const offers = async (client: Client, path: string) =>
      (await client.get(path)).body.verbs.map(
        ({ verb, needs, allowed }: { verb: string; needs: string[]; allowed: boolean }) => ({
          verb,
          needs: needs.toSorted(),
          allowed,
        }),
      );
    const sorted = all.toSorted();
    const ofOffice = await offers(clients.bureau, `/cases/${caseId}`);
    for (const verb of ['recall', 'suspend', 'comment', 'ask', 'urge', 'copyTo'])
      expect(ofOffice).toContainEqual({ verb, needs: sorted, allowed: true });
    const done = await planned(caseId);
    expect(await offers(clients.school, `/tasks/${done}`)).toEqual([
      { verb: 'withdraw', needs: sorted, allowed: true },
    ]);
  });
});

describe('many at once', () => {
  const run = async (client: Client, body: object) => {
    const made = await client.post('/batches', body);
    expect(made.status).toBe(201);
    const { batch, counts } = made.body;
    const because = (await client.get(`/batches/${batch}/items`)).body.items[0].because;
    return { batch, allowed: counts.allowed, because: because?.zh };
  };
  const began = async (template: string, isPlanned: boolean) => {
    const caseId = await begin(clients.bureau, template);
    if (isPlanned) await planned(caseId);
    return { caseId, tasks: [isPlanned ? await review(caseId) : await plan(caseId)] };
  };
  const kinds = {
    urge: { reasonIn: 'text', isPlanned: false, recordedAs: 'urged' },
    comment: { reasonIn: 'text', isPlanned: false, recordedAs: 'commented' },
    complete: { reasonIn: 'reason', isPlanned: true, recordedAs: 'taskCompleted' },
  } as const;

  test.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s', async (kind) => {
    const { reasonIn, isPlanned, recordedAs } = kinds[kind];
    const { caseId, tasks } = await began('opining', isPlanned);
    const said = { kind, tasks, [reasonIn]: words.reason };
    expect(await run(clients.bureau, said)).toMatchObject({ allowed: 0, because: '这一步要求填写意见' });
    const { batch, allowed } = await run(clients.bureau, { ...said, opinion: words.opinion });
    expect(allowed).toBe(1);
    await clients.bureau.post(`/batches/${batch}/run`);
    await office.dependencies.background.idle();
    expect((await clients.bureau.get(`/batches/${batch}`)).body.counts).toMatchObject({ done: 1 });
    const { items } = (await clients.bureau.get(`/cases/${caseId}/timeline?limit=200`)).body;
    expect(items.find((entry: { kind: string }) => entry.kind === recordedAs)).toMatchObject(words);

    // A file is of one case: it cannot come with many.
    const other = await began('asking', isPlanned);
    const all = { kind, tasks: other.tasks, [reasonIn]: words.reason, opinion: words.opinion };
    expect(await run(clients.bureau, all)).toMatchObject({
      allowed: 0,
      because: '这一步要求上传附件，请在任务页面单独办理',
    });
  });
});
