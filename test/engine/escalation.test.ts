import { expect, test } from 'vitest';
import type { Node } from '../../engine/model.ts';
import { given } from '../support/given.ts';
import { boundary, escalation, eventSubProcess, model, node, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');

/** A sub-process that escalates with code `late` when asked to, around it what a test says. */
const inner = (thrower: 'intermediateThrowEvent' | 'endEvent' = 'intermediateThrowEvent') => [
  node('s', 'startEvent'),
  user('work'),
  node('escalate', thrower, { events: escalation('late') }),
];
const innerFlows = ['s -> work', 'work -> escalate'];

const around = (catches: Node[], more: { thrower?: 'endEvent'; flows?: string[] } = {}) =>
  model(
    'around',
    [
      start,
      ...within('sub', more.thrower ? inner(more.thrower) : [...inner(), user('goOn')]),
      ...catches,
      user('told'),
      user('after'),
    ],
    [
      'start -> sub',
      ...innerFlows,
      ...(more.thrower ? [] : ['escalate -> goOn']),
      ...(more.flows ?? ['caught -> told']),
      'sub -> after',
    ],
  );

test('a boundary event that does not interrupt is told, and who escalated goes on', () => {
  const run = given(
    around([boundary('caught', 'sub', { isInterrupting: false, events: escalation('late') })]),
  );
  run.complete('work');
  expect(run.openTasks().sort()).toEqual(['goOn', 'told']);
  expect(run.last('escalationThrown')).toMatchObject({ node: 'escalate', code: 'late', caught: true });
});

test('a boundary event that interrupts ends the sub-process, and what follows the throw never begins', () => {
  const run = given(around([boundary('caught', 'sub', { events: escalation('late') })]));
  run.complete('work');
  expect(run.openTasks()).toEqual(['told']);
  expect(run.events.some((event) => event.kind === 'taskCreated' && event.task.node === 'goOn')).toBe(false);
});

test('an escalation end event ends its path only', () => {
  const run = given(
    around([boundary('caught', 'sub', { isInterrupting: false, events: escalation('late') })], {
      thrower: 'endEvent',
    }),
  );
  run.complete('work');
  expect(run.openTasks().sort()).toEqual(['after', 'told']);
});

test('its own code goes before every code, whatever the order', () => {
  const run = given(
    around(
      [
        boundary('any', 'sub', { isInterrupting: false, events: escalation() }),
        boundary('caught', 'sub', { isInterrupting: false, events: escalation('late') }),
        boundary('other', 'sub', { isInterrupting: false, events: escalation('else') }),
        user('tooMuch'),
      ],
      { flows: ['any -> tooMuch', 'other -> tooMuch', 'caught -> told'] },
    ),
  );
  run.complete('work');
  expect(run.openTasks().sort()).toEqual(['goOn', 'told']);
});

test('without its code, one that catches every escalation is told', () => {
  const run = given(around([boundary('caught', 'sub', { isInterrupting: false, events: escalation() })]));
  run.complete('work');
  expect(run.openTasks().sort()).toEqual(['goOn', 'told']);
});

test('an escalation that nothing catches is seen, and the case goes on', () => {
  const run = given(around([boundary('caught', 'sub', { events: escalation('else') })]));
  run.complete('work');
  expect(run.openTasks()).toEqual(['goOn']);
  expect(run.last('escalationThrown')).toMatchObject({ code: 'late', caught: false });
  expect(run.effects).toEqual([]);
  expect(run.incidents()).toEqual([]);
});

test('it climbs to the nearest scope that catches it', () => {
  const nested = (catches: Node[]) =>
    given(
      model(
        'nested',
        [
          start,
          ...within('outer', [node('so', 'startEvent'), ...within('sub', inner()), ...catches]),
          boundary('far', 'outer', { isInterrupting: false, events: escalation('late') }),
          user('told'),
        ],
        ['start -> outer', 'so -> sub', ...innerFlows, 'far -> told'],
      ),
    );
  const climbed = nested([]);
  climbed.complete('work');
  expect(climbed.openTasks()).toEqual(['told']);
  const near = nested([boundary('near', 'sub', { isInterrupting: false, events: escalation() })]);
  near.complete('work');
  expect(near.times('near')).toBe(1);
  expect(near.openTasks()).toEqual([]);
});

const handled = (isInterrupting: boolean) =>
  model(
    'handled',
    [
      start,
      ...within('sub', [
        ...inner(),
        user('goOn'),
        ...eventSubProcess('handler', { events: escalation('late'), isInterrupting }, [user('handle')]),
      ]),
      boundary('never', 'sub', { events: escalation('late') }),
      user('after'),
    ],
    ['start -> sub', ...innerFlows, 'escalate -> goOn', 'handlerStart -> handle', 'sub -> after'].concat(
      'never -> after',
    ),
  );

test('an event sub-process of its own scope catches it before the boundary', () => {
  const beside = given(handled(false));
  beside.complete('work');
  expect(beside.openTasks().sort()).toEqual(['goOn', 'handle']);
  const instead = given(handled(true));
  instead.complete('work');
  expect(instead.openTasks()).toEqual(['handle']);
  instead.complete('handle');
  expect(instead.openTasks()).toEqual(['after']);
});

test('every escalation is told anew as long as the activity runs', () => {
  const run = given(
    model(
      'often',
      [
        start,
        ...within('sub', [
          node('s', 'startEvent'),
          node('first', 'intermediateThrowEvent', { events: escalation('late') }),
          node('second', 'intermediateThrowEvent', { events: escalation('late') }),
          user('goOn'),
        ]),
        boundary('caught', 'sub', { isInterrupting: false, events: escalation('late') }),
        user('told'),
      ],
      ['start -> sub', 's -> first', 'first -> second', 'second -> goOn', 'caught -> told'],
    ),
  );
  expect(run.openTasks().sort()).toEqual(['goOn', 'told', 'told']);
});

const calling = (isInterrupting: boolean) =>
  given(
    model(
      'calling',
      [
        start,
        node('call', 'callActivity', {
          config: { calledElement: 'other', binding: 'latest', inputs: [], outputs: [] },
        }),
        boundary('caught', 'call', { isInterrupting, events: escalation('late') }),
        user('told'),
        user('after'),
      ],
      ['start -> call', 'caught -> told', 'call -> after'],
    ),
  );

test('a called case tells its caller what nothing in it catches, and goes on', () => {
  const parent = { caseId: 'caller', call: 'c1' };
  const run = given(
    model(
      'called',
      [start, node('escalate', 'intermediateThrowEvent', { events: escalation('late') }), user('goOn')],
      ['start -> escalate', 'escalate -> goOn'],
    ),
    {},
    { parent },
  );
  expect(run.effects).toEqual([{ kind: 'escalateToParent', parent, code: 'late' }]);
  expect(run.openTasks()).toEqual(['goOn']);
});

test('what a called case escalates is caught on the call activity, beside it or instead of it', () => {
  const beside = calling(false);
  beside.fromCall({ kind: 'callEscalated', code: 'late' });
  expect(beside.openTasks()).toEqual(['told']);
  beside.fromCall({ kind: 'callEnded', result: { ok: true, variables: {} } });
  expect(beside.openTasks()).toEqual(['told', 'after']);

  const instead = calling(true);
  instead.fromCall({ kind: 'callEscalated', code: 'late' });
  expect(instead.openTasks()).toEqual(['told']);
  expect(instead.effects.at(-1)).toMatchObject({ kind: 'cancelCall' });
  // What the child sends after it was cancelled finds nobody.
  instead.fromCall({ kind: 'callEscalated', code: 'late' });
  expect(instead.openTasks()).toEqual(['told']);
});
