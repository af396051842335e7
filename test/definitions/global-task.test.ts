import { expect, test } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { bpmn } from './bpmn.ts';

const roots =
  '<bpmn:globalUserTask id="sign" name="会签"><bpmn:extensionElements><rf:assignment post="safety-officer" unit="= unit"/></bpmn:extensionElements></bpmn:globalUserTask>';

test('a global task is called as a process that does the task', async () => {
  const xml = bpmn(
    '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>',
    { roots },
  );
  const result = await compile(xml, { process: 'sign' });
  expect(result).toMatchObject({
    ok: true,
    model: {
      process: 'sign',
      nodes: {
        'sign:task': {
          type: 'userTask',
          config: { candidates: [{ post: 'safety-officer', unit: '= unit' }] },
        },
      },
    },
  });
});

test('what is wrong with it is said where it stands', async () => {
  const xml = bpmn('', { roots: '<bpmn:globalUserTask id="sign"/>' });
  const result = await compile(xml, { process: 'sign' });
  expect(result.ok ? [] : result.problems.map(({ element, code }) => `${element} ${code}`)).toContain(
    'sign:task assignment-missing',
  );
});
