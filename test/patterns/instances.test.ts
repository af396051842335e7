/** Patterns of multiple instances. */
import { expect, test } from 'vitest';
import type { MultiInstance } from '../../engine/model.ts';
import { given } from '../support/given.ts';
import {
  boundary,
  escalation,
  eventSubProcess,
  message,
  model,
  node,
  nodes,
  signal,
  user,
  within,
} from '../support/model.ts';

const start = node('start', 'startEvent');

const several = (loop: Partial<MultiInstance>, more: Parameters<typeof node>[2] & { id?: string } = {}) =>
  model(
    'several',
    [
      start,
      user('ask', {}, { loop: { isSequential: false, ...loop } }),
      user('next'),
      ...(more.id ? [boundary(more.id, 'ask', more)] : []),
    ],
    ['start -> ask', 'ask -> next', ...(more.id ? [`${more.id} -> next`] : [])],
  );

test('WCP-12 Multiple Instances without Synchronization', () => {
  // Each round sends one off and does not wait for it.
  const run = given(
    model(
      'sendOff',
      [
        start,
        ...nodes('exclusiveGateway', 'merge', 'more'),
        node('fork', 'parallelGateway'),
        node('count', 'scriptTask', { config: { script: '= left - 1', resultVariable: 'left' } }),
        user('ask'),
        user('next'),
      ],
      [
        'start -> merge',
        'merge -> fork',
        'fork -> ask',
        'fork -> count',
        'count -> more',
        'more -> merge : left > 0',
        'more -> next : default',
      ],
    ),
    { left: 3 },
  );
  expect(run.openTasks().sort()).toEqual(['ask', 'ask', 'ask', 'next']);
  run.complete('next');
  for (let sent = 0; sent < 3; sent += 1) run.complete('ask');
  expect(run.state.status).toBe('completed');
});

test('WCP-13 Multiple Instances with a priori Design-Time Knowledge', () => {
  const run = given(several({ cardinality: '= 2' }));
  run.complete('ask');
  expect(run.openTasks()).toEqual(['ask']);
  run.complete('ask');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-14 Multiple Instances with a priori Run-Time Knowledge', () => {
  const run = given(several({ collection: '= schools', item: 'school' }), { schools: ['a', 'b', 'c'] });
  expect(run.openTasks()).toEqual(['ask', 'ask', 'ask']);
  for (let done = 0; done < 3; done += 1) run.complete('ask');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-15 Multiple Instances without a priori Run-Time Knowledge', () => {
  // As long as the sub-process takes requests, each begins another instance; it then waits for all of them.
  const run = given(
    model(
      'onDemand',
      [
        start,
        ...within('sub', [
          node('s', 'startEvent'),
          user('takeRequests'),
          ...eventSubProcess('another', { events: message('another'), isInterrupting: false }, [user('ask')]),
        ]),
        user('next'),
      ],
      ['start -> sub', 's -> takeRequests', 'anotherStart -> ask', 'sub -> next'],
    ),
  );
  run.message('another');
  run.complete('ask');
  run.message('another');
  run.message('another');
  expect(run.openTasks()).toEqual(['takeRequests', 'ask', 'ask']);
  run.complete('takeRequests');
  run.complete('ask');
  expect(run.openTasks()).toEqual(['ask']);
  run.complete('ask');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-26 Cancel Multiple Instance Activity', () => {
  const run = given(
    model(
      'cancelled',
      [
        start,
        user('ask', {}, { loop: { isSequential: false, cardinality: '= 3' } }),
        boundary('stop', 'ask', { events: message('stop') }),
        user('next'),
        node('stopped', 'endEvent'),
      ],
      ['start -> ask', 'ask -> next', 'stop -> stopped'],
    ),
  );
  run.complete('ask');
  run.message('stop');
  expect(run.openTasks()).toEqual([]);
  expect(run.state.outcome).toBe('stopped');
});

test('WCP-27 Complete Multiple Instance Activity', () => {
  const run = given(several({ cardinality: '= 3' }, { id: 'enough', events: message('enough') }));
  run.complete('ask');
  run.message('enough');
  expect(run.openTasks()).toEqual(['next']);
  expect(run.count('taskCancelled')).toBe(2);
});

test('WCP-34 Static Partial Join for Multiple Instances', () => {
  const run = given(
    model(
      'partial',
      [
        start,
        user(
          'ask',
          {},
          {
            loop: {
              isSequential: false,
              cardinality: '= 3',
              throws: [
                {
                  when: 'complex',
                  condition: '= numberOfCompletedInstances = 2',
                  event: signal('enough')[0]!,
                },
              ],
            },
          },
        ),
        boundary('enough', 'ask', { isInterrupting: false, events: signal('enough') }),
        user('next'),
        node('end', 'endEvent'),
      ],
      ['start -> ask', 'enough -> next', 'ask -> end'],
    ),
  );
  run.complete('ask');
  expect(run.openTasks()).toEqual(['ask', 'ask']);
  run.complete('ask');
  expect(run.openTasks()).toEqual(['ask', 'next']);
  run.complete('ask');
  expect(run.openTasks()).toEqual(['next']);
});

test('WCP-35 Cancelling Partial Join for Multiple Instances', () => {
  const run = given(several({ cardinality: '= 3', completionCondition: '= numberOfCompletedInstances = 2' }));
  run.complete('ask');
  run.complete('ask');
  expect(run.openTasks()).toEqual(['next']);
  expect(run.count('taskCancelled')).toBe(1);
});

test('WCP-36 Dynamic Partial Join for Multiple Instances', () => {
  // People begin instances as they see fit; after two, who comes next is told, and the others go on.
  const adHoc = {
    ordering: 'Parallel',
    cancelRemaining: false,
    isManual: true,
    completionCondition: '= closed = true',
  };
  const run = given(
    model(
      'dynamic',
      [
        start,
        ...within(
          'asking',
          [
            user('ask'),
            node('count', 'scriptTask', { config: { script: '= done + 1', resultVariable: 'done' } }),
            node('which', 'exclusiveGateway'),
            node('tell', 'intermediateThrowEvent', { events: escalation('enough') }),
            node('note', 'task'),
          ],
          { config: adHoc },
        ).map((each) => (each.id === 'asking' ? { ...each, type: 'adHocSubProcess' } : each)),
        boundary('enough', 'asking', { isInterrupting: false, events: escalation('enough') }),
        user('next'),
      ],
      [
        'start -> asking',
        'ask -> count',
        'count -> which',
        'which -> tell : done = 2',
        'which -> note : default',
        'enough -> next',
      ],
    ),
    { done: 0 },
  );
  const begin = () => run.command({ kind: 'startActivity', node: 'ask' });
  begin();
  begin();
  run.complete('ask');
  begin();
  expect(run.openTasks()).toEqual(['ask', 'ask']);
  run.complete('ask');
  expect(run.openTasks()).toEqual(['ask', 'next']);
  run.complete('ask', { closed: true });
  run.complete('next');
  expect(run.state.status).toBe('completed');
});
