import { describe, expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { around, bpmn, flow, userTask } from './bpmn.ts';
import { found, modelOf, nodeOf } from './compiled.ts';

const start = '<bpmn:startEvent id="start"/>';
const roots = '<bpmn:message id="msg" name="told"/><bpmn:message id="other" name="asked"/>';

/** start → fork → a, b → join → end */
const forked = (gateway: string) =>
  bpmn(`${start}${flow('start', 'fork')}<bpmn:parallelGateway id="fork"/>${flow('fork', 'a')}${flow('fork', 'b')}
    <bpmn:task id="a"/><bpmn:task id="b"/>${flow('a', 'join')}${flow('b', 'join')}${gateway}${flow('join', 'end')}<bpmn:endEvent id="end"/>`);

const condition = (text: string) =>
  `<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">${text}</bpmn:activationCondition>`;

describe('gateways', () => {
  test('a complex gateway says when enough has come', async () => {
    const xml = forked(
      `<bpmn:complexGateway id="join">${condition('activationCount &gt;= 1')}</bpmn:complexGateway>`,
    );
    const model = await modelOf(xml);
    expect(model.nodes['join']?.config).toEqual({ activationCondition: '= activationCount >= 1' });
    expect(given(model).times('end')).toBe(1);
  });

  test('without a condition a complex gateway goes on with the first', async () => {
    expect((await nodeOf(forked('<bpmn:complexGateway id="join"/>'), 'join'))?.config).toEqual({});
  });

  test('an inclusive gateway knows its default', async () => {
    const model = await modelOf(
      bpmn(`${start}${flow('start', 'g')}<bpmn:inclusiveGateway id="g" default="g_a"/>
        ${flow('g', 'a')}${flow('g', 'b', 'x = 1')}<bpmn:endEvent id="a"/><bpmn:endEvent id="b"/>`),
    );
    expect(model.nodes['g']).toMatchObject({ type: 'inclusiveGateway', defaultFlow: 'g_a' });
    expect(given(model, { x: 1 }).state.outcome).toBe('b');
    expect(given(model, { x: 2 }).state.outcome).toBe('a');
  });

  const events = (attributes: string) =>
    bpmn(
      `<bpmn:eventBasedGateway id="g" ${attributes}/>
      ${flow('g', 'm')}<bpmn:intermediateCatchEvent id="m"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:intermediateCatchEvent>${flow('m', 'e1')}<bpmn:endEvent id="e1"/>
      ${flow('g', 'o')}<bpmn:intermediateCatchEvent id="o"><bpmn:messageEventDefinition messageRef="other"/></bpmn:intermediateCatchEvent>${flow('o', 'e2')}<bpmn:endEvent id="e2"/>`,
      { roots },
    );

  test('an event-based gateway may begin the case, with the first of its events or with all of them', async () => {
    expect(await nodeOf(events('instantiate="true"'), 'g')).toMatchObject({
      instantiate: true,
      config: { isParallel: false },
    });
    expect(await nodeOf(events('instantiate="true" eventGatewayType="Parallel"'), 'g')).toMatchObject({
      instantiate: true,
      config: { isParallel: true },
    });
  });
});

describe('activities', () => {
  test('a send task names its message, its key and what it brings', async () => {
    const model = await modelOf(
      around(
        `<bpmn:sendTask id="a" messageRef="msg" rf:correlationKey="= item"><bpmn:extensionElements><rf:input target="text" source="= why"/></bpmn:extensionElements></bpmn:sendTask>`,
        { roots },
      ),
    );
    expect(model.nodes['a']?.config).toEqual({ message: 'told', correlation: '= item' });
    expect(given(model, { item: 'A', why: 'gas' }).effects).toMatchObject([
      { kind: 'publishMessage', message: 'told', correlation: 'A', variables: { text: 'gas' } },
    ]);
  });

  test('a receive task may begin the case', async () => {
    const model = await modelOf(
      bpmn(
        `<bpmn:receiveTask id="a" messageRef="msg" instantiate="true"/>${flow('a', 'end')}<bpmn:endEvent id="end"/>`,
        { roots },
      ),
    );
    expect(model.nodes['a']?.instantiate).toBe(true);
    expect(given(model, {}, { trigger: { kind: 'message', message: 'told' } }).state.status).toBe(
      'completed',
    );
  });

  test('an ad-hoc sub-process says its order, its condition and who begins its activities', async () => {
    const adHoc = (attributes: string, inner = '') =>
      around(
        `<bpmn:adHocSubProcess id="a" ${attributes}><bpmn:task id="x"/><bpmn:task id="y"/>${inner}</bpmn:adHocSubProcess>`,
      );
    expect((await nodeOf(adHoc(''), 'a'))?.config).toEqual({
      isEventSubProcess: false,
      ordering: 'Parallel',
      cancelRemaining: true,
      isManual: false,
    });
    const full = adHoc(
      'ordering="Sequential" cancelRemainingInstances="false" rf:isManual="true"',
      '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">done</bpmn:completionCondition>',
    );
    expect((await nodeOf(full, 'a'))?.config).toEqual({
      isEventSubProcess: false,
      ordering: 'Sequential',
      cancelRemaining: false,
      isManual: true,
      completionCondition: '= done',
    });
    expect(given(await modelOf(adHoc(''))).completed()).toEqual(['start', 'x', 'y', 'a', 'end', 'case']);
  });

  test('start and completion quantities above one are kept', async () => {
    const task = (attributes: string) => nodeOf(around(`<bpmn:task id="a" ${attributes}/>`), 'a');
    expect(await task('startQuantity="2" completionQuantity="3"')).toMatchObject({
      startQuantity: 2,
      completionQuantity: 3,
    });
    const plain = await task('startQuantity="1" completionQuantity="1"');
    expect(plain).not.toHaveProperty('startQuantity');
    expect(plain).not.toHaveProperty('completionQuantity');
  });
});

describe('starts', () => {
  const several = bpmn(
    `${start}${flow('start', 'byHand')}<bpmn:endEvent id="byHand"/>
    <bpmn:startEvent id="m"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:startEvent>${flow('m', 'byMessage')}<bpmn:endEvent id="byMessage"/>
    <bpmn:startEvent id="c"><bpmn:conditionalEventDefinition><bpmn:condition>x</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>${flow('c', 'byCondition')}<bpmn:endEvent id="byCondition"/>`,
    { roots },
  );

  test('a process may have several, of which one is plain', async () => {
    const model = await modelOf(several);
    expect(given(model).state.outcome).toBe('byHand');
    expect(given(model, {}, { trigger: { kind: 'message', message: 'told' } }).state.outcome).toBe(
      'byMessage',
    );
    expect(given(model, {}, { trigger: { kind: 'event', node: 'c' } }).state.outcome).toBe('byCondition');
  });

  test('starts and ends may both be left out', async () => {
    const xml = bpmn(`${userTask()}${flow('a', 'b')}<bpmn:task id="b"/>`);
    expect(await found(xml)).toEqual(['b implicit-end (warning)']);
    expect((await modelOf(xml)).nodes['p']?.children).toEqual(['a', 'b']);
  });

  test.each([
    [
      'timer',
      '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>',
    ],
    ['message', '<bpmn:messageEventDefinition messageRef="msg"/>'],
    ['escalation', '<bpmn:escalationEventDefinition/>'],
    ['error', '<bpmn:errorEventDefinition/>'],
    ['compensate', '<bpmn:compensateEventDefinition/>'],
  ])('an event sub-process may start with a %s event', async (kind, definition) => {
    const xml = around(
      `<bpmn:subProcess id="a"><bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/>
        <bpmn:subProcess id="h" triggeredByEvent="true"><bpmn:startEvent id="hs">${definition}</bpmn:startEvent>${flow('hs', 'he')}<bpmn:endEvent id="he"/></bpmn:subProcess></bpmn:subProcess>`,
      { roots },
    );
    expect((await nodeOf(xml, 'hs'))?.events).toMatchObject([{ type: `${kind}EventDefinition` }]);
  });
});

describe('what is wrong with an element', () => {
  const cases: [string, string, string[]][] = [
    [
      'an activation condition that is not FEEL',
      forked(`<bpmn:complexGateway id="join">${condition('1 +')}</bpmn:complexGateway>`),
      ['join expression-invalid'],
    ],
    [
      'an inclusive gateway on which a case can stop',
      bpmn(`${start}${flow('start', 'g')}<bpmn:inclusiveGateway id="g"/>
        ${flow('g', 'a', 'x = 1')}${flow('g', 'b', 'x = 2')}<bpmn:endEvent id="a"/><bpmn:endEvent id="b"/>`),
      ['g default-missing (warning)'],
    ],
    [
      'a default that is another gateway’s',
      bpmn(`${start}${flow('start', 'g')}<bpmn:inclusiveGateway id="g" default="start_g"/>
        ${flow('g', 'a', 'x = 1')}${flow('g', 'b', 'x = 2')}<bpmn:endEvent id="a"/><bpmn:endEvent id="b"/>`),
      ['g default-foreign'],
    ],
    ['a start quantity of none', around('<bpmn:task id="a" startQuantity="0"/>'), ['a token-count']],
    [
      'a completion quantity that is too large',
      around('<bpmn:task id="a" completionQuantity="1001"/>'),
      ['a token-count'],
    ],
    [
      'an ad-hoc condition that is not FEEL',
      around(
        '<bpmn:adHocSubProcess id="a"><bpmn:task id="x"/><bpmn:completionCondition>1 +</bpmn:completionCondition></bpmn:adHocSubProcess>',
      ),
      ['a expression-invalid'],
    ],
    [
      'an end event in an ad-hoc sub-process',
      around(
        `<bpmn:adHocSubProcess id="a"><bpmn:task id="x"/>${flow('x', 'e')}<bpmn:endEvent id="e"/></bpmn:adHocSubProcess>`,
      ),
      ['a start-missing', 'e ad-hoc-content'],
    ],
    ['a send task without a message', around('<bpmn:sendTask id="a"/>'), ['a message-without-name']],
    [
      'a limit of instances on what is no event sub-process',
      around(
        `<bpmn:subProcess id="a" rf:maxInstances="2"><bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/></bpmn:subProcess>`,
      ),
      ['a max-instances'],
    ],
    [
      'a request about a deadline on what is no event sub-process',
      around(
        `<bpmn:subProcess id="a" rf:about="due"><bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/></bpmn:subProcess>`,
      ),
      ['a about'],
    ],
    [
      'a request about a deadline that there is not',
      bpmn(
        `${start}${flow('start', 'end')}<bpmn:endEvent id="end"/><bpmn:subProcess id="h" triggeredByEvent="true" rf:about="due">
        <bpmn:startEvent id="s1"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:startEvent>${flow('s1', 'e')}<bpmn:endEvent id="e"/></bpmn:subProcess>`,
        { roots },
      ),
      ['h about-deadline'],
    ],
    [
      'an error that starts a process',
      bpmn(
        `<bpmn:startEvent id="s"><bpmn:errorEventDefinition/></bpmn:startEvent>${flow('s', 'e')}<bpmn:endEvent id="e"/>`,
      ),
      ['s start-trigger'],
    ],
    [
      'a trigger on the start of a sub-process',
      around(
        `<bpmn:subProcess id="a"><bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:startEvent>${flow('s', 'e')}<bpmn:endEvent id="e"/></bpmn:subProcess>`,
        { roots },
      ),
      ['s start-trigger'],
    ],
    [
      'two starts of an event sub-process',
      bpmn(
        `${start}${flow('start', 'end')}<bpmn:endEvent id="end"/><bpmn:subProcess id="h" triggeredByEvent="true">
        <bpmn:startEvent id="s1"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:startEvent><bpmn:startEvent id="s2"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:startEvent>
        ${flow('s1', 'e')}${flow('s2', 'e')}<bpmn:endEvent id="e"/></bpmn:subProcess>`,
        { roots },
      ),
      ['s2 start-twice'],
    ],
    [
      'an error that does not interrupt',
      bpmn(
        `${start}${flow('start', 'end')}<bpmn:endEvent id="end"/><bpmn:subProcess id="h" triggeredByEvent="true">
        <bpmn:startEvent id="s1" isInterrupting="false"><bpmn:errorEventDefinition/></bpmn:startEvent>${flow('s1', 'e')}<bpmn:endEvent id="e"/></bpmn:subProcess>`,
      ),
      ['s1 error-must-interrupt'],
    ],
    [
      'a boundary event that leads nowhere',
      bpmn(
        `${start}${flow('start', 'a')}<bpmn:task id="a"/>${flow('a', 'end')}<bpmn:endEvent id="end"/>
        <bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:boundaryEvent>`,
        { roots },
      ),
      ['b boundary-leads-nowhere'],
    ],
    [
      'a version that is none',
      around('<bpmn:callActivity id="a" calledElement="x" rf:binding="newest"/>'),
      ['a binding'],
    ],
  ];
  test.each(cases)('%s', async (_, xml, expected) => {
    const errors = (await found(xml)).filter((text) => !expected[0]?.endsWith(')') === !text.endsWith(')'));
    expect([...new Set(errors)]).toEqual(expected);
  });
});
