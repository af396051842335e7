import { describe, expect, test } from 'vitest';
import { compileDecisions } from '../../../definitions/dmn/compile.ts';
import { evaluateDecision } from '../../../engine/dmn/evaluate.ts';
import type { JsonObject } from '../../../engine/json.ts';

const at = '2026-09-07T16:30:00.000Z';
const dmn15 = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

const file = (inside: string, { namespace = 'urn:test', version = dmn15 } = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="${version}" name="test" namespace="${namespace}" id="defs">${inside}</definitions>`;

const text = (source: string) => `<literalExpression><text><![CDATA[${source}]]></text></literalExpression>`;
const plain = (id: string, logic: string, needs = '') =>
  `<decision id="${id}" name="${id}"><variable name="${id}"/>${needs}${logic}</decision>`;

const grading = `
  <inputData id="score" name="score"><variable name="score" typeRef="number"/></inputData>
  <decision id="grade" name="Grade">
    <description>What the score comes to</description>
    <variable name="Grade" typeRef="string"/>
    <informationRequirement><requiredInput href="#score"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE" outputLabel="Grade">
      <input><inputExpression typeRef="number"><text>score</text></inputExpression></input>
      <output name="grade" typeRef="string"/>
      <annotation name="why"/>
      <rule id="r1"><inputEntry><text>&gt;= 60</text></inputEntry><outputEntry><text>"pass"</text></outputEntry><annotationEntry><text>x</text></annotationEntry></rule>
      <rule id="r2"><inputEntry><text>&lt; 60</text></inputEntry><outputEntry><text>"fail"</text></outputEntry><annotationEntry><text/></annotationEntry></rule>
    </decisionTable>
  </decision>`;

/** What a decision of a file gives; the file must have no problem. */
function decide(xml: string, id: string, inputs: JsonObject = {}) {
  const { models, problems } = compileDecisions({ test: xml });
  expect(problems).toEqual([]);
  const result = evaluateDecision(models.test!, id, inputs, at);
  return 'fault' in result ? result.fault.message : result.value;
}

/** Codes of what is wrong with a file, and where. */
function wrongWith(inside: string): string[] {
  return compileDecisions({ test: file(inside) }).problems.map(({ element, code }) =>
    `${element} ${code}`.trim(),
  );
}

test.each([
  ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
  ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
  ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
  ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
  ['1.5', dmn15],
  ['1.6', 'https://www.omg.org/spec/DMN/20240513/MODEL/'],
])('a file of DMN %s is read, whatever its prefix', (_, version) => {
  expect(decide(file(grading, { version }), 'grade', { score: 60 })).toBe('pass');
  const prefixed = file(grading, { version })
    .replace(/<(\/?)(\w)/g, '<$1d:$2')
    .replace('xmlns=', 'xmlns:d=');
  expect(decide(prefixed, 'grade', { score: 59 })).toBe('fail');
});

test('what is drawn, and what other tools add, is passed over', () => {
  const foreign = `<extensionElements><x:note xmlns:x="urn:x"><x:text>no</x:text></x:note></extensionElements>`;
  expect(decide(file(plain('d', foreign + text('1'))), 'd')).toBe(1);
});

describe('boxed expressions of a file', () => {
  const box = (logic: string) => decide(file(plain('d', logic)), 'd');
  test.each([
    ['a list', `<list>${text('1')}${text('2')}</list>`, [1, 2]],
    [
      'a relation',
      `<relation><column name="a"/><column name="b"/><row>${text('1')}${text('2')}</row></relation>`,
      [{ a: 1, b: 2 }],
    ],
    [
      'a context with a result',
      `<context><contextEntry><variable name="a"/>${text('2')}</contextEntry><contextEntry>${text('a + 1')}</contextEntry></context>`,
      3,
    ],
    [
      'a conditional',
      `<conditional><if>${text('1 < 2')}</if><then>${text('"y"')}</then><else>${text('"n"')}</else></conditional>`,
      'y',
    ],
    ['a filter', `<filter><in>${text('[1, 5]')}</in><match>${text('item > 2')}</match></filter>`, [5]],
    [
      'for',
      `<for iteratorVariable="x"><in>${text('[1, 2]')}</in><return>${text('x * x')}</return></for>`,
      [1, 4],
    ],
    [
      'some',
      `<some iteratorVariable="x"><in>${text('[1]')}</in><satisfies>${text('x = 1')}</satisfies></some>`,
      true,
    ],
    [
      'every',
      `<every iteratorVariable="x"><in>${text('[1]')}</in><satisfies>${text('x = 2')}</satisfies></every>`,
      false,
    ],
    [
      'a function and its invocation',
      `<invocation><functionDefinition><formalParameter name="a" typeRef="number"/>${text('a + 1')}</functionDefinition><binding><parameter name="a"/>${text('2')}</binding></invocation>`,
      3,
    ],
  ])('%s', (_, logic, expected) => expect(box(logic)).toEqual(expected));
});

test('item definitions hold their constraints', () => {
  const types = `
    <itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
    <itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
    <inputData id="g" name="g"><variable name="g" typeRef="tGrades"/></inputData>`;
  const xml = file(
    types +
      plain(
        'd',
        text('count(g)'),
        '<informationRequirement><requiredInput href="#g"/></informationRequirement>',
      ),
  );
  expect(decide(xml, 'd', { g: ['A', 'B'] })).toBe(2);
  expect(decide(xml, 'd', { g: ['A', 'C'] })).toMatch(/'g' is not of its type/);
  expect(decide(xml, 'd', { g: ['A', 'B', 'A'] })).toMatch(/'g' is not of its type/);
});

describe('imports', () => {
  const rates = file(
    `<itemDefinition name="tRate"><typeRef>number</typeRef><allowedValues><text>[0..100]</text></allowedValues></itemDefinition>
    <inputData id="rate" name="rate"><variable name="rate" typeRef="tRate"/></inputData>
    <decision id="half" name="Half Rate"><variable name="Half Rate" typeRef="tRate"/>
      <informationRequirement><requiredInput href="#rate"/></informationRequirement>${text('rate / 2')}</decision>
    <businessKnowledgeModel id="twice" name="twice"><encapsulatedLogic><formalParameter name="n"/>${text('n * 2')}</encapsulatedLogic></businessKnowledgeModel>`,
    { namespace: 'urn:rates' },
  );
  const user = file(
    `<import name="rates" namespace="urn:rates" importType="${dmn15}"/>
    <decision id="d" name="d"><variable name="d" typeRef="rates.tRate"/>
      <informationRequirement><requiredDecision href="urn:rates#half"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="urn:rates#twice"/></knowledgeRequirement>
      ${text('rates.twice(rates.Half Rate) + 1')}</decision>`,
    { namespace: 'urn:user' },
  );

  test('decisions, functions and types of another file are used under the name of the import', () => {
    const { models, problems } = compileDecisions({ user, rates });
    expect(problems).toEqual([]);
    expect(evaluateDecision(models.user!, 'd', { rate: 8 }, at)).toEqual({ value: 9 });
    expect(evaluateDecision(models.user!, 'd', { rate: 101 }, at)).toHaveProperty('fault');
  });

  test('an import that no file has is said, with what follows from it', () => {
    const found = compileDecisions({ user }).problems.map(({ file: name, code }) => `${name} ${code}`);
    expect(found).toContain('user import-missing');
    expect(found).toContain('user reference-unresolved');
  });

  test('files that import each other are read once', () => {
    const a = file(`<import name="b" namespace="urn:b" importType="${dmn15}"/>${plain('x', text('1'))}`, {
      namespace: 'urn:a',
    });
    const b = file(`<import name="a" namespace="urn:a" importType="${dmn15}"/>${plain('y', text('2'))}`, {
      namespace: 'urn:b',
    });
    const { models, problems } = compileDecisions({ a, b });
    expect(problems).toEqual([]);
    expect(Object.keys(models.a!.decisions)).toEqual(['x', 'urn:b#y']);
  });
});

test.each([
  ['a text that is no FEEL', plain('d', text('1 +')), 'd expression-invalid'],
  ['a cell that is no test', grading.replace('&gt;= 60', '&gt;= ('), 'grade expression-invalid'],
  [
    'a rule with a cell too few',
    grading.replace('<outputEntry><text>"pass"</text></outputEntry>', ''),
    'grade table-rule-width',
  ],
  ['a hit policy that there is not', grading.replace('UNIQUE', 'BEST'), 'grade hit-policy-unknown'],
  [
    'an aggregation without collecting',
    grading.replace('"UNIQUE"', '"UNIQUE" aggregation="SUM"'),
    'grade aggregation-invalid',
  ],
  ['priorities without an order', grading.replace('UNIQUE', 'PRIORITY'), 'grade table-order-missing'],
  [
    'a requirement that leads nowhere',
    grading.replace('href="#score"', 'href="#nothing"'),
    'grade reference-unresolved',
  ],
  [
    'a type that there is not',
    plain('d', text('1')).replace('name="d"/>', 'name="d" typeRef="tNone"/>'),
    'd type-unknown',
  ],
  [
    'a type that means itself',
    '<itemDefinition name="tA"><typeRef>tA</typeRef></itemDefinition>',
    'tA type-unknown',
  ],
  [
    'a function in Java',
    plain('d', '<functionDefinition kind="Java"><context/></functionDefinition>'),
    'd logic-missing',
  ],
  ['a decision without logic', plain('d', ''), 'd decision-empty'],
  [
    'decisions in a circle',
    plain('a', text('b'), '<informationRequirement><requiredDecision href="#b"/></informationRequirement>') +
      plain('b', text('a'), '<informationRequirement><requiredDecision href="#a"/></informationRequirement>'),
    'a decision-circle',
  ],
])('%s is said, with its element', (_, inside, expected) => expect(wrongWith(inside)).toContain(expected));

test('a problem says what is wrong and the mend, in both languages', () => {
  const [problem] = compileDecisions({ 期限: file(plain('d', text('1 +'))) }).problems;
  expect(problem).toMatchObject({ file: '期限', element: 'd', severity: 'error' });
  expect(problem!.message.zh).toMatch(/语法错误/);
  expect(problem!.message.en).toMatch(/not FEEL/);
  expect(problem!.mend.zh).not.toBe('');
});

test.each([
  ['no XML', 'hello', 'not-dmn'],
  ['a BPMN file', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', 'not-dmn'],
  ['a tag that is never closed', file('<decision>').replace('</definitions>', ''), 'not-dmn'],
  ['an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${file('')}`, 'doctype-refused'],
  ['nesting without end', file('<decision>'.repeat(50_000) + '</decision>'.repeat(50_000)), 'file-too-large'],
  ['tags without end', file('<decision/>'.repeat(70_000)), 'file-too-large'],
  ['ten megabytes', file(`<description>${'x'.repeat(10_000_000)}</description>`), 'file-too-large'],
])('%s is refused', (_, xml, code) => {
  const { models, problems } = compileDecisions({ test: xml });
  expect(models).toEqual({});
  expect(problems.map((problem) => problem.code)).toEqual([code]);
});

test('names of JavaScript’s own objects are ids and names like others', () => {
  const inside =
    plain('constructor', text('1')) + plain('__proto__', text('2')) + plain('toString', text('3'));
  const { models, problems } = compileDecisions({ test: file(inside) });
  expect(problems).toEqual([]);
  expect(evaluateDecision(models.test!, 'toString', {}, at)).toEqual({ value: 3 });
  expect(evaluateDecision(models.test!, '__proto__', {}, at)).toEqual({ value: 2 });
  expect(evaluateDecision(models.test!, 'hasOwnProperty', {}, at)).toHaveProperty('fault');
});
