import { expect, test } from 'vitest';
import type { StandardLoop } from '../../engine/model.ts';
import { given } from '../support/given.ts';
import { boundary, model, node, timer, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');

const patrol = (standardLoop: StandardLoop) =>
  model(
    'patrol',
    [
      start,
      user('walk', {}, { standardLoop }),
      boundary('late', 'walk', { events: timer('duration', 'PT4H') }),
      user('report'),
      user('chase'),
    ],
    ['start -> walk', 'walk -> report', 'late -> chase'],
  );

test('tested after, it runs once at least, and again while its condition holds', () => {
  const run = given(patrol({ testBefore: false, condition: '= again' }), { again: false });
  expect(run.openTasks()).toEqual(['walk']);
  run.complete('walk', { again: true });
  expect(run.openTasks()).toEqual(['walk']);
  run.complete('walk', { again: false });
  expect(run.openTasks()).toEqual(['report']);
});

test('tested before, it may not run at all', () => {
  expect(given(patrol({ testBefore: true, condition: '= again' }), { again: false }).openTasks()).toEqual([
    'report',
  ]);
  const run = given(patrol({ testBefore: true, condition: '= again' }), { again: true });
  run.complete('walk', { again: false });
  expect(run.openTasks()).toEqual(['report']);
});

test('it runs no oftener than its maximum', () => {
  const run = given(patrol({ testBefore: false, condition: '= true', maximum: 2 }));
  run.complete('walk');
  run.complete('walk');
  expect(run.openTasks()).toEqual(['report']);
});

test('with a maximum alone it runs that often', () => {
  const run = given(patrol({ testBefore: true, maximum: 3 }));
  for (let round = 0; round < 3; round += 1) run.complete('walk');
  expect(run.openTasks()).toEqual(['report']);
  expect(run.times('walk')).toBe(4);
});

test('its condition and each iteration see the number of the iteration', () => {
  const run = given(
    model(
      'counted',
      [
        start,
        node('count', 'scriptTask', {
          config: { script: '= append(seen, loopCounter)', resultVariable: 'seen' },
          standardLoop: { testBefore: true, condition: '= loopCounter < 3' },
        }),
        user('report'),
      ],
      ['start -> count', 'count -> report'],
    ),
    { seen: [] },
  );
  expect(run.variables()).toEqual({ seen: [1, 2, 3] });
  expect(run.openTasks()).toEqual(['report']);
});

test('its boundary event is for the loop as a whole, and ends it in the midst', () => {
  const run = given(patrol({ testBefore: false, maximum: 3 }));
  run.after('PT3H');
  run.complete('walk');
  run.after('PT1H');
  expect(run.openTasks()).toEqual(['chase']);
});

test('a condition that can not be evaluated is an incident, and a retry goes on', () => {
  const run = given(patrol({ testBefore: true, condition: '= 1 +' }));
  expect(run.incidents()).toEqual(['expression-failed']);
});

test('a sub-process loops as a whole', () => {
  const run = given(
    model(
      'rounds',
      [
        start,
        ...within('round', [node('s', 'startEvent'), user('a'), user('b')], {
          standardLoop: { testBefore: false, condition: '= again' },
        }),
        user('report'),
      ],
      ['start -> round', 's -> a', 'a -> b', 'round -> report'],
    ),
  );
  run.complete('a');
  run.complete('b', { again: true });
  expect(run.openTasks()).toEqual(['a']);
  run.complete('a');
  run.complete('b', { again: false });
  expect(run.openTasks()).toEqual(['report']);
});

test('without a condition it goes on until its maximum, and its deadline is kept by the loop as a whole', () => {
  const run = given(
    model(
      'deadline',
      [
        start,
        user(
          'walk',
          {},
          {
            standardLoop: { testBefore: false, maximum: 2 },
            deadlines: [{ key: 'd', name: { zh: '时限' }, date: '= "2026-12-01"' }],
          },
        ),
      ],
      ['start -> walk'],
    ),
  );
  run.complete('walk');
  expect(run.count('deadlineClosed')).toBe(0);
  run.complete('walk');
  expect(run.last('deadlineClosed').met).toBe(true);
  expect(run.count('deadlineSet')).toBe(1);
});
