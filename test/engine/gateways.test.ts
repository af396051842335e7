import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { model, node, user } from '../support/model.ts';

const order = model(
  'order',
  [
    node('start', 'startEvent'),
    node('fork', 'parallelGateway'),
    user('pick'),
    user('pack'),
    node('ready', 'parallelGateway'),
    node('end', 'endEvent'),
  ],
  ['start -> fork', 'fork -> pick', 'fork -> pack', 'pick -> ready', 'pack -> ready', 'ready -> end'],
);

test('a parallel join waits for a token on every incoming flow', () => {
  const run = given(order);
  run.complete('pick');
  expect(run.openTasks()).toEqual(['pack']);
  run.complete('pack');
  expect(run.completed().slice(-3)).toEqual(['ready', 'end', 'case']);
});

test('a second token on the same flow waits at the join for the next round', () => {
  const run = given(
    model(
      'rounds',
      [node('start', 'startEvent'), node('fork', 'parallelGateway'), user('a'), user('b'), user('c')].concat([
        node('merge', 'exclusiveGateway'),
        node('join', 'parallelGateway'),
        node('end', 'endEvent'),
      ]),
      [
        'start -> fork',
        'fork -> a',
        'fork -> b',
        'fork -> c',
        'a -> merge',
        'b -> merge',
        'merge -> join',
        'c -> join',
        'join -> end',
      ],
    ),
  );
  run.complete('a');
  run.complete('b');
  expect(run.completed()).not.toContain('join');
  run.complete('c');
  expect(run.completed().filter((id) => id === 'join')).toHaveLength(1);
  expect(run.state.status).toBe('active');
});

const decision = model(
  'decision',
  [
    node('start', 'startEvent'),
    node('which', 'exclusiveGateway'),
    user('large'),
    user('huge'),
    user('small'),
    node('end', 'endEvent'),
  ],
  [
    'start -> which',
    'which -> large : amount > 100',
    'which -> huge : amount > 1000',
    'which -> small : default',
    'large -> end',
    'huge -> end',
    'small -> end',
  ],
);

test.each([
  [5000, 'large'],
  [100, 'small'],
])('an exclusive gateway takes the first flow whose condition holds: %d goes to %s', (amount, task) => {
  expect(given(decision, { amount }).openTasks()).toEqual([task]);
});

test('a gateway without a possible flow is an incident, and a retry with mended variables goes on', () => {
  const strict = model(
    'strict',
    [node('start', 'startEvent'), node('which', 'exclusiveGateway'), user('yes'), node('end', 'endEvent')],
    ['start -> which', 'which -> yes : ok = true', 'yes -> end'],
  );
  const run = given(strict);
  expect(run.incidents()).toEqual(['no-flow-possible']);
  expect(run.last('incidentRaised').incident.node).toBe('which');

  run.retry({ ok: true });
  expect(run.openTasks()).toEqual(['yes']);
  expect(run.incidents()).toEqual([]);
});

test('an automatic loop ends in an incident, and not in a worker that is held', () => {
  const loop = model(
    'loop',
    [
      node('start', 'startEvent'),
      node('again', 'exclusiveGateway'),
      node('work', 'task'),
      node('end', 'endEvent'),
    ],
    ['start -> again', 'again -> work : true', 'again -> end : default', 'work -> again'],
  );
  const run = given(loop);
  expect(run.incidents()).toEqual(['too-many-moves']);
});

test('a join that can never be complete is an incident, not a case that waits unseen', () => {
  const run = given(
    model(
      'dead-end',
      [
        node('start', 'startEvent'),
        node('which', 'exclusiveGateway'),
        user('a'),
        user('b'),
        node('join', 'parallelGateway'),
        node('end', 'endEvent'),
      ],
      [
        'start -> which',
        'which -> a : default',
        'which -> b : false',
        'a -> join',
        'b -> join',
        'join -> end',
      ],
    ),
  );
  run.complete('a');
  expect(run.incidents()).toEqual(['stuck']);
  expect(run.last('incidentRaised').incident.node).toBe('join');
});
