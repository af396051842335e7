import { describe, expect, test } from 'vitest';
import { actorOf, answerTo, candidateOf, directoryOn } from '../../definitions/scenario-directory.ts';

const own = directoryOn('2026-09-07', {
  units: [
    { id: 'county', kind: 'government' },
    { id: 'bureau', kind: 'bureau', parent: 'county' },
    { id: 'school', kind: 'school', parent: 'bureau' },
  ],
  people: [
    { id: 'governor', posts: ['leader@county'] },
    { id: 'director', posts: ['director@bureau'] },
    { id: 'clerk', posts: ['clerk@bureau'] },
    { id: 'principal', posts: ['principal@school', 'clerk@bureau'] },
  ],
  heads: ['leader', 'director', 'principal'],
  permissions: { director: ['case.void'], principal: [], clerk: [] },
});
const people = (ask: Parameters<typeof answerTo>[1]) => answerTo(own, ask).map(({ person }) => person);

describe('what the directory answers', () => {
  test('who holds a post, all of them', () => {
    expect(people({ kind: 'holders', posts: [{ post: 'clerk', unit: 'bureau' }] })).toEqual([
      'clerk',
      'principal',
    ]);
    expect(people({ kind: 'holders', posts: [{ post: 'clerk', unit: 'school' }] })).toEqual([]);
  });

  test('who holds a role anywhere, or at units of a kind', () => {
    expect(people({ kind: 'role', post: 'clerk' })).toEqual(['clerk', 'principal']);
    expect(people({ kind: 'role', post: 'clerk', unitKind: 'school' })).toEqual([]);
  });

  test('people in a capacity that they hold', () => {
    expect(answerTo(own, { kind: 'persons', persons: ['principal', 'nobody'] })).toEqual([
      { person: 'principal', post: 'principal', unit: 'school' },
    ]);
  });

  test('the head of a unit, of the unit above, and of the unit of a person', () => {
    expect(people({ kind: 'head', unit: 'school', levels: 0 })).toEqual(['principal']);
    expect(people({ kind: 'head', unit: 'school', levels: 1 })).toEqual(['director']);
    expect(people({ kind: 'head', person: 'principal', levels: 2 })).toEqual(['governor']);
    expect(people({ kind: 'head', unit: 'school', levels: 3 })).toEqual([]);
  });

  test('the chain of heads, nearest first', () => {
    expect(people({ kind: 'heads', unit: 'school', upTo: 1 })).toEqual(['principal', 'director']);
    expect(people({ kind: 'heads', person: 'clerk', upTo: 'top' })).toEqual(['director', 'governor']);
  });
});

describe('who acts', () => {
  test('a post acts as whoever holds it, and only as that', () => {
    expect(actorOf(own, 'principal@school')).toEqual({
      kind: 'person',
      person: 'principal',
      posts: [{ post: 'principal', unit: 'school' }],
    });
  });

  test('a person acts with all posts and what they permit', () => {
    expect(actorOf(own, 'director')).toMatchObject({ person: 'director', permissions: ['case.void'] });
    expect(actorOf(own, 'principal').posts).toHaveLength(2);
  });

  test('a post that nobody holds acts without a name', () => {
    expect(actorOf(own, 'cook@school')).toEqual({
      kind: 'person',
      person: 'cook@school',
      posts: [{ post: 'cook', unit: 'school' }],
    });
  });

  test('a substitute acts with the posts of the principal at hand', () => {
    expect(actorOf(own, 'clerk', 'director')).toMatchObject({
      person: 'clerk',
      standsInFor: [{ person: 'director', posts: [{ post: 'director', unit: 'bureau' }] }],
    });
  });

  test('somebody named is meant in person', () => {
    expect(candidateOf(own, 'clerk')).toEqual({ person: 'clerk', post: 'clerk', unit: 'bureau' });
    expect(candidateOf(own, 'clerk@bureau')).toEqual({ post: 'clerk', unit: 'bureau' });
  });
});

test('without a word on people the demonstration answers, as it stands on the day', () => {
  const officer = (day: string) =>
    answerTo(directoryOn(day), { kind: 'holders', posts: [{ post: 'safety-officer', unit: 'school-no2' }] });
  expect(officer('2026-08-31')).toMatchObject([{ person: 'caoyang' }]);
  expect(officer('2026-09-01')).toMatchObject([{ person: 'xiaojing' }]);
  expect(
    answerTo(directoryOn('2026-09-07'), { kind: 'heads', unit: 'school-no1', upTo: 'top' }).map(
      ({ unit }) => unit,
    ),
  ).toEqual(['school-no1', 'bureau', 'county']);
});
