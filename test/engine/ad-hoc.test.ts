import { expect, test } from 'vitest';
import type { AdHocConfig } from '../../engine/ad-hoc.ts';
import { inspect } from '../../engine/inspect.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { given } from '../support/given.ts';
import { boundary, message, model, node, user, within } from '../support/model.ts';

/** Three checks in no order, the last with a report after it. */
const checks = (config: Partial<AdHocConfig>): ProcessModel =>
  model(
    'inspection',
    [
      node('start', 'startEvent'),
      ...within('checks', [user('fire'), user('food'), user('gate'), user('report')], {
        config: { ordering: 'Parallel', cancelRemaining: true, isManual: false, ...config },
      }).map((each) => (each.id === 'checks' ? { ...each, type: 'adHocSubProcess' } : each)),
      boundary('stop', 'checks', { events: message('stop') }),
      user('after'),
      user('stopped'),
    ],
    ['start -> checks', 'gate -> report', 'checks -> after', 'stop -> stopped'],
  );

test('all activities begin at once, what follows one begins after it, and all of it must end', () => {
  const run = given(checks({}));
  expect(run.openTasks()).toEqual(['fire', 'food', 'gate']);
  run.complete('gate');
  expect(run.openTasks()).toEqual(['fire', 'food', 'report']);
  run.complete('fire');
  run.complete('report');
  expect(run.openTasks()).toEqual(['food']);
  run.complete('food');
  expect(run.openTasks()).toEqual(['after']);
});

test('sequentially one begins when nothing else runs', () => {
  const run = given(checks({ ordering: 'Sequential' }));
  expect(run.openTasks()).toEqual(['fire']);
  run.complete('fire');
  expect(run.openTasks()).toEqual(['food']);
  run.complete('food');
  expect(run.openTasks()).toEqual(['gate']);
  run.complete('gate');
  expect(run.openTasks()).toEqual(['report']);
  run.complete('report');
  expect(run.openTasks()).toEqual(['after']);
});

test('when the completion condition holds, what still runs is cancelled', () => {
  const run = given(checks({ completionCondition: '= safe = true' }));
  run.complete('fire', { safe: false });
  expect(run.openTasks()).toEqual(['food', 'gate']);
  run.complete('food', { safe: true });
  expect(run.openTasks()).toEqual(['after']);
  expect(run.last('taskCancelled').node).toBe('gate');
});

test('or is waited for, where the rest is not to be cancelled', () => {
  const run = given(checks({ completionCondition: '= safe = true', cancelRemaining: false }));
  run.complete('fire', { safe: true });
  expect(run.openTasks()).toEqual(['food', 'gate']);
  run.complete('food');
  run.complete('gate');
  run.complete('report');
  expect(run.openTasks()).toEqual(['after']);
});

test('sequentially, a condition that holds leaves out what has not begun', () => {
  const run = given(checks({ ordering: 'Sequential', completionCondition: '= safe = true' }));
  run.complete('fire', { safe: true });
  expect(run.openTasks()).toEqual(['after']);
});

const manual = (config: Partial<AdHocConfig> = {}) =>
  given(checks({ isManual: true, completionCondition: '= done = true', ...config }));

test('where people begin the activities, they do so as often as they see fit', () => {
  const run = manual();
  expect(run.openTasks()).toEqual([]);
  expect(run.incidents()).toEqual([]);
  run.command({ kind: 'startActivity', node: 'food' });
  run.command({ kind: 'startActivity', node: 'food' });
  expect(run.openTasks()).toEqual(['food', 'food']);
  run.complete('food', { done: false });
  run.complete('food');
  expect(run.state.status).toBe('active');
  run.command({ kind: 'startActivity', node: 'fire' });
  run.complete('fire', { done: true });
  expect(run.openTasks()).toEqual(['after']);
  expect(run.count('adHocBegun')).toBe(3);
});

test('a case that waits for people to choose says so', () => {
  const run = manual();
  expect(inspect(checks({ isManual: true }), run.state)).toMatchObject([
    { node: 'stop', for: 'message' },
    { node: 'checks', for: 'choice' },
  ]);
});

test.each([
  ['what only follows another', { node: 'report' }],
  ['what is elsewhere', { node: 'after' }],
  ['what does not exist', { node: 'nothing' }],
  ['another instance', { node: 'food', scope: 'other' }],
])('people can not begin %s', (_, command) => {
  const run = manual();
  expect(run.command({ kind: 'startActivity', ...command })?.code).toBe('bad-input');
  expect(run.openTasks()).toEqual([]);
});

test('people begin nothing where activities begin by themselves', () => {
  expect(given(checks({})).command({ kind: 'startActivity', node: 'food' })?.code).toBe('bad-input');
});

test('one at a time where the order is sequential', () => {
  const run = manual({ ordering: 'Sequential' });
  run.command({ kind: 'startActivity', node: 'food' });
  expect(run.command({ kind: 'startActivity', node: 'fire' })?.code).toBe('bad-input');
  run.complete('food');
  expect(run.command({ kind: 'startActivity', node: 'fire' })).toBeUndefined();
  expect(run.openTasks()).toEqual(['fire']);
});

test('a boundary event ends an ad-hoc sub-process with all that runs in it', () => {
  const run = given(checks({}));
  run.complete('fire');
  run.message('stop');
  expect(run.openTasks()).toEqual(['stopped']);
});
