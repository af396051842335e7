import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { boundary, link, model, node, nodes, timer, user, within } from '../support/model.ts';

const ends = nodes('endEvent', 'end', 'end2');
const start = node('start', 'startEvent');

const checks = model(
  'checks',
  [start, ...nodes('inclusiveGateway', 'which', 'done'), user('fire'), user('food'), user('none'), ...ends],
  [
    'start -> which',
    'which -> fire : size > 100',
    'which -> food : canteen',
    'which -> none : default',
    'fire -> done',
    'food -> done',
    'none -> done',
    'done -> end',
  ],
);

test.each([
  [{ size: 500, canteen: true }, ['fire', 'food']],
  [{ size: 500, canteen: false }, ['fire']],
  [{ size: 5, canteen: true }, ['food']],
  [{ size: 5, canteen: false }, ['none']],
])('an inclusive fork takes every flow whose condition holds, else the default: %j', (facts, expected) => {
  const run = given(checks, facts);
  expect(run.openTasks()).toEqual(expected);
  for (const task of expected) {
    expect(run.state.status).toBe('active');
    expect(run.completed()).not.toContain('done');
    run.complete(task);
  }
  expect(run.completed().slice(-3)).toEqual(['done', 'end', 'case']);
  expect(run.times('done')).toBe(1);
});

test('without a default and with no condition true there is an incident, and a retry with mended data goes on', () => {
  const run = given(
    model(
      'strict',
      [start, node('which', 'inclusiveGateway'), user('a'), user('b')],
      ['start -> which', 'which -> a : x = 1', 'which -> b : x = 2'],
    ),
    { x: 0 },
  );
  expect(run.incidents()).toEqual(['no-flow-possible']);
  run.retry({ x: 2 });
  expect(run.openTasks()).toEqual(['b']);
});

test('a join that fails in its own conditions waits with one incident, and is not tried again meanwhile', () => {
  const run = given(
    model(
      'joinAndFork',
      [start, node('fork', 'parallelGateway'), user('a'), user('b'), user('other'), user('next')].concat(
        node('join', 'inclusiveGateway'),
      ),
      [
        'start -> fork',
        'fork -> a',
        'fork -> b',
        'fork -> other',
        'a -> join',
        'b -> join',
        'join -> next : ready',
      ],
    ),
  );
  run.complete('a');
  run.complete('b');
  expect(run.incidents()).toEqual(['no-flow-possible']);
  expect(run.last('incidentRaised').incident.node).toBe('join');
  run.complete('other', { ready: true });
  expect(run.count('incidentRaised')).toBe(1);
  run.retry();
  expect(run.openTasks()).toEqual(['next']);
});

test('a loop in one branch keeps the join waiting until the branch is through', () => {
  const run = given(
    model(
      'branchLoop',
      [
        start,
        ...nodes('inclusiveGateway', 'fork', 'join'),
        ...nodes('exclusiveGateway', 'again', 'enough'),
        user('a'),
        user('b'),
        ...ends,
      ],
      [
        'start -> fork',
        'fork -> a : true',
        'fork -> again : true',
        'again -> b',
        'b -> enough',
        'enough -> again : not(ok)',
        'enough -> join : default',
        'a -> join',
        'join -> end',
      ],
    ),
  );
  run.complete('a');
  run.complete('b', { ok: false });
  expect(run.openTasks()).toEqual(['b']);
  expect(run.times('join')).toBe(0);
  run.complete('b', { ok: true });
  expect(run.completed().slice(-3)).toEqual(['join', 'end', 'case']);
});

test('a loop around fork and join runs again and again', () => {
  const run = given(
    model(
      'rounds',
      [
        start,
        ...nodes('exclusiveGateway', 'merge', 'again'),
        ...nodes('inclusiveGateway', 'fork', 'join'),
        user('a'),
        user('b'),
        user('judge'),
        ...ends,
      ],
      [
        'start -> merge',
        'merge -> fork',
        'fork -> a : true',
        'fork -> b : both',
        'a -> join',
        'b -> join',
        'join -> judge',
        'judge -> again',
        'again -> merge : repeat',
        'again -> end : default',
      ],
    ),
    { both: true },
  );
  run.complete('b');
  run.complete('a');
  run.complete('judge', { repeat: true, both: false });
  expect(run.openTasks()).toEqual(['a']);
  run.complete('a');
  run.complete('judge', { repeat: false });
  expect(run.state.status).toBe('completed');
  expect(run.times('join')).toBe(2);
});

