import { expect, test } from 'vitest';
import { postsOf, recipientsOf, type Directory } from '../../activities/recipients.ts';
import { seatName } from '../../db/connection.ts';
import type { WaitingNotification } from '../../db/outbox.ts';

const [principal, teacher] = ['principal', 'teacher'].map((post) => ({ post, unit: 'school' }));
const directory: Directory = {
  holdersOf: ({ post }) => ({ principal: ['zhao'], teacher: ['qian', 'sun'] })[post] ?? [],
  substitutesOf: (person) => ({ zhao: ['sun'], qian: ['li'] })[person] ?? [],
};

/** A reminder to the principal about the teachers' task. */
const reminder = (given: Partial<WaitingNotification> = {}): WaitingNotification => ({
  effectId: 'e1',
  channel: 'mail',
  kind: 'dueSoon',
  template: 'bullying-case',
  recipients: [principal!],
  barred: [],
  hasCase: true,
  isOfTask: false,
  isDeadlineOver: false,
  tellsHandlers: true,
  tasks: [{ candidates: [teacher!], excludedUnits: [], claimedBy: null }],
  ...given,
});
const toldOf = (row: WaitingNotification) => {
  const found = recipientsOf(row, directory);
  return 'people' in found ? found.people.map(({ person }) => person) : found.nobody;
};

test('the principal, the teachers who have the task, and who stands in for them are told', () => {
  expect(toldOf(reminder())).toEqual(['li', 'qian', 'sun', 'zhao']);
});

test('a teacher whom the matter names is told nothing, and nobody in their place', () => {
  const barred = [seatName({ post: '', unit: '', person: 'qian' })];
  expect(toldOf(reminder({ barred }))).toEqual(['sun', 'zhao']);
});

test('a teacher whom the matter names is not told for somebody else either', () => {
  const barred = [seatName({ post: '', unit: '', person: 'sun' })];
  expect(toldOf(reminder({ barred }))).toEqual(['li', 'qian', 'zhao']);
});

test('whoever holds a post that the matter names is told nothing, and the directory is asked who that is', () => {
  const row = reminder({ barred: [seatName(principal!)], tasks: [] });
  expect(postsOf(row)).toContainEqual(expect.objectContaining(principal!));
  expect(toldOf(row)).toBe('nobody holds the posts');
});
