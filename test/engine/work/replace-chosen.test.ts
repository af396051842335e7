import { expect, test } from 'vitest';
import type { Actor } from '../../../engine/input.ts';
import type { UserTaskConfig } from '../../../engine/model.ts';
import type { PeopleSource } from '../../../engine/work/model.ts';
import type { Candidate } from '../../../engine/work/state.ts';
import { candidate, given, officer, person, type CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const outcomes = [{ key: 'yes', name: { zh: '同意' }, needsReason: false }];
const office: Actor = {
  ...(person('b', 'clerk@bureau') as Actor & { kind: 'person' }),
  permissions: ['task.assign'],
};
const chosen = (more: object = {}): Partial<UserTaskConfig> => ({
  candidates: [],
  people: [{ kind: 'chosen', by: 'initiator', ...more } as PeopleSource],
});
const named = (text: string) => candidate(text) as Required<Candidate>;

/** First, then a step whose people were chosen at the start. */
function begun(second: Partial<UserTaskConfig>, people: string[]): CaseUnderTest {
  return given(
    model(
      'ahead',
      [node('start', 'startEvent'), user('first', { outcomes }), user('second', { outcomes, ...second })],
      ['start -> first', 'first -> second'],
    ),
    {},
    { choices: { second: people.map(candidate) } },
  );
}

const replace = (run: CaseUnderTest, from: string, to: string, actor: Actor = office) =>
  run.command({ kind: 'replaceChosen', node: 'second', from, to: named(to), reason: '工作调动' }, actor);
const who = (run: CaseUnderTest) =>
  run.state.tasks.flatMap(({ candidates }) => candidates.map((each) => each.person));

test('whom somebody chose for a step to come gives way to another, who has it when it comes', () => {
  const run = begun(chosen(), ['nurse@school:n', 'guard@school:g']);
  expect(replace(run, 'n', 'nurse@school:m')).toBeUndefined();
  expect(run.last('chosenReplaced')).toMatchObject({ node: 'second', from: 'n', reason: '工作调动' });
  run.complete('first', {}, { outcome: 'yes' });
  expect(who(run)).toEqual(['m', 'g']);
  expect(replace(run, 'n', 'nurse@school:m')?.code).toBe('not-found');
});

test('who was chosen beside the leaver is not chosen twice', () => {
  const run = begun(chosen(), ['nurse@school:n', 'guard@school:g']);
  expect(replace(run, 'n', 'guard@school:g')).toBeUndefined();
  run.complete('first', {}, { outcome: 'yes' });
  expect(who(run)).toEqual(['g']);
});

test('only with the permission, and only among those whom the template allows', () => {
  const run = begun(chosen({ among: [{ post: 'nurse', unit: 'school' }] }), ['nurse@school:n']);
  expect(replace(run, 'n', 'nurse@school:m', officer)?.code).toBe('not-allowed');
  expect(replace(run, 'n', 'guard@school:g')?.texts.zh).toContain('可选范围');
  expect(replace(run, 'n', 'nurse@school:m')).toBeUndefined();
});

test('who is to be asked later in a sequence gives way; who signs already is not asked again', () => {
  const run = begun({ ...chosen(), signing: { mode: 'sequential' } }, [
    'a@school:a',
    'n@school:n',
    'z@school:z',
  ]);
  run.complete('first', {}, { outcome: 'yes' });
  expect(who(run)).toEqual(['a']);
  expect(replace(run, 'n', 'a@school:a')?.code).toBe('bad-input');
  expect(replace(run, 'n', 'm@school:m')).toBeUndefined();
  run.complete('second', {}, { outcome: 'yes', actor: person('a', 'a@school') });
  expect(who(run)).toEqual(['m']);
  run.complete('second', {}, { outcome: 'yes', actor: person('m', 'm@school') });
  expect(who(run)).toEqual(['z']);
});
