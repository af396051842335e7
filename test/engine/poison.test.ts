import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { model, node, user } from '../support/model.ts';

/** A choice that asks one condition, and the way of the case that follows it. */
const choice = (condition: string) =>
  model(
    'choice',
    [node('start', 'startEvent'), node('which', 'exclusiveGateway'), user('yes'), user('no')],
    ['start -> which', `which -> yes : ${condition}`, 'which -> no : default'],
  );

test.each([
  ['a loop without end', 'count(for i in 1..1000000000 return i) > 0'],
  ['a regular expression with a group again', 'matches(text, "(a*)(a*)(a*)\\1\\2b")'],
  ['a function that calls itself', '{f: function(g) g(g), r: f(f)}.r = 1'],
])('%s in a condition is an incident of that case, and mended data goes on', (_, condition) => {
  const run = given(choice(`stop != true and ${condition}`), { text: 'a'.repeat(5000) });
  expect(run.openTasks()).toEqual([]);
  expect(run.incidents()).toHaveLength(1);
  expect(run.last('incidentRaised').incident.node).toBe('which');

  run.retry({ stop: true });
  expect(run.openTasks()).toEqual(['no']);
});

test('an expression that holds a backtracking matcher for hours is answered at once', () => {
  const run = given(choice('matches(text, "^(([a-z])+.)+[A-Z]([a-z])+$")'), { text: 'a'.repeat(5000) });
  expect(run.openTasks()).toEqual(['no']);
});

test('a loop whose every turn is just cheap enough ends by what the whole step may cost', () => {
  const loop = model(
    'loop',
    [
      node('start', 'startEvent'),
      node('again', 'exclusiveGateway'),
      node('work', 'task'),
      node('end', 'endEvent'),
    ],
    [
      'start -> again',
      'again -> work : count(for i in 1..50000 return i) > 0',
      'again -> end : default',
      'work -> again',
    ],
  );
  expect(given(loop).incidents()).toEqual(['expression-too-costly']);
});
