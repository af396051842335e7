import { expect, test } from 'vitest';
import type { PersonChoice } from '../../api/resources/people.shapes.ts';
import type { TaskDetail, TaskOutcome } from '../../api/resources/tasks.shapes.ts';
import { readNoticeFile } from '../../web/pages/calendars/notice-file.ts';
import { rolesOf } from '../../web/pages/task/acting-for.tsx';
import { answersByField } from '../../web/pages/task/required-for.ts';
import { needsDialog } from '../../web/pages/task/decide-dialog.tsx';
import { sizeText } from '../../web/parts/attachments/attachment-list.tsx';
import { optionsOf } from '../../web/parts/people-picker/people-options.ts';

const post = (key: string, unit: string) => ({
  post: key,
  unit,
  postName: { zh: key },
  unitName: { zh: unit },
});
const person = (id: string, ...posts: ReturnType<typeof post>[]): PersonChoice => ({
  person: { person: id, name: id },
  posts,
});

test('a person with two posts can be chosen in each capacity, and every post once for whoever holds it', () => {
  const people = [
    person('zhang', post('principal', 'no1'), post('acceptor', 'bureau')),
    person('li', post('acceptor', 'bureau')),
  ];
  expect(optionsOf(people, true).map(({ choice }) => choice)).toEqual([
    { post: 'principal', unit: 'no1', person: 'zhang' },
    { post: 'acceptor', unit: 'bureau', person: 'zhang' },
    { post: 'acceptor', unit: 'bureau', person: 'li' },
    { post: 'principal', unit: 'no1' },
    { post: 'acceptor', unit: 'bureau' },
  ]);
});

test('where a person is asked for, posts are not offered', () => {
  const [only, ...rest] = optionsOf([person('zhang', post('principal', 'no1'))], false);
  expect(only?.choice.person).toBe('zhang');
  expect(rest).toEqual([]);
});

const task = (given: Partial<TaskDetail>) => ({ toChoose: [], whyMe: [], actingFor: [], ...given }) as never;
const outcome = (given: Partial<TaskOutcome>): TaskOutcome => ({
  key: 'yes',
  name: { zh: '同意' },
  needsReason: false,
  verdict: 'pass',
  requires: [],
  needs: [],
  ...given,
});
const step = { node: 'review', name: { zh: '审核' }, most: 1, among: null, required: true };

test('an answer that needs nothing is sent by one press', () => {
  expect(needsDialog(task({}), outcome({}))).toBe(false);
  expect(needsDialog(task({}), undefined)).toBe(false);
});

test('an answer that needs a reason, an opinion, a file or people asks for them first', () => {
  expect(needsDialog(task({}), outcome({ needsReason: true }))).toBe(true);
  expect(needsDialog(task({}), outcome({ needs: ['opinion'] }))).toBe(true);
  expect(needsDialog(task({ toChoose: [step] }), outcome({}))).toBe(true);
});

test('who rejects chooses nobody for the step after', () => {
  expect(needsDialog(task({ toChoose: [step] }), outcome({ verdict: 'reject' }))).toBe(false);
});

test('one acts for oneself before one acts for others, and only for those who are away', () => {
  const principal = { person: { person: 'a', name: 'A' }, posts: [] };
  expect(rolesOf(task({ whyMe: [post('principal', 'no1')], actingFor: [principal] }))).toEqual(['', 'a']);
  expect(rolesOf(task({ actingFor: [principal] }))).toEqual(['a']);
  expect(rolesOf(task({}))).toEqual([]);
});

test('a notice is read from its words, from days off and on, and from the file of holiday-cn', () => {
  expect(readNoticeFile('一、元旦：1月1日（周五）至3日放假，共3天。')).toMatchObject({ kind: 'words' });
  expect(readNoticeFile('{"off":["2027-01-01"],"work":["2027-01-30"],"basis":"通知"}')).toEqual({
    kind: 'days',
    off: ['2027-01-01'],
    work: ['2027-01-30'],
    basis: '通知',
  });
  const days = [
    { name: '元旦', date: '2027-01-01', isOffDay: true },
    { name: '春节', date: '2027-01-30', isOffDay: false },
  ];
  expect(readNoticeFile(JSON.stringify({ days, papers: ['https://example.org'] }))).toMatchObject({
    off: ['2027-01-01'],
    work: ['2027-01-30'],
  });
});

test.each(['{"off":"all"}', 'null', '{"days":[{"date":"tomorrow","isOffDay":true}]}', 'no dates here'])(
  'what is no notice is not taken for one: %s',
  (text) => expect(readNoticeFile(text)).toBeUndefined(),
);

test('sizes of files are told in the unit that people use', () => {
  expect([sizeText(1), sizeText(820 * 1024), sizeText(3.4 * 1024 * 1024)]).toEqual([
    '1 KB',
    '820 KB',
    '3.4 MB',
  ]);
});

test('a field says for which answers it is needed, and that it is needed where all ask for it', () => {
  const answer = (zh: string, requires: string[]) => outcome({ key: zh, name: { zh }, requires });
  const label = ({ zh }: { zh: string }) => zh;
  expect(answersByField([answer('签收', ['pages']), answer('提出异议', ['ground'])], label)).toEqual({
    pages: ['签收'],
    ground: ['提出异议'],
  });
  expect(answersByField([answer('已到场', ['at'])], label)).toEqual({ at: 'all' });
});
