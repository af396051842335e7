import { expect, test } from 'vitest';
import { inspect } from '../../engine/inspect.ts';
import { triggersOf } from '../../engine/triggers.ts';
import { given } from '../support/given.ts';
import { conditional, message, model, node, signal, timer, user } from '../support/model.ts';

const caught = (id: string, events: ReturnType<typeof message>) =>
  node(id, 'intermediateCatchEvent', { events });

const waiting = model(
  'reply',
  [
    node('start', 'startEvent'),
    node('first', 'eventBasedGateway'),
    caught('answered', message('answer')),
    caught('late', timer('duration', 'P3D')),
    caught('stopped', signal('stop')),
    node('complaint', 'receiveTask', { events: message('complaint') }),
    caught('solved', conditional('= solved = true')),
    ...['read', 'chase', 'close', 'hear', 'thank'].map((id) => user(id)),
  ],
  [
    'start -> first',
    'first -> answered',
    'first -> late',
    'first -> stopped',
    'first -> complaint',
    'first -> solved',
    'answered -> read',
    'late -> chase',
    'stopped -> close',
    'complaint -> hear',
    'solved -> thank',
  ],
);

test.each<[string, string, (run: ReturnType<typeof given>) => void]>([
  ['a message', 'read', (run) => run.message('answer')],
  ['a timer', 'chase', (run) => run.after('P3D')],
  ['a signal', 'close', (run) => run.signal('stop')],
  ['the message of a receive task', 'hear', (run) => run.message('complaint')],
  ['a condition', 'thank', (run) => run.set({ solved: true })],
])('the first event decides, here %s; the others are no longer waited for', (_, task, happens) => {
  const run = given(waiting);
  expect(run.openTasks()).toEqual([]);
  happens(run);
  expect(run.openTasks()).toEqual([task]);
  expect(inspect(waiting, run.state).map((wait) => wait.for)).toEqual(['person']);
  run.after('P9D');
  run.signal('stop');
  run.set({ solved: true });
  expect(run.message('answer')?.code).toBe('not-found');
  expect(run.openTasks()).toEqual([task]);
});

test('the way through the gateway and its event stands in the trace', () => {
  const run = given(waiting);
  run.message('answer', { text: 'yes' });
  expect(run.completed()).toEqual(['start', 'first', 'answered']);
  expect(run.variables()).toEqual({ text: 'yes' });
});

test('a condition that holds already decides at once', () => {
  expect(given(waiting, { solved: true }).openTasks()).toEqual(['thank']);
});

test('a message that was kept for it decides at once', () => {
  const before = model(
    'before',
    [node('start', 'startEvent'), user('prepare'), ...Object.values(waiting.nodes).filter((n) => n.parent)]
      .filter((each, index, all) => all.findIndex((other) => other.id === each.id) === index)
      .map((each) => ({ ...each, incoming: [], outgoing: [], parent: '' })),
    ['start -> prepare', 'prepare -> first', 'first -> answered', 'first -> late', 'answered -> read'],
  );
  const run = given(before);
  const keepUntil = '2026-10-01T00:00:00.000Z';
  run.command({ kind: 'sendMessage', message: 'answer', messageId: 'm1', variables: {}, keepUntil });
  run.complete('prepare');
  expect(run.openTasks()).toEqual(['read']);
  expect(Object.values(run.state.timers)).toEqual([]);
});

const begins = (isParallel: boolean) =>
  model(
    'intake',
    [
      node('gate', 'eventBasedGateway', { instantiate: true, config: { isParallel } }),
      caught('report', message('report')),
      caught('photo', message('photo')),
      user('readReport'),
      user('seePhoto'),
    ],
    ['gate -> report', 'gate -> photo', 'report -> readReport', 'photo -> seePhoto'],
  );

test('one that instantiates begins a case with any of its messages', () => {
  const intake = begins(false);
  expect(triggersOf(intake)).toEqual([
    { kind: 'message', message: 'report' },
    { kind: 'message', message: 'photo' },
  ]);
  const run = given(intake, { by: 'school' }, { trigger: { kind: 'message', message: 'photo' } });
  expect(run.openTasks()).toEqual(['seePhoto']);
  expect(run.variables()).toEqual({ by: 'school' });
  expect(run.message('report')?.code).toBe('not-found');
  run.complete('seePhoto');
  expect(run.state.status).toBe('completed');
});

test('one that instantiates in parallel waits for its other messages before the case can end', () => {
  const run = given(begins(true), {}, { trigger: { kind: 'message', message: 'photo' } });
  expect(run.openTasks()).toEqual(['seePhoto']);
  run.complete('seePhoto');
  expect(run.state.status).toBe('active');
  expect(run.message('photo')?.code).toBe('not-found');
  run.message('report');
  run.complete('readReport');
  expect(run.state.status).toBe('completed');
});

test('a case can not begin with a message that nothing in it takes', () => {
  const run = given(begins(false), {}, { trigger: { kind: 'message', message: 'other' } });
  expect(run.incidents()).toEqual(['no-start']);
});
