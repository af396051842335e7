import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import { given, type CaseUnderTest } from '../support/given.ts';
import {
  boundary,
  cancel,
  error,
  message,
  eventSubProcess,
  model,
  node,
  nodes,
  user,
  within,
} from '../support/model.ts';

const undoable = (id: string, undo: string): Node[] => [
  user(id, {}, { compensatedBy: undo }),
  user(undo, {}, { isForCompensation: true }),
];

const transaction = (children: Node[]) =>
  within('deal', children).map((each) => (each.id === 'deal' ? { ...each, type: 'transaction' } : each));

/** Money and keys change hands; beside them somebody inspects. Whoever decides may cancel it all. */
const deal = (more: Node[] = [], flows: string[] = []) =>
  model(
    'sale',
    [
      node('start', 'startEvent'),
      ...transaction([
        node('s', 'startEvent'),
        node('fork', 'parallelGateway'),
        ...undoable('pay', 'payBack'),
        ...undoable('handOver', 'takeBack'),
        user('inspect'),
        node('which', 'exclusiveGateway'),
        node('cancelled', 'endEvent', { events: cancel }),
        node('failed', 'endEvent', { events: error('fraud') }),
        node('done', 'endEvent'),
        ...more,
      ]),
      boundary('onCancel', 'deal', { events: cancel }),
      boundary('onError', 'deal', { events: error('fraud') }),
      user('good'),
      user('off'),
      user('police'),
    ],
    [
      'start -> deal',
      's -> fork',
      'fork -> pay',
      'fork -> inspect',
      'pay -> handOver',
      'handOver -> which',
      'which -> cancelled : answer = "cancel"',
      'which -> failed : answer = "fraud"',
      'which -> done : default',
      'deal -> good',
      'onCancel -> off',
      'onError -> police',
      ...flows,
    ],
  );

function until(answer: string): CaseUnderTest {
  const run = given(deal());
  run.complete('pay');
  run.complete('handOver', { answer });
  return run;
}

test('a transaction that is not cancelled is a sub-process', () => {
  const run = until('fine');
  expect(run.openTasks()).toEqual(['inspect']);
  run.complete('inspect');
  expect(run.openTasks()).toEqual(['good']);
});

test('a cancel ends all that runs, undoes what was completed in reverse order, and leaves by the cancel boundary', () => {
  const run = until('cancel');
  expect(run.openTasks()).toEqual(['takeBack']);
  run.complete('takeBack');
  expect(run.openTasks()).toEqual(['payBack']);
  run.complete('payBack');
  expect(run.openTasks()).toEqual(['off']);
  expect(run.times('deal')).toBe(0);
  expect(run.events.flatMap((event) => (event.kind === 'elementCancelled' ? [event.node] : []))).toEqual([
    'inspect',
    'deal',
  ]);
});

test('an error leaves a transaction without undoing anything', () => {
  const run = until('fraud');
  expect(run.openTasks()).toEqual(['police']);
});

test('a cancelled transaction hears nothing more, and runs its event sub-processes no more', () => {
  const run = given(
    deal(eventSubProcess('question', { events: message('asked'), isInterrupting: false }, [user('answer')]), [
      'questionStart -> answer',
    ]),
  );
  run.message('asked');
  expect(run.openTasks()).toContain('answer');
  run.complete('pay');
  run.complete('handOver', { answer: 'cancel' });
  expect(run.openTasks()).toEqual(['takeBack']);
  expect(run.message('asked')?.code).toBe('not-found');
});

test('nothing completed yet: a cancel leaves at once', () => {
  const run = given(
    model(
      'early',
      [
        node('start', 'startEvent'),
        ...transaction([node('s', 'startEvent'), node('cancelled', 'endEvent', { events: cancel })]),
        boundary('onCancel', 'deal', { events: cancel }),
        user('off'),
      ],
      ['start -> deal', 's -> cancelled', 'onCancel -> off'],
    ),
  );
  expect(run.openTasks()).toEqual(['off']);
});

test('a cancel within a sub-process of the transaction cancels the transaction', () => {
  const run = given(
    model(
      'deep',
      [
        node('start', 'startEvent'),
        ...transaction([
          node('s', 'startEvent'),
          ...undoable('pay', 'payBack'),
          node('fork', 'parallelGateway'),
          user('beside'),
          ...within('inner', [
            node('si', 'startEvent'),
            ...undoable('handOver', 'takeBack'),
            node('cancelled', 'endEvent', { events: cancel }),
          ]),
          user('never'),
        ]),
        boundary('onCancel', 'deal', { events: cancel }),
        user('off'),
      ],
      [
        'start -> deal',
        's -> pay',
        'pay -> fork',
        'fork -> inner',
        'fork -> beside',
        'si -> handOver',
        'handOver -> cancelled',
        'inner -> never',
        'onCancel -> off',
      ],
    ),
  );
  run.complete('pay');
  run.complete('handOver');
  const undone: string[] = [];
  while (!run.openTasks().includes('off') && run.openTasks().length > 0) {
    undone.push(...run.openTasks());
    run.complete(run.openTasks()[0] ?? '');
  }
  expect(undone).toEqual(['takeBack', 'payBack']);
  expect(run.openTasks()).toEqual(['off']);
});

test('without a cancel boundary the case goes on nowhere, and ends', () => {
  const run = given(
    model(
      'noBoundary',
      [
        node('start', 'startEvent'),
        ...transaction([
          node('s', 'startEvent'),
          ...undoable('pay', 'payBack'),
          node('cancelled', 'endEvent', { events: cancel }),
        ]),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> deal', 's -> pay', 'pay -> cancelled', 'deal -> end'],
    ),
  );
  run.complete('pay');
  run.complete('payBack');
  expect(run.state.status).toBe('completed');
});

test('one instance that cancels leaves the activity as a whole by its cancel boundary', () => {
  const run = given(
    model(
      'several',
      [
        node('start', 'startEvent'),
        ...transaction([
          node('s', 'startEvent'),
          ...undoable('pay', 'payBack'),
          node('cancelled', 'endEvent', { events: cancel }),
        ]).map((each) =>
          each.id === 'deal' ? { ...each, loop: { isSequential: false, cardinality: '= 2' } } : each,
        ),
        boundary('onCancel', 'deal', { events: cancel }),
        user('off'),
      ],
      ['start -> deal', 's -> pay', 'pay -> cancelled', 'onCancel -> off'],
    ),
  );
  expect(run.openTasks()).toEqual(['pay', 'pay']);
  run.complete('pay');
  run.complete('payBack');
  expect(run.openTasks()).toEqual(['off']);
});

test('of a sub-process that a cancel ends in its midst what was completed is undone, not the sub-process as a whole', () => {
  const run = given(
    model(
      'midst',
      [
        node('start', 'startEvent'),
        ...transaction([
          node('s', 'startEvent'),
          ...within(
            'inner',
            [
              node('si', 'startEvent'),
              ...undoable('handOver', 'takeBack'),
              node('cancelled', 'endEvent', { events: cancel }),
            ],
            { compensatedBy: 'refund' },
          ),
          user('refund', {}, { isForCompensation: true }),
        ]),
        boundary('onCancel', 'deal', { events: cancel }),
        user('off'),
      ],
      ['start -> deal', 's -> inner', 'si -> handOver', 'handOver -> cancelled', 'onCancel -> off'],
    ),
  );
  run.complete('handOver');
  expect(run.openTasks()).toEqual(['takeBack']);
  run.complete('takeBack');
  expect(run.openTasks()).toEqual(['off']);
});
