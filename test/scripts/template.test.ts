import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elementReadings } from '../../definitions/elements/index.ts';
import { emptyDiagram } from '../../definitions/empty-diagram.ts';
import { capabilities, capabilitiesFile, capabilitiesPage } from '../../scripts/template/capabilities.ts';
import { asLines, checkTemplate } from '../../scripts/template/check.ts';
import { bpmn } from '../definitions/bpmn.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-template-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('everything that is wrong with a diagram is said at once, with its element and the mend, in either language', async () => {
  const broken = file('broken.bpmn', bpmn('<bpmn:startEvent id="s"/><bpmn:userTask id="a" name="办理"/>'));
  const problems = await checkTemplate(broken);
  const [zh, en] = [asLines(problems, 'zh').join('\n'), asLines(problems, 'en').join('\n')];
  for (const code of ['assignment-missing', 'end-missing', 'unreachable']) {
    expect(zh).toContain(code);
    expect(en).toContain(code);
  }
  expect(zh).toContain('a 办理');
  expect(zh).toContain('处理: 选择办理岗位和单位');
  expect(en).toContain('mend: Choose the post and the unit that do it');
  expect(en).not.toMatch(/[一-鿿]{4}/);
});

test('a diagram and a package that are right are said to be so', async () => {
  expect(asLines(await checkTemplate(file('right.bpmn', emptyDiagram('visit', '家访'))), 'zh')).toEqual([
    '没有问题',
  ]);
  const shipped = join(import.meta.dirname, '../../definitions/rectification-item');
  expect(asLines(await checkTemplate(shipped), 'en')).toEqual(['nothing is wrong']);
});

test('a file that is not there, or far too large, is refused unread', async () => {
  expect((await checkTemplate(join(folder, 'gone.bpmn')))[0]).toMatchObject({ code: 'file-missing' });
  const huge = file('huge.bpmn', ' '.repeat(17 * 1024 * 1024));
  expect((await checkTemplate(huge))[0]).toMatchObject({ code: 'file-too-large' });
});

test('the page of capabilities is up to date: npm run template -- capabilities --write', async () => {
  expect(readFileSync(capabilitiesFile, 'utf8')).toBe(await capabilitiesPage());
});

test('the capabilities name every element that is read, in both languages', () => {
  const [zh, en] = [capabilities('zh'), capabilities('en')];
  for (const type of elementReadings.keys()) {
    expect(zh).toContain(`\`${type}\``);
    expect(en).toContain(`\`${type}\``);
  }
  expect(zh).toContain('包容网关');
});
