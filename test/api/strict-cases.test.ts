/** A strict case over everything that the API shows: page, lists, ledger, board, due list, journal, files, search. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';
import { beginStrict, publishStrict, strictTemplate } from './strict-template.ts';

const sample = readFileSync(
  new URL('../../definitions/rectification-item/samples/bureau-ledger.xlsx', import.meta.url),
);

let office: Office;
let teacher: Client;
let officer: Client;
let caseId: string;
let number: string;
const people: Record<string, string> = {};

beforeAll(async () => {
  office = await openOffice();
  await publishStrict(office);
  teacher = await office.as('tianrui');
  officer = await office.as('maqiang');
  for (const row of await office.database.asOwner`select login, person from account`)
    people[row['login'] as string] = row['person'] as string;
  ({ caseId, number } = await beginStrict(teacher));
});

const idsIn = (body: { items: { caseId?: string; case?: { caseId: string } }[] }) =>
  body.items.map((row) => row.caseId ?? row.case?.caseId);

/** Where a person meets the case; a status alone where it is a page of the case. */
async function meets(client: Client, id = caseId) {
  const status = async (path: string) => (await client.get(`/cases/${id}${path}`)).status;
  const lists = async (path: string) => idsIn((await client.get(path)).body).includes(id);
  const board = await client.get(`/board?template=${strictTemplate}`);
  return {
    page: await status(''),
    timeline: await status('/timeline'),
    diagram: await status('/diagram'),
    steps: await status('/steps'),
    files: await status('/attachments'),
    journal: await status('/journal'),
    people: (await client.get(`/people?caseId=${id}`)).status,
    cases: await lists('/cases?limit=200'),
    search: await lists(`/cases?q=${encodeURIComponent(number)}`),
    ledger: await lists(`/ledger?template=${strictTemplate}`),
    due: await lists('/deadlines?to=2026-12-31&limit=200'),
    board: board.body.totals.open > 0,
  };
}

const everywhere = {
  ...{ page: 200, timeline: 200, diagram: 200, steps: 200, files: 200, journal: 403, people: 200 },
  ...{ cases: true, search: true, ledger: true, due: true, board: true },
};
const nowhere = {
  ...{ page: 404, timeline: 404, diagram: 404, steps: 404, files: 404, journal: 404, people: 404 },
  ...{ cases: false, search: false, ledger: false, due: false, board: false },
};

describe('is seen everywhere', () => {
  test.each([
    ['by the post that has the task', 'maqiang'],
    ['by whoever began it', 'tianrui'],
  ])('%s', async (_who, login) => {
    expect(await meets(await office.as(login))).toMatchObject({ ...everywhere, due: expect.any(Boolean) });
  });
});

describe('is seen nowhere', () => {
  test.each([
    ['by another post of the same unit', 'suqing'],
    ['by the head of the unit', 'zhouguodong'],
    ['by the same post of another school', 'xiaojing'],
    ['by the unit above, which oversees every case', 'linxiaowen'],
    ['by the office that oversees, resolves incidents and runs batches', 'chenjianguo'],
    ['by the head of the unit above', 'gaozhiyuan'],
    ['by the administrator of the platform', 'fanghao'],
    ['by whoever will have a task later', 'caoyang'],
    ['in another county, by one who has all posts there', 'guqinghe'],
  ])('%s', async (_who, login) => {
    const met = await meets(await office.as(login));
    expect({ ...met, journal: met.journal === 403 ? 404 : met.journal }).toEqual(nowhere);
  });
});

test('the journal of it is refused to those who have no permission for any, and unknown to those who have', async () => {
  const asked = async (login: string) =>
    (await (await office.as(login)).get(`/cases/${caseId}/journal`)).status;
  expect([await asked('maqiang'), await asked('chenjianguo'), await asked('suqing')]).toEqual([
    403, 404, 404,
  ]);
});

test('it is in the work list of its handler, and in no list of open work of others', async () => {
  const mine = async (login: string) => idsIn((await (await office.as(login)).get('/tasks')).body);
  expect(await mine('maqiang')).toContain(caseId);
  expect(await mine('zhouguodong')).not.toContain(caseId);
  const bureau = await office.as('chenjianguo');
  const batch = await bureau.post('/batches', {
    kind: 'comment',
    text: '试',
    filter: { template: strictTemplate },
  });
  expect(batch.body.counts.total).toBe(0);
});

