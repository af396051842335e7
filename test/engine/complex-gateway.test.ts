import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { model, node, nodes, user } from '../support/model.ts';

const join = (activationCondition?: string) =>
  node('join', 'complexGateway', {
    config: activationCondition === undefined ? {} : { activationCondition },
  });

/** Three opinions are asked for; how many are enough is the gateway's condition. */
const opinions = (activationCondition?: string, ways = ['join -> decide']) =>
  model(
    'opinions',
    [
      node('start', 'startEvent'),
      node('ask', 'parallelGateway'),
      user('a'),
      user('b'),
      user('c'),
      join(activationCondition),
      user('decide'),
      user('file'),
    ],
    ['start -> ask', 'ask -> a', 'ask -> b', 'ask -> c', 'a -> join', 'b -> join', 'c -> join', ...ways],
  );

test('it goes on as soon as its condition holds, and takes in silence what comes later', () => {
  const run = given(opinions('activationCount >= 2'));
  run.complete('c');
  expect(run.openTasks()).toEqual(['a', 'b']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['b', 'decide']);
  expect(run.last('gatewayActivated').node).toBe('join');
  run.complete('decide');
  expect(run.state.status).toBe('active');
  expect(run.count('gatewayReset')).toBe(0);
  run.complete('b');
  expect(run.count('gatewayReset')).toBe(1);
  expect(run.times('join')).toBe(1);
  expect(run.state.status).toBe('completed');
});

test('without a condition the first token activates it', () => {
  const run = given(opinions());
  run.complete('b');
  expect(run.openTasks()).toEqual(['a', 'c', 'decide']);
});

test('when the condition needs all of them it is a plain join, with nothing to reset', () => {
  const run = given(opinions('activationCount = 3'));
  run.complete('a');
  run.complete('b');
  run.complete('c');
  expect(run.openTasks()).toEqual(['decide']);
  expect(run.count('gatewayActivated')).toBe(0);
  run.complete('decide');
  expect(run.state.status).toBe('completed');
});

test('the condition sees the data of the case beside the count', () => {
  const run = given(opinions('activationCount >= quorum'), { quorum: 1 });
  run.complete('a');
  expect(run.openTasks()).toEqual(['b', 'c', 'decide']);
});

test('at its reset it sends tokens along the flows that ask for that phase', () => {
  const run = given(
    opinions('activationCount >= 2', [
      'join -> decide : waitingForStart',
      'join -> file : not(waitingForStart)',
    ]),
  );
  run.complete('a');
  run.complete('b');
  expect(run.openTasks()).toEqual(['c', 'decide']);
  run.complete('c');
  expect(run.openTasks()).toEqual(['decide', 'file']);
});

test('a flow whose condition does not ask for the phase is taken once, at the activation', () => {
  const run = given(opinions('activationCount >= 2', ['join -> decide : urgent', 'join -> file : default']), {
    urgent: true,
  });
  run.complete('a');
  run.complete('b');
  run.complete('c');
  expect(run.openTasks()).toEqual(['decide']);
});

test('no way out that holds at the activation is an incident; a retry goes on', () => {
  const run = given(opinions('activationCount >= 2', ['join -> decide : urgent']));
  run.complete('a');
  run.complete('b');
  expect(run.incidents()).toEqual(['no-flow-possible']);
  run.retry({ urgent: true });
  expect(run.openTasks()).toEqual(['c', 'decide']);
});

/** Two opinions of three, again and again until the judge has enough. */
const rounds = model(
  'rounds',
  [
    node('start', 'startEvent'),
    ...nodes('exclusiveGateway', 'merge', 'again'),
    node('ask', 'parallelGateway'),
    user('a'),
    user('b'),
    user('c'),
    join('activationCount >= 2'),
    user('judge'),
    node('end', 'endEvent'),
  ],
  [
    'start -> merge',
    'merge -> ask',
    'ask -> a',
    'ask -> b',
    'ask -> c',
    'a -> join',
    'b -> join',
    'c -> join',
    'join -> judge',
    'judge -> again',
    'again -> merge : repeat',
    'again -> end : default',
  ],
);

test('after its reset it begins a new round', () => {
  const run = given(rounds);
  run.complete('a');
  run.complete('b');
  run.complete('c');
  expect(run.count('gatewayReset')).toBe(1);
  run.complete('judge', { repeat: true });
  expect(run.openTasks()).toEqual(['a', 'b', 'c']);
  run.complete('c');
  run.complete('b');
  expect(run.openTasks()).toEqual(['a', 'judge']);
  run.complete('judge', { repeat: false });
  run.complete('a');
  expect(run.state.status).toBe('completed');
  expect(run.times('join')).toBe(2);
});

test('tokens of the next round wait until it is reset, and then begin that round', () => {
  const run = given(rounds);
  run.complete('a');
  run.complete('b');
  run.complete('judge', { repeat: true });
  // The third opinion of the first round is still out; two of the second round come before it.
  expect(run.openTasks()).toEqual(['c', 'a', 'b', 'c']);
  run.complete('a');
  run.complete('b');
  expect(run.openTasks()).toEqual(['c', 'c']);
  run.complete('c');
  expect(run.count('gatewayReset')).toBe(1);
  expect(run.openTasks()).toEqual(['c', 'judge']);
});

test('it is reset also when the missing token can not come any more', () => {
  const run = given(
    model(
      'elsewhere',
      [
        node('start', 'startEvent'),
        node('ask', 'parallelGateway'),
        user('a'),
        user('b'),
        node('out', 'exclusiveGateway'),
        join(),
        user('next'),
        user('afterwards'),
        node('end', 'endEvent'),
      ],
      [
        'start -> ask',
        'ask -> a',
        'ask -> b',
        'a -> join',
        'b -> out',
        'out -> end : leaves',
        'out -> join : default',
        'join -> next : waitingForStart',
        'join -> afterwards : waitingForStart = false',
      ],
    ),
  );
  run.complete('a');
  run.complete('b', { leaves: true });
  expect(run.openTasks()).toEqual(['next', 'afterwards']);
  expect(run.count('tokensConsumed')).toBe(0);
});

test('a condition that can no longer come true leaves the case stuck, visibly', () => {
  const run = given(opinions('activationCount > 3'));
  for (const task of ['a', 'b', 'c']) run.complete(task);
  expect(run.incidents()).toEqual(['stuck']);
});
