import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPackage } from '../../definitions/packages.ts';

const original = fileURLToPath(new URL('../../definitions/rectification-item', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  await cp(original, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

/** Replaces text in a file of the copied package. */
async function change(file: string, from: string, to: string) {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replaceAll(from, to));
}

async function found() {
  const result = await loadPackage(folder);
  const problems = result.ok ? result.package.warnings : result.problems;
  return problems.map(({ file, element, code }) => [file, element, code].filter(Boolean).join(' '));
}

test('the shipped package loads with its forms, scenarios and ledger, and without a warning', async () => {
  const result = await loadPackage(folder);
  expect(result).toMatchObject({
    ok: true,
    package: { settings: { key: 'rectification-item' }, warnings: [] },
  });
  if (!result.ok) return;
  expect(Object.keys(result.package.scenarios)).toContain('overdue');
  expect(result.package.forms['plan']!.title).toEqual({ zh: '整改方案', en: 'Rectification plan' });
  expect(result.package.ledger).toHaveProperty('columns');
});

test('everything wrong in all its files is said at once', async () => {
  await change('template.json', '"mainDeadline": ["item", "supplement"]', '"mainDeadline": ["item", "lost"]');
  await change('template.json', '"key": "planning"', '"key": "drafting"');
  await change('forms/sign.json', '"field": "responsiblePerson"', '"field": "nobody"');
  await change('rectification-item.bpmn', '<rf:form key="archive" />', '<rf:form key="archives" />');
  await rm(join(folder, 'scenarios/overdue.json'));
  await writeFile(join(folder, 'scenarios/overdue.json'), '{');
  expect(await found()).toEqual([
    'scenarios/overdue.json not-json',
    'forms/sign.json form-fault',
    'rectification-item.bpmn archive form-unknown',
  ]);
  await change('rectification-item.bpmn', '<rf:form key="archives" />', '<rf:form key="archive" />');
  expect(await found()).toEqual([
    'scenarios/overdue.json not-json',
    'forms/sign.json form-fault',
    'template.json stage-unknown',
    'template.json stage-unknown',
    'template.json deadline-unknown',
  ]);
});

test('a setting that is missing or unknown is named by its place', async () => {
  await change('template.json', '"startForm": "register",', '"startFrom": "register",');
  await change('template.json', '{seq}', '');
  const result = await loadPackage(folder);
  expect(result.ok).toBe(false);
  const said = result.ok ? [] : result.problems.map(({ message }) => message.en);
  expect(said.join('\n')).toMatch(/template\.json: \/number: /);
  expect(said.join('\n')).toMatch(/template\.json: .*startFrom/);
});

test('a form that no task uses is a warning', async () => {
  const form = await readFile(join(folder, 'forms/sign.json'), 'utf8');
  await writeFile(join(folder, 'forms/spare.json'), form.replace('"key": "sign"', '"key": "spare"'));
  expect(await found()).toEqual(['forms/spare.json form-unused']);
});

test('a folder that is no package is told what it lacks', async () => {
  await rm(join(folder, 'template.json'));
  expect(await found()).toEqual(['template.json file-missing']);
});

test('the package is checked against the directory of a county when that is given', async () => {
  const result = await loadPackage(folder, { posts: ['principal'], units: ['bureau'] });
  const codes = new Set(result.ok ? [] : result.problems.map(({ code }) => code));
  expect([...codes].toSorted()).toEqual(['post-unknown', 'unit-unknown']);
});

test('a form that a person may add as a task is used', async () => {
  await writeFile(
    join(folder, 'forms/extra.json'),
    JSON.stringify({
      key: 'extra',
      title: { zh: '补充', en: 'More' },
      schema: { type: 'object', properties: {} },
      layout: [],
    }),
  );
  await change(
    'rectification-item.bpmn',
    '<rf:verb name="comment" />',
    '<rf:verb name="comment" /><rf:verb name="addTask" offers="extra" />',
  );
  expect(await found()).toEqual([]);
});

test('units that take part from the start are known before any calendar is', async () => {
  await change('template.json', '"= responsibleUnit"', '"= if is working day(today()) then a else b"');
  expect(await found()).toEqual(['template.json shape']);
});

test('cases of a package may be begun anew only where it says so', async () => {
  const isResubmittable = async () => {
    const result = await loadPackage(folder);
    return result.ok && result.package.settings.resubmittable;
  };
  expect(await isResubmittable()).toBe(true);
  await change('template.json', '"resubmittable": true,', '');
  expect(await isResubmittable()).toBe(false);
});

test('what may be begun anew needs a form to begin with', async () => {
  await change('template.json', '"startForm": "register",', '');
  expect(await found()).toEqual(['template.json resubmit-without-form', 'forms/register.json form-unused']);
});
