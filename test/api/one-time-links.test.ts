/** A hand-off to the police, who have no account here: they sign, object and give feedback over a one-time link. */
import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOffice, wednesday, type Client, type Office } from './office.ts';

let office: Office;
let section: Client;
let anyone: Client;
beforeAll(async () => {
  office = await openOffice();
  section = await office.as('zhaoweimin');
  anyone = office.anyone;
});
beforeEach(() => office.moveTo(wednesday));

const order = {
  ...{
    documentKind: 'transferLetter',
    subject: '校门口占道经营',
    content: '放学时段占道经营，学生李某某被撞',
  },
  ...{ legalBasis: '县政府职责分工', requirements: '依法整治并反馈', contact: '赵为民 0354-6622110' },
  ...{ issuerUnit: 'bureau', issuerPost: 'safety-section', leadUnit: 'police', leadByPaper: true },
  urgency: 'urgent',
};
const signer = { unit: '治安大队', name: '王警官', post: '民警', phone: '0354-110' };
const received = { outcome: 'received', values: { receiptDocNo: '公收5号', pages: 3 } };

interface Delivery {
  caseId: string;
  number: string;
  taskKey: string;
}

async function handOff(): Promise<Delivery> {
  const opened = await section.post('/cases', { template: 'hand-off', values: order });
  expect(opened.status, opened.text).toBe(201);
  return { ...opened.body, taskKey: await taskOf(opened.body.caseId, 'registerReceipt') };
}

async function taskOf(caseId: string, node: string): Promise<string> {
  const { body } = await section.get('/tasks?limit=200');
  return body.items.find(
    (task: { caseId: string; node: string }) => task.caseId === caseId && task.node === node,
  )?.taskKey;
}

async function make({ taskKey }: Delivery, client = section): Promise<string> {
  const made = await client.post(`/tasks/${taskKey}/link`);
  expect(made.status, made.text).toBe(200);
  return made.body.token;
}

const open = (token: string) => anyone.post('/one-time-link', { token });
const act = (token: string, body: object, key?: string) =>
  anyone.post('/one-time-link/acts', { token, signer, ...body }, key);
const links = async ({ caseId }: Delivery) => (await section.get(`/cases/${caseId}/links`)).body;
const textsOf = async ({ caseId }: Delivery) =>
  (await section.get(`/cases/${caseId}/timeline`)).body.items.map(
    ({ text, who }: { text: { zh: string }; who: { name: { zh: string } } }) => `${who.name.zh}：${text.zh}`,
  ) as string[];

test('the liaison makes it, the agency signs and gives feedback over it, and the record says whose act it was', async () => {
  const delivery = await handOff();
  const token = await make(delivery);
  expect(token).toMatch(/^[\w-]{43}$/);

  const page = (await open(token)).body;
  expect(page).toMatchObject({ number: delivery.number, unit: { unit: 'police' }, done: [] });
  expect(page.step).toMatchObject({ name: { zh: '签收' } });
  const task = page.step.task;
  const signed = await act(token, { task, ...received });
  expect(signed.status, signed.text).toBe(200);
  expect(signed.body.done).toMatchObject([
    { name: { zh: '签收' }, outcome: { zh: '已签收' }, isOverLink: true },
  ]);
  expect(signed.body.step).toMatchObject({ name: { zh: '反馈办理结果' } });

  const feedback = { acceptance: 'accepted', replyDocNo: '公函5号', handlingResult: '已处置' };
  const replied = await act(token, { task: signed.body.step.task, outcome: 'replied', values: feedback });
  expect(replied.status, replied.text).toBe(200);
  expect(replied.body).toMatchObject({ step: null, whyNot: 'nothing' });
  expect(await taskOf(delivery.caseId, 'merge')).toBeDefined();

  const record = (await textsOf(delivery)).join('\n');
  expect(record).toContain('赵为民：为青禾县公安局生成一次性链接，用于“签收”');
  expect(record).toContain(
    '一次性链接：青禾县公安局经一次性链接办理“签收”，办理人：治安大队 王警官（民警，电话 0354-110）',
  );
  expect(record).toContain('一次性链接：办理“登记纸质回执”：已签收');
  expect((await links(delivery)).items[0].uses).toHaveLength(2);
  const told = await office.database.asOwner`
    select recipients from outbox where case_id = ${delivery.caseId} and kind = 'linkUsed'`;
  expect(told).toHaveLength(2);
});

