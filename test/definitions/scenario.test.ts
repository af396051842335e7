import { expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { compile } from '../../definitions/compile.ts';
import { runScenario } from '../../definitions/scenario.ts';
import type { Scenario } from '../../definitions/scenario-shape.ts';
import { around, userTask } from './bpmn.ts';

const compiled = await compile(
  around(
    userTask(
      '<rf:outcome key="ok" name="好"/><rf:deadline key="d" amount="2" unit="workingDay" basis="b"><rf:step key="due" kind="due" name="到期" amount="0"><rf:tell handlers="true"/></rf:step></rf:deadline>',
    ),
  ),
);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));

function play(steps: Scenario['steps']) {
  return runScenario(compiled.ok ? compiled.model : undefined!, nationalCalendar, {
    name: { zh: '试', en: 'Try' },
    start: { at: '2026-09-07T01:00:00.000Z', variables: { responsibleUnit: 'school-no1' } },
    steps,
  }).mismatches;
}

test('what comes out as written leaves no mismatch', () => {
  expect(
    play([
      {
        expect: {
          status: 'active',
          tasks: ['a'],
          candidates: { a: ['safety-officer@school-no1'] },
          dueDates: { d: '2026-09-09' },
        },
      },
      { until: '2026-09-10T00:00:00+08:00' },
      { expect: { ladder: { d: ['due'] }, told: { 'd/due': ['safety-officer@school-no1'] } } },
      { complete: 'a', outcome: 'ok', by: 'principal@school-no1', refused: 'not-allowed' },
      { complete: 'a', outcome: 'ok' },
      { expect: { status: 'completed', outcome: 'end', tasks: [] } },
    ]),
  ).toEqual([]);
});

test.each<[name: string, steps: Scenario['steps'], mismatch: object]>([
  [
    'another open task',
    [{ expect: { tasks: ['b'] } }],
    { step: 1, what: 'tasks', expected: ['b'], found: ['a'] },
  ],
  [
    'another end',
    [{ complete: 'a', outcome: 'ok' }, { expect: { outcome: 'other' } }],
    { step: 2, what: 'outcome', found: 'end' },
  ],
  [
    'another date',
    [{ expect: { dueDates: { d: '2026-09-08' } } }],
    { what: 'dueDates', found: { d: '2026-09-09' } },
  ],
  [
    'a step that was not reached',
    [{ expect: { ladder: { d: ['due'] } } }],
    { what: 'ladder', found: { d: [] } },
  ],
  [
    'others told',
    [{ until: '2026-09-10T00:00:00Z' }, { expect: { told: { 'd/due': [] } } }],
    { what: 'told', found: { 'd/due': ['safety-officer@school-no1'] } },
  ],
  ['a task that is not open', [{ complete: 'b' }], { what: 'open task', expected: 'b', found: ['a'] }],
  [
    'a refusal that was not expected',
    [{ complete: 'a', outcome: 'no' }],
    { what: 'refusal', expected: null, found: expect.stringContaining('bad-input') as string },
  ],
  [
    'a refusal that did not come',
    [{ complete: 'a', outcome: 'ok', refused: 'not-allowed' }],
    { what: 'refusal', expected: 'not-allowed', found: null },
  ],
  ['time that runs back', [{ until: '2026-09-06T00:00:00Z' }], { what: 'time' }],
])('a mismatch is named with its step: %s', (_, steps, mismatch) => {
  expect(play(steps)).toMatchObject([mismatch]);
});

test('an incident that the scenario does not name is a mismatch', () => {
  const { mismatches } = runScenario(compiled.model, nationalCalendar, {
    name: { zh: '试', en: 'Try' },
    start: { at: '2026-09-07T01:00:00.000Z', variables: {} },
    steps: [{ expect: { status: 'active' } }],
  });
  expect(mismatches).toMatchObject([{ what: 'incidents', expected: [], found: ['nobody'] }]);
});

test('an opinion and files that a template asks for can be given with whatever people say or do', async () => {
  const asking = ['comment', 'ask', 'urge', 'copyTo', 'addTask']
    .map((name) => `<rf:verb name="${name}" needs="opinion attachment"/>`)
    .join('');
  const model = await compile(around(userTask(asking)));
  if (!model.ok) throw new Error(JSON.stringify(model.problems));
  const by = 'safety-officer@school-no1';
  const to = 'principal@school-no1';
  const name = { zh: '核对' };
  const acts = [
    { act: 'comment', by, on: 'a', text: '已看' },
    { act: 'ask', by, on: 'a', text: '何时？', to },
    { act: 'urge', by, on: ['a'], text: '请抓紧' },
    { act: 'copyTo', by, on: 'a', to: [to] },
    { act: 'addTask', by, on: 'a', name, people: [to] },
  ] as const;
  const said = { opinion: '同意', attachments: ['file-1'] };
  const { mismatches, events } = runScenario(model.model, nationalCalendar, {
    name: { zh: '试', en: 'Try' },
    start: { at: '2026-09-07T01:00:00.000Z', variables: { responsibleUnit: 'school-no1' } },
    steps: acts.flatMap((act) => [
      { ...act, refused: 'bad-input' },
      { ...act, ...said },
    ]) as unknown as Scenario['steps'],
  });
  expect(mismatches).toEqual([]);
  for (const kind of ['commented', 'asked', 'urged', 'copied', 'nodeAdded'])
    expect(events.find((event) => event.kind === kind)).toMatchObject(said);
});
