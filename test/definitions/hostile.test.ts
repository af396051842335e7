import { describe, expect, test, vi } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { limits } from '../../definitions/limits.ts';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { start } from '../../engine/step.ts';
import type { JsonObject } from '../../engine/json.ts';
import { around, bpmn, by, flow } from './bpmn.ts';

// A busy machine must not fail what is about sizes.
vi.setConfig({ testTimeout: 60_000 });

/** Sizes are far beyond what is read, so that a reader which tried would not end within the test's time. */
const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join('');

async function codesOf(xml: string): Promise<string[]> {
  const result = await compile(xml);
  return result.ok
    ? []
    : [...new Set(result.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code))];
}

describe('refused by its size, before any parser sees it', () => {
  test.each<[what: string, xml: string, code: string]>([
    ['10 MB in a comment', bpmn(`<!--${'x'.repeat(10_000_000)}-->`), 'file-too-large'],
    ['10 MB in one name', around(`<bpmn:task id="a" name="${'x'.repeat(10_000_000)}"/>`), 'file-too-large'],
    ['10 MB of opening brackets', '<'.repeat(10_000_000), 'file-too-large'],
    ['100,000 elements', bpmn(times(100_000, (index) => `<bpmn:task id="t${index}"/>`)), 'file-too-large'],
    ['100,000 elements with short names', bpmn('<a/>'.repeat(100_000)), 'too-many-tags'],
    [
      'more flow elements than a process has',
      bpmn(times(limits.flowElements + 1, () => '<bpmn:task/>')),
      'too-many-elements',
    ],
    ['nesting 50,000 deep', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`, 'too-deep'],
    [
      '50,000 sub-processes within each other',
      bpmn(`${'<bpmn:subProcess>'.repeat(50_000)}${'</bpmn:subProcess>'.repeat(50_000)}`),
      'file-too-large',
    ],
    ['50,000 tags that never close', '<a>'.repeat(50_000), 'not-bpmn'],
    ['a million brackets', '<'.repeat(1_000_000), 'not-bpmn'],
    ['attributes that never end', '<a b="'.repeat(170_000), 'not-bpmn'],
    ['zeros', '\u0000'.repeat(900_000), 'not-bpmn'],
    ['nothing', '', 'not-bpmn'],
  ])('%s', async (_, xml, code) => {
    expect(await codesOf(xml)).toContain(code);
  });
});

describe('document types are refused, whatever they declare', () => {
  test.each<[what: string, before: string]>([
    ['an entity', '<!DOCTYPE d [<!ENTITY a "aaa">]>'],
    [
      'entities that grow',
      `<!DOCTYPE d [<!ENTITY a0 "x">${times(30, (index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`)}]>`,
    ],
    ['an external entity', '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ['an external document type', '<!DOCTYPE d SYSTEM "http://example.org/d.dtd">'],
    ['a parameter entity', '<!DOCTYPE d [<!ENTITY % a SYSTEM "http://example.org/a">%a;]>'],
  ])('%s', async (_, before) => {
    expect(await codesOf(bpmn('<bpmn:startEvent id="s"/>', { before }))).toContain('doctype-refused');
  });
});

describe('within the limits, made to be slow or long: refused with few words', () => {
  const cases: [what: string, xml: string, code: string][] = [
    [
      'flows from nowhere to nowhere',
      bpmn(
        times(
          2000,
          (index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="x${index}" targetRef="y${index}"/>`,
        ),
      ),
      'reference-unresolved',
    ],
    [
      '20,000 references to nothing',
      bpmn(
        `<bpmn:task id="a">${times(20_000, (index) => `<bpmn:incoming>x${index}</bpmn:incoming>`)}</bpmn:task>`,
      ),
      'reference-unresolved',
    ],
    ['one id, 1,900 times', bpmn(times(1900, () => '<bpmn:task id="same"/>')), 'id-duplicate'],
    [
      '8,000 attributes that nobody knows',
      bpmn(times(2000, (index) => `<bpmn:task id="t${index}" a="1" b="2" c="3" d="4"/>`)),
      'content-unknown',
    ],
    [
      '30,000 vendor attributes',
      by('camunda', around(`<bpmn:task id="a" ${times(30_000, (index) => `camunda:a${index}="1" `)}/>`)),
      'extension-refused',
    ],
    [
      '100,000 candidates',
      by(
        'camunda',
        around(`<bpmn:userTask id="a" camunda:candidateUsers="${times(100_000, (index) => `u${index},`)}"/>`),
      ),
      'assignment-foreign',
    ],
    [
      '7,000 message flows into one pool',
      bpmn(
        times(1500, (index) => `<bpmn:intermediateThrowEvent id="e${index}"/>`),
        {
          roots: `<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="p"/>${times(7_000, (index) => `<bpmn:messageFlow id="m${index}" sourceRef="e1" targetRef="pool"/>`)}</bpmn:collaboration>`,
        },
      ),
      'message-flow-end',
    ],
    [
      'links of one name',
      bpmn(
        times(
          450,
          (index) =>
            `<bpmn:intermediateThrowEvent id="l${index}"><bpmn:linkEventDefinition name="n"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="k${index}"><bpmn:linkEventDefinition name="m"/></bpmn:intermediateCatchEvent>`,
        ),
      ),
      'link-without-target',
    ],
    [
      'brackets within brackets',
      bpmn(
        `<bpmn:startEvent id="s"/>${times(200, (index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="s" targetRef="s"><bpmn:conditionExpression>${'('.repeat(2000)}1${')'.repeat(2000)}</bpmn:conditionExpression></bpmn:sequenceFlow>`)}`,
      ),
      'flow-into',
    ],
    [
      'an expression of another engine that never ends',
      around(`<bpmn:task id="a" name="${"${'".repeat(200_000)}"/>`),
      'extension-refused',
    ],
  ];
  test.each(cases)('%s', async (_, xml, code) => {
    const result = await compile(xml);
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toContain(code);
    expect(result.ok ? [] : result.problems.length).toBeLessThanOrEqual(1000);
    expect(JSON.stringify(result).length).toBeLessThan(1_000_000);
  });
});

describe('names that every object has', () => {
  const reserved = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

  test.each(reserved)('%s is no id of a process, a node or a flow', async (id) => {
    expect(await codesOf(bpmn(`<bpmn:startEvent id="${id}"/>`))).toContain('id-reserved');
    expect(await codesOf(around('<bpmn:task id="a"/>').replaceAll('"start_a"', `"${id}"`))).toContain(
      'id-reserved',
    );
    expect(await codesOf(around('<bpmn:task id="a"/>').replace('id="p"', `id="${id}"`))).toContain(
      'id-reserved',
    );
  });

  test.each(reserved)('%s is no variable', async (name) => {
    const mapped = around(
      `<bpmn:task id="a"><bpmn:extensionElements><rf:input target="${name}" source="= 1"/></bpmn:extensionElements></bpmn:task>`,
    );
    expect(await codesOf(mapped)).toContain('variable-name');
  });

  test.each(reserved)('%s refers to nothing', async (id) => {
    const xml = bpmn(
      `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="${id}"/></bpmn:startEvent>${flow('s', 'e')}<bpmn:endEvent id="e"/>`,
    );
    expect(await codesOf(xml)).toContain('reference-unresolved');
  });

  test('as variables of a case they change nothing but the case', async () => {
    const compiled = await compile(
      around(
        '<bpmn:scriptTask id="a" scriptFormat="feel" rf:resultVariable="sum"><bpmn:script>polluted</bpmn:script></bpmn:scriptTask>',
      ),
    );
    if (!compiled.ok) throw new Error('Expected a model');
    const variables = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    ) as JsonObject;
    const { state } = start(compiled.model, nationalCalendar, {
      at: '2026-09-07T01:00:00.000Z',
      actor: { kind: 'system', name: 'test' },
      case: {
        caseId: 'c',
        tenant: 't',
        templateKey: 'p',
        templateVersion: 1,
        number: '1',
        title: 't',
        units: [],
      },
      variables,
    });
    expect(state.status).toBe('completed');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
