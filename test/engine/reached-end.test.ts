import { describe, expect, test } from 'vitest';
import { fold } from '../../engine/apply.ts';
import type { Node } from '../../engine/model.ts';
import { given, type CaseUnderTest } from '../support/given.ts';
import { compensate, eventSubProcess, message, model, node, nodes, signal, user } from '../support/model.ts';
import { substance, trailing, withdraws } from './trail/returning.ts';

const start = node('start', 'startEvent');

/** Work that comes to one of two ends, and an event sub-process beside it. */
const beside = (isInterrupting: boolean) =>
  model(
    'beside',
    [
      start,
      user('work'),
      node('gate', 'exclusiveGateway'),
      ...nodes('endEvent', 'good', 'bad'),
      ...eventSubProcess('call', { events: message('m'), isInterrupting }, [
        user('answer'),
        node('answered', 'endEvent'),
      ]),
    ],
    [
      'start -> work',
      'work -> gate',
      'gate -> good : = ok = true',
      'gate -> bad : default',
      'callStart -> answer',
      'answer -> answered',
    ],
  );

function ended(run: CaseUnderTest): string | undefined {
  expect(run.state.status).toBe('completed');
  // What was remembered is a fold of the events, like all else.
  expect(fold(run.events)).toEqual(run.state);
  return run.state.outcome;
}

describe('a case ends as the end event that its own scope reached', () => {
  test.each([
    [true, 'good'],
    [false, 'bad'],
  ])('also where an event sub-process ends it in a later step (ok: %s)', (ok, end) => {
    const run = given(beside(false));
    run.message('m');
    run.complete('work', { ok });
    expect(run.state.status).toBe('active');
    run.complete('answer');
    expect(ended(run)).toBe(end);
  });

  test('where the end was the last, nothing has to be remembered', () => {
    const run = given(beside(false));
    run.message('m');
    run.complete('answer');
    run.complete('work');
    expect(ended(run)).toBe('bad');
    expect(run.state.reachedEnd).toBeUndefined();
  });

  test('of several ends the last, whatever ends the case afterwards', () => {
    const run = given(
      model(
        'several',
        [
          start,
          node('fork', 'parallelGateway'),
          user('one'),
          user('other'),
          ...nodes('endEvent', 'endOne', 'endOther'),
          ...eventSubProcess('call', { events: message('m'), isInterrupting: false }, [user('answer')]),
        ],
        [
          'start -> fork',
          'fork -> one',
          'fork -> other',
          'one -> endOne',
          'other -> endOther',
          'callStart -> answer',
        ],
      ),
    );
    run.message('m');
    run.complete('other');
    run.complete('one');
    run.complete('answer');
    expect(ended(run)).toBe('endOne');
  });

  test('also where the end event itself sets off what then ends the case', () => {
    const run = given(
      model(
        'telling',
        [
          start,
          user('work'),
          node('announced', 'endEvent', { events: signal('done') }),
          ...eventSubProcess('call', { events: signal('done'), isInterrupting: false }, [user('answer')]),
        ],
        ['start -> work', 'work -> announced', 'callStart -> answer'],
      ),
    );
    run.complete('work');
    expect(run.openTasks()).toEqual(['answer']);
    run.complete('answer');
    expect(ended(run)).toBe('announced');
  });

  test('also where what was done is undone before the end event is over', () => {
    const undoable: Node[] = [
      user('book', {}, { compensatedBy: 'cancelBooking' } as Parameters<typeof user>[2]),
      user('cancelBooking', {}, { isForCompensation: true }),
    ];
    const run = given(
      model(
        'undone',
        [start, ...undoable, node('calledOff', 'endEvent', { events: compensate() })],
        ['start -> book', 'book -> calledOff'],
      ),
    );
    run.complete('book');
    expect(run.openTasks()).toEqual(['cancelBooking']);
    run.complete('cancelBooking');
    expect(ended(run)).toBe('calledOff');
  });
});

test('an event that interrupts the case makes it forget the end that a part of it had reached', () => {
  const run = given(
    model(
      'interrupted',
      [
        start,
        node('fork', 'parallelGateway'),
        user('work'),
        node('early', 'endEvent'),
        ...eventSubProcess('call', { events: message('m') }, [user('answer')]),
      ],
      ['start -> fork', 'fork -> early', 'fork -> work', 'callStart -> answer'],
    ),
  );
  expect(run.state.reachedEnd).toBe('early');
  run.message('m');
  run.complete('answer');
  expect(ended(run)).toBe('completed');
});

test('who takes back the step before an end takes back that it was reached', () => {
  const run = given(
    trailing(
      [
        start,
        node('fork', 'parallelGateway'),
        user('one'),
        user('other'),
        ...nodes('endEvent', 'endOne', 'end'),
      ],
      ['start -> fork', 'fork -> one', 'fork -> other', 'one -> endOne', 'other -> end'],
    ),
  );
  const before = structuredClone(substance(run.state));
  run.complete('one');
  expect(run.state.reachedEnd).toBe('endOne');
  withdraws(run, 'one');
  expect(substance(run.state)).toEqual(before);
});
