import { expect, test } from 'vitest';
import type { DecisionModel } from '../../engine/dmn/model.ts';
import { compile } from '../../definitions/compile.ts';
import { bpmn, flow } from '../definitions/bpmn.ts';
import { decision, decisions } from '../support/decisions.ts';
import { given } from '../support/given.ts';

const grading = {
  grading: decisions({
    inputs: { hazards: { name: 'hazards' } },
    decisions: decision('risk', 'if hazards > 2 then "red" else "blue"', { inputs: ['hazards'] }),
  }),
};
const task = (more: string) =>
  bpmn(
    `<bpmn:startEvent id="s"/>${flow('s', 'a')}<bpmn:businessRuleTask id="a" ${more}/>${flow('a', 'u')}<bpmn:userTask id="u"><bpmn:extensionElements><rf:assignment post="officer" unit="school"/></bpmn:extensionElements></bpmn:userTask>${flow('u', 'e')}<bpmn:endEvent id="e"/>`,
  );

async function grade(variables: Record<string, number>, tables: Record<string, DecisionModel> = grading) {
  const compiled = await compile(task('rf:decision="risk" rf:resultVariable="grade"'), { decisions: tables });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return given(compiled.model, variables);
}

test('a business rule task asks its decision and keeps the answer', async () => {
  const run = await grade({ hazards: 3 });
  expect(run.variables()).toMatchObject({ grade: 'red' });
  expect(run.openTasks()).toEqual(['u']);
  expect((await grade({ hazards: 1 })).variables()).toMatchObject({ grade: 'blue' });
});

test('a decision that fails is an incident, and the task can be tried again with better data', async () => {
  const strict = { strict: decisions({ decisions: decision('risk', 'hazards +', {}) }) };
  const run = await grade({ hazards: 3 }, strict);
  expect(run.state.status).toBe('active');
  expect(run.state.incidents.map(({ node }) => node)).toEqual(['a']);
});

test('a decision that is not there, or is not named, is said with the element and the mend', async () => {
  const problems = async (xml: string) => {
    const compiled = await compile(xml, { decisions: grading });
    return compiled.ok ? [] : compiled.problems.map(({ element, code }) => `${element} ${code}`);
  };
  expect(await problems(task('rf:decision="nowhere"'))).toEqual(['a decision-unknown']);
  expect(await problems(task(''))).toEqual(['a decision-missing']);
});
