import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { model, node, signal, user } from '../support/model.ts';

const heard = model(
  'heard',
  [
    node('s', 'startEvent'),
    node('fork', 'parallelGateway'),
    user('first'),
    node('wait', 'intermediateCatchEvent', { events: signal('= "alert-" + place') }),
    node('call', 'intermediateThrowEvent', { events: signal('= "alert-" + place') }),
    user('after'),
  ],
  ['s -> fork', 'fork -> first', 'fork -> wait', 'first -> call', 'wait -> after'],
);

test('a signal may be named by an expression, on both sides', () => {
  const run = given(heard, { place: 'kitchen' });
  run.complete('first');
  expect(run.openTasks()).toEqual(['after']);
  expect(run.last('signalThrown').signal).toBe('alert-kitchen');
});

test('an expression that gives no name is an incident of the case', () => {
  expect(given(heard).incidents()).toEqual(['signal-without-name']);
});
