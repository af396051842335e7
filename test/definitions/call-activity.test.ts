import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { bpmn, flow, userTask } from './bpmn.ts';
import { modelOf } from './compiled.ts';

test('what a called case gives back is what its outputs say, and nothing else', async () => {
  const model = await modelOf(
    bpmn(`<bpmn:startEvent id="start"/>${flow('start', 'call')}
      <bpmn:callActivity id="call" name="移送" calledElement="other">
        <bpmn:extensionElements><rf:input target="topic" source="= subject"/><rf:output target="replyNo" source="= docNo"/></bpmn:extensionElements>
      </bpmn:callActivity>${flow('call', 'a')}${userTask()}${flow('a', 'end')}<bpmn:endEvent id="end"/>`),
  );
  const run = given(model, { subject: '整治', responsibleUnit: 'school' });
  expect(run.effects).toContainEqual(
    expect.objectContaining({ kind: 'startCall', variables: { topic: '整治' } }),
  );
  run.fromCall({ kind: 'callEnded', result: { ok: true, variables: { docNo: '公函7号', secret: 'x' } } });
  expect(run.openTasks()).toEqual(['a']);
  expect(run.variables()).toEqual({ subject: '整治', responsibleUnit: 'school', replyNo: '公函7号' });
});
