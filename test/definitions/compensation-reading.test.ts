import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { bpmn, flow } from './bpmn.ts';
import { found, modelOf } from './compiled.ts';

const association = (from: string, to: string) =>
  `<bpmn:association id="as" associationDirection="One" sourceRef="${from}" targetRef="${to}"/>`;

const booking = (more: string) =>
  bpmn(
    `<bpmn:startEvent id="start"/>${flow('start', 'book')}<bpmn:task id="book"/>${flow('book', 'undo')}
    <bpmn:intermediateThrowEvent id="undo"><bpmn:compensateEventDefinition/></bpmn:intermediateThrowEvent>${flow('undo', 'end')}<bpmn:endEvent id="end"/>
    <bpmn:boundaryEvent id="b" attachedToRef="book"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>${more}`,
  );
const handler = '<bpmn:task id="cancel" isForCompensation="true"/>';

test('an association ties an activity to the one that undoes it', async () => {
  const model = await modelOf(booking(`${handler}${association('b', 'cancel')}`));
  expect(model.nodes['book']).toMatchObject({ compensatedBy: 'cancel', boundary: [] });
  expect(model.nodes['cancel']).toMatchObject({ isForCompensation: true });
  expect(given(model).completed()).toEqual(['start', 'book', 'cancel', 'undo', 'end', 'case']);
});

test.each([
  ['no association', handler, 'b compensation-without-handler'],
  [
    'an association to what is not for compensation',
    `<bpmn:task id="cancel"/>${association('b', 'cancel')}`,
    'cancel compensation-handler-unmarked',
  ],
  [
    'an association to a note',
    `${handler}<bpmn:textAnnotation id="note"><bpmn:text>x</bpmn:text></bpmn:textAnnotation>${association('b', 'note')}`,
    'b compensation-without-handler',
  ],
  [
    'a handler in another scope',
    `<bpmn:subProcess id="sub"><bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/>${handler}</bpmn:subProcess>${association('b', 'cancel')}`,
    'b compensation-without-handler',
  ],
])('what is wrong is said: %s', async (_, more, expected) => {
  expect(await found(booking(more))).toContain(expected);
});
