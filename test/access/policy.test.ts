import { expect, test } from 'vitest';
import { mustKeepOut } from '../../db/kept-out.ts';
import {
  may,
  mayReadJournal,
  mayRecordProgress,
  mayRelease,
  maySeePeopleOf,
  mayStart,
  mayStartActivity,
  postsFor,
  refusalOfTask,
  scopeOf,
  type User,
} from '../../api/policy.ts';
import type { Permission } from '../../api/resources/session.shapes.ts';

const someone = (posts: [post: string, unit: string][], permissions: Permission[] = []): User => ({
  tenant: 'qinghe',
  person: 'p1',
  name: '某人',
  login: 'p1',
  language: 'zh',
  posts: posts.map(([post, unit]) => ({ post, unit })),
  units: posts.map(([, unit]) => unit),
  permissions,
  standsInFor: [],
  session: { id: 'x', createdAt: '', seenAt: '', expiresAt: '' },
  today: '2026-09-16',
  clockOffset: 0,
});
const officer = someone([['safety-officer', 'school-a']]);
const task = (more: object = {}) => ({
  template: 'item',
  candidates: [{ post: 'safety-officer', unit: 'school-a' }],
  excludedUnits: [],
  claimedBy: null,
  ...more,
});

test('a task is for holders of its post at its unit, and for nobody else', () => {
  expect(refusalOfTask(officer, task())).toBeUndefined();
  expect(postsFor(officer, task())).toEqual([{ post: 'safety-officer', unit: 'school-a' }]);
  expect(refusalOfTask(someone([['safety-officer', 'school-b']]), task())).toBe('no-post');
  expect(refusalOfTask(someone([['principal', 'school-a']]), task())).toBe('no-post');
  expect(refusalOfTask(someone([]), task())).toBe('no-post');
});

test('seeing everything is no leave to do everything', () => {
  expect(refusalOfTask(someone([['director', 'bureau']], ['case.seeAll', 'platform.operate']), task())).toBe(
    'no-post',
  );
});

test('a unit never decides its own item, whatever other post its people hold', () => {
  const principalAndAcceptance = someone([
    ['principal', 'school-a'],
    ['acceptance-team', 'bureau'],
  ]);
  const acceptance = task({
    candidates: [{ post: 'acceptance-team', unit: 'bureau' }],
    excludedUnits: ['school-a'],
  });
  expect(mustKeepOut(principalAndAcceptance, acceptance)).toBe(true);
  expect(refusalOfTask(principalAndAcceptance, acceptance)).toBe('excluded');
  expect(postsFor(principalAndAcceptance, acceptance)).toEqual([]);
});

test('whom a step keeps out by name or by a post does not do it, nor does anybody for them', () => {
  const named = task({ keptOut: ['\u001f\u001fp1'] });
  expect(refusalOfTask(officer, named)).toBe('excluded');
  expect(postsFor(officer, named)).toEqual([]);
  expect(refusalOfTask({ ...officer, person: 'p2' }, named)).toBeUndefined();
  const substitute = {
    ...someone([['teacher', 'school-a']]),
    person: 'p2',
    standsInFor: [{ person: 'p1', posts: officer.posts, templates: null, units: [], through: [] }],
  };
  expect(refusalOfTask(substitute, task())).toBeUndefined();
  expect(refusalOfTask(substitute, named)).not.toBeUndefined();
  expect(refusalOfTask(officer, task({ keptOut: ['safety-officer\u001fschool-a\u001f'] }))).toBe('excluded');
  expect(refusalOfTask(officer, task({ keptOut: ['principal\u001fschool-a\u001f'] }))).toBeUndefined();
});

test('what someone has claimed is theirs alone to complete and to give back', () => {
  expect(refusalOfTask(officer, task({ claimedBy: 'p2' }))).toBe('claimed');
  expect(refusalOfTask(officer, task({ claimedBy: 'p1' }))).toBeUndefined();
  expect(mayRelease(officer, task({ claimedBy: 'p2' }))).toBe(false);
  expect(mayRelease(officer, task({ claimedBy: 'p1' }))).toBe(true);
});

test('the database is told the same as the policy says', () => {
  expect(scopeOf(officer)).toEqual({
    tenant: 'qinghe',
    person: 'p1',
    units: ['school-a'],
    seats: [
      { post: 'safety-officer', unit: 'school-a' },
      { post: 'safety-officer', unit: 'school-a', person: 'p1' },
      { post: '', unit: '', person: 'p1' },
    ],
    limits: [],
    seesAll: false,
  });
  expect(scopeOf(someone([], ['case.seeAll']))).toMatchObject({ seesAll: true });
});

test('progress is told by those who take part, the record is read by those who oversee', () => {
  expect(mayRecordProgress(officer, ['school-a', 'bureau'])).toBe(true);
  expect(mayRecordProgress(officer, ['school-b'])).toBe(false);
  expect(mayReadJournal(officer)).toBe(false);
  expect(mayReadJournal(someone([], ['platform.operate']))).toBe(true);
});

test('a case is opened by hand by the posts that its template names', () => {
  const supervisor = someone([['safety-section', 'bureau']], ['case.start']);
  expect(mayStart(supervisor, {})).toBe(true);
  expect(mayStart(supervisor, { startableBy: ['rectification-office'] })).toBe(false);
  expect(mayStart(officer, { startableBy: ['safety-officer'] })).toBe(false);
  expect(may(officer, 'case.start')).toBe(false);
});

test('people of other units are not listed to those who do not look after them', () => {
  expect(maySeePeopleOf(officer, 'school-a')).toBe(true);
  expect(maySeePeopleOf(officer, 'school-b')).toBe(false);
});

test('an ad-hoc activity is begun by whoever takes part in the case, or sees every case', () => {
  expect(mayStartActivity(officer, ['school-a', 'bureau'])).toBe(true);
  expect(mayStartActivity(officer, ['school-b'])).toBe(false);
  expect(mayStartActivity(someone([['director', 'bureau']], ['case.seeAll']), ['school-b'])).toBe(true);
});
