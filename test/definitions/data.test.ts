import { expect, test } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { given } from '../support/given.ts';
import { bpmn, flow } from './bpmn.ts';

const assigned = `<bpmn:extensionElements><rf:assignment post="officer" unit="school"/></bpmn:extensionElements>`;

async function modelOf(xml: string) {
  const compiled = await compile(xml);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.model;
}

test('data associations carry data objects into an activity and out of it', async () => {
  const model = await modelOf(
    bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'a')}
      <bpmn:dataObject id="DO_1" name="hazards"/><bpmn:dataObjectReference id="ref" dataObjectRef="DO_1"/>
      <bpmn:scriptTask id="a" scriptFormat="feel" rf:resultVariable="doubled">
        <bpmn:ioSpecification>
          <bpmn:dataInput id="in" name="count"/><bpmn:dataOutput id="out" name="doubled"/>
          <bpmn:inputSet><bpmn:dataInputRefs>in</bpmn:dataInputRefs></bpmn:inputSet>
          <bpmn:outputSet><bpmn:dataOutputRefs>out</bpmn:dataOutputRefs></bpmn:outputSet>
        </bpmn:ioSpecification>
        <bpmn:dataInputAssociation><bpmn:sourceRef>ref</bpmn:sourceRef><bpmn:targetRef>in</bpmn:targetRef></bpmn:dataInputAssociation>
        <bpmn:dataOutputAssociation><bpmn:sourceRef>out</bpmn:sourceRef><bpmn:targetRef>ref</bpmn:targetRef></bpmn:dataOutputAssociation>
        <bpmn:script>count * 2</bpmn:script>
      </bpmn:scriptTask>${flow('a', 'u')}<bpmn:userTask id="u">${assigned}</bpmn:userTask>${flow('u', 'e')}<bpmn:endEvent id="e"/>`),
  );
  expect(given(model, { hazards: 21 }).variables()).toEqual({ hazards: 42 });
});

test('a property lives in its scope alone', async () => {
  const model = await modelOf(
    bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'sub')}
      <bpmn:subProcess id="sub"><bpmn:property id="p1" name="note"/>
        <bpmn:startEvent id="s1"/>${flow('s1', 'a')}
        <bpmn:scriptTask id="a" scriptFormat="feel" rf:resultVariable="note"><bpmn:script>"inside"</bpmn:script></bpmn:scriptTask>
        ${flow('a', 'b')}<bpmn:scriptTask id="b" scriptFormat="feel" rf:resultVariable="seen"><bpmn:script>note</bpmn:script></bpmn:scriptTask>
        ${flow('b', 'e1')}<bpmn:endEvent id="e1"/>
      </bpmn:subProcess>${flow('sub', 'u')}<bpmn:userTask id="u">${assigned}</bpmn:userTask>${flow('u', 'e')}<bpmn:endEvent id="e"/>`),
  );
  expect(given(model, { note: 'outside' }).variables()).toEqual({ note: 'outside', seen: 'inside' });
});

test('a data object that is only drawn beside a task does nothing', async () => {
  const model = await modelOf(
    bpmn(`<bpmn:startEvent id="s"/>${flow('s', 'u')}
      <bpmn:dataObject id="DO_1"/><bpmn:dataObjectReference id="ref" name="台账" dataObjectRef="DO_1"/>
      <bpmn:userTask id="u">${assigned}
        <bpmn:dataOutputAssociation id="assoc"><bpmn:targetRef>ref</bpmn:targetRef></bpmn:dataOutputAssociation>
      </bpmn:userTask>${flow('u', 'e')}<bpmn:endEvent id="e"/>`),
  );
  expect(model.nodes['u']).toMatchObject({ inputs: [], outputs: [] });
  expect(model.nodes['p']).not.toHaveProperty('properties');
});

test('a lane says who does the user tasks in it that do not say so themselves', async () => {
  const model = await modelOf(
    bpmn(`<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="学校">
        <bpmn:extensionElements><rf:assignment post="safetyOfficer" unit="school"/></bpmn:extensionElements>
        <bpmn:flowNodeRef>u</bpmn:flowNodeRef><bpmn:flowNodeRef>v</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      <bpmn:startEvent id="s"/>${flow('s', 'u')}<bpmn:userTask id="u"/>${flow('u', 'v')}<bpmn:userTask id="v">${assigned}</bpmn:userTask>${flow('v', 'e')}<bpmn:endEvent id="e"/>`),
  );
  const given = (id: string) => (model.nodes[id]?.config as unknown as { candidates: unknown[] }).candidates;
  expect(given('u')).toEqual([{ post: 'safetyOfficer', unit: 'school' }]);
  expect(given('v')).toEqual([{ post: 'officer', unit: 'school' }]);
});
