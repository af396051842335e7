import { expect, test } from 'vitest';
import type { Step } from '../../api/resources/diagram.shapes.ts';
import { IntendedAction, newKey } from '../../web/client/intent.ts';
import { ApiProblem, isWorthRetrying, Unreachable } from '../../web/client/problem.ts';
import { addressOf } from '../../web/client/request.ts';
import { readDays, runsOf } from '../../web/pages/calendars/day-text.ts';
import { withHolidays } from '../../web/pages/calendars/with-holidays.ts';
import { firstBreak } from '../../web/pages/case/chain.ts';
import { stagesOf } from '../../web/pages/case/stages.ts';

test('an action keeps its key until it is answered, and another content has another key', () => {
  const action = new IntendedAction();
  const first = action.keyFor({ task: 't1', outcome: 'submit' });
  expect(action.keyFor({ task: 't1', outcome: 'submit' })).toBe(first);
  expect(action.keyFor({ task: 't1', outcome: 'return' })).not.toBe(first);
  const second = action.keyFor({ task: 't1', outcome: 'submit' });
  action.answered();
  expect(action.keyFor({ task: 't1', outcome: 'submit' })).not.toBe(second);
});

test('keys are UUIDs of version 4', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a write is repeated when no answer came, never when it was refused', () => {
  expect(isWorthRetrying(new Unreachable(new Error('net')))).toBe(true);
  expect(isWorthRetrying(new ApiProblem(503, { code: 'temporarily-unavailable' }))).toBe(true);
  expect(isWorthRetrying(new ApiProblem(409, { code: 'task-not-open' }))).toBe(false);
});

test('a refusal carries what the server tells about it', () => {
  const problem = new ApiProblem(409, {
    code: 'task-not-open',
    title: '任务已办理',
    detail: '由他人办理',
    data: { completedBy: '李秀英' },
  });
  expect(problem).toMatchObject({ code: 'task-not-open', title: '任务已办理', message: '由他人办理' });
  expect(problem.data['completedBy']).toBe('李秀英');
  expect(new ApiProblem(502, '<html>bad gateway</html>')).toMatchObject({ code: 'unknown', details: [] });
});

test('empty filters are left out of an address', () => {
  expect(addressOf('/cases', { q: '', unit: 'school-no1', overdue: true, cursor: null })).toBe(
    '/api/cases?unit=school-no1&overdue=true',
  );
});

test('the chain of a record names the first entry that is missing, added or moved', () => {
  const entries = [
    { seq: 1, prevHash: '0', hash: 'a' },
    { seq: 2, prevHash: 'a', hash: 'b' },
    { seq: 3, prevHash: 'b', hash: 'c' },
  ];
  expect(firstBreak(entries)).toBeUndefined();
  expect(firstBreak([entries[0]!, entries[2]!])).toBe(3);
  expect(firstBreak([entries[0]!, { seq: 2, prevHash: 'x', hash: 'b' }])).toBe(2);
  expect(firstBreak(entries.slice(1))).toBe(2);
});

test('days of a notice are read as offices write them', () => {
  expect(readDays('1月1日至1月3日\n2027-02-05~2027-02-07, 4.5', 2027)).toEqual({
    days: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-02-05', '2027-02-06', '2027-02-07', '2027-04-05'],
    faults: [],
  });
  expect(readDays('10月1日至7日', 2027).days).toHaveLength(7);
  // A hyphen too, which stands within dates as well.
  for (const run of [
    '2月5日-2月11日',
    '2月5日-11日',
    '2.5-2.11',
    '2027-02-05 - 2027-02-11',
    '2027年2月5日－2月11日',
  ])
    expect(readDays(run, 2027), run).toMatchObject({ days: { length: 7 }, faults: [] });
  expect(readDays('2027-02-05', 2027).days).toEqual(['2027-02-05']);
});

test('holidays are what lies between two school terms', () => {
  const autumn = { name: '秋季学期', from: '2026-09-01', to: '2027-01-22' };
  const spring = { name: '春季学期', from: '2027-02-22', to: '2027-07-02' };
  const holidays = { name: null, from: '2027-01-23', to: '2027-02-21' };
  expect(withHolidays([autumn, spring])).toEqual([autumn, holidays, spring]);
  expect(withHolidays([autumn, { ...spring, from: '2027-01-23' }])).toHaveLength(2);
  expect(withHolidays([])).toEqual([]);
});

test('an impossible day, another year and a run that goes backwards are named with their line', () => {
  expect(readDays('2月30日\n2026-01-01\n5月3日至5月1日', 2027)).toEqual({
    days: [],
    faults: [
      { line: 1, text: '2月30日' },
      { line: 2, text: '2026-01-01' },
      { line: 3, text: '5月3日至5月1日' },
    ],
  });
});

test('a notice may begin in the last days of the year before, and is corrected without losing them', () => {
  const published = ['2022-12-31', '2023-01-01', '2023-01-02'];
  const [run] = runsOf(published);
  expect(readDays(`${run?.from}~${run?.to}`, 2023)).toEqual({ days: published, faults: [] });
  expect(readDays('2022-11-30', 2023).faults).toHaveLength(1);
});

test('days that follow one another are shown as one run', () => {
  expect(runsOf(['2026-10-02', '2026-10-01', '2026-12-31'])).toEqual([
    { from: '2026-10-01', to: '2026-10-02' },
    { from: '2026-12-31', to: '2026-12-31' },
  ]);
});

test('stages stand in the order of the domain, and a turn that was not taken is left out', () => {
  const step = (stage: string | null, state: Step['state']) =>
    ({ stage, stageName: stage ? { zh: stage } : null, state }) as Step;
  const shown = stagesOf([
    step('registered', 'done'),
    step('returned', 'notYet'),
    step('inProgress', 'notYet'),
    step('planning', 'done'),
    step('planning', 'active'),
    step(null, 'done'),
  ]);
  expect(shown.map(({ stage, state }) => [stage, state])).toEqual([
    ['registered', 'done'],
    ['planning', 'now'],
    ['inProgress', 'notYet'],
  ]);
  expect(stagesOf([step('returned', 'active')]).map((one) => one.stage)).toEqual(['returned']);
});

test('a template that names stages of its own has them in its order, however its steps are drawn', () => {
  const step = (stage: string, stageOrder: number) =>
    ({ stage, stageName: { zh: stage }, stageOrder, state: 'notYet' }) as Step;
  const shown = stagesOf([step('onSite', 0), step('closing', 2), step('court', 1), step('closing', 2)]);
  expect(shown.map(({ stage }) => stage)).toEqual(['onSite', 'court', 'closing']);
  // Also a stage whose name is one of the shared words.
  const handed = stagesOf([step('signed', 2), step('drafted', 0), step('delivered', 1)]);
  expect(handed.map((one) => one.stage)).toEqual(['drafted', 'delivered', 'signed']);
});
