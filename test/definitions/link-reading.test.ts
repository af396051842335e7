import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { bpmn, flow } from './bpmn.ts';
import { found, modelOf } from './compiled.ts';

const link = (kind: 'Throw' | 'Catch', id: string, name: string | undefined) =>
  `<bpmn:intermediate${kind}Event id="${id}"><bpmn:linkEventDefinition id="l-${id}"${name === undefined ? '' : ` name="${name}"`}/></bpmn:intermediate${kind}Event>`;
const pages = (ends: string) =>
  bpmn(`<bpmn:startEvent id="start"/>${flow('start', 'out')}${ends}<bpmn:endEvent id="end"/>`);
const codes = async (xml: string) => (await found(xml)).filter((text) => text.includes('link'));

test('the source of a link leads to the catch of the same name', async () => {
  const model = await modelOf(
    pages(`${link('Throw', 'out', 'page 2')}${link('Catch', 'in', 'page 2')}${flow('in', 'end')}`),
  );
  expect(model.nodes['out']?.events).toEqual([
    { type: 'linkEventDefinition', config: { name: 'page 2', target: 'in' } },
  ]);
  expect(given(model).completed()).toEqual(['start', 'out', 'in', 'end', 'case']);
});

test.each([
  [
    'a name that no catch has',
    pages(`${link('Throw', 'out', 'a')}${link('Catch', 'in', 'b')}${flow('in', 'end')}`),
    'out link-without-target',
  ],
  [
    'two catches of one name',
    pages(
      `${link('Throw', 'out', 'a')}${link('Catch', 'in', 'a')}${link('Catch', 'in2', 'a')}${flow('in', 'end')}${flow('in2', 'end')}`,
    ),
    'in link-target-twice',
  ],
  [
    'a flow out of the source',
    pages(`${link('Throw', 'out', 'a')}${flow('out', 'end')}${link('Catch', 'in', 'a')}${flow('in', 'end')}`),
    'out link-goes-on',
  ],
  [
    'a flow into the target',
    bpmn(
      `<bpmn:startEvent id="start"/>${flow('start', 'f')}<bpmn:parallelGateway id="f"/>${flow('f', 'out')}${flow('f', 'in')}${link('Throw', 'out', 'a')}${link('Catch', 'in', 'a')}${flow('in', 'end')}<bpmn:endEvent id="end"/>`,
    ),
    'in link-target-entered',
  ],
  ['no name', pages(`${link('Throw', 'out', undefined)}`), 'out link-without-name'],
])('what is wrong is said: %s', async (_, xml, expected) => {
  expect(await codes(xml)).toContain(expected);
});

test('a link does not lead out of its sub-process', async () => {
  const xml = bpmn(
    `<bpmn:startEvent id="start"/>${flow('start', 'sub')}<bpmn:subProcess id="sub"><bpmn:startEvent id="s"/>${flow('s', 'out')}${link('Throw', 'out', 'a')}</bpmn:subProcess>
    ${link('Catch', 'in', 'a')}${flow('in', 'end')}${flow('sub', 'end')}<bpmn:endEvent id="end"/>`,
  );
  expect(await codes(xml)).toContain('out link-without-target');
});
