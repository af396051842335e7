import { expect, test } from 'vitest';
import { postsNamed } from '../../engine/posts-at.ts';

const at = '2026-03-02T01:00:00Z';
const seen = { units: ['school-1', 'school-2'], school: 'school-1' };

test('a template may name one post or several, at one unit or at each of several', () => {
  expect(postsNamed([{ post: '= ["head", "clerk"]', unit: '= units' }], seen, at)).toEqual([
    { post: 'head', unit: 'school-1' },
    { post: 'clerk', unit: 'school-1' },
    { post: 'head', unit: 'school-2' },
    { post: 'clerk', unit: 'school-2' },
  ]);
});

test('whatever is no text names nobody, and what cannot be evaluated spoils nothing beside it', () => {
  const tooMuch = '= for i in 1..1000000000 return "head"';
  const named = [
    { post: tooMuch, unit: '= school' },
    { post: 'clerk', unit: '= missing' },
    { post: 'teacher', unit: '= school' },
  ];
  expect(postsNamed(named, seen, at)).toEqual([{ post: 'teacher', unit: 'school-1' }]);
});
