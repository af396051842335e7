import { expect, test } from 'vitest';
import { climb, deadlinesOf, describePackage, shippedPackage, taskOf } from './shipped-package.ts';

const handOff = shippedPackage('hand-off');
describePackage(handOff);

test('the clock of the reply runs from dispatch, and nobody’s signature moves it', () => {
  const { reply, sign, citizen } = deadlinesOf(handOff);
  expect(reply).toMatchObject({ from: { node: 'dispatch', on: 'completed' }, until: ['feedbackGiven'] });
  expect(sign).toMatchObject({ startsAt: '= leadDispatchedAt', rule: { amount: 1, unit: 'workingDay' } });
  expect(citizen).toMatchObject({ neverStops: true, visibility: 'public' });
});

test('a hand-off that nobody signs for is urged after one working day, then climbs', () => {
  expect(climb(deadlinesOf(handOff)['sign']!.ladder)).toEqual([
    ['urge', 0, 'workingDay', 'blue'],
    ['leader', 1, 'workingDay', 'yellow'],
    ['issuer', 3, 'workingDay', 'red'],
  ]);
});

test('the receiving unit never decides on its own objection, and never closes its own item', () => {
  expect(['reviewObjection', 'confirm'].map((id) => taskOf(handOff, id).excludedUnits)).toEqual([
    ['= leadUnit'],
    ['= leadUnit'],
  ]);
});

test('whoever signs by the ruling cannot object again', () => {
  expect(taskOf(handOff, 'signDirected').outcomes.map(({ key }) => key)).toEqual(['sign']);
  expect(taskOf(handOff, 'signDirected').fields).toEqual({ objectionGround: 'hidden' });
});

test('lists show neither what the matter is about nor what was answered', () => {
  const shown = handOff.settings.facts;
  for (const secret of ['content', 'handlingResult', 'replyText', 'objectionGround', 'materials']) {
    expect(shown).not.toContain(secret);
  }
});
