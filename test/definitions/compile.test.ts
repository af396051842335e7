import { describe, expect, test } from 'vitest';
import { emptyDiagram } from '../../definitions/empty-diagram.ts';
import { around, bpmn, flow } from './bpmn.ts';
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
        <bpmn:subProcess id="a"><bpmn:extensionElements><rf:deadline key="term" name="期限" date="= due"/></bpmn:extensionElements><bpmn:startEvent id="s1"/>${flow('s1', 'e1')}<bpmn:endEvent id="e1"/>
          <bpmn:subProcess id="event" triggeredByEvent="true" rf:maxInstances="1" rf:about="term">
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
      config: { isEventSubProcess: true, maxInstances: 1, about: ['term'] },
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
