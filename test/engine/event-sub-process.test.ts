import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import { given, type CaseUnderTest } from '../support/given.ts';
import {
  boundary,
  conditional,
  error,
  escalation,
  eventSubProcess,
  message,
  model,
  node,
  signal,
  timer,
  user,
  within,
} from '../support/model.ts';

/** A sub-process with an event sub-process beside its work, and something after it. */
const around = (
  start: { events: Node['events']; isInterrupting?: boolean },
  more: Node[] = [],
  flows: string[] = [],
) =>
  model(
    'around',
    [
      node('start', 'startEvent'),
      ...within('sub', [
        node('s', 'startEvent'),
        node('fork', 'parallelGateway'),
        user('work'),
        user('also'),
        ...eventSubProcess('handler', start, [user('handle')]),
        ...more,
      ]),
      user('after'),
    ],
    [
      'start -> sub',
      's -> fork',
      'fork -> work',
      'fork -> also',
      'handlerStart -> handle',
      'sub -> after',
      ...flows,
    ],
  );

const kinds: [string, Node['events'], (run: CaseUnderTest) => void][] = [
  ['a message', message('m'), (run) => void run.message('m')],
  ['a signal', signal('x'), (run) => run.signal('x')],
  ['a timer', timer('duration', 'P1D'), (run) => run.after('P1D')],
  ['a condition', conditional('= hot = true'), (run) => run.set({ hot: true })],
];

test.each(kinds)(
  '%s that interrupts replaces all that runs in the scope; the scope then completes',
  (_, events, come) => {
    const run = given(around({ events }));
    expect(run.openTasks()).toEqual(['work', 'also']);
    come(run);
    expect(run.openTasks()).toEqual(['handle']);
    come(run);
    expect(run.openTasks()).toEqual(['handle']);
    run.complete('handle');
    expect(run.openTasks()).toEqual(['after']);
  },
);

test.each(kinds)('%s that does not interrupt runs beside the scope and keeps it open', (_, events, come) => {
  const run = given(around({ events, isInterrupting: false }));
  come(run);
  expect(run.openTasks()).toEqual(['work', 'also', 'handle']);
  run.complete('work');
  run.complete('also');
  expect(run.openTasks()).toEqual(['handle']);
  run.complete('handle');
  expect(run.openTasks()).toEqual(['after']);
});

test.each(kinds)('%s that comes after the scope is complete begins nothing', (_, events, come) => {
  const run = given(around({ events, isInterrupting: false }));
  run.complete('work');
  run.complete('also');
  come(run);
  expect(run.openTasks()).toEqual(['after']);
});

test('a cycle that does not interrupt begins it again and again', () => {
  const run = given(around({ events: timer('cycle', 'R3/P1D'), isInterrupting: false }));
  run.after('P9D');
  expect(run.openTasks()).toEqual(['work', 'also', 'handle', 'handle', 'handle']);
});

const fails = node('failed', 'endEvent', { events: error('bad') });

test('an error begins the one that catches it, instead of the scope', () => {
  const run = given(around({ events: error('bad') }, [fails], ['work -> failed']));
  run.complete('work');
  expect(run.openTasks()).toEqual(['handle']);
  run.complete('handle');
  expect(run.openTasks()).toEqual(['after']);
});

test('an error of another code climbs on', () => {
  const run = given(around({ events: error('else') }, [fails], ['work -> failed']));
  run.complete('work');
  expect(run.state).toMatchObject({ status: 'failed', outcome: 'bad' });
});

test('an error within the handler is not caught by the handler itself', () => {
  const run = given(
    model(
      'inHandler',
      [
        node('start', 'startEvent'),
        ...within('sub', [
          node('s', 'startEvent'),
          fails,
          ...eventSubProcess('handler', { events: error() }, [
            user('handle'),
            node('again', 'endEvent', { events: error('worse') }),
          ]),
        ]),
        boundary('caught', 'sub', { events: error('worse') }),
        user('outside'),
      ],
      ['start -> sub', 's -> failed', 'handlerStart -> handle', 'handle -> again', 'caught -> outside'],
    ),
  );
  run.complete('handle');
  expect(run.openTasks()).toEqual(['outside']);
});

test('an escalation begins it beside its scope or instead of it', () => {
  const escalates = node('tell', 'endEvent', { events: escalation('late') });
  const beside = given(
    around({ events: escalation('late'), isInterrupting: false }, [escalates], ['work -> tell']),
  );
  beside.complete('work');
  expect(beside.openTasks()).toEqual(['also', 'handle']);
  const instead = given(around({ events: escalation('late') }, [escalates], ['work -> tell']));
  instead.complete('work');
  expect(instead.openTasks()).toEqual(['handle']);
});

