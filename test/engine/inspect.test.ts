import { expect, test } from 'vitest';
import { inspect } from '../../engine/inspect.ts';
import { given } from '../support/given.ts';
import { conditional, message, model, node, nodes, signal, timer, user } from '../support/model.ts';

test('where a case stands: each thing that it waits for, by the element that people see', () => {
  const process = model(
    'waits',
    [
      node('start', 'startEvent'),
      node('fork', 'parallelGateway'),
      user('person', {}, { name: { zh: '办理', en: 'Work' } }),
      node('time', 'intermediateCatchEvent', { events: timer('duration', 'P1D') }),
      node('letter', 'intermediateCatchEvent', { events: message('m') }),
      node('alarm', 'intermediateCatchEvent', { events: signal('x') }),
      node('state', 'intermediateCatchEvent', { events: conditional('= ready = true') }),
      node('job', 'serviceTask', { config: { jobType: 'x', parameters: {} } }),
      node('call', 'callActivity', {
        config: { calledElement: 'y', binding: 'latest', inputs: [], outputs: [] },
      }),
      node('which', 'exclusiveGateway'),
      node('pass', 'task'),
      ...nodes('parallelGateway', 'join'),
      user('after'),
    ],
    [
      'start -> fork',
      ...['person', 'time', 'letter', 'alarm', 'state', 'job', 'call', 'which', 'pass'].map(
        (id) => `fork -> ${id}`,
      ),
      'pass -> join',
      'person -> join',
      'which -> after : nothing = true',
      'join -> after',
    ],
  );
  const found = inspect(process, given(process).state);
  expect(found.map(({ node: id, for: what }) => [id, what])).toEqual([
    ['person', 'person'],
    ['time', 'time'],
    ['letter', 'message'],
    ['alarm', 'signal'],
    ['state', 'condition'],
    ['job', 'job'],
    ['call', 'calledCase'],
    ['which', 'incident'],
    ['join', 'otherPath'],
  ]);
  expect(found[0]).toMatchObject({ name: { zh: '办理', en: 'Work' } });
  expect(found[1]).toMatchObject({ name: { zh: 'time' }, due: '2026-09-08T01:00:00.000Z' });
});