test('a join inside its own loop does not wait for what only it can send back', () => {
  const run = given(
    model(
      'selfLoop',
      [start, node('join', 'inclusiveGateway'), user('work'), node('again', 'exclusiveGateway'), ...ends],
      ['start -> join', 'join -> work', 'work -> again', 'again -> join : repeat', 'again -> end : default'],
    ),
  );
  expect(run.openTasks()).toEqual(['work']);
  run.complete('work', { repeat: true });
  run.complete('work', { repeat: false });
  expect(run.state.status).toBe('completed');
});

test('nested forks: an inner join waits for its own branches only', () => {
  const run = given(
    model(
      'nested',
      [
        start,
        ...nodes('parallelGateway', 'outerFork', 'outerJoin'),
        ...nodes('inclusiveGateway', 'fork', 'join'),
        user('a'),
        user('b'),
        user('after'),
        user('beside'),
        ...ends,
      ],
      [
        'start -> outerFork',
        'outerFork -> fork',
        'outerFork -> beside',
        'fork -> a : true',
        'fork -> b : true',
        'a -> join',
        'b -> join',
        'join -> after',
        'after -> outerJoin',
        'beside -> outerJoin',
        'outerJoin -> end',
      ],
    ),
  );
  run.complete('b');
  expect(run.openTasks()).toEqual(['beside', 'a']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['beside', 'after']);
});

const unstructured = model(
  'unstructured',
  [
    start,
    node('fork', 'parallelGateway'),
    user('a'),
    user('b'),
    node('out', 'exclusiveGateway'),
    node('join', 'inclusiveGateway'),
    user('next'),
    ...ends,
  ],
  [
    'start -> fork',
    'fork -> a',
    'fork -> b',
    'b -> out',
    'out -> end2 : leaves',
    'out -> join : default',
    'a -> join',
    'join -> next',
    'next -> end',
  ],
);

test('in a graph without structure the join goes on once the missing branch has gone elsewhere', () => {
  const run = given(unstructured);
  run.complete('a');
  expect(run.openTasks()).toEqual(['b']);
  run.complete('b', { leaves: true });
  expect(run.openTasks()).toEqual(['next']);
});

test('a token that can also come where one already lies does not hold the join up', () => {
  const run = given(
    model(
      'eitherWay',
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        ...nodes('exclusiveGateway', 'merge', 'which'),
        node('join', 'inclusiveGateway'),
        user('next'),
      ],
      [
        'start -> fork',
        'fork -> a',
        'fork -> b',
        'a -> merge',
        'b -> which',
        'which -> merge : same',
        'which -> join : default',
        'merge -> join',
        'join -> next',
      ],
    ),
  );
  run.complete('a');
  expect(run.openTasks()).toEqual(['b', 'next']);
  run.complete('b', { same: false });
  expect(run.openTasks()).toEqual(['next', 'next']);
});

test('a second token on the same flow waits for the next round', () => {
  const run = given(
    model(
      'twice',
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        user('c'),
        node('merge', 'exclusiveGateway'),
        node('join', 'inclusiveGateway'),
        user('next'),
      ],
      [
        'start -> fork',
        'fork -> a',
        'fork -> b',
        'fork -> c',
        'a -> merge',
        'b -> merge',
        'merge -> join',
        'c -> join',
        'join -> next',
      ],
    ),
  );
  run.complete('a');
  run.complete('b');
  expect(run.openTasks()).toEqual(['c']);
  run.complete('c');
  expect(run.openTasks()).toEqual(['next', 'next']);
});