test('the page shows what stands on the cover, and nothing of the matter or of a minor', async () => {
  const token = await make(await handOff());
  const page = (await open(token)).body;
  expect(page.title).toBeNull();
  expect(page.facts.map(({ key }: { key: string }) => key)).toEqual([
    ...['documentKind', 'issuerUnit', 'replyDate', 'contact'],
  ]);
  const said = JSON.stringify(page);
  for (const secret of ['李某某', '占道', '职责分工', '依法整治']) expect(said).not.toContain(secret);
  const asked = page.step.form.layout.flatMap(({ fields }: { fields: { field: string }[] }) => fields);
  expect(asked.map(({ field }: { field: string }) => field)).toEqual([
    'receiptDocNo',
    'pages',
    'objectionGround',
  ]);
});

test('what the agency may write is what the step lets it write, checked as everybody’s', async () => {
  const token = await make(await handOff());
  const { task } = (await open(token)).body.step;
  expect((await act(token, { task, ...received, values: { leadUnit: 'market' } })).status).toBe(400);
  expect(
    (await act(token, { task, ...received, values: { ...received.values, receivedBy: 'x' } })).status,
  ).toBe(400);
  const empty = await act(token, { task, outcome: 'received', values: {} });
  expect(empty.status).toBe(422);
  expect(empty.body.errors).toEqual([{ at: '/values/receiptDocNo', message: '回执文号：必填' }]);
  const unsigned = { token, task, ...received, signer: { ...signer, name: ' ' } };
  expect((await anyone.post('/one-time-link/acts', unsigned)).status).toBe(400);
  expect((await act(token, { task, outcome: 'refused', values: {} })).status).toBe(422);
  const refused = await act(token, {
    task,
    outcome: 'refused',
    values: { objectionGround: '属市场监管职责' },
  });
  expect(refused.status, refused.text).toBe(200);
  expect(refused.body.done).toMatchObject([{ outcome: { zh: '拒收、退回' } }]);
});

describe('takes effect once', () => {
  test('a repeat of the same press gets the first answer, a second use is told what was done', async () => {
    const token = await make(await handOff());
    const { task } = (await open(token)).body.step;
    const key = crypto.randomUUID();
    expect((await act(token, { task, ...received }, key)).status).toBe(200);
    expect((await act(token, { task, ...received }, key)).status).toBe(200);
    const again = await act(token, { task, ...received });
    expect(again.status).toBe(409);
    expect(again.body.detail).toMatch(/^该环节已于.*经一次性链接办理，不重复生效。$/);
    expect((await open(token)).body.done).toHaveLength(1);
  });

  test('after the paper receipt was registered the link says so, and shows what is next', async () => {
    const delivery = await handOff();
    const token = await make(delivery);
    const { task } = (await open(token)).body.step;
    await registerOnPaper(delivery);
    const late = await act(token, { task, ...received });
    expect(late.status).toBe(409);
    expect(late.body.detail).toContain('由交办单位按纸质回执登记');
    expect((await open(token)).body).toMatchObject({
      done: [{ name: { zh: '签收' }, isOverLink: false }],
      step: { name: { zh: '反馈办理结果' } },
    });
  });

  test('after the link was used the liaison is told that the agency did it', async () => {
    const delivery = await handOff();
    const token = await make(delivery);
    await act(token, { task: (await open(token)).body.step.task, ...received });
    const late = await registerOnPaper(delivery, 409);
    expect(late.body).toMatchObject({ code: 'task-not-open' });
    expect(late.body.detail).toContain('一次性链接');
  });

  test('of two at once one has effect, and the other one clear answer', async () => {
    const delivery = await handOff();
    const token = await make(delivery);
    const { task } = (await open(token)).body.step;
    const answers = await Promise.all([act(token, { task, ...received }), act(token, { task, ...received })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await open(token)).body.done).toHaveLength(1);
  });
});

