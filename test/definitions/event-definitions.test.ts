import { describe, expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { around, bpmn, flow } from './bpmn.ts';
import { found, modelOf, nodeOf } from './compiled.ts';

const roots = `<bpmn:signal id="sig" name="alarm"/><bpmn:signal id="unnamed"/><bpmn:message id="msg" name="told"/>
  <bpmn:escalation id="esc" escalationCode="LATE"/><bpmn:escalation id="codeless"/>
  <bpmn:error id="err" errorCode="BAD"/><bpmn:error id="noCode"/>`;

const event = (kind: string, definition: string, attributes = '') =>
  around(`<bpmn:${kind} id="a" ${attributes}>${definition}</bpmn:${kind}>`, { roots });
const caught = (definition: string, attributes = '') =>
  event('intermediateCatchEvent', definition, attributes);
const thrown = (definition: string) => event('intermediateThrowEvent', definition);

/** A task with a boundary event `b` that leads to the end. */
const boundary = (definition: string, attributes = '') =>
  bpmn(
    `<bpmn:startEvent id="start"/>${flow('start', 'a')}<bpmn:task id="a"/>${flow('a', 'end')}<bpmn:endEvent id="end"/>
    <bpmn:boundaryEvent id="b" attachedToRef="a" ${attributes}>${definition}</bpmn:boundaryEvent>${flow('b', 'end')}`,
    { roots },
  );

const condition = (text: string) =>
  `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${text}</bpmn:condition></bpmn:conditionalEventDefinition>`;

describe('what an event definition carries', () => {
  test.each<[string, string, object]>([
    ['a signal by its name', '<bpmn:signalEventDefinition signalRef="sig"/>', { signal: 'alarm' }],
    [
      'a signal without a name by its id',
      '<bpmn:signalEventDefinition signalRef="unnamed"/>',
      { signal: 'unnamed' },
    ],
    [
      'a message by its name and key',
      '<bpmn:messageEventDefinition messageRef="msg" rf:correlationKey="= item"/>',
      { message: 'told', correlation: '= item' },
    ],
    ['a condition in FEEL, with or without the sign', condition('x = 1'), { condition: '= x = 1' }],
    ['a condition with the sign', condition('= x = 1'), { condition: '= x = 1' }],
  ])('%s', async (_, definition, config) => {
    expect((await nodeOf(caught(definition), 'a'))?.events).toMatchObject([{ config }]);
  });

  test.each<[string, string, object]>([
    ['an escalation by its code', '<bpmn:escalationEventDefinition escalationRef="esc"/>', { code: 'LATE' }],
    ['every escalation', '<bpmn:escalationEventDefinition/>', {}],
    ['an error by its code', '<bpmn:errorEventDefinition errorRef="err"/>', { code: 'BAD' }],
    ['every error', '<bpmn:errorEventDefinition/>', {}],
  ])('a boundary catches %s', async (_, definition, config) => {
    expect((await nodeOf(boundary(definition), 'b'))?.events).toMatchObject([{ config }]);
  });

  test('a compensation names its activity and whether it is waited for', async () => {
    const throwing = (attributes: string) =>
      bpmn(
        `<bpmn:startEvent id="start"/>${flow('start', 'done')}<bpmn:task id="done"/>${flow('done', 'a')}
        <bpmn:intermediateThrowEvent id="a"><bpmn:compensateEventDefinition ${attributes}/></bpmn:intermediateThrowEvent>${flow('a', 'end')}<bpmn:endEvent id="end"/>
        <bpmn:boundaryEvent id="b" attachedToRef="done"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>
        <bpmn:task id="undo" isForCompensation="true"/><bpmn:association id="as" associationDirection="One" sourceRef="b" targetRef="undo"/>`,
      );
    expect((await nodeOf(throwing('activityRef="done" waitForCompletion="false"'), 'a'))?.events).toEqual([
      { type: 'compensateEventDefinition', config: { activity: 'done', waitForCompletion: false } },
    ]);
    expect((await nodeOf(throwing(''), 'a'))?.events).toEqual([
      { type: 'compensateEventDefinition', config: {} },
    ]);
  });

  test('several definitions make a multiple event; in parallel where it says so', async () => {
    const both =
      '<bpmn:signalEventDefinition signalRef="sig"/><bpmn:messageEventDefinition messageRef="msg"/>';
    expect(await nodeOf(caught(both), 'a')).toMatchObject({ events: [{}, {}] });
    expect((await nodeOf(caught(both), 'a'))?.parallelMultiple).toBeUndefined();
    expect(await nodeOf(caught(both, 'parallelMultiple="true"'), 'a')).toMatchObject({
      parallelMultiple: true,
      events: [{ type: 'signalEventDefinition' }, { type: 'messageEventDefinition' }],
    });
  });

  test('a definition of the file is shared by reference', async () => {
    const shared = (id: string) =>
      around(
        `<bpmn:intermediateCatchEvent id="a"><bpmn:eventDefinitionRef>${id}</bpmn:eventDefinitionRef></bpmn:intermediateCatchEvent>`,
        {
          roots: `${roots}<bpmn:timerEventDefinition id="daily"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>`,
        },
      );
    const model = await modelOf(shared('daily'));
    expect(model.nodes['a']?.events).toEqual([
      { type: 'timerEventDefinition', config: { kind: 'duration', value: 'P1D' } },
    ]);
    const run = given(model);
    run.after('P1D');
    expect(run.state.status).toBe('completed');
  });

  test('throwing events say what they bring', async () => {
    const tell = `<bpmn:extensionElements><rf:input target="text" source="= reason"/></bpmn:extensionElements><bpmn:messageEventDefinition messageRef="msg"/>`;
    const model = await modelOf(thrown(tell));
    expect(given(model, { reason: 'gas' }).effects).toMatchObject([
      { kind: 'publishMessage', message: 'told', variables: { text: 'gas' } },
    ]);
  });

  test('an end event can cancel its transaction, and the boundary catches that', async () => {
    const model = await modelOf(
      bpmn(
        `<bpmn:startEvent id="start"/>${flow('start', 'a')}<bpmn:transaction id="a" method="##Compensate"><bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:cancelEventDefinition/></bpmn:endEvent></bpmn:transaction>${flow('a', 'end')}<bpmn:endEvent id="end"/>
        <bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:cancelEventDefinition/></bpmn:boundaryEvent>${flow('b', 'off')}<bpmn:endEvent id="off"/>`,
      ),
    );
    expect(given(model).state).toMatchObject({ status: 'completed', outcome: 'off' });
  });
});

describe('what is wrong with an event definition', () => {
  const cases: [string, string, string[]][] = [
    ['a signal that is not named', caught('<bpmn:signalEventDefinition/>'), ['a signal-without-name']],
    ['a condition that is empty', caught(condition('')), ['a condition-empty']],
    ['no condition', caught('<bpmn:conditionalEventDefinition/>'), ['a condition-empty']],
    ['a condition that is not FEEL', caught(condition('x &gt;')), ['a expression-invalid']],
    [
      'an error without a code',
      boundary('<bpmn:errorEventDefinition errorRef="noCode"/>'),
      ['b error-without-code'],
    ],
    [
      'an error end event without an error',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:errorEventDefinition/></bpmn:endEvent>`,
      ),
      ['e error-end-without-code'],
    ],
    [
      'an escalation thrown without a code',
      thrown('<bpmn:escalationEventDefinition escalationRef="codeless"/>'),
      ['a escalation-without-code'],
    ],
    ['a message thrown without a name', thrown('<bpmn:messageEventDefinition/>'), ['a message-without-name']],
    [
      'a cancel outside of a transaction',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:cancelEventDefinition/></bpmn:endEvent>`,
      ),
      ['e cancel-without-transaction'],
    ],
    ['a terminate on the way', thrown('<bpmn:terminateEventDefinition/>'), ['a event-unsupported']],
    ['an error caught on the way', caught('<bpmn:errorEventDefinition/>'), ['a event-unsupported']],
    ['a catch without anything to catch', caught(''), ['a event-unsupported']],
    [
      'a correlation key that is not FEEL',
      caught('<bpmn:messageEventDefinition messageRef="msg" rf:correlationKey="= ("/>'),
      ['a expression-invalid'],
    ],
    [
      'a mapping on an event that catches',
      caught(
        '<bpmn:extensionElements><rf:input target="x" source="= 1"/></bpmn:extensionElements><bpmn:signalEventDefinition signalRef="sig"/>',
      ),
      ['a content-unsupported'],
    ],
  ];
  test.each(cases)('%s', async (_, xml, expected) => {
    expect([...new Set(await found(xml))]).toEqual(expected);
  });
});
