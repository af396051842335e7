import { expect, test } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import type { ProcessModel } from '../../../engine/model.ts';
import { around, bpmn, by, flow } from '../bpmn.ts';

const people = {
  user: (name: string) => (name === 'stranger' ? undefined : { post: 'user', unit: name }),
  group: (name: string) => ({ post: 'group', unit: name }),
  anyone: { post: 'anyone', unit: 'anywhere' },
};

/** The file as it is, or as Camunda 7's where it names no other engine. */
function named(xml: string): string {
  return /xmlns:(?:zeebe|flowable|operaton|activiti|camunda)=/.test(xml) ? xml : by('camunda', xml);
}

async function modelOf(xml: string): Promise<ProcessModel> {
  const result = await compile(named(xml), { people });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message.en).join('\n'));
  return result.model;
}

async function refusalsOf(xml: string): Promise<string[]> {
  const result = await compile(named(xml), { people });
  return result.ok
    ? []
    : result.problems
        .filter(({ severity }) => severity === 'error')
        .map(({ element, code }) => `${element} ${code}`);
}

function task(attributes: string, inside = ''): string {
  return around(`<bpmn:userTask id="a" name="办理" ${attributes}>${inside}</bpmn:userTask>`);
}

const extensions = (content: string) => `<bpmn:extensionElements>${content}</bpmn:extensionElements>`;

test.each(['camunda', 'flowable', 'operaton', 'activiti'] as const)(
  'users and groups of a %s task become the posts that the import knows them by',
  async (vendor) => {
    const xml = task(`${vendor}:candidateUsers="kermit" ${vendor}:candidateGroups="management, sales"`);
    const model = await modelOf(by(vendor, xml));
    expect(model.nodes['a']?.config).toMatchObject({
      candidates: [
        { post: 'user', unit: 'kermit' },
        { post: 'group', unit: 'management' },
        { post: 'group', unit: 'sales' },
      ],
    });
  },
);

test('an assignee alone has the task, and may be an expression', async () => {
  const model = await modelOf(task('camunda:assignee="${boss}" camunda:candidateGroups="sales"'));
  expect(model.nodes['a']?.config).toMatchObject({ candidates: [{ post: 'user', unit: '= boss' }] });
});

test('potential owners of the standard are read as users and groups', async () => {
  const owner = `<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>user(kermit), group(sales)</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>`;
  const model = await modelOf(task('', owner));
  expect(model.nodes['a']?.config).toMatchObject({
    candidates: [
      { post: 'user', unit: 'kermit' },
      { post: 'group', unit: 'sales' },
    ],
  });
});

test('a task of nobody goes to whoever the import names for that, and a user whom it does not know is refused', async () => {
  expect((await modelOf(task(''))).nodes['a']?.config).toMatchObject({ candidates: [people.anyone] });
  expect(await refusalsOf(task('camunda:assignee="stranger"'))).toContain('a assignment-foreign');
});

test('a name written as post@unit needs no directory', async () => {
  const result = await compile(named(task('camunda:candidateGroups="safety-officer@school-1"')));
  expect(result).toMatchObject({
    ok: true,
    model: { nodes: { a: { config: { candidates: [{ post: 'safety-officer', unit: 'school-1' }] } } } },
  });
});

test('Camunda 8: assignment, form and due date of a user task', async () => {
  const model = await modelOf(
    by(
      'zeebe',
      task(
        '',
        extensions(
          `<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="sales"/><zeebe:formDefinition formId="visit"/><zeebe:taskSchedule dueDate="2026-10-01T12:00:00Z"/>`,
        ),
      ),
    ),
  );
  expect(model.nodes['a']).toMatchObject({
    config: { candidates: [{ post: 'group', unit: 'sales' }], form: 'visit' },
    deadlines: [{ date: '= "2026-10-01"' }],
  });
});

