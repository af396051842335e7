import { beforeAll, expect, test } from 'vitest';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
});

test('a supervisor makes a template from the shipped one, publishes it, and old and new cases go side by side', async () => {
  const old = await openItem(office);
  const draft = (await bureau.get('/templates/rectification-item/draft')).body;
  expect(draft).toMatchObject({
    revision: 0,
    basedOn: 1,
    problems: expect.not.arrayContaining([{ severity: 'error' }]),
  });
  const xml = draft.xml.replace('name="分类交办"', 'name="分类并交办"');
  const saved = await bureau.put('/templates/rectification-item/draft', { xml, revision: 0 });
  expect(saved.body.revision).toBe(1);
  const published = await bureau.post('/templates/rectification-item/versions', {
    revision: 1,
    note: '改名',
  });
  expect(published).toMatchObject({ status: 201, body: { version: 2, openCasesOnOlderVersions: 1 } });

  const fresh = await openItem(office);
  const nameOf = async (caseId: string) => {
    const task = await openTask(bureau, caseId, 'classify');
    return (await bureau.get(`/tasks/${task}`)).body.name.zh;
  };
  expect(await nameOf(old.caseId)).toBe('分类交办');
  expect(await nameOf(fresh.caseId)).toBe('分类并交办');
  expect((await bureau.get('/templates/rectification-item')).body.versions).toMatchObject([
    { version: 2, openCases: 1 },
    { version: 1, openCases: 1 },
  ]);
});

test('a draft with an error is kept, its elements are named, and it is not published', async () => {
  const made = await bureau.post('/templates', {
    key: 'from-a-file',
    name: { zh: '来自文件' },
    from: { kind: 'template', key: 'rectification-item' },
  });
  expect(made.status).toBe(201);
  const xml = made.body.xml.replaceAll('post="rectification-office"', 'post="no-such-post"');
  const saved = await bureau.put('/templates/from-a-file/draft', { xml, revision: 1 });
  expect(saved.body.problems).toContainEqual(
    expect.objectContaining({
      severity: 'error',
      element: 'classify',
      mend: expect.objectContaining({ zh: expect.any(String) }),
    }),
  );
  const refused = await bureau.post('/templates/from-a-file/versions', { revision: saved.body.revision });
  expect(refused).toMatchObject({ status: 422, body: { code: 'unprocessable' } });
  expect(refused.body.data.problems[0].element).toBeTruthy();
});

test('a template that begins empty can be published and opened', async () => {
  const made = await bureau.post('/templates', {
    key: 'brand-new',
    name: { zh: '新流程' },
    from: { kind: 'empty' },
  });
  expect(made.body.problems.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
  await bureau.post('/templates/brand-new/versions', { revision: 1 });
  const opened = await bureau.post('/cases', { template: 'brand-new', values: {} });
  expect(opened).toMatchObject({ status: 201, body: { number: 'brand-new-2026-1', title: '新流程' } });
});

test('whoever saves over a newer draft is told', async () => {
  const { body } = await bureau.get('/templates/brand-new/draft');
  await bureau.put('/templates/brand-new/draft', { xml: body.xml, revision: 0 });
  const second = await bureau.put('/templates/brand-new/draft', { xml: body.xml, revision: 0 });
  expect(second).toMatchObject({ status: 409, body: { code: 'version-conflict', data: { revision: 1 } } });
});