async function registerOnPaper({ caseId, taskKey }: Delivery, status = 200) {
  const scan = Buffer.from('%PDF-1.4 receipt');
  const uploaded = await section.upload(`/cases/${caseId}/attachments?name=scan.pdf`, scan);
  expect(uploaded.status, uploaded.text).toBe(201);
  const answer = await section.post(`/tasks/${taskKey}/complete`, {
    outcome: 'received',
    attachments: [uploaded.body.attachment],
    values: { receiptDocNo: '公收9号', receivedAt: wednesday, receivedBy: '值班民警' },
  });
  expect(answer.status, answer.text).toBe(status);
  return answer;
}

describe('a link that cannot be used', () => {
  test('is answered alike, whether it never was, is over or was revoked', async () => {
    const never = await open('A'.repeat(43));
    const delivery = await handOff();
    const token = await make(delivery);
    const { task } = (await open(token)).body.step;
    const [{ link }] = (await links(delivery)).items;
    const revoked = await section.post(`/cases/${delivery.caseId}/links/${link}/revoke`);
    expect(revoked.status, revoked.text).toBe(200);
    const record = (await textsOf(delivery)).join('\n');
    expect(record).toContain('赵为民：作废给青禾县公安局的一次性链接');
    expect((await links(delivery)).items[0]).toMatchObject({ state: 'revoked' });
    const other = await handOff();
    const replaced = await make(other);
    const late = await make(other);
    const old = await open(replaced);
    office.moveTo('2026-11-30T02:00:00.000Z');
    const answers = [
      never,
      old,
      await open(token),
      await act(token, { task, ...received }),
      await open(late),
    ];
    for (const answer of [...answers, await open('x'), await open('A'.repeat(200))]) {
      expect(answer.status).toBe(404);
      const { instance, ...said } = answer.body;
      const { instance: _, ...first } = never.body;
      expect(said).toEqual(first);
      expect(instance).toBeDefined();
    }
  });

  test('was made by nobody but whoever has the task, and is revoked by nobody else', async () => {
    const delivery = await handOff();
    const liaison = await office.as('jinxiaoli');
    expect((await liaison.post(`/tasks/${delivery.taskKey}/link`)).status).toBe(404);
    expect((await liaison.get(`/cases/${delivery.caseId}/links`)).status).toBe(404);
    await make(delivery);
    const [{ link }] = (await links(delivery)).items;
    expect((await liaison.post(`/cases/${delivery.caseId}/links/${link}/revoke`)).status).toBe(404);
  });
});

test('nothing but the hash of a token is kept, and a repeat of its making does not show it again', async () => {
  const delivery = await handOff();
  const key = crypto.randomUUID();
  const made = await section.post(`/tasks/${delivery.taskKey}/link`, {}, key);
  const { token } = made.body;
  const again = await section.post(`/tasks/${delivery.taskKey}/link`, {}, key);
  expect(again.body).toMatchObject({ version: made.body.version });
  expect(again.body.token).toBeUndefined();
  const hash = createHash('sha256').update(token).digest('hex');
  const rows = await office.database
    .asOwner`select hash from one_time_link where case_id = ${delivery.caseId}`;
  expect(rows.map((row) => row['hash'])).toEqual([hash]);
  const kept = await office.database.asOwner`select reply::text as reply from idempotency where key = ${key}`;
  expect(JSON.stringify(kept)).not.toContain(token);
});
