import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBpmn, runCase } from '../../scripts/conformance/bpmn.ts';
import { asJson, asTable } from '../../scripts/conformance/report.ts';
import { around, bpmn, by, flow } from '../definitions/bpmn.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-conformance-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A case of ours in the format of the suites. */
function caseOf(xml: string, parts: object) {
  return {
    id: 'own/case',
    kind: 'behaviour',
    feature: 'own',
    bpmn_xml: xml,
    steps: [{ op: 'start', process: 'p', as: 'pi1', variables: { x: 1 } }, { op: 'settle' }],
    expected: {},
    ...parts,
  };
}

async function verdictOf(xml: string, parts: object): Promise<string> {
  const { verdict, reason } = await runCase(caseOf(xml, parts));
  return reason === undefined ? verdict : `${verdict}: ${reason}`;
}

const script = (id: string) =>
  `<bpmn:scriptTask id="${id}"><bpmn:script>DO_${id}</bpmn:script></bpmn:scriptTask>`;
const two = bpmn(
  `<bpmn:startEvent id="s"/>${flow('s', 'a')}${script('a')}${flow('a', 'b')}${script('b')}${flow('b', 'e')}<bpmn:endEvent id="e"/>`,
);
const scripts = [
  { element: 'a', token: 'DO_a', effect: { set: { x: 'x + 1' }, delay_ms: 1000 } },
  { element: 'b', token: 'DO_b', effect: { read: 'x' } },
];
const labels = { label_elements: { A: ['a'], B: ['b'] } };

test('scripts are probes: their counts, their order, their effects and the end are compared', async () => {
  const expected = {
    trace: { counts: { A: 1, B: 1 }, ...labels, order: [['A', 'B']] },
    variables: { x: 2 },
    end_state: 'completed',
  };
  expect(await verdictOf(two, { scripts, expected })).toBe('pass');
});

test('a trace that comes out otherwise fails, and says what was wanted and what came', async () => {
  const expected = { trace: { counts: { A: 2, B: 0 }, ...labels, order: [['B', 'A']] }, end_state: 'failed' };
  const said = await verdictOf(two, { scripts, expected });
  expect(said).toMatch(/^fail: /);
  expect(said).toContain('A completed 2 times wanted, found 1');
  expect(said).toContain('B completed 0 times wanted, found 1');
  expect(said).toContain('B before A wanted');
  expect(said).toContain('pi1 to end as failed wanted, found completed');
});

test('expressions are replaced where they stand, and nowhere else', async () => {
  const xml = bpmn(
    `<bpmn:startEvent id="s"/>${flow('s', 'g')}<bpmn:exclusiveGateway id="g" default="g_e"/>${flow('g', 'a', 'is it 1')}${flow('g', 'e')}${script('a')}${flow('a', 'e')}<bpmn:endEvent id="e" name="is it 1"/>`,
  );
  const expressions = [{ kind: 'conditionExpression', src: 'is it 1', feel: '=x = 1' }];
  const expected = { trace: { counts: { A: 1 }, ...labels } };
  expect(await verdictOf(xml, { scripts: [{ element: 'a', token: 'DO_a' }], expressions, expected })).toBe(
    'pass',
  );
});

test('a model that the engine does not run is unsupported, with the reason; one that shall be refused passes', async () => {
  const unknown = around('<bpmn:task id="a" startQuantity="0"/>');
  expect(await verdictOf(unknown, {})).toMatch(/^unsupported: .*\[token-count\]/);
  expect(await verdictOf(unknown, { expected: { end_state: 'rejected|failed' } })).toBe('pass');
});

test('a file that breaks the standard must be refused with an element of its own fault', async () => {
  const reject = { kind: 'reject', steps: [{ op: 'deploy' }] };
  expect(await verdictOf(around('<bpmn:task id="a" startQuantity="0"/>'), reject)).toMatch(
    /^pass: a \[token-count\]/,
  );
  expect(await verdictOf(around('<bpmn:task id="a"/>'), reject)).toBe('fail: accepted');
  // That nobody is assigned is no fault of the file.
  expect(await verdictOf(around('<bpmn:serviceTask id="a"/>'), reject)).toBe('fail: accepted');
});

test('a case that this runner does not understand, and one that never comes to rest, are said to be so', async () => {
  expect(await verdictOf(two, { steps: [{ op: 'dance' }] })).toMatch(
    /^unsupported: the case is not understood/,
  );
  const restless = bpmn(
    `<bpmn:startEvent id="s"/>${flow('s', 'a')}${script('a')}${flow('a', 'x')}<bpmn:exclusiveGateway id="x" default="x_e"/>${flow('x', 'a', 'true')}${flow('x', 'e')}<bpmn:endEvent id="e"/>`,
  );
  expect(await verdictOf(restless, { scripts: [{ element: 'a', token: 'DO_a' }] })).toMatch(
    /^unsupported: more than \d+ inputs/,
  );
});

test('people of another engine see and complete their tasks', async () => {
  const xml = by('camunda', around('<bpmn:userTask id="a" name="Do it" camunda:candidateUsers="kermit"/>'));
  const steps = [
    { op: 'start', process: 'p', as: 'pi1', variables: {} },
    {
      op: 'tasks',
      as: 't1',
      filter: { candidate_user: 'kermit' },
      expect: { count: 1, name: 'Do it', element: 'a' },
    },
    { op: 'tasks', as: 't2', filter: { candidate_user: 'fozzie' }, expect: { count: 0 } },
    { op: 'complete_task', task: { ref: 't1' } },
    { op: 'ended', instance: 'pi1' },
  ];
  expect(await verdictOf(xml, { steps, expected: { trace: { completed_user_tasks: ['a'] } } })).toBe('pass');
});

test('a call runs another process of the file, or a global task', async () => {
  const xml = around('<bpmn:callActivity id="a" calledElement="g"/>', {
    roots:
      '<bpmn:globalScriptTask id="g" scriptLanguage="text/x-own"><bpmn:script>DO_G</bpmn:script></bpmn:globalScriptTask>',
  });
  const expected = { trace: { counts: { G: 1 }, label_elements: { G: ['g'] } }, end_state: 'completed' };
  expect(await verdictOf(xml, { scripts: [{ element: 'g', token: 'DO_G' }], expected })).toBe('pass');
});

test('a folder of such files is run whole, as a table and as one object', async () => {
  const cases = [
    caseOf(two, { scripts, expected: {} }),
    caseOf(two, { id: 'own/other', steps: [{ op: 'dance' }] }),
  ];
  writeFileSync(join(folder, 'own.json.gz'), gzipSync(JSON.stringify(cases)));
  const suite = await runBpmn(folder, 'own');
  expect(asJson([suite])).toMatchObject({
    ...{ pass: 1, fail: 0, unsupported: 1, error: 0 },
    ids: { pass: ['own/case'], fail: [], unsupported: ['own/other'], error: [] },
  });
  expect(asTable([suite], { list: true })).toMatch(/own +1 +1 +2 +50\.0/);
});
