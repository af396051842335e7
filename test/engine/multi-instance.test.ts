import { expect, test } from 'vitest';
import type { InstanceThrow, MultiInstance } from '../../engine/model.ts';
import { given } from '../support/given.ts';
import { boundary, escalation, message, model, node, signal, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');
const [told] = signal('told');
const thrown = (when: InstanceThrow['when'], condition?: string): InstanceThrow => ({
  when,
  ...(condition !== undefined && { condition }),
  event: told!,
});

const asking = (throws: InstanceThrow[], more: Partial<MultiInstance> = {}) =>
  given(
    model(
      'asking',
      [
        start,
        user('ask', {}, { loop: { isSequential: false, cardinality: '= 3', throws, ...more } }),
        boundary('caught', 'ask', { isInterrupting: false, events: signal('told') }),
        user('look'),
        user('after'),
      ],
      ['start -> ask', 'caught -> look', 'ask -> after'],
    ),
  );

const looks = (run: ReturnType<typeof asking>) => run.openTasks().filter((id) => id === 'look').length;

test('behavior one: its event is thrown as the first instance completes', () => {
  const run = asking([thrown('one')]);
  const seen = [1, 2, 3].map(() => {
    run.complete('ask');
    return looks(run);
  });
  expect(seen).toEqual([1, 1, 1]);
  expect(run.openTasks()).toEqual(['look', 'after']);
});

test('behavior none: its event is thrown as each instance completes', () => {
  const run = asking([thrown('none')]);
  run.complete('ask');
  expect(looks(run)).toBe(1);
  run.complete('ask');
  expect(looks(run)).toBe(2);
  run.complete('ask');
  expect(run.count('signalThrown')).toBe(3);
});

test('behavior complex: its event is thrown after each instance for which its condition holds', () => {
  const run = asking([thrown('complex', '= numberOfCompletedInstances = 2')]);
  const seen = [1, 2, 3].map(() => {
    run.complete('ask');
    return looks(run);
  });
  expect(seen).toEqual([0, 1, 1]);
});

test('several complex behaviours throw each its own event', () => {
  const run = asking([
    thrown('complex', '= numberOfCompletedInstances >= 2'),
    { when: 'complex', condition: '= numberOfActiveInstances = 0', event: message('all')[0]! },
  ]);
  run.complete('ask');
  run.complete('ask');
  run.complete('ask');
  expect(run.count('signalThrown')).toBe(2);
  expect(run.last('messageSent')).toMatchObject({ node: 'ask', message: 'all' });
});

test('behavior all throws nothing', () => {
  const run = asking([]);
  run.complete('ask');
  expect(run.count('signalThrown')).toBe(0);
});

test('what the behaviour throws may end the activity from its boundary', () => {
  const run = given(
    model(
      'first',
      [
        start,
        user(
          'ask',
          {},
          {
            loop: {
              isSequential: false,
              cardinality: '= 3',
              throws: [{ when: 'one', event: escalation('enough')[0]! }],
            },
          },
        ),
        boundary('caught', 'ask', { events: escalation('enough') }),
        user('look'),
      ],
      ['start -> ask', 'caught -> look'],
    ),
  );
  run.complete('ask');
  expect(run.openTasks()).toEqual(['look']);
  expect(run.count('taskCancelled')).toBe(2);
});

test('conditions see how many instances there are, completed and active', () => {
  const run = asking([], {
    completionCondition:
      '= numberOfInstances = 3 and numberOfCompletedInstances = 2 and numberOfActiveInstances = 1',
  });
  run.complete('ask');
  expect(run.openTasks()).toEqual(['ask', 'ask']);
  run.complete('ask');
  expect(run.openTasks()).toEqual(['after']);
});

test('a sequence of instances ends early by its condition too', () => {
  const run = asking([], { isSequential: true, completionCondition: '= nrOfCompletedInstances = 2' });
  run.complete('ask');
  run.complete('ask');
  expect(run.openTasks()).toEqual(['after']);
  expect(run.count('taskCancelled')).toBe(0);
});

test('no instance at all: the activity is complete at once, with an empty list of results', () => {
  const run = asking([], {
    cardinality: '= 0',
    output: { collection: 'answers', element: '= answer' },
  });
  expect(run.openTasks()).toEqual(['after']);
  expect(run.variables()).toEqual({ answers: [] });
});

test('places of instances that were ended early stay empty in the results', () => {
  const run = asking([], {
    output: { collection: 'answers', element: '= answer' },
    completionCondition: '= numberOfCompletedInstances = 1',
  });
  run.complete('ask', { answer: 'a' });
  expect(run.variables()).toMatchObject({ answers: ['a', null, null] });
});

test.each(['= 1.5', '= -1', '= 5001', '= "many"', '= null'])(
  'a cardinality of %s is an incident',
  (cardinality) => {
    expect(asking([], { cardinality }).incidents()).toEqual(['bad-instances']);
  },
);

test('5,000 instances are the most, and a number as text will do', () => {
  expect(asking([], { cardinality: '= 5000' }).openTasks()).toHaveLength(5000);
  expect(asking([], { cardinality: '= "2"' }).openTasks()).toHaveLength(2);
});

test('instances of a sub-process run each in its own scope, with its own item and counter', () => {
  const run = given(
    model(
      'visits',
      [
        start,
        ...within(
          'visit',
          [
            node('s', 'startEvent'),
            node('note', 'scriptTask', {
              config: { script: '= school + string(loopCounter)', resultVariable: 'label' },
            }),
            user('go'),
          ],
          {
            properties: ['label'],
            loop: {
              isSequential: false,
              collection: '= schools',
              item: 'school',
              output: { collection: 'done', element: '= school' },
            },
          },
        ),
        user('after'),
      ],
      ['start -> visit', 's -> note', 'note -> go', 'visit -> after'],
    ),
    { schools: ['x', 'y'] },
  );
  expect(run.openTasks()).toEqual(['go', 'go']);
  expect(run.seenBy('go')).toMatchObject({ school: 'x', loopCounter: 1, label: 'x1' });
  run.complete('go');
  expect(run.seenBy('go')).toMatchObject({ school: 'y', loopCounter: 2, label: 'y2' });
  run.complete('go');
  expect(run.variables()).toEqual({ schools: ['x', 'y'], done: ['x', 'y'] });
});

test('a sequence counts its instances from one, and the deadline is of the activity as a whole', () => {
  const run = given(
    model(
      'sequence',
      [
        start,
        user(
          'ask',
          {},
          {
            loop: { isSequential: true, collection: '= schools', item: 'school' },
            deadlines: [{ key: 'd', name: { zh: '时限' }, date: '= "2026-12-01"' }],
          },
        ),
      ],
      ['start -> ask'],
    ),
    { schools: ['a', 'b'] },
  );
  expect(run.seenBy('ask')).toMatchObject({ school: 'a', loopCounter: 1 });
  run.complete('ask');
  expect(run.seenBy('ask')).toMatchObject({ school: 'b', loopCounter: 2 });
  run.complete('ask');
  expect(run.count('deadlineSet')).toBe(1);
  expect(run.last('deadlineClosed').met).toBe(true);
});
