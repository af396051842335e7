import { expect, test } from 'vitest';
import { stepsBefore } from '../../../definitions/work/steps-before.ts';
import {
  boundary,
  eventSubProcess,
  link,
  message,
  model,
  node,
  nodes,
  user,
  within,
} from '../../support/model.ts';

const before = (made: ReturnType<typeof model>, id: string) =>
  [...stepsBefore(made, id)].filter((each) => made.nodes[each]?.type === 'userTask').toSorted();

test('a step comes before another when a token can go from one to the other', () => {
  const made = model(
    'p',
    [...nodes('startEvent', 'start'), user('a'), user('b'), user('c'), ...nodes('endEvent', 'end')],
    ['start -> a', 'a -> b', 'b -> a', 'b -> c', 'c -> end'],
  );
  expect(before(made, 'c')).toEqual(['a', 'b']);
  expect(before(made, 'a')).toEqual(['a', 'b']);
  expect(before(made, 'start')).toEqual([]);
});

test('out of boundary events, through scopes and over links', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('a'),
      boundary('late', 'a', { events: message('m') }),
      user('chased'),
      ...within('sub', [user('x'), user('y')]),
      user('after'),
      node('throw', 'intermediateThrowEvent', { events: link('l', 'catch') }),
      node('catch', 'intermediateCatchEvent', { events: link('l') }),
      user('last'),
    ],
    ['start -> a', 'late -> chased', 'a -> sub', 'x -> y', 'sub -> after', 'after -> throw', 'catch -> last'],
  );
  expect(before(made, 'chased')).toEqual(['a']);
  expect(before(made, 'y')).toEqual(['a', 'x']);
  expect(before(made, 'after')).toEqual(['a', 'x', 'y']);
  expect(before(made, 'last')).toEqual(['a', 'after', 'x', 'y']);
});

test('beside an event sub-process everything in its scope may have run', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('a'),
      user('b'),
      ...eventSubProcess('aside', { events: message('m') }, [user('x')]),
    ],
    ['start -> a', 'a -> b', 'asideStart -> x'],
  );
  expect(before(made, 'x')).toEqual(['a', 'b']);
});
