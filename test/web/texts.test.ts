import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../web/i18n/en.ts';
import { zh } from '../../web/i18n/zh.ts';

type Texts = { [key: string]: string | Texts };

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const chinese = flatten(zh);
const english = flatten(en as Texts);
/** English has a singular of its own beside a key. */
const baseOf = (key: string) =>
  [key, key.replace(/_one$/, ''), key.replace(/_one$/, '_other')].find((one) => chinese.has(one)) ?? key;
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
const han = /\p{Script=Han}/u;

test('every text exists in both languages, and none is empty', () => {
  expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([]);
  expect([...english.keys()].filter((key) => !chinese.has(baseOf(key)))).toEqual([]);
  const isTextOfPunctuation = (key: string) => key.startsWith('state.listComma') || key === 'state.colon';
  for (const [key, text] of [...chinese, ...english]) {
    if (!isTextOfPunctuation(key)) expect(text.trim(), key).not.toBe('');
  }
});

test('both languages fill in the same values', () => {
  for (const [key, text] of english) {
    expect(placeholders(text), key).toEqual(placeholders(chinese.get(baseOf(key)) ?? ''));
  }
});

test('Chinese texts are Chinese and English texts are English', () => {
  // The switch names the other language in that language.
  const other = 'shell.otherLanguage';
  expect([...english].filter(([key, text]) => key !== other && han.test(text))).toEqual([]);
  const withWords = [...chinese].filter(([key, text]) => key !== other && /[A-Za-z]{3}/.test(strip(text)));
  expect(withWords.filter(([, text]) => !han.test(text))).toEqual([]);
});

const strip = (text: string) => text.replaceAll(/\{\{\w+\}\}/g, '');

test('Chinese texts use the punctuation of Chinese', () => {
  const wrong = [...chinese].filter(([, text]) => /\p{Script=Han}\s*[,;:?!()]/u.test(text));
  expect(wrong).toEqual([]);
});

test('an English text is not much longer than its place was made for', () => {
  // Labels of buttons and headings: up to twelve Chinese characters are given up to fifty letters.
  const tooLong = [...chinese].filter(([key, text]) => {
    const words = english.get(key) ?? '';
    return strip(text).length <= 12 && strip(words).length > 60;
  });
  expect(tooLong.map(([key]) => key)).toEqual([]);
});

test('every text is used by a page', () => {
  const sources = globSync('web/**/*.{ts,tsx}')
    .filter((file) => !file.includes('/i18n/zh') && !file.includes('/i18n/en'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const patterns = [...sources.matchAll(/`([a-zA-Z]+\.[^`]*\$\{[^`]*)`/g)].map(
    (match) => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '.+')}$`),
  );
  const asked = [...chinese.keys()].map((key) => key.replace(/_other$/, ''));
  const unused = asked.filter(
    (key) => !sources.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
});