test('one that is running is interrupted by another that interrupts', () => {
  const run = given(
    model(
      'two',
      [
        node('start', 'startEvent'),
        user('work'),
        ...eventSubProcess('ask', { events: message('ask'), isInterrupting: false }, [user('answer')]),
        ...eventSubProcess('stop', { events: message('stop') }, [user('clean')]),
      ],
      ['start -> work', 'askStart -> answer', 'stopStart -> clean'],
    ),
  );
  run.message('ask');
  run.message('stop');
  expect(run.openTasks()).toEqual(['clean']);
  expect(run.message('ask')?.code).toBe('not-found');
});

test('each instance of a multi-instance sub-process has its own', () => {
  const run = given(
    model(
      'each',
      [
        node('start', 'startEvent'),
        ...within(
          'sub',
          [
            node('s', 'startEvent'),
            user('work'),
            ...eventSubProcess(
              'handler',
              {
                events: [
                  { type: 'messageEventDefinition', config: { message: 'm', correlation: '= school' } },
                ],
              },
              [user('handle')],
            ),
          ],
          { loop: { isSequential: false, collection: '= schools', item: 'school' } },
        ),
      ],
      ['start -> sub', 's -> work', 'handlerStart -> handle'],
    ),
    { schools: ['a', 'b'] },
  );
  run.command({ kind: 'sendMessage', message: 'm', messageId: '1', correlation: 'b', variables: {} });
  expect(run.openTasks()).toEqual(['work', 'handle']);
  expect(run.seenBy('work')['school']).toBe('a');
});

test('an event sub-process may have one of its own', () => {
  const run = given(
    model(
      'nested',
      [
        node('start', 'startEvent'),
        user('work'),
        ...within(
          'outer',
          [
            node('outerStart', 'startEvent', { events: message('a'), isInterrupting: false }),
            user('handle'),
            ...eventSubProcess('inner', { events: message('b') }, [user('deeper')]),
          ],
          { config: { isEventSubProcess: true } },
        ),
      ],
      ['start -> work', 'outerStart -> handle', 'innerStart -> deeper'],
    ),
  );
  expect(run.message('b')?.code).toBe('not-found');
  run.message('a');
  run.message('b');
  expect(run.openTasks()).toEqual(['work', 'deeper']);
});

test('beside one that interrupted no other of its scope is left: what it throws goes on outwards', () => {
  const run = given(
    model(
      'rivals',
      [
        node('start', 'startEvent'),
        ...within('sub', [
          node('s', 'startEvent'),
          fails,
          ...eventSubProcess('first', { events: error('bad') }, [
            node('again', 'endEvent', { events: error('worse') }),
          ]),
          ...eventSubProcess('second', { events: error('worse') }, [user('never')]),
        ]),
        boundary('caught', 'sub', { events: error('worse') }),
        user('outside'),
      ],
      ['start -> sub', 's -> failed', 'firstStart -> again', 'secondStart -> never', 'caught -> outside'],
    ),
  );
  expect(run.openTasks()).toEqual(['outside']);
});

test('one never catches what it throws itself, others of its scope do', () => {
  const escalates = (other: Node[]) =>
    given(
      model(
        'selfish',
        [
          node('start', 'startEvent'),
          user('work'),
          node('tell', 'intermediateThrowEvent', { events: escalation('late') }),
          user('goOn'),
          ...eventSubProcess('handler', { events: escalation(), isInterrupting: false }, [
            node('more', 'intermediateThrowEvent', { events: escalation('worse') }),
            user('handle'),
          ]),
          ...other,
        ],
        ['start -> work', 'work -> tell', 'tell -> goOn', 'handlerStart -> more', 'more -> handle'].concat(
          other.length > 0 ? ['otherStart -> handleWorse'] : [],
        ),
      ),
    );
  const alone = escalates([]);
  alone.complete('work');
  expect(alone.openTasks().sort()).toEqual(['goOn', 'handle']);
  expect(alone.last('escalationThrown')).toMatchObject({ code: 'worse', caught: false });
  const both = escalates(
    eventSubProcess('other', { events: escalation('worse'), isInterrupting: false }, [user('handleWorse')]),
  );
  both.complete('work');
  expect(both.openTasks().sort()).toEqual(['goOn', 'handle', 'handleWorse']);
});
