import { describe, expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import type { Actor } from '../../../engine/input.ts';
import { given } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const school = 'school-no1';
const who = (person: string, ...posts: string[]): Actor => ({
  kind: 'person',
  person,
  posts: posts.map((post) => ({ post, unit: school })),
});
const held = (person: string, post: string) => `${post}@${school}:${person}`;

/** A step for the moral-education head and the counsellor, from which whoever the data name is kept out. */
const step = (config: Partial<UserTaskConfig> = {}, more = {}) =>
  model(
    'matter',
    [
      node('start', 'startEvent'),
      user('handle', {
        candidates: ['moral-education', 'counsellor'].map((post) => ({ post, unit: school })),
        excluded: { people: ['= namedStaff'], posts: [{ post: '= namedPosts', unit: school }] },
        ...config,
      }),
      node('end', 'endEvent'),
    ],
    ['start -> handle', 'handle -> end'],
    more,
  );

const names = (run: ReturnType<typeof given>) =>
  run
    .task('handle')
    .candidates.map(({ person, post }) => (person === undefined ? post : `${person}/${post}`));

describe('who is named by the matter never gets its steps', () => {
  test('where nobody is named the directory is not asked, and the posts stand as they are', () => {
    const run = given(step(), { namedStaff: null, namedPosts: [] });
    expect(run.asked()).toEqual([]);
    expect(names(run)).toEqual(['moral-education', 'counsellor']);
  });

  test('a person who holds the post is left out by name; the others keep it', () => {
    const run = given(step(), { namedStaff: 'han' });
    run.answer([held('han', 'moral-education'), held('su', 'counsellor'), held('tian', 'counsellor')]);
    expect(names(run)).toEqual(['counsellor']);
    expect(run.task('handle').excludedPeople).toEqual(['han']);
  });

  test('one of several holders: only the others have it', () => {
    const run = given(step(), { namedStaff: ['su'] });
    run.answer([held('han', 'moral-education'), held('su', 'counsellor'), held('tian', 'counsellor')]);
    expect(names(run)).toEqual(['moral-education', 'tian/counsellor']);
  });

  test('a post that is named has no part, and whoever holds it has none in another capacity', () => {
    const run = given(step(), { namedPosts: ['moral-education'] });
    run.answer(
      [held('su', 'counsellor'), held('han', 'counsellor')],
      [],
      [],
      [held('han', 'moral-education')],
    );
    expect(names(run)).toEqual(['su/counsellor']);
    expect(run.task('handle').excludedPosts).toEqual([{ post: 'moral-education', unit: school }]);
  });

  test('where all of them are named the head of the unit above does it, unless that is them', () => {
    const run = given(step(), { namedStaff: ['han', 'su'] });
    run.answer(
      [held('han', 'moral-education'), held('su', 'counsellor')],
      [held('han', 'principal'), held('zhou', 'principal')],
    );
    expect(names(run)).toEqual(['zhou/principal']);
  });

  test('they cannot act by a way round: not by standing in, and not for somebody who stands in for them', () => {
    const run = given(step(), { namedStaff: 'han' });
    run.answer([held('han', 'moral-education'), held('su', 'counsellor')]);
    const complete = { kind: 'completeTask', task: run.task('handle').id, variables: {} } as const;
    const su = { person: 'su', posts: [{ post: 'counsellor', unit: school }] };
    const han = { ...who('han', 'moral-education'), standsInFor: [su] } as Actor;
    expect(run.command(complete, han)?.code).toBe('not-allowed');
    expect(run.command(complete, who('han', 'counsellor'))?.code).toBe('not-allowed');
    expect(run.command(complete, who('su', 'counsellor'))).toBeUndefined();
  });

  test('whoever came to hold the named post since then is kept out as well', () => {
    const run = given(step(), { namedPosts: ['moral-education'] });
    run.answer([held('su', 'counsellor')], [], [], [held('han', 'moral-education')]);
    const complete = { kind: 'completeTask', task: run.task('handle').id, variables: {} } as const;
    expect(run.command(complete, who('su', 'counsellor', 'moral-education'))?.code).toBe('not-allowed');
  });

  test('they cannot be chosen: handed over to, added as signers', () => {
    const run = given(step({ verbs: [{ verb: 'transfer', needs: [] }] }), {
      namedStaff: 'han',
      namedPosts: ['vice-principal'],
    });
    run.answer([held('su', 'counsellor')], [], [], [held('li', 'vice-principal')]);
    const to = (person: string, post: string) =>
      run.command(
        { kind: 'transferTask', task: run.task('handle').id, to: { post, unit: school, person } } as never,
        who('su', 'counsellor'),
      );
    expect(to('han', 'teacher')?.code).toBe('not-allowed');
    expect(to('li', 'vice-principal')?.code).toBe('not-allowed');
    expect(to('mo', 'teacher')).toBeUndefined();
  });
});

test('said once for the whole case it holds for every step, also for one that somebody adds', () => {
  const whole = step({ excluded: undefined } as never, {
    work: { verbs: [], excluded: { people: ['= namedStaff'], posts: [] } },
  });
  const run = given(whole, { namedStaff: 'han' });
  run.answer([held('han', 'moral-education'), held('su', 'counsellor')]);
  expect(names(run)).toEqual(['counsellor']);
});