test('a form key and a due date of so many days', async () => {
  const model = await modelOf(task('camunda:formKey="visit" camunda:dueDate="P3D"'));
  expect(model.nodes['a']).toMatchObject({
    config: { form: 'visit' },
    deadlines: [{ key: 'a-due', rule: { amount: 3, unit: 'calendarDay' } }],
  });
});

test('external tasks and job workers are jobs of the same type', async () => {
  const external = around('<bpmn:serviceTask id="a" camunda:type="external" camunda:topic="look-up"/>');
  expect((await modelOf(external)).nodes['a']?.config).toMatchObject({ jobType: 'look-up' });
  const worker = around(
    `<bpmn:serviceTask id="a">${extensions('<zeebe:taskDefinition type="look-up"/><zeebe:taskHeaders><zeebe:header key="unit" value="school"/></zeebe:taskHeaders>')}</bpmn:serviceTask>`,
  );
  expect((await modelOf(by('zeebe', worker))).nodes['a']?.config).toEqual({
    jobType: 'look-up',
    parameters: { unit: 'school' },
  });
});

test('variables into a call and out of it', async () => {
  const call = around(
    `<bpmn:callActivity id="a" calledElement="other" camunda:calledElementBinding="version" camunda:calledElementVersion="3">${extensions('<camunda:in source="x" target="y"/><camunda:in sourceExpression="${x + 1}" target="z"/><camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:out source="r" target="s"/>')}</bpmn:callActivity>`,
  );
  expect((await modelOf(call)).nodes['a']?.config).toMatchObject({
    calledElement: 'other',
    binding: { version: 3 },
    inputs: [
      { target: 'y', source: '= x' },
      { target: 'z', source: '= x + 1' },
    ],
    outputs: [{ target: 's', source: '= r' }],
  });
});

test('input and output parameters of a task', async () => {
  const mapped = task(
    '',
    extensions(
      '<camunda:inputOutput><camunda:inputParameter name="greeting">hello</camunda:inputParameter><camunda:outputParameter name="done">${state == "ok"}</camunda:outputParameter></camunda:inputOutput>',
    ),
  );
  expect((await modelOf(mapped)).nodes['a']).toMatchObject({
    inputs: [{ target: 'greeting', source: 'hello' }],
    outputs: [{ target: 'done', source: '= state = "ok"' }],
  });
});

test('multi-instance over a list by its name', async () => {
  const loop = task(
    '',
    '<bpmn:multiInstanceLoopCharacteristics camunda:collection="schools" camunda:elementVariable="school"><bpmn:completionCondition>${nrOfCompletedInstances == 2}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>',
  );
  expect((await modelOf(loop)).nodes['a']?.loop).toMatchObject({
    collection: '= schools',
    item: 'school',
    completionCondition: '= numberOfCompletedInstances = 2',
  });
});

