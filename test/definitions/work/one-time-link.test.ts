import { expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import { bpmn, flow } from '../bpmn.ts';
import { found, modelOf } from '../compiled.ts';

const task = (extra: string) =>
  bpmn(
    `<bpmn:startEvent id="start"/>${flow('start', 'a')}
    <bpmn:userTask id="a"><bpmn:extensionElements><rf:assignment post="clerk" unit="bureau"/>${extra}</bpmn:extensionElements></bpmn:userTask>
    ${flow('a', 'end')}<bpmn:endEvent id="end"/>`,
  );

test('a template says which agency does the step over a link, for how long, and what its page shows', async () => {
  const model = await modelOf(
    task(`<rf:oneTimeLink name="签收" nameEn="Sign for it" unit="= leadUnit" deadline="reply" longest="30"
      longestUnit="calendarDay" shows="documentKind contact" waives="attachment"><rf:fill field="receivedBy" from="name"/>
      <rf:fill field="receivedAt" from="at"/></rf:oneTimeLink>`),
  );
  expect((model.nodes['a']!.config as unknown as UserTaskConfig).link).toEqual({
    name: { zh: '签收', en: 'Sign for it' },
    unit: '= leadUnit',
    deadline: 'reply',
    longest: { amount: 30, unit: 'calendarDay' },
    waives: ['attachment'],
    shows: ['documentKind', 'contact'],
    fills: [
      { field: 'receivedBy', from: 'name' },
      { field: 'receivedAt', from: 'at' },
    ],
  });
});

test.each([
  ['without an agency', '<rf:oneTimeLink longest="3"/>', 'setting-value'],
  ['without an end', '<rf:oneTimeLink unit="police"/>', 'setting-value'],
  ['that never ends', '<rf:oneTimeLink unit="police" longest="4000"/>', 'setting-value'],
  [
    'that fills in what nobody states',
    '<rf:oneTimeLink unit="police" longest="3"><rf:fill field="x" from="age"/></rf:oneTimeLink>',
    'setting-value',
  ],
  [
    'that fills a field twice',
    '<rf:oneTimeLink unit="police" longest="3"><rf:fill field="x" from="name"/><rf:fill field="x" from="post"/></rf:oneTimeLink>',
    'one-time-link-fill',
  ],
  [
    'on a step that several decide',
    '<rf:signing mode="all"/><rf:oneTimeLink unit="police" longest="3"/>',
    'one-time-link-alone',
  ],
])('a link %s is refused', async (_what, extra, code) => {
  expect(await found(task(extra))).toEqual([`a ${code}`]);
});
