import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { link, model, node, user, within } from '../support/model.ts';

const from = (id: string, target: string) =>
  node(id, 'intermediateThrowEvent', { events: link('page 2', target) });
const to = (id: string) => node(id, 'intermediateCatchEvent', { events: link('page 2') });

test('a link is as good as a sequence flow between its ends', () => {
  const run = given(
    model(
      'pages',
      [node('start', 'startEvent'), from('out', 'in'), to('in'), user('next'), node('end', 'endEvent')],
      ['start -> out', 'in -> next', 'next -> end'],
    ),
  );
  expect(run.completed()).toEqual(['start', 'out', 'in']);
  run.complete('next');
  expect(run.completed()).toEqual(['start', 'out', 'in', 'next', 'end', 'case']);
});

test('several sources lead to one target, each token for itself', () => {
  const run = given(
    model(
      'sources',
      [
        node('start', 'startEvent'),
        node('fork', 'parallelGateway'),
        user('a'),
        user('b'),
        from('outA', 'in'),
        from('outB', 'in'),
        to('in'),
        user('next'),
      ],
      ['start -> fork', 'fork -> a', 'fork -> b', 'a -> outA', 'b -> outB', 'in -> next'],
    ),
  );
  run.complete('a');
  expect(run.openTasks()).toEqual(['b', 'next']);
  run.complete('b');
  expect(run.openTasks()).toEqual(['next', 'next']);
});

test('a link may lead back, and stays within its scope', () => {
  const run = given(
    model(
      'back',
      [
        node('start', 'startEvent'),
        ...within('sub', [
          node('s', 'startEvent'),
          node('merge', 'exclusiveGateway'),
          user('work'),
          node('again', 'exclusiveGateway'),
          from('out', 'in'),
          to('in'),
        ]),
        user('after'),
      ],
      ['start -> sub', 's -> merge', 'merge -> work', 'work -> again', 'again -> out : repeat'].concat([
        'in -> merge',
        'sub -> after',
        'again -> merge : false',
      ]),
    ),
  );
  run.complete('work', { repeat: true });
  expect(run.openTasks()).toEqual(['work']);
  expect(run.times('in')).toBe(1);
});
