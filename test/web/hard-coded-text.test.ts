import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const han = /\p{Script=Han}/u;
const word = /\p{L}{2}/u;
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'label', 'hint']);

const english: Record<string, string> = { zh: 'en', name: 'nameEn' };

/** Data of a template in both languages (`{ zh, en }`, `{ name, nameEn }`), or an entry of a word list from English to Chinese. */
function hasItsEnglish(node: ts.Node, file: string): boolean {
  const property = ts.isTemplateHead(node) ? node.parent.parent : node.parent;
  if (!ts.isPropertyAssignment(property)) return false;
  if (file.endsWith('-words.ts')) return true;
  const beside = english[property.name.getText()];
  return property.parent.properties.some((one) => one.name?.getText() === beside);
}

/** Texts that a reader would meet and that no language file holds, as `file:line text`. */
function hardCoded(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const add = (node: ts.Node, text: string) =>
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && word.test(node.text)) add(node, node.text);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) {
      if (ts.isStringLiteral(node.initializer) && word.test(node.initializer.text))
        add(node, node.initializer.text);
    }
    const isText =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node);
    if (isText && han.test(node.text) && !hasItsEnglish(node, file)) add(node, node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no page has a text of its own: all are in the language files', () => {
  const files = globSync('web/**/*.{ts,tsx}').filter(
    (file) => !file.startsWith('web/i18n/') && !file.endsWith('.d.ts') && file !== 'web/vite.config.ts',
  );
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(hardCoded)).toEqual([]);
});

test('dates become text in one module only', () => {
  const offenders = globSync('web/**/*.{ts,tsx}').filter((file) =>
    /toLocale(Date|Time)?String|Intl\.DateTimeFormat|getHours\(|getMonth\(/.test(readFileSync(file, 'utf8')),
  );
  expect(offenders).toEqual([]);
});

test('nothing is loaded from elsewhere', () => {
  const offenders = globSync('web/**/*.{ts,tsx,css,html}').filter((file) =>
    /(?:src|href|url|import)\s*[=(]?\s*["'(]?https?:\/\//.test(readFileSync(file, 'utf8')),
  );
  expect(offenders).toEqual([]);
});
