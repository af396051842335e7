import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeMail } from '../../activities/mail-texts.ts';
import type { Language } from '../../activities/mail-words.ts';
import { noticeWords } from '../../activities/notice-words.ts';
import { notificationKinds, type NotificationKind } from '../../db/schema/index.ts';
import { problemsOfMail, renderMail } from '../../activities/channels/mail-template.ts';

const values = { step: '验收 <b>&</b>', due: null, list: ['a', 'b'], yes: true };

test('values are escaped in HTML and plain in text and subject', () => {
  expect(renderMail('html', '<p>{{step}}</p>', values)).toBe('<p>验收 &lt;b&gt;&amp;&lt;/b&gt;</p>');
  expect(renderMail('text', '{{step}}', values)).toBe('验收 <b>&</b>');
});

test('parts can be left out and lists repeated', () => {
  const source = '{{#if yes}}1{{else}}2{{/if}}{{#unless due}}3{{/unless}}{{#each list}}[{{this}}]{{/each}}';
  expect(problemsOfMail(source)).toEqual([]);
  expect(renderMail('text', source, values)).toBe('13[a][b]');
});

test.each([
  ['raw output', '{{{step}}}'],
  ['raw output by &', '{{&step}}'],
  ['an each in an each', '{{#each list}}{{#each list}}x{{/each}}{{/each}}'],
  ['an each in an if in an each', '{{#each list}}{{#if yes}}{{#each list}}x{{/each}}{{/if}}{{/each}}'],
  ['a partial', '{{> other}}'],
  ['lookup', '{{lookup this "constructor"}}'],
  ['with', '{{#with step}}x{{/with}}'],
  ['a helper', '{{log step}}'],
  ['a way out of the values', '{{#each list}}{{../step}}{{/each}}'],
  ['data of the machine', '{{@root.step}}'],
  ['the prototype', '{{constructor.name}}'],
  ['the prototype, deeper', '{{step.__proto__.x}}'],
  ['a decorator', '{{* inline "x"}}'],
  ['names between bars', '{{#each list as |x|}}{{x}}{{/each}}'],
  ['what cannot be read', '{{#if yes}}'],
  ['a subexpression', '{{#if (lookup this "x")}}x{{/if}}'],
  ['a source without end', 'x'.repeat(30_000)],
  ['too many parts', '{{step}}'.repeat(600)],
])('%s is refused, and never rendered', (_what, source) => {
  expect(problemsOfMail(source)).not.toEqual([]);
  expect(() => renderMail('text', source, values)).toThrow(/may be used/);
});

test('a compiled tree in place of a text is refused', () => {
  expect(problemsOfMail({ type: 'Program', body: [] })).toEqual(['Expected a text, found object']);
});

test('every mail of ours is there in both languages and all three parts, and may be used', () => {
  const mails = new URL('../../activities/channels/mails/', import.meta.url);
  const files = (language: string) => readdirSync(new URL(`${language}/`, mails)).sort();
  expect(files('en')).toEqual(files('zh'));
  expect(files('zh')).toHaveLength(15);
  for (const language of ['zh', 'en']) {
    for (const file of files(language)) {
      expect(problemsOfMail(readFileSync(new URL(`${language}/${file}`, mails), 'utf8')), file).toEqual([]);
    }
  }
});

test('every kind of notice has its words in both languages', () => {
  for (const kind of notificationKinds) {
    const [zh, en] = [
      writeMail({ kind, language: 'zh' }, {}, noticeValues(kind, 'zh')),
      writeMail({ kind, language: 'en' }, {}, noticeValues(kind, 'en')),
    ];
    expect(zh.subject, kind).toMatch(/^【X-1】\p{Script=Han}/u);
    expect(en.subject, kind).toMatch(/^\[X-1\] [A-Z]/);
    expect(zh.text).toContain('您代赵一收到此通知。');
    expect(en.text).toContain('You are told this in place of 赵一.');
    expect(en.subject).toContain('(for 赵一)');
  }
});

const noticeValues = (kind: NotificationKind, language: Language) => ({
  name: '钱二',
  caseNumber: 'X-1',
  step: 'plan',
  link: 'http://localhost',
  actsFor: '赵一',
  ...noticeWords(kind, language, { by: '孙三', step: 'plan' }),
});
