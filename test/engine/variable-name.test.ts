import { expect, test } from 'vitest';
import { isVariableName } from '../../engine/variable-name.ts';
import { given } from '../support/given.ts';
import { model, node, user } from '../support/model.ts';

test.each(['amount', '整改内容', '_x', 'first name', 'plan-text', 'a.b', "it's"])(
  '%s names a variable',
  (name) => {
    expect(isVariableName(name)).toBe(true);
  },
);

test.each([
  '',
  '1st',
  '${execution.name}',
  '__proto__',
  'constructor',
  'toString',
  'a{b',
  `${'a'.repeat(201)}`,
])('%s names none', (name) => {
  expect(isVariableName(name)).toBe(false);
});

test('a command that brings such a name is refused, and nothing happens', () => {
  const run = given(model('p', [node('s', 'startEvent'), user('work')], ['s -> work']));
  const before = run.state.seq;
  const task = run.task('work').id;
  const variables = JSON.parse('{"__proto__": {"polluted": true}}') as { [name: string]: never };
  expect(run.command({ kind: 'completeTask', task, variables })).toMatchObject({ code: 'bad-input' });
  expect(run.command({ kind: 'setVariables', variables })).toMatchObject({ code: 'bad-input' });
  expect(run.state.seq).toBe(before);
});
