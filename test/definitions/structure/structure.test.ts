import { expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { standardRules } from '../../../definitions/structure/index.ts';
import { around, bpmn, by, flow } from '../bpmn.ts';

async function errorsOf(xml: string): Promise<string[]> {
  const result = await compile(xml);
  return result.ok
    ? []
    : result.problems
        .filter(({ severity }) => severity === 'error')
        .map(({ element, code }) => `${element} ${code}`);
}

const start = '<bpmn:startEvent id="s"/>';
const end = '<bpmn:endEvent id="e"/>';
const process = (...parts: string[]) => bpmn([start, ...parts, end].join(''));
const task = (id: string, attributes = '', inside = '') =>
  `<bpmn:task id="${id}" ${attributes}>${inside}</bpmn:task>`;
const wait = (
  id: string,
  what = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
) => `<bpmn:intermediateCatchEvent id="${id}">${what}</bpmn:intermediateCatchEvent>`;
const pools = (flows: string, more = '') =>
  `<bpmn:collaboration id="c"><bpmn:participant id="ours" processRef="p"/><bpmn:participant id="theirs"/>${flows}</bpmn:collaboration>${more}`;
const messageFlow = (source: string, target: string, id = 'm') =>
  `<bpmn:messageFlow id="${id}" sourceRef="${source}" targetRef="${target}"/>`;
const io = (inside: string) => `<bpmn:ioSpecification>${inside}</bpmn:ioSpecification>`;
const item = (id: string, structure: string, more = '') =>
  `<bpmn:itemDefinition id="${id}" structureRef="${structure}" ${more}/>`;
const link = (id: string, kind: 'Throw' | 'Catch', name: string) =>
  `<bpmn:intermediate${kind}Event id="${id}"><bpmn:linkEventDefinition name="${name}"/></bpmn:intermediate${kind}Event>`;
const eventGateway = (attributes = '') => `<bpmn:eventBasedGateway id="g" ${attributes}/>`;

const breaches: [what: string, xml: string, error: string][] = [
  [
    'a flow into another process',
    bpmn(`${start}${flow('s', 'x')}${end}${flow('s', 'e')}`, {
      roots: '<bpmn:process id="q"><bpmn:task id="x"/></bpmn:process>',
    }),
    's_x flow-crosses-process',
  ],
  [
    'a condition on the only way out of an activity',
    process(flow('s', 'a'), task('a'), flow('a', 'e', 'x = 1')),
    'a_e condition-alone',
  ],
  [
    'a step after which nothing comes, beside an end event',
    process(flow('s', 'e'), flow('s', 'a'), task('a')),
    'a leads-to-no-end',
  ],
  ['a start without an end', bpmn(`${start}${flow('s', 'a')}${task('a')}`), 'p end-missing'],
  ['an end without a start', bpmn(`${task('a')}${flow('a', 'e')}${end}`), 'p start-missing'],
  [
    'a message flow out of a start event',
    bpmn(`${start}${flow('s', 'e')}${end}`, { roots: pools(messageFlow('s', 'theirs')) }),
    'm message-flow-end',
  ],
  [
    'a message flow into an end event without a message',
    bpmn(`${start}${flow('s', 'e')}${end}`, { roots: pools(messageFlow('theirs', 'e')) }),
    'm message-flow-end',
  ],
  [
    'a message flow within a pool',
    bpmn(`${start}${flow('s', 'a')}${task('a')}${flow('a', 'b')}${task('b')}${flow('b', 'e')}${end}`, {
      roots: pools(messageFlow('a', 'b')),
    }),
    'm message-flow-within',
  ],
  [
    'an event that sends and receives',
    bpmn(
      `${start}${flow('s', 't')}<bpmn:intermediateThrowEvent id="t"><bpmn:messageEventDefinition messageRef="x"/></bpmn:intermediateThrowEvent>${flow('t', 'e')}${end}`,
      {
        roots: pools(
          messageFlow('t', 'theirs') + messageFlow('theirs', 't', 'n'),
          '<bpmn:message id="x" name="x"/>',
        ),
      },
    ),
    't message-both-ways',
  ],
  [
    'a gateway that neither splits nor merges',
    process(flow('s', 'g'), '<bpmn:parallelGateway id="g"/>', flow('g', 'e')),
    'g gateway-direction',
  ],
  [
    'a gateway that does not go the way it says',
    process(
      flow('s', 'g'),
      '<bpmn:parallelGateway id="g" gatewayDirection="Converging"/>',
      flow('g', 'a'),
      flow('g', 'b'),
      task('a'),
      task('b'),
      flow('a', 'e'),
      flow('b', 'e'),
    ),
    'g gateway-direction',
  ],
  [
    'an event-based gateway with one way out',
    process(flow('s', 'g'), eventGateway(), flow('g', 'a'), wait('a'), flow('a', 'e')),
    'g event-gateway-ways',
  ],
  [
    'a condition after an event-based gateway',
    process(
      flow('s', 'g'),
      eventGateway(),
      flow('g', 'a', 'x = 1'),
      wait('a'),
      flow('a', 'e'),
      flow('g', 'b'),
      wait('b'),
      flow('b', 'e'),
    ),
    'g_a event-gateway-condition',
  ],
  [
    'a task after an event-based gateway',
    process(
      flow('s', 'g'),
      eventGateway(),
      flow('g', 'a'),
      wait('a'),
      flow('a', 'e'),
      flow('g', 'b'),
      task('b'),
      flow('b', 'e'),
    ),
    'b event-gateway-target',
  ],
  [
    'a gateway that starts the process after a start event',
    process(
      flow('s', 'g'),
      eventGateway('instantiate="true"'),
      flow('g', 'a'),
      wait('a'),
      flow('a', 'e'),
      flow('g', 'b'),
      wait('b'),
      flow('b', 'e'),
    ),
    'g event-gateway-instantiates',
  ],
  [
    'an escalation thrown without a code',
    bpmn(
      `${start}${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:escalationEventDefinition escalationRef="x"/></bpmn:endEvent>`,
      { roots: '<bpmn:escalation id="x"/>' },
    ),
    'e escalation-without-code',
  ],
  [
    'a message event with an operation for a message',
    bpmn(
      `${start}${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:messageEventDefinition><bpmn:operationRef>o</bpmn:operationRef></bpmn:messageEventDefinition></bpmn:endEvent>`,
      {
        roots:
          '<bpmn:message id="m" name="m"/><bpmn:interface id="if" name="i"><bpmn:operation id="o" name="o"><bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>',
      },
    ),
    'e message-of-operation',
  ],
  [
    'a receive task that begins the process after a step',
    bpmn(
      `${start}${flow('s', 'b')}${task('b')}${flow('b', 'a')}<bpmn:receiveTask id="a" instantiate="true" messageRef="m"/>${flow('a', 'e')}${end}`,
      { roots: '<bpmn:message id="m" name="m"/>' },
    ),
    'a receive-instantiates',
  ],
  [
    'an event on the border of an event sub-process',
    process(
      flow('s', 'e'),
      `<bpmn:subProcess id="es" triggeredByEvent="true"><bpmn:startEvent id="q"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>${flow('q', 'r')}<bpmn:endEvent id="r"/></bpmn:subProcess>`,
      '<bpmn:boundaryEvent id="b" attachedToRef="es"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>',
      flow('b', 'e'),
    ),
    'b boundary-of-event-sub-process',
  ],
  [
    'compensation of an activity in another scope',
    process(
      flow('s', 'x'),
      `<bpmn:subProcess id="x">${task('inner')}</bpmn:subProcess>`,
      flow('x', 't'),
      '<bpmn:intermediateThrowEvent id="t"><bpmn:compensateEventDefinition activityRef="inner"/></bpmn:intermediateThrowEvent>',
      flow('t', 'e'),
    ),
    't compensation-out-of-sight',
  ],
  ['a condition on the way out of an event', process(flow('s', 'e', 'x = 1')), 's_e condition-after-event'],
  [
    'a pool of which there may be fewer than there must be',
    bpmn(`${start}${flow('s', 'e')}${end}`, {
      roots:
        '<bpmn:collaboration id="c"><bpmn:participant id="ours" processRef="p"><bpmn:participantMultiplicity minimum="3" maximum="1"/></bpmn:participant></bpmn:collaboration>',
    }),
    'ours multiplicity',
  ],
  [
    'an event definition of another event',
    bpmn(
      `<bpmn:startEvent id="s"><bpmn:eventDefinitionRef>d1</bpmn:eventDefinitionRef></bpmn:startEvent>${flow('s', 't')}${wait('t', '<bpmn:timerEventDefinition id="d1"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>')}${flow('t', 'e')}${end}`,
    ),
    's event-definition-local',
  ],
  [
    'a cancel on the border of a task',
    process(
      flow('s', 'a'),
      task('a'),
      flow('a', 'e'),
      '<bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:cancelEventDefinition/></bpmn:boundaryEvent>',
      flow('b', 'e'),
    ),
    'b cancel-without-transaction',
  ],
  [
    'an intermediate event to which nothing leads',
    process(flow('s', 'e'), wait('t'), flow('t', 'e')),
    't event-unreached',
  ],
  [
    'the target of a link without a source',
    process(flow('s', 'e'), link('k', 'Catch', 'x'), flow('k', 'e')),
    'k link-unpaired',
  ],
  [
    'a compensation boundary event with a flow',
    process(
      flow('s', 'a'),
      task('a'),
      flow('a', 'e'),
      '<bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>',
      flow('b', 'e'),
      task('u', 'isForCompensation="true"'),
      '<bpmn:association id="as" sourceRef="b" targetRef="u"/>',
    ),
    'b compensation-boundary',
  ],
  [
    'a start event in an ad-hoc sub-process',
    around(`<bpmn:adHocSubProcess id="a"><bpmn:startEvent id="x"/>${task('t')}</bpmn:adHocSubProcess>`),
    'x ad-hoc-content',
  ],
  ['an ad-hoc sub-process without work', around('<bpmn:adHocSubProcess id="a"/>'), 'a ad-hoc-content'],
  [
    'a transaction whose method is no URI',
    around(
      `<bpmn:transaction id="a" method="_invalid!">${start.replace('"s"', '"i"')}${flow('i', 'o')}<bpmn:endEvent id="o"/></bpmn:transaction>`,
    ),
    'a transaction-method',
  ],
  [
    'a script of no language into no variable',
    around('<bpmn:scriptTask id="a"><bpmn:script>x</bpmn:script></bpmn:scriptTask>'),
    'a script-format',
  ],
  [
    'a call of a process that only starts on a message',
    around('<bpmn:callActivity id="a" calledElement="q"/>', {
      roots:
        '<bpmn:message id="m" name="m"/><bpmn:process id="q"><bpmn:startEvent id="qs"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent></bpmn:process>',
    }),
    'a called-without-start',
  ],
  [
    'a call without the data that it needs',
    around('<bpmn:callActivity id="a" calledElement="q"/>', {
      roots: `${item('i', 'text')}<bpmn:process id="q">${io('<bpmn:dataInput id="in" itemSubjectRef="i"/><bpmn:inputSet><bpmn:dataInputRefs>in</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/>')}</bpmn:process>`,
    }),
    'a call-data',
  ],
  [
    'an operation that nothing binds',
    bpmn(`<bpmn:supportedInterfaceRef>if</bpmn:supportedInterfaceRef>${start}${flow('s', 'e')}${end}`, {
      roots:
        '<bpmn:message id="m"/><bpmn:interface id="if" name="i"><bpmn:operation id="o" name="o"><bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>',
    }),
    'p operation-unbound',
  ],
  [
    'a data input in no set',
    bpmn(`${io('<bpmn:dataInput id="x"/><bpmn:inputSet/><bpmn:outputSet/>')}${start}${flow('s', 'e')}${end}`),
    'x data-set',
  ],
  [
    'an optional input of another set',
    bpmn(
      `${io('<bpmn:dataInput id="x"/><bpmn:dataInput id="y"/><bpmn:inputSet id="is"><bpmn:dataInputRefs>x</bpmn:dataInputRefs><bpmn:optionalInputRefs>y</bpmn:optionalInputRefs></bpmn:inputSet><bpmn:inputSet><bpmn:dataInputRefs>y</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/>')}${start}${flow('s', 'e')}${end}`,
    ),
    'is data-set',
  ],
  [
    'sets that name each other on one side only',
    bpmn(
      `${io('<bpmn:inputSet id="is"><bpmn:outputSetRefs>os</bpmn:outputSetRefs></bpmn:inputSet><bpmn:outputSet id="os"/>')}${start}${flow('s', 'e')}${end}`,
    ),
    'is data-set-mutual',
  ],
  [
    'a data input that is written',
    bpmn(
      `${io('<bpmn:dataInput id="x"/><bpmn:inputSet><bpmn:dataInputRefs>x</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/>')}${start}${flow('s', 'a')}${task('a', '', `${io('<bpmn:dataOutput id="y"/><bpmn:inputSet/><bpmn:outputSet><bpmn:dataOutputRefs>y</bpmn:dataOutputRefs></bpmn:outputSet>')}<bpmn:dataOutputAssociation id="da"><bpmn:sourceRef>y</bpmn:sourceRef><bpmn:targetRef>x</bpmn:targetRef></bpmn:dataOutputAssociation>`)}${flow('a', 'e')}${end}`,
    ),
    'x data-one-way',
  ],
  [
    'a list of a type that is none',
    bpmn(`<bpmn:dataObject id="d1" isCollection="true" itemSubjectRef="i"/>${start}${flow('s', 'e')}${end}`, {
      roots: item('i', 'text'),
    }),
    'd1 data-type',
  ],
  [
    'a send task with other data than its message',
    around(
      `<bpmn:sendTask id="a" messageRef="m">${io('<bpmn:dataInput id="x" itemSubjectRef="j"/><bpmn:inputSet><bpmn:dataInputRefs>x</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/>')}</bpmn:sendTask>`,
      { roots: `${item('i', 'text')}${item('j', 'number')}<bpmn:message id="m" name="m" itemRef="i"/>` },
    ),
    'a data-type',
  ],
  [
    'a loop through what is no input',
    process(
      '<bpmn:dataObject id="d1" isCollection="true"/>',
      flow('s', 'a'),
      task(
        'a',
        '',
        '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>d1</bpmn:loopDataInputRef></bpmn:multiInstanceLoopCharacteristics>',
      ),
      flow('a', 'e'),
    ),
    'a data-type',
  ],
  [
    'an event with other data than its error',
    bpmn(
      `${start}${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:dataInput id="x" itemSubjectRef="i"/><bpmn:inputSet><bpmn:dataInputRefs>x</bpmn:dataInputRefs></bpmn:inputSet><bpmn:errorEventDefinition errorRef="bad"/></bpmn:endEvent>`,
      {
        roots: `${item('i', 'text')}${item('j', 'number')}<bpmn:error id="bad" errorCode="bad" structureRef="j"/>`,
      },
    ),
    'e data-type',
  ],
  [
    'a data object whose name hides its state',
    bpmn(
      `<bpmn:dataObject id="d1" name="File"/><bpmn:dataObjectReference id="r" name="Other" dataObjectRef="d1"><bpmn:dataState name="new"/></bpmn:dataObjectReference>${start}${flow('s', 'e')}${end}`,
    ),
    'r data-state-name',
  ],
  [
    'a text of no known format',
    around(task('a', '', '<bpmn:documentation textFormat="INVALID">x</bpmn:documentation>')),
    'a text-format',
  ],
  [
    'a condition that is a number',
    process(
      flow('s', 'g'),
      '<bpmn:exclusiveGateway id="g" default="g_e"/>',
      flow('g', 'a', '23'),
      flow('g', 'e'),
      task('a'),
      flow('a', 'e'),
    ),
    'g_a condition-no-boolean',
  ],
  [
    'an expression that says nothing',
    around(
      task(
        'a',
        '',
        '<bpmn:standardLoopCharacteristics><bpmn:loopCondition/></bpmn:standardLoopCharacteristics>',
      ),
    ),
    'a expression-empty',
  ],
];

test.each(breaches)('%s is refused', async (_, xml, error) => {
  expect(await errorsOf(xml)).toContain(error);
});

test('a reference to something of another kind is refused', async () => {
  const xml = around('<bpmn:task id="a"/>', {
    roots: '<bpmn:partnerEntity id="pe"><bpmn:participantRef>a</bpmn:participantRef></bpmn:partnerEntity>',
  });
  expect(await errorsOf(xml)).toContain('pe reference-type');
});

test('every rule names its clause', () => {
  for (const { clause } of standardRules) expect(clause).toMatch(/^\d+\.\d+/);
});

test('what follows the rules is not refused for them', async () => {
  const right = process(
    ...[
      flow('s', 'g'),
      eventGateway('gatewayDirection="Diverging"'),
      flow('g', 'a'),
      wait('a'),
      flow('a', 'x'),
      flow('g', 'b'),
      wait('b'),
    ],
    ...[flow('b', 'x'), '<bpmn:exclusiveGateway id="x" gatewayDirection="Converging"/>', flow('x', 'e')],
    '<bpmn:textAnnotation id="n" textFormat="text/plain"><bpmn:text>x</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="n" targetRef="a"/>',
  );
  expect(await errorsOf(right)).toEqual([]);
});

test('a file of another engine keeps what that engine runs: its author is warned', async () => {
  const open = by(
    'camunda',
    bpmn(
      `${start}${flow('s', 'g')}<bpmn:parallelGateway id="g"/>${flow('g', 'a')}${task('a')}${task('lost')}`,
    ),
  );
  const result = await compile(open);
  expect(result.ok && result.warnings.map(({ element, code }) => `${element} ${code}`)).toEqual(
    expect.arrayContaining(['lost unreachable', 'p end-missing', 'a implicit-end']),
  );
});
