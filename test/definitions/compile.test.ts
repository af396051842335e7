import { describe, expect, test } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { emptyDiagram } from '../../definitions/empty-diagram.ts';
import { around, bpmn, by, flow, userTask } from './bpmn.ts';
import { found, modelOf } from './compiled.ts';

describe('what a model is made of', () => {
  test('an empty diagram is a process that starts and ends', async () => {
    const model = await modelOf(emptyDiagram('visit', '家访 <"&>'));
    expect(model).toMatchObject({ semantics: 1, process: 'visit', name: { zh: '家访 <"&>' }, ladder: [] });
    expect(model.nodes['visit']).toMatchObject({ type: 'process', children: ['start', 'end'] });
    expect(model.flows['toEnd']).toEqual({ id: 'toEnd', source: 'start', target: 'end' });
    expect(await found(emptyDiagram('visit', '家访'))).toEqual([]);
  });

  test('a user task says who does it, who may not, with which form, how it comes out and by when', async () => {
    const model = await modelOf(
      around(`<bpmn:userTask id="a" name="编制整改方案" rf:nameEn="Draft the plan" rf:outcomeVariable="planOutcome">
        <bpmn:extensionElements>
          <rf:assignment post="safety-officer" unit="= responsibleUnit"/><rf:excludedUnit unit="police"/>
          <rf:form key="plan"/><rf:stage key="planning"/><rf:instruction zh="写清五落实" en="Five points"/>
          <rf:outcome key="submit" name="提交" nameEn="Submit"/><rf:outcome key="reject" name="退回" needsReason="true"/>
          <rf:deadline key="plan" name="方案时限" nameEn="Plan due" amount="5" unit="workingDay" endOfDay="closeOfBusiness" basis="局发〔2026〕3号" date="= dueDate">
            <rf:step key="late" kind="escalate" name="逾期" amount="3" colour="orange" channels="mail, sms"><rf:tell handlers="true"/><rf:tell post="principal" unit="= responsibleUnit"/></rf:step>
          </rf:deadline>
          <rf:input target="x" source="= y"/><rf:output target="z" source="= planOutcome"/>
        </bpmn:extensionElements></bpmn:userTask>`),
    );
    expect(model.nodes['a']).toEqual({
      id: 'a',
      type: 'userTask',
      name: { zh: '编制整改方案', en: 'Draft the plan' },
      parent: 'p',
      incoming: ['start_a'],
      outgoing: ['a_end'],
      config: {
        candidates: [{ post: 'safety-officer', unit: '= responsibleUnit' }],
        excludedUnits: ['police'],
        form: 'plan',
        outcomes: [
          { key: 'submit', name: { zh: '提交', en: 'Submit' }, needsReason: false },
          { key: 'reject', name: { zh: '退回' }, needsReason: true },
        ],
        outcomeVariable: 'planOutcome',
        stage: 'planning',
        instruction: { zh: '写清五落实', en: 'Five points' },
      },
      events: [],
      boundary: [],
      children: [],
      deadlines: [
        {
          key: 'plan',
          name: { zh: '方案时限', en: 'Plan due' },
          rule: {
            amount: 5,
            unit: 'workingDay',
            rollForward: true,
            endOfDay: 'closeOfBusiness',
            basis: '局发〔2026〕3号',
          },
          date: '= dueDate',
          ladder: [
            {
              key: 'late',
              kind: 'escalate',
              name: { zh: '逾期' },
              after: { amount: 3, unit: 'workingDay' },
              whom: [{ kind: 'handlers' }, { kind: 'post', post: 'principal', unit: '= responsibleUnit' }],
              channels: ['mail', 'sms'],
              colour: 'orange',
            },
          ],
        },
      ],
      inputs: [{ target: 'x', source: '= y' }],
      outputs: [{ target: 'z', source: '= planOutcome' }],
    });
  });

  test('service, script, receive and call activities carry what the engine needs', async () => {
    const model = await modelOf(
      bpmn(
        `<bpmn:startEvent id="start"/>${flow('start', 'job')}
        <bpmn:serviceTask id="job"><bpmn:extensionElements><rf:job type="extend-deadline"><rf:parameter name="deadline" value="item"/><rf:parameter name="date" value="= newDueDate"/></rf:job></bpmn:extensionElements></bpmn:serviceTask>${flow('job', 'script')}
        <bpmn:scriptTask id="script" scriptFormat="feel" rf:resultVariable="sum"><bpmn:script>a + b</bpmn:script></bpmn:scriptTask>${flow('script', 'receive')}
        <bpmn:receiveTask id="receive" messageRef="m" rf:correlationKey="= itemKey"/>${flow('receive', 'call')}
        <bpmn:callActivity id="call" calledElement="other" rf:binding="3"><bpmn:extensionElements><rf:input target="x" source="= y"/></bpmn:extensionElements></bpmn:callActivity>${flow('call', 'end')}
        <bpmn:endEvent id="end"/>`,
        { roots: '<bpmn:message id="m" name="answered"/>' },
      ),
    );
    expect(model.nodes['job']!.config).toEqual({
      jobType: 'extend-deadline',
      parameters: { deadline: 'item', date: '= newDueDate' },
    });
    expect(model.nodes['script']!.config).toEqual({ script: '= a + b', resultVariable: 'sum' });
    expect(model.nodes['receive']!.events).toEqual([
      { type: 'messageEventDefinition', config: { message: 'answered', correlation: '= itemKey' } },
    ]);
    expect(model.nodes['call']).toMatchObject({
      config: {
        calledElement: 'other',
        binding: { version: 3 },
        inputs: [{ target: 'x', source: '= y' }],
        outputs: [],
      },
      inputs: [],
    });
  });

  test('sub-processes hold their children, boundary events know their activity, event sub-processes their limit', async () => {
    const model = await modelOf(
      bpmn(
        `<bpmn:startEvent id="start"/>${flow('start', 'a')}
        <bpmn:subProcess id="a"><bpmn:startEvent id="s1"/>${flow('s1', 'e1')}<bpmn:endEvent id="e1"/>
          <bpmn:subProcess id="event" triggeredByEvent="true" rf:maxInstances="1">
            <bpmn:startEvent id="s2" isInterrupting="false"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>${flow('s2', 'e2')}<bpmn:endEvent id="e2"/>
          </bpmn:subProcess>
        </bpmn:subProcess>${flow('a', 'end')}<bpmn:endEvent id="end"/>
        <bpmn:boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition rf:calendar="working"><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
        ${flow('late', 'stop')}<bpmn:endEvent id="stop"><bpmn:terminateEventDefinition/></bpmn:endEvent>
        <bpmn:boundaryEvent id="failed" attachedToRef="a"><bpmn:errorEventDefinition errorRef="bad"/></bpmn:boundaryEvent>${flow('failed', 'end2')}
        <bpmn:endEvent id="end2"><bpmn:errorEventDefinition errorRef="bad"/></bpmn:endEvent>`,
        {
          roots:
            '<bpmn:message id="m" name="extension-requested"/><bpmn:error id="bad" name="坏" errorCode="BAD"/>',
        },
      ),
    );
    expect(model.nodes['p']!.children).toEqual(['start', 'a', 'end', 'late', 'stop', 'failed', 'end2']);
    expect(model.nodes['a']).toMatchObject({
      boundary: ['late', 'failed'],
      children: ['s1', 'e1', 'event'],
      config: { isEventSubProcess: false },
    });
    expect(model.nodes['event']).toMatchObject({
      parent: 'a',
      config: { isEventSubProcess: true, maxInstances: 1 },
    });
    expect(model.nodes['s2']).toMatchObject({
      isInterrupting: false,
      events: [{ config: { message: 'extension-requested' } }],
    });
    expect(model.nodes['late']).toMatchObject({
      attachedTo: 'a',
      isInterrupting: false,
      events: [
        { type: 'timerEventDefinition', config: { kind: 'duration', value: 'P3D', calendar: 'working' } },
      ],
    });
    expect(model.nodes['stop']!.events).toEqual([{ type: 'terminateEventDefinition', config: {} }]);
    expect(model.nodes['failed']!.events).toEqual([
      { type: 'errorEventDefinition', config: { code: 'BAD' } },
    ]);
  });

  test('multi-instance runs over a list and collects results', async () => {
    const model = await modelOf(
      around(`<bpmn:userTask id="a"><bpmn:extensionElements><rf:assignment post="liaison" unit="= unit"/></bpmn:extensionElements>
        <bpmn:multiInstanceLoopCharacteristics isSequential="true" rf:collection="= assistUnits" rf:item="unit" rf:outputCollection="opinions" rf:outputElement="= opinion">
          <bpmn:completionCondition xsi:type="bpmn:tFormalExpression">numberOfCompletedInstances &gt; 2</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`),
    );
    expect(model.nodes['a']!.loop).toEqual({
      isSequential: true,
      collection: '= assistUnits',
      item: 'unit',
      completionCondition: '= numberOfCompletedInstances > 2',
      output: { collection: 'opinions', element: '= opinion' },
    });
  });

  test('an exclusive gateway knows its default, and conditions are FEEL with or without the sign', async () => {
    const model = await modelOf(
      bpmn(`<bpmn:startEvent id="start"/>${flow('start', 'g')}<bpmn:exclusiveGateway id="g" default="g_no"/>
        ${flow('g', 'yes', 'amount &gt; 100')}${flow('g', 'no')}<bpmn:endEvent id="yes"/><bpmn:endEvent id="no"/>`),
    );
    expect(model.nodes['g']).toMatchObject({ defaultFlow: 'g_no', outgoing: ['g_yes', 'g_no'] });
    expect(model.flows['g_yes']!.condition).toBe('= amount > 100');
  });

  test("the process's ladder is the model's", async () => {
    const ladder = `<bpmn:extensionElements><rf:ladder><rf:step key="due" kind="due" name="到期" amount="0"><rf:tell handlers="true"/></rf:step></rf:ladder></bpmn:extensionElements>`;
    const model = await modelOf(
      bpmn(`${ladder}<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/>`),
    );
    expect(model.ladder).toMatchObject([
      { key: 'due', kind: 'due', after: { amount: 0, unit: 'workingDay' }, channels: ['mail'] },
    ]);
  });

  test('notes, lanes and data objects are drawings and change nothing', async () => {
    const drawn =
      bpmn(`<bpmn:laneSet id="l"><bpmn:lane id="lane"><bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      <bpmn:documentation>说明</bpmn:documentation><bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/>
      <bpmn:dataObjectReference id="do" dataObjectRef="data"/><bpmn:dataObject id="data"/>
      <bpmn:textAnnotation id="note"><bpmn:text>注</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="s" targetRef="note"/>`);
    const plain = bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/>`);
    expect(await modelOf(drawn)).toEqual(await modelOf(plain));
    expect(await found(drawn)).toEqual([]);
  });
});

describe('files that are refused before anything is read', () => {
  test.each([
    ['no XML', 'hello', ' not-bpmn'],
    ['no BPMN', '<a/>', ' not-bpmn'],
    ['cut off', bpmn('').slice(0, -20), ' not-bpmn'],
    ['a document type', bpmn('', { before: '<!DOCTYPE x [<!ENTITY a "b">]>' }), ' doctype-refused'],
    ['more than 1 MB', bpmn(`<!--${'x'.repeat(1024 * 1024)}-->`), ' file-too-large'],
    ['more than 2,000 elements', bpmn('<bpmn:task id="t"/>'.repeat(2001)), ' too-many-elements'],
    ['deeper than 32', bpmn('<bpmn:subProcess>'.repeat(31) + '</bpmn:subProcess>'.repeat(31)), ' too-deep'],
  ])('%s', async (_, xml, expected) => {
    expect(await found(xml)).toContain(expected);
  });

  test.each([
    ['comments that never end', '<!--'.repeat(200_000)],
    ['quotes that never end', '<a "'.repeat(200_000)],
    ['tags that never end', '<a '.repeat(200_000)],
    ['brackets that never end', '<![CDATA['.repeat(100_000)],
  ])('%s are refused like any other text that is no BPMN', async (_, text) => {
    expect(await found(bpmn(text))).not.toEqual([]);
  });

  test('a large file full of unknown elements is told the first of them, a small one all', async () => {
    expect(await found(bpmn('<bpmn:zz/>'.repeat(18_000)))).toHaveLength(1);
    expect((await found(bpmn('<bpmn:zz/>'.repeat(3)))).length).toBeGreaterThan(2);
  });

  test('a file that begins with a byte order mark is read', async () => {
    expect(await found(`\ufeff${emptyDiagram('visit', '家访')}`)).toEqual([]);
  });

  test('a reference that leads nowhere, an id used twice and an unknown attribute are all named', async () => {
    const xml = bpmn(`<bpmn:startEvent id="s" colour="red"/>${flow('s', 'gone')}<bpmn:endEvent id="s"/>`);
    expect(await found(xml)).toEqual(['s content-unknown', 's id-duplicate', 's_gone reference-unresolved']);
  });
});

describe('what is wrong is said, with the element and the mend', () => {
  const cases: [name: string, xml: string, expected: string[]][] = [
    ['an element that no process runs', around('<bpmn:callChoreography id="a"/>'), ['a element-unsupported']],
    [
      'an event where it cannot be',
      around(
        '<bpmn:intermediateThrowEvent id="a"><bpmn:errorEventDefinition/></bpmn:intermediateThrowEvent>',
      ),
      ['a event-unsupported'],
    ],
    [
      'an activity for compensation in the flow',
      around('<bpmn:task id="a" isForCompensation="true"/>'),
      ['a flow-into', 'a flow-out-of'],
    ],
    [
      'our own extension in the wrong place',
      around(
        '<bpmn:task id="a"><bpmn:extensionElements><rf:form key="x"/></bpmn:extensionElements></bpmn:task>',
      ),
      ['a content-unsupported'],
    ],
    [
      'an extension of ours that does not exist',
      around('<bpmn:task id="a"><bpmn:extensionElements><rf:nonsense/></bpmn:extensionElements></bpmn:task>'),
      [' content-unknown'],
    ],
    [
      "another engine's extensions",
      by('camunda', around('<bpmn:task id="a" camunda:priority="5"/>')),
      ['a extension-foreign (warning)'],
    ],
    ['no start', bpmn(`<bpmn:task id="t"/>${flow('t', 'e')}<bpmn:endEvent id="e"/>`), ['p start-missing']],
    [
      'no end',
      bpmn(`<bpmn:startEvent id="s"/>${flow('s', 't')}<bpmn:task id="t"/>`),
      ['t implicit-end (warning)', 'p end-missing'],
    ],
    [
      'two plain starts',
      bpmn(
        `<bpmn:startEvent id="s"/><bpmn:startEvent id="s2"/>${flow('s', 'e')}${flow('s2', 'e')}<bpmn:endEvent id="e"/>`,
      ),
      ['s2 start-twice'],
    ],
    [
      'a step that no way leads to',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:task id="lost"/>${flow('lost', 'e')}<bpmn:endEvent id="e"/>`,
      ),
      ['lost unreachable'],
    ],
    [
      'a way back into the start',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'e')}${flow('t', 's')}<bpmn:task id="t"/><bpmn:endEvent id="e"/>`,
      ),
      ['s flow-into', 't unreachable'],
    ],
    [
      'a way out without condition, and no default',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:exclusiveGateway id="g"/>${flow('g', 'e')}${flow('g', 'e2', 'x = 1')}<bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>`,
      ),
      ['g_e condition-missing', 'g default-missing (warning)'],
    ],
    [
      'a gateway that leads nowhere',
      bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:parallelGateway id="g"/><bpmn:endEvent id="e"/>`),
      ['g leads-nowhere', 'e unreachable'],
    ],
    [
      'a condition after a parallel gateway',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:parallelGateway id="g"/><bpmn:sequenceFlow id="g_e" sourceRef="g" targetRef="e"><bpmn:conditionExpression>x</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:endEvent id="e"/>`,
      ),
      ['g_e condition-ignored (warning)', 'g gateway-direction'],
    ],
    [
      'a condition that is not FEEL',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:exclusiveGateway id="g" default="g_e2"/>${flow('g', 'e', 'x &gt;')}${flow('g', 'e2')}<bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>`,
      ),
      ['g_e expression-invalid'],
    ],
    [
      'a flow across the border of a sub-process',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'a')}<bpmn:subProcess id="a"><bpmn:startEvent id="s1"/>${flow('s1', 'e1')}<bpmn:endEvent id="e1"/></bpmn:subProcess><bpmn:sequenceFlow id="x" sourceRef="s1" targetRef="e"/><bpmn:endEvent id="e"/>${flow('a', 'e')}`,
      ),
      ['x flow-crosses-scope'],
    ],
    ['nobody to do it', around('<bpmn:userTask id="a"/>'), ['a assignment-missing']],
    [
      'a post and no unit',
      around(
        '<bpmn:userTask id="a"><bpmn:extensionElements><rf:assignment post="x"/></bpmn:extensionElements></bpmn:userTask>',
      ),
      ['a unit-missing'],
    ],
    [
      'two outcomes with one key',
      around(userTask('<rf:outcome key="ok"/><rf:outcome key="ok"/>')),
      ['a outcome-key'],
    ],
    [
      'a condition on an outcome that no task has',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'a')}${userTask('<rf:outcome key="pass" name="通过"/>')}${flow('a', 'g')}<bpmn:exclusiveGateway id="g" default="g_e2"/>${flow('g', 'e', 'outcome = "passed"')}${flow('g', 'e2')}<bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>`,
      ),
      ['g_e outcome-not-offered (warning)'],
    ],
    [
      'a deadline with neither period nor date',
      around(userTask('<rf:deadline key="d"/>')),
      ['a deadline-without-term'],
    ],
    [
      'a deadline without its basis',
      around(userTask('<rf:deadline key="d" amount="3" unit="workingDay"/>')),
      ['a deadline-without-basis (warning)'],
    ],
    [
      'a deadline with a strange unit',
      around(userTask('<rf:deadline key="d" amount="3" unit="fortnight" basis="b"/>')),
      ['a deadline-unit'],
    ],
    [
      'a deadline with half a day',
      around(userTask('<rf:deadline key="d" amount="0.5" unit="workingDay" basis="b"/>')),
      ['a deadline-amount'],
    ],
    [
      'one key for two deadlines',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'a')}${userTask('<rf:deadline key="d" amount="1" unit="hour" basis="b"/>')}${flow('a', 'b')}${userTask('<rf:deadline key="d" amount="1" unit="hour" basis="b"/>', 'b')}${flow('b', 'e')}<bpmn:endEvent id="e"/>`,
      ),
      ['b deadline-key-duplicate'],
    ],
    [
      'a step that tells nobody',
      around(
        userTask(
          '<rf:deadline key="d" amount="1" unit="hour" basis="b"><rf:step key="x" kind="remind" amount="-1"/></rf:deadline>',
        ),
      ),
      ['a step-tells-nobody'],
    ],
    [
      'a reminder after due',
      around(
        userTask(
          '<rf:deadline key="d" amount="1" unit="hour" basis="b"><rf:step key="x" kind="remind" amount="1"><rf:tell handlers="true"/></rf:step></rf:deadline>',
        ),
      ),
      ['a step-order (warning)'],
    ],
    [
      'a bad duration',
      around(
        '<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition><bpmn:timeDuration>3 days</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
      ),
      ['a timer-duration'],
    ],
    [
      'a timer without a time',
      around(
        '<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>',
      ),
      ['a timer-without-time'],
    ],
    [
      'working hours',
      around(
        '<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition rf:calendar="working"><bpmn:timeDuration>PT3H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
      ),
      ['a timer-calendar'],
    ],
    [
      'a cron expression',
      bpmn(
        `<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeCycle>0 0 9 * * ?</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>${flow('s', 'e')}<bpmn:endEvent id="e"/>`,
      ),
      ['s timer-cycle'],
    ],
    [
      'a message without a name',
      around('<bpmn:receiveTask id="a" messageRef="m"/>', { roots: '<bpmn:message id="m"/>' }),
      ['a message-without-name'],
    ],
    [
      'no message at all',
      around(
        '<bpmn:intermediateCatchEvent id="a"><bpmn:messageEventDefinition/></bpmn:intermediateCatchEvent>',
      ),
      ['a message-without-name'],
    ],
    [
      'a boundary event on a gateway',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:parallelGateway id="g"/>${flow('g', 'e')}<bpmn:endEvent id="e"/><bpmn:boundaryEvent id="b" attachedToRef="g"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>${flow('b', 'e')}`,
      ),
      ['b reference-type'],
    ],
    [
      'an error boundary that does not interrupt',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'a')}<bpmn:task id="a"/>${flow('a', 'e')}<bpmn:endEvent id="e"/><bpmn:boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>${flow('b', 'e')}`,
      ),
      ['b error-must-interrupt'],
    ],
    [
      'an event sub-process that nothing starts',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"/><bpmn:subProcess id="es" triggeredByEvent="true"><bpmn:startEvent id="s1"/>${flow('s1', 'e1')}<bpmn:endEvent id="e1"/></bpmn:subProcess>`,
      ),
      ['s1 event-sub-process-trigger'],
    ],
    [
      'multi-instance without number or list',
      around('<bpmn:task id="a"><bpmn:multiInstanceLoopCharacteristics/></bpmn:task>'),
      ['a loop-count'],
    ],
    [
      'a script in another language',
      around('<bpmn:scriptTask id="a" scriptFormat="groovy"><bpmn:script>x</bpmn:script></bpmn:scriptTask>'),
      ['a script-language'],
    ],
    ['a service task without a job', around('<bpmn:serviceTask id="a"/>'), ['a job-missing']],
    ['a call that names nothing', around('<bpmn:callActivity id="a"/>'), ['a called-template-missing']],
    [
      'a condition in another language',
      bpmn(
        `<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:exclusiveGateway id="g" default="g_e2"/><bpmn:sequenceFlow id="x" sourceRef="g" targetRef="e"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="groovy">a</bpmn:conditionExpression></bpmn:sequenceFlow>${flow('g', 'e2')}<bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>`,
      ),
      ['x content-unsupported'],
    ],
    [
      'a result variable that every object has',
      around(
        '<bpmn:scriptTask id="a" rf:resultVariable="constructor"><bpmn:script>1</bpmn:script></bpmn:scriptTask>',
      ),
      ['a variable-name'],
    ],
    [
      'a reserved id',
      bpmn(`<bpmn:startEvent id="__proto__"/>`),
      ['__proto__ id-reserved', 'p start-missing', 'p end-missing'],
    ],
  ];

  test.each(cases)('%s', async (_, xml, expected) => {
    expect(await found(xml)).toEqual(expected);
  });

  test('names are checked against the directory, the forms and the jobs when they are given', async () => {
    const xml = bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'a')}
      <bpmn:userTask id="a"><bpmn:extensionElements><rf:assignment post="wizard" unit="atlantis"/><rf:form key="lost"/></bpmn:extensionElements></bpmn:userTask>${flow('a', 'j')}
      <bpmn:serviceTask id="j"><bpmn:extensionElements><rf:job type="teleport"/></bpmn:extensionElements></bpmn:serviceTask>${flow('j', 'c')}
      <bpmn:callActivity id="c" calledElement="nowhere"/>${flow('c', 'e')}<bpmn:endEvent id="e"/>`);
    expect(await found(xml)).toEqual([]);
    expect(
      await found(xml, { posts: ['principal'], units: ['bureau'], forms: [], jobs: [], templates: [] }),
    ).toEqual([
      'a post-unknown',
      'a unit-unknown',
      'a form-unknown',
      'j job-unknown',
      'c called-template-unknown',
    ]);
  });

  test('a problem names the element as people know it', async () => {
    const result = await compile(around('<bpmn:userTask id="a" name="初审"/>'));
    expect(result).toMatchObject({
      ok: false,
      problems: [{ element: 'a', name: '初审', message: { zh: '没有指定由谁办理' }, severity: 'error' }],
    });
  });

  test('a file from a modeler that is not marked executable, or that has two processes, is told so', async () => {
    expect(await found(bpmn('').replace('isExecutable="true"', 'isExecutable="false"'))).toEqual([
      'p process-not-executable',
    ]);
    const second = '<bpmn:process id="q" isExecutable="true"/>';
    expect(await found(bpmn('', { roots: second }))).toEqual(['p process-twice']);
  });
});
