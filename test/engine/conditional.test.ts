import { expect, test } from 'vitest';
import { inspect } from '../../engine/inspect.ts';
import { given } from '../support/given.ts';
import { boundary, conditional, eventSubProcess, model, node, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');

const wait = model(
  'wait',
  [start, node('enough', 'intermediateCatchEvent', { events: conditional('= count >= 3') }), user('next')],
  ['start -> enough', 'enough -> next'],
);

test('a condition is waited for until the data makes it true', () => {
  const run = given(wait, { count: 1 });
  expect(inspect(wait, run.state)).toMatchObject([{ node: 'enough', for: 'condition' }]);
  run.set({ count: 2 });
  expect(run.openTasks()).toEqual([]);
  run.set({ count: 3 });
  expect(run.openTasks()).toEqual(['next']);
});

test('one that holds already is not waited for', () => {
  expect(given(wait, { count: 5 }).openTasks()).toEqual(['next']);
});

test('a condition over data that is not there yet does not hold, and is no fault', () => {
  const run = given(wait);
  expect(run.incidents()).toEqual([]);
  run.set({ count: 'many' });
  expect(run.incidents()).toEqual([]);
  run.set({ count: 4 });
  expect(run.openTasks()).toEqual(['next']);
});

const watched = (isInterrupting: boolean) =>
  model(
    'watched',
    [
      start,
      user('work'),
      boundary('hot', 'work', { isInterrupting, events: conditional('= degrees > 38') }),
      user('cool'),
      user('after'),
    ],
    ['start -> work', 'hot -> cool', 'work -> after'],
  );

test('it occurs when it becomes true, and again only after it was false', () => {
  const run = given(watched(false), { degrees: 36 });
  run.set({ degrees: 39 });
  run.set({ degrees: 40 });
  run.set({ other: 1 });
  expect(run.openTasks()).toEqual(['work', 'cool']);
  run.set({ degrees: 37 });
  expect(run.openTasks()).toEqual(['work', 'cool']);
  run.set({ degrees: 41 });
  expect(run.openTasks()).toEqual(['work', 'cool', 'cool']);
  expect(run.events.flatMap((event) => (event.kind === 'conditionChanged' ? [event.holds] : []))).toEqual([
    true,
    false,
    true,
  ]);
});

test('at a boundary that interrupts it ends the activity', () => {
  const run = given(watched(true), { degrees: 36 });
  run.set({ degrees: 39 });
  expect(run.openTasks()).toEqual(['cool']);
  run.set({ degrees: 36 });
  run.set({ degrees: 39 });
  expect(run.openTasks()).toEqual(['cool']);
});

test('one that holds when the activity begins occurs at once', () => {
  expect(given(watched(true), { degrees: 39 }).openTasks()).toEqual(['cool']);
  expect(given(watched(false), { degrees: 39 }).openTasks()).toEqual(['work', 'cool']);
});

test('data that a task of the case brings is looked at too, when its step is at rest', () => {
  const run = given(
    model(
      'besides',
      [
        start,
        node('fork', 'parallelGateway'),
        user('measure'),
        node('reset', 'scriptTask', { config: { script: '= 36', resultVariable: 'degrees' } }),
        user('later'),
        node('hot', 'intermediateCatchEvent', { events: conditional('= degrees > 38') }),
        user('cool'),
      ],
      [
        'start -> fork',
        'fork -> measure',
        'fork -> hot',
        'measure -> reset',
        'reset -> later',
        'hot -> cool',
      ],
    ),
  );
  // True for a moment only, within one step: nobody would have seen it.
  run.complete('measure', { degrees: 39 });
  expect(run.openTasks()).toEqual(['later']);
  run.complete('later', { degrees: 39 });
  expect(run.openTasks()).toEqual(['cool']);
});

const handled = (isInterrupting: boolean) =>
  model(
    'handled',
    [
      start,
      ...within('sub', [
        node('s', 'startEvent'),
        user('work'),
        ...eventSubProcess('handler', { events: conditional('= degrees > 38'), isInterrupting }, [
          user('cool'),
        ]),
      ]),
      user('after'),
    ],
    ['start -> sub', 's -> work', 'handlerStart -> cool', 'sub -> after'],
  );

test('an event sub-process begins with it, beside or instead of its scope', () => {
  const beside = given(handled(false), { degrees: 36 });
  beside.set({ degrees: 39 });
  beside.set({ degrees: 36 });
  beside.set({ degrees: 39 });
  expect(beside.openTasks()).toEqual(['work', 'cool', 'cool']);
  const instead = given(handled(true), { degrees: 36 });
  instead.set({ degrees: 39 });
  expect(instead.openTasks()).toEqual(['cool']);
  instead.complete('cool');
  expect(instead.openTasks()).toEqual(['after']);
});

test('a condition on an activity sees the activity’s own data', () => {
  const run = given(
    model(
      'own',
      [
        start,
        user('work', {}, { inputs: [{ target: 'limit', source: '= 10' }] }),
        boundary('over', 'work', { events: conditional('= amount > limit') }),
        user('stop'),
      ],
      ['start -> work', 'over -> stop'],
    ),
    { amount: 1 },
  );
  run.set({ amount: 11 });
  expect(run.openTasks()).toEqual(['stop']);
});
