import { expect, test } from 'vitest';
import {
  climb,
  deadlinesOf,
  describeAnswers,
  describePackage,
  shippedPackage,
  taskOf,
} from './shipped-package.ts';

const handOff = shippedPackage('hand-off');
describePackage(handOff);
describeAnswers(handOff);

test('the clock of the reply runs from dispatch, and nobody’s signature moves it', () => {
  const { reply, sign, citizen } = deadlinesOf(handOff);
  expect(reply).toMatchObject({ from: { node: 'dispatch', on: 'completed' }, until: ['feedbackGiven'] });
  expect(sign).toMatchObject({ startsAt: '= leadDispatchedAt', rule: { amount: 1, unit: 'workingDay' } });
  expect(citizen).toMatchObject({ neverStops: true, visibility: 'public' });
  // An answer that is sent back has not answered the citizen: it runs to the end of the case.
  expect(citizen).not.toHaveProperty('until');
});

test('a hand-off that nobody signs for is urged after one working day, then climbs', () => {
  expect(climb(deadlinesOf(handOff)['sign']!.ladder)).toEqual([
    ['urge', 0, 'workingDay', 'blue'],
    ['letter', 0, 'workingDay', 'blue'],
    ['leader', 1, 'workingDay', 'yellow'],
    ['issuer', 3, 'workingDay', 'red'],
  ]);
});

test('whoever objects names the ground, and whoever registers paper gives number, date, name and a scan', () => {
  const asks = (id: string, key: string) =>
    taskOf(handOff, id).outcomes.find((outcome) => outcome.key === key);
  for (const id of ['sign', 'examine', 'assistSign'])
    expect(asks(id, 'object')).toMatchObject({ requires: ['objectionGround'] });
  expect(asks('registerReceipt', 'received')).toMatchObject({
    needs: ['attachment'],
    requires: ['receiptDocNo', 'receivedAt', 'receivedBy'],
  });
  expect(asks('registerReceipt', 'refused')).toMatchObject({ requires: ['objectionGround'] });
  expect(asks('registerReply', 'replied')).toMatchObject({ needs: ['attachment'] });
});

test('what is done again has a clock of its own, since the first one ended with the first answer', () => {
  const { redo } = deadlinesOf(handOff);
  expect(redo).toMatchObject({ from: { node: 'redone', on: 'completed' }, until: ['feedbackGiven'] });
  expect(climb(redo!.ladder)).toEqual([
    ['remind1', -1, 'workingDay', null],
    ['due', 0, 'workingDay', 'blue'],
    ['late1', 1, 'workingDay', 'yellow'],
  ]);
});

test('who merges sees what the assisting units say, and who settles it what they do not agree to', () => {
  const shown = (key: string) =>
    handOff.forms[key]!.layout.flatMap(({ fields }) => fields.map(({ field }) => field));
  expect(shown('merge')).toEqual(expect.arrayContaining(['assistOpinions', 'coSignatures']));
  expect(shown('coordinate')).toContain('coSignatures');
  expect(shown('reply')).toEqual(expect.arrayContaining(['handlingResult', 'assistOpinions']));
  expect(shown('sign')).toEqual(expect.arrayContaining(['objectionAnswer', 'adjudicationGround']));
});

test('who rules reads every objection with its unit, its ground and the answer, and binds no unit to a post of another', () => {
  const [dispute] = handOff.forms['adjudicate']!.layout;
  expect(dispute!.fields.map(({ field }) => field)).toContain('disputes');
  for (const id of ['redispatch', 'dispatchRuled'])
    expect(handOff.model.nodes[id]!.outputs).toContainEqual({ target: 'receiverPost', source: '= null' });
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