test('what oversees everything cannot act on it either: it is not there', async () => {
  const bureau = await office.as('chenjianguo');
  const task = await openTask(officer, caseId, 'note');
  const answers = [
    await bureau.get(`/tasks/${task}`),
    await bureau.post(`/cases/${caseId}/cancel`, { reason: '试' }),
    await bureau.post(`/cases/${caseId}/corrections`, { values: { a: 1 }, reason: '试' }),
    await bureau.post(`/cases/${caseId}/progress`, { text: '试' }),
    await bureau.post(`/tasks/${task}/claim`, {}),
    await bureau.post(`/tasks/${task}/assign`, {
      to: [{ post: 'rectification-office', unit: 'bureau' }],
      reason: '试',
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
});

describe('a substitute of the handler', () => {
  const stand = async (templates?: string[]) =>
    (
      await officer.post('/substitutions', {
        ...{ substitute: people['suqing'], from: '2026-09-16', to: null, reason: '外出' },
        ...(templates && { templates }),
      })
    ).body.substitution as string;
  const ends = (substitution: string) => officer.send('delete', `/substitutions/${substitution}`);

  test.each([
    ['in full', undefined],
    ['for this kind of case', [strictTemplate]],
  ])('%s sees it and has the task, until that ends', async (_how, templates) => {
    const counsellor = await office.as('suqing');
    const made = await stand(templates);
    expect(await meets(counsellor)).toMatchObject({ page: 200, cases: true, files: 200, search: true });
    const { body } = await counsellor.get(`/tasks/${await openTask(officer, caseId, 'note')}`);
    expect(body.may.complete).toBe(true);
    await ends(made);
    expect(await meets(counsellor)).toEqual(nowhere);
  });

  test('for another kind of case does not', async () => {
    const made = await stand(['rectification-item']);
    expect(await meets(await office.as('suqing'))).toEqual(nowhere);
    await ends(made);
  });
});

test('whoever holds the post next sees it at once, and whoever held it no longer', async () => {
  const asOwner = office.database.asOwner;
  const turn = (from: string, to: string) =>
    asOwner`update holding set person = ${people[to]!} where tenant_id = 'qinghe' and post = 'safety-officer'
      and unit = 'school-no1' and person = ${people[from]!}`;
  await turn('maqiang', 'moli');
  expect((await meets(await office.as('moli'))).page).toBe(200);
  expect((await meets(officer)).page).toBe(404);
  await turn('moli', 'maqiang');
  expect((await meets(officer)).page).toBe(200);
});

describe('whoever is let in by somebody who sees it', () => {
  test('sees it: by a copy to a person', async () => {
    const doctor = await office.as('moli');
    expect((await meets(doctor)).page).toBe(404);
    const to = [{ post: 'school-doctor', unit: 'school-no1', person: people['moli'] }];
    expect((await officer.post(`/cases/${caseId}/copies`, { to })).status).toBe(200);
    expect(await meets(doctor)).toMatchObject({ page: 200, cases: true, files: 200 });
    expect(idsIn({ items: (await doctor.get('/tasks?view=copies')).body.copies })).toContain(caseId);
  });

  test('sees it: by a question to a post', async () => {
    const counsellor = await office.as('suqing');
    const to = { post: 'counsellor', unit: 'school-no1' };
    expect((await officer.post(`/cases/${caseId}/questions`, { text: '？', to })).status).toBe(200);
    expect((await meets(counsellor)).page).toBe(200);
  });

  test('does not by a mention: it is refused, and says how somebody is let in', async () => {
    const mention = (post: string) =>
      officer.post(`/cases/${caseId}/comments`, {
        text: '请看',
        mentions: [{ post, unit: 'school-no1' }],
      });
    const refused = await mention('principal');
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([{ at: '/mentions/0', message: expect.stringContaining('抄送') }]);
    expect((await mention('counsellor')).status).toBe(200);
  });

  test('is not a unit that was added to it', async () => {
    const added = await officer.post(`/cases/${caseId}/participants`, {
      ...{ unit: 'school-no2', role: 'assist', reason: '涉及该校' },
    });
    expect(added.status).toBe(200);
    expect(await meets(await office.as('wuchunhua'))).toEqual(nowhere);
  });
});

test('the file of it opens for its seats alone', async () => {
  const added = await officer.upload(`/cases/${caseId}/attachments?name=a.xlsx`, sample);
  expect(added.status).toBe(201);
  const at = `/cases/${caseId}/attachments/${added.body.attachment}`;
  expect((await officer.download(at)).status).toBe(200);
  expect((await (await office.as('chenjianguo')).get(at)).status).toBe(404);
});

test('a case beside it shows nothing of it to those who see that one alone', async () => {
  const item = await openItem(office);
  await office.database.asOwner`update "case" set parent_case = ${caseId} where case_id = ${item.caseId}`;
  const parentFor = async (login: string) =>
    (await (await office.as(login)).get(`/cases/${item.caseId}`)).body.parent as string | null;
  expect(await parentFor('chenjianguo')).toBeNull();
  expect(await parentFor('maqiang')).toBe(caseId);
});

describe('nothing in it is stuck unseen:', () => {
  let stuck: { caseId: string; number: string };
  let incident: string;
  const listed = async (login: string) =>
    ((await (await office.as(login)).get('/incidents')).body.items as { caseId: string }[]).find(
      (row) => row.caseId === stuck.caseId,
    );
  beforeAll(async () => {
    stuck = await beginStrict(teacher);
    const task = await openTask(officer, stuck.caseId, 'note');
    await officer.post(`/tasks/${task}/complete`, { outcome: 'stuck', values: {} });
    const { body } = await officer.get(`/cases/${stuck.caseId}`);
    incident = body.openIncidents[0].incident;
  });

  test('those who resolve incidents see that there is one, and nothing else of the case', async () => {
    const bureau = await office.as('chenjianguo');
    expect(await listed('chenjianguo')).toEqual({
      ...{ caseId: stuck.caseId, incident, number: stuck.number, title: null },
      templateName: { zh: '保密事项', en: 'Strict item' },
      node: 'way',
      nodeName: expect.objectContaining({ zh: expect.any(String) }),
      code: expect.any(String),
      raisedAt: expect.any(String),
      canRetry: true,
    });
    expect((await bureau.get(`/cases/${stuck.caseId}`)).status).toBe(404);
    expect((await officer.get('/incidents')).status).toBe(403);
    expect(await listed('guqinghe')).toBeUndefined();
  });

  test('they resolve it without seeing the case, and set none of its values', async () => {
    const at = `/cases/${stuck.caseId}/incidents/${incident}/resolve`;
    const bureau = await office.as('chenjianguo');
    expect((await (await office.as('guqinghe')).post(at, { how: 'dismissed' })).status).toBe(404);
    expect((await bureau.post(at, { how: 'retry', variables: { noteOutcome: 'on' } })).status).toBe(403);
    expect(
      (await bureau.post(`/cases/${stuck.caseId}/incidents/i999/resolve`, { how: 'retry' })).status,
    ).toBe(404);
    const resolved = await bureau.post(at, { how: 'dismissed' });
    expect([resolved.status, resolved.body.caseId]).toEqual([200, stuck.caseId]);
    const now = await bureau.get('/incidents');
    expect(now.body.items.map((row: { incident: string }) => row.incident)).not.toContain(incident);
  });

  test('whoever runs the platform sees whose notice did not arrive, by the number of the case', async () => {
    const { asOwner } = office.database;
    await asOwner`insert into outbox (effect_id, tenant_id, case_id, seq, kind, channel, node, recipients, tells_handlers, at)
      values ('e1', 'qinghe', ${caseId}, 1, 'taskGiven', 'mail', 'note', '[]', true, now())`;
    await asOwner`insert into delivery (id, tenant_id, case_id, effect_id, person, channel, state, attempts, next_at, last_error)
      values (gen_random_uuid(), 'qinghe', ${caseId}, 'e1', ${people['maqiang']!}, 'mail', 'failed', 8, now(), 'no address')`;
    const { body } = await (await office.as('fanghao')).get('/deliveries/failed');
    expect(body.items[0]).toMatchObject({
      caseId,
      case: { number, title: null },
      what: { zh: '任务通知：note' },
    });
  });
});

test("a leaver's tasks in it move, and the mover sees how many and not of what", async () => {
  const opened = await beginStrict(teacher);
  const task = await openTask(officer, opened.caseId, 'note');
  expect((await officer.post(`/tasks/${task}/claim`, {})).status).toBe(200);
  const principal = await office.as('zhouguodong');
  const planned = await principal.post('/staff-moves', {
    ...{ from: people['maqiang'], to: people['tangjun'], reason: '调离' },
  });
  expect(planned.body.counts).toMatchObject({ total: 1, allowed: 1 });
  const { body } = await principal.get(`/batches/${planned.body.batch}/items`);
  expect(body.items).toEqual([
    expect.objectContaining({
      ...{ caseId: null, caseNumber: null, caseTitle: null, taskKey: null },
      name: { zh: '其已认领的任务', en: 'Tasks that they have claimed' },
    }),
  ]);
  expect((await principal.post(`/staff-moves/${planned.body.batch}/run`)).status).toBe(202);
  await office.dependencies.background.idle();
  expect((await meets(await office.as('tangjun'), opened.caseId)).page).toBe(200);
  expect((await meets(principal, opened.caseId)).page).toBe(404);
});

test('the mailbox of a demonstration shows a mail about it to its seats alone', async () => {
  const mail = (subject: string, of: string) => office.database.asOwner`
    insert into mailbox (tenant_id, received_at, sender, recipients, subject, text, html, headers)
    values ('qinghe', now(), 'a@b', '{c@d}', ${subject}, '', '', ${JSON.stringify({ 'X-Rectiflow-Effect': `${of}:3:1` })}::text::jsonb)
    returning id`;
  const item = await openItem(office);
  const [secret] = await mail('保密', caseId);
  await mail('公开', item.caseId);
  const subjects = async (client: Client) =>
    ((await client.get('/mailbox')).body.items as { subject: string }[]).map(({ subject }) => subject);
  expect(await subjects(officer)).toEqual(['公开', '保密']);
  expect(await subjects(await office.as('chenjianguo'))).toEqual(['公开']);
  expect((await (await office.as('chenjianguo')).get(`/mailbox/${secret!['id'] as number}`)).status).toBe(
    404,
  );
});
