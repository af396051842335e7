import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { model, node, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');

const local = model(
  'local',
  [
    start,
    ...within('sub', [node('s', 'startEvent'), user('work'), user('check')], {
      properties: ['draft'],
      inputs: [{ target: 'limit', source: '= 3' }],
    }),
    user('after'),
  ],
  ['start -> sub', 's -> work', 'work -> check', 'sub -> after'],
);

test('a property lives in its sub-process, empty at first; what is no property becomes the case’s', () => {
  const run = given(local);
  expect(run.seenBy('work')).toEqual({ draft: null, limit: 3 });
  run.complete('work', { draft: 'text', result: 1 });
  expect(run.seenBy('check')).toEqual({ draft: 'text', limit: 3, result: 1 });
  run.complete('check');
  expect(run.variables()).toEqual({ result: 1 });
});

test('a property hides a variable of the case of the same name', () => {
  const run = given(local, { draft: 'outer' });
  run.complete('work', { draft: 'inner' });
  run.complete('check');
  expect(run.variables()).toEqual({ draft: 'outer' });
});

test('an activity’s property is its own', () => {
  const run = given(
    model(
      'own',
      [start, user('work', {}, { properties: ['note'] }), user('after')],
      ['start -> work', 'work -> after'],
    ),
  );
  expect(run.seenBy('work')).toEqual({ note: null });
});

test('properties of the process are there from the start, and given ones are kept', () => {
  const process = model('process', [start, user('work')], ['start -> work']);
  process.nodes['process']!.properties = ['a', 'b'];
  expect(given(process, { b: 2, c: 3 }).variables()).toEqual({ a: null, b: 2, c: 3 });
});

test('mapped outputs go to the nearest scope that has the name, else to the case', () => {
  const run = given(
    model(
      'outputs',
      [
        start,
        ...within(
          'sub',
          [
            node('s', 'startEvent'),
            node('sum', 'scriptTask', {
              config: { script: '= 2', resultVariable: 'x' },
              outputs: [
                { target: 'inner', source: '= x' },
                { target: 'outer', source: '= x + 1' },
              ],
            }),
            user('look'),
          ],
          { properties: ['inner'] },
        ),
      ],
      ['start -> sub', 's -> sum', 'sum -> look'],
    ),
  );
  expect(run.seenBy('look')).toEqual({ inner: 2, outer: 3 });
  expect(run.variables()).toEqual({ outer: 3 });
});

test('people correct the data of the case, and conditions and later steps see it', () => {
  const run = given(
    model(
      'correct',
      [start, user('work'), node('which', 'exclusiveGateway'), user('a'), user('b')],
      ['start -> work', 'work -> which', 'which -> a : kind = "a"', 'which -> b : default'],
    ),
    { kind: 'b', other: 1 },
  );
  run.set({ kind: 'a' });
  expect(run.variables()).toEqual({ kind: 'a', other: 1 });
  run.complete('work');
  expect(run.openTasks()).toEqual(['a']);
});

test('a correction is for the case as a whole, not for what hides it', () => {
  const run = given(local);
  run.complete('work', { draft: 'text' });
  run.set({ draft: 'corrected' });
  expect(run.seenBy('check')['draft']).toBe('text');
  expect(run.variables()).toEqual({ draft: 'corrected' });
});
