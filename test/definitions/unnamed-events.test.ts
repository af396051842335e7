import { expect, test } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { bpmn, flow } from './bpmn.ts';

test('a start or an end without a name is read by what it is, not by its id', async () => {
  const xml = bpmn(
    `<bpmn:startEvent id="StartEvent_1"/><bpmn:task id="Task_1"/><bpmn:endEvent id="EndEvent_1"/><bpmn:endEvent id="closed" name="办结"/>
     ${flow('StartEvent_1', 'Task_1')}${flow('Task_1', 'EndEvent_1')}${flow('Task_1', 'closed')}`,
  );
  const compiled = await compile(xml);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message.en).join());
  const { nodes } = compiled.model;
  const names = ['StartEvent_1', 'Task_1', 'EndEvent_1', 'closed'].map((id) => nodes[id]?.name.zh);
  expect(names).toEqual(['开始', 'Task_1', '结束', '办结']);
});
