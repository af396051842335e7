import { describe, expect, test } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { around, bpmn, by, flow, userTask } from './bpmn.ts';
import { found } from './compiled.ts';

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
