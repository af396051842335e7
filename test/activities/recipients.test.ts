import { expect, test } from 'vitest';
import { recipientsOf, type Directory } from '../../activities/recipients.ts';
import { seatName } from '../../db/connection.ts';
import type { WaitingNotification } from '../../db/outbox.ts';
import type { PostAtUnit } from '../../engine/model.ts';

const [principal, teacher, inspector] = ['principal@school', 'teacher@school', 'inspector@bureau'].map(
  (place): PostAtUnit => ({ post: place.split('@')[0]!, unit: place.split('@')[1]! }),
) as [PostAtUnit, PostAtUnit, PostAtUnit];
/** 周 is inspector at the bureau, and parent representative at the school. */
const held: Record<string, PostAtUnit[]> = {
  zhao: [principal],
  qian: [teacher],
  sun: [teacher],
  li: [inspector],
  zhou: [inspector, { post: 'parent', unit: 'school' }],
};
const directory: Directory = {
  holdersOf: ({ post, unit }) =>
    Object.keys(held).filter((person) =>
      held[person]!.some((each) => each.post === post && each.unit === unit),
    ),
  postsHeldBy: (person) => held[person] ?? [],
  substitutesOf: (person) => ({ zhao: ['sun'], qian: ['li'], li: ['zhou', 'wu'] })[person] ?? [],
};
const person = (id: string) => seatName({ post: '', unit: '', person: id });

/** A reminder to the principal about the teachers' task. */
const reminder = (given: Partial<WaitingNotification> = {}): WaitingNotification => ({
  effectId: 'e1',
  channel: 'mail',
  kind: 'dueSoon',
  template: 'bullying-case',
  recipients: [principal],
  barred: [],
  tookPart: [],
  hasCase: true,
  isOfTask: false,
  isOfDeadline: true,
  isDeadlineOver: false,
  tellsHandlers: true,
  tasks: [taskOf(teacher)],
  ...given,
});
const taskOf = (
  candidate: PostAtUnit,
  more: Partial<WaitingNotification['tasks'][number]> = {},
): WaitingNotification['tasks'][number] => ({
  ...{ candidates: [candidate], excludedUnits: [], keptOut: [], claimedBy: null },
  ...more,
});
const toldOf = (row: WaitingNotification) => {
  const found = recipientsOf(row, directory);
  return 'people' in found ? found.people.map(({ person }) => person) : found.nobody;
};

test('the principal, the teachers who have the task, and who stands in for them are told', () => {
  expect(toldOf(reminder())).toEqual(['li', 'qian', 'sun', 'zhao']);
});

test('whoever is meant themselves is told as themselves, whomever else they stand in for', () => {
  const found = recipientsOf(reminder(), directory);
  expect('people' in found && found.people).toContainEqual({ person: 'sun', actsFor: null });
});

test('a teacher whom the matter names is told nothing, and nobody in their place', () => {
  expect(toldOf(reminder({ barred: [person('qian')] }))).toEqual(['sun', 'zhao']);
});

test('a teacher whom the matter names is not told for somebody else either', () => {
  expect(toldOf(reminder({ barred: [person('sun')] }))).toEqual(['li', 'qian', 'zhao']);
});

test('whoever holds a post that the matter names is told nothing', () => {
  const row = reminder({ barred: [seatName(principal)], tasks: [] });
  expect(toldOf(row)).toBe('nobody holds the posts');
});

test('whom a step keeps out is told nothing of that step, as its handler or by its ladder', () => {
  const tasks = [taskOf(teacher, { keptOut: [person('qian'), person('zhao')] })];
  expect(toldOf(reminder({ tasks }))).toEqual(['sun']);
});

test('whom a step keeps out is told of the whole case', () => {
  const row = reminder({ tasks: [taskOf(teacher, { keptOut: [person('zhao')] })], tellsHandlers: false });
  expect(toldOf({ ...row, isOfDeadline: false, kind: 'copied' })).toEqual(['sun', 'zhao']);
});

test('whoever took part in what a step reviews does not do it, and is told that it is late', () => {
  const keptOut = [person('qian'), person('zhao')];
  const row = reminder({ tasks: [taskOf(teacher, { keptOut })], tookPart: ['zhao', 'qian'] });
  expect(toldOf(row)).toEqual(['sun', 'zhao']);
});

test('who belongs to a unit that must keep out of a step is not told to do it, and does not stand in for a handler', () => {
  const tasks = [taskOf(inspector, { excludedUnits: ['school'] })];
  expect(toldOf(reminder({ recipients: [], tasks }))).toEqual(['li', 'wu']);
});

test('who is kept out of a step by name or post does not stand in for a handler', () => {
  const tasks = [
    taskOf(inspector, { keptOut: [person('wu'), seatName({ post: 'parent', unit: 'school' })] }),
  ];
  expect(toldOf(reminder({ recipients: [], tasks }))).toEqual(['li']);
});

test('nobody stands in for a handler who may not do the step', () => {
  const tasks = [taskOf(inspector, { keptOut: [person('li')], claimedBy: 'li' })];
  expect(toldOf(reminder({ recipients: [], tasks }))).toBe('nobody holds the posts');
});