test('conditions and timers', async () => {
  const model = await modelOf(
    bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:exclusiveGateway id="g" default="g_t"/>${flow('g', 'e', '\${x == 1}')}${flow('g', 't')}
      <bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:timeDuration>\${pause}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flow('t', 'e')}<bpmn:endEvent id="e"/>`),
  );
  expect(model.flows['g_e']?.condition).toBe('= x = 1');
  expect(model.nodes['t']?.events[0]?.config).toMatchObject({ value: '= pause' });
});

test('the key of a Camunda 8 message stands where the message is awaited', async () => {
  const xml = bpmn(
    `<bpmn:startEvent id="s"/>${flow('s', 'c')}<bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>${flow('c', 'e')}<bpmn:endEvent id="e"/>`,
    {
      roots: `<bpmn:message id="m" name="paid">${extensions('<zeebe:subscription correlationKey="= orderId"/>')}</bpmn:message>`,
    },
  );
  expect((await modelOf(by('zeebe', xml))).nodes['c']?.events[0]?.config).toMatchObject({
    message: 'paid',
    correlation: '= orderId',
  });
});

test('flags that cut the transactions of another engine change nothing', async () => {
  const plain = await modelOf(task(''));
  expect(
    await modelOf(task('camunda:asyncBefore="true" camunda:exclusive="false" camunda:jobPriority="5"')),
  ).toEqual(plain);
});

test.each<[what: string, xml: string]>([
  ['code of a service task', around('<bpmn:serviceTask id="a" camunda:class="org.example.Job"/>')],
  ['a bean', around('<bpmn:serviceTask id="a" camunda:expression="${bean.run()}"/>')],
  ['an execution listener', task('', extensions('<camunda:executionListener class="X" event="start"/>'))],
  ['a task listener', task('', extensions('<camunda:taskListener class="X" event="create"/>'))],
  ['all variables into a task', task('', extensions('<camunda:in variables="all"/>'))],
  [
    'fields of a form in the diagram',
    task('', extensions('<camunda:formData><camunda:formField id="f" type="string"/></camunda:formData>')),
  ],
  ['a name that varies', around('<bpmn:userTask id="a" name="${title}"/>')],
  ['a due date that is no date', task('camunda:dueDate="tomorrow"')],
  ['something new', task('camunda:skipExpression="${true}"')],
  [
    'a listener of Camunda 8',
    by(
      'zeebe',
      task(
        '',
        extensions(
          '<zeebe:executionListeners><zeebe:executionListener type="x"/></zeebe:executionListeners>',
        ),
      ),
    ),
  ],
])('refused with its element: %s', async (_, xml) => {
  expect(await refusalsOf(xml)).toContain('a extension-refused');
});

test('an expression without a twin is refused where it stands, in both languages with a mend', async () => {
  const result = await compile(named(task('camunda:assignee="${bean.who()}"')), { people });
  const found = result.ok ? undefined : result.problems.find(({ code }) => code === 'expression-foreign');
  expect(found).toMatchObject({ element: 'a', name: '办理' });
  expect(found?.message.zh).toContain('bean.who()');
  expect(found?.mend.en).toContain('FEEL');
});

test('an error that is not declared is its own code, and its author is warned', async () => {
  const xml = bpmn(
    `<bpmn:startEvent id="s"/>${flow('s', 'e')}<bpmn:endEvent id="e"><bpmn:errorEventDefinition errorRef="bad"/></bpmn:endEvent>`,
  );
  const result = await compile(xml);
  expect(result).toMatchObject({ ok: true, warnings: [{ code: 'reference-as-code' }] });
  expect((await modelOf(xml)).nodes['e']?.events[0]?.config).toMatchObject({ code: 'bad' });
});

test('cron cycles of even steps are ISO cycles; any other is refused', async () => {
  const timer = (cycle: string) =>
    bpmn(
      `<bpmn:startEvent id="s"/>${flow('s', 't')}<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:timeCycle>${cycle}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flow('t', 'e')}<bpmn:endEvent id="e"/>`,
    );
  expect((await modelOf(timer('0 0/10 * * * ?'))).nodes['t']?.events[0]?.config).toMatchObject({
    value: 'R/PT10M',
  });
  expect(await refusalsOf(timer('0 30 9 ? * MON-FRI'))).toContain('t timer-cycle');
});

test('a signal named by an expression, and a message event that names no message', async () => {
  const xml = bpmn(
    `<bpmn:startEvent id="s"/>${flow('s', 'c')}<bpmn:intermediateThrowEvent id="c"><bpmn:signalEventDefinition signalRef="x"/></bpmn:intermediateThrowEvent>${flow('c', 'm')}<bpmn:intermediateThrowEvent id="m"><bpmn:messageEventDefinition/></bpmn:intermediateThrowEvent>${flow('m', 'e')}<bpmn:endEvent id="e"/>`,
    { roots: '<bpmn:signal id="x" name="alert-${place}"/>' },
  );
  const model = await modelOf(xml);
  expect(model.nodes['c']?.events[0]?.config).toMatchObject({ signal: '= "alert-" + string(place)' });
  expect(model.nodes['m']?.events).toEqual([]);
});