const late = (isInterrupting: boolean) =>
  model(
    'late',
    [
      start,
      node('fork', 'parallelGateway'),
      user('a'),
      user('b'),
      boundary('overdue', 'b', { isInterrupting, events: timer('duration', 'P1D') }),
      user('chase'),
      node('join', 'inclusiveGateway'),
      user('next'),
    ],
    [
      'start -> fork',
      'fork -> a',
      'fork -> b',
      'overdue -> chase',
      'a -> join',
      'b -> join',
      'chase -> join',
      'join -> next',
    ],
  );

test('a boundary event upstream counts as long as its activity is active', () => {
  const run = given(late(true));
  run.complete('a');
  expect(run.openTasks()).toEqual(['b']);
  run.after('P1D');
  expect(run.openTasks()).toEqual(['chase']);
  run.complete('chase');
  expect(run.openTasks()).toEqual(['next']);
});

test('a boundary event that did not come is no longer waited for when its activity is done', () => {
  const run = given(late(false));
  run.complete('b');
  expect(run.openTasks()).toEqual(['a']);
  run.complete('a');
  expect(run.openTasks()).toEqual(['next']);
});

test('both the activity and its boundary event are waited for when it does not interrupt', () => {
  const run = given(late(false));
  run.complete('a');
  run.after('P1D');
  run.complete('chase');
  expect(run.openTasks()).toEqual(['b']);
  run.complete('b');
  expect(run.openTasks()).toEqual(['next']);
});

test('a sub-process upstream is waited for as a whole', () => {
  const run = given(
    model(
      'subUpstream',
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        ...within('sub', [node('s', 'startEvent'), user('inside'), node('e', 'endEvent')]),
        node('join', 'inclusiveGateway'),
        user('next'),
      ],
      ['start -> fork', 'fork -> a', 'fork -> sub', 's -> inside', 'inside -> e'].concat([
        'a -> join',
        'sub -> join',
        'join -> next',
      ]),
    ),
  );
  run.complete('a');
  expect(run.openTasks()).toEqual(['inside']);
  run.complete('inside');
  expect(run.openTasks()).toEqual(['next']);
});

test('each instance of a multi-instance sub-process joins for itself', () => {
  const run = given(
    model(
      'instances',
      [
        start,
        ...within(
          'sub',
          [
            node('s', 'startEvent'),
            ...nodes('inclusiveGateway', 'fork', 'join'),
            user('a'),
            user('b'),
            user('next'),
          ],
          { loop: { isSequential: false, cardinality: '= 2' } },
        ),
      ],
      ['start -> sub', 's -> fork', 'fork -> a : true', 'fork -> b : true'].concat([
        'a -> join',
        'b -> join',
        'join -> next',
      ]),
    ),
  );
  expect(run.openTasks()).toEqual(['a', 'b', 'a', 'b']);
  run.complete('a');
  run.complete('b');
  expect(run.openTasks()).toEqual(['a', 'b', 'next']);
});

test('what can come by a link is waited for', () => {
  const run = given(
    model(
      'linked',
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        node('to', 'intermediateThrowEvent', { events: link('x', 'from') }),
        node('from', 'intermediateCatchEvent', { events: link('x') }),
        node('join', 'inclusiveGateway'),
        user('next'),
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'b -> to', 'from -> join', 'a -> join', 'join -> next'],
    ),
  );
  run.complete('a');
  expect(run.openTasks()).toEqual(['b']);
  run.complete('b');
  expect(run.openTasks()).toEqual(['next']);
});

test('two joins that wait for each other are stuck by the standard, and that is seen', () => {
  const run = given(
    model(
      'vicious',
      [
        start,
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        ...nodes('inclusiveGateway', 'join1', 'join2'),
        ...nodes('exclusiveGateway', 'out1', 'out2'),
        ...ends,
      ],
      [
        'start -> fork',
        'fork -> a',
        'fork -> b',
        'a -> join1',
        'b -> join2',
        'join1 -> out1',
        'out1 -> join2 : true',
        'out1 -> end : default',
        'join2 -> out2',
        'out2 -> join1 : true',
        'out2 -> end2 : default',
      ],
    ),
  );
  run.complete('a');
  run.complete('b');
  expect(run.incidents()).toEqual(['stuck']);
  expect(run.last('incidentRaised').incident.node).toBe('join1');
  expect(run.times('join1') + run.times('join2')).toBe(0);
});
