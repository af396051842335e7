import { describe, expect, test } from 'vitest';
import type { LadderStep } from '../../engine/model.ts';
import { given, monday, office } from '../support/given.ts';
import { message, model, node, user, within } from '../support/model.ts';

const step = (
  key: string,
  kind: LadderStep['kind'],
  amount: number,
  whom: LadderStep['whom'],
): LadderStep => ({
  key,
  kind,
  name: { zh: key },
  after: { amount, unit: 'workingDay' },
  whom,
  channels: ['mail'],
});
const at = (post: string, unit: string): LadderStep['whom'] => [{ kind: 'post', post, unit }];

const ladder = [
  step('remind3', 'remind', -3, [{ kind: 'handlers' }]),
  step('remind1', 'remind', -1, [{ kind: 'handlers' }]),
  step('due', 'due', 0, [{ kind: 'handlers' }]),
  step('leader', 'escalate', 1, at('principal', '= responsibleUnit')),
  step('supervisor', 'escalate', 3, at('safety-section', 'bureau')),
];

const item = model(
  'item',
  [
    node('start', 'startEvent'),
    ...within('rectify', [node('begin', 'startEvent'), user('carryOut'), node('done', 'endEvent')], {
      deadlines: [{ key: 'item', name: { zh: '整改期限' }, date: '= dueDate' }],
    }),
    node('end', 'endEvent'),
    ...within(
      'extension',
      [
        node('asked', 'startEvent', { isInterrupting: false, events: message('extension-requested') }),
        user('approve'),
        node('extend', 'serviceTask', {
          config: { jobType: 'extend-deadline', parameters: { deadline: 'item', date: '= newDueDate' } },
        }),
        node('extended', 'endEvent'),
      ],
      { config: { isEventSubProcess: true, maxInstances: 1 } },
    ),
  ],
  [
    'start -> rectify',
    'begin -> carryOut',
    'carryOut -> done',
    'rectify -> end',
    'asked -> approve',
    'approve -> extend',
    'extend -> extended',
  ],
  { ladder },
);
const facts = { responsibleUnit: 'school-no1', dueDate: '2026-09-24' };

test('reminders and a three-step escalation come on their working days, each to its own people', () => {
  const run = given(item, facts, { at: monday });
  run.after('P40D');
  const reached = run.events.flatMap((event) =>
    event.kind === 'deadlineStepReached'
      ? [[event.step.key, event.at, event.tell.map(({ post, unit }) => `${post}@${unit}`).join()]]
      : [],
  );
  // 20 September 2026 is a make-up working Sunday; 25 to 27 September and 1 to 7 October are off.
  expect(reached).toEqual([
    ['remind3', '2026-09-21T00:30:00.000Z', 'officer@school'],
    ['remind1', '2026-09-23T00:30:00.000Z', 'officer@school'],
    ['due', '2026-09-24T09:30:00.000Z', 'officer@school'],
    ['leader', '2026-09-28T00:30:00.000Z', 'principal@school-no1'],
    ['supervisor', '2026-09-30T00:30:00.000Z', 'safety-section@bureau'],
  ]);
});

test('a deadline that was met tells nobody any more', () => {
  const run = given(item, facts);
  run.complete('carryOut');
  run.after('P60D');
  expect(run.count('deadlineStepReached')).toBe(0);
  expect(run.last('deadlineClosed').met).toBe(true);
});

test('an approved extension moves the date and the ladder, and keeps the original date', () => {
  const run = given(item, facts);
  run.message('extension-requested', { newDueDate: '2026-10-15' });
  run.complete('approve');
  const [deadline] = run.state.deadlines;
  expect(deadline).toMatchObject({ dueDate: '2026-10-15', originalDueDate: '2026-09-24', extensions: 1 });
  run.after('P20D');
  expect(run.count('deadlineStepReached')).toBe(0);
});

describe('a job of the diagram moves a deadline', () => {
  const moving = (jobType: string, parameters: Record<string, unknown>) =>
    model(
      'moving',
      [
        node('start', 'startEvent'),
        user('work', {}, { deadlines: [{ key: 'second', name: { zh: '补充期限' }, date: '2026-09-24' }] }),
        node('end', 'endEvent'),
        ...within(
          'asking',
          [
            node('asked', 'startEvent', { isInterrupting: false, events: message('asked') }),
            node('move', 'serviceTask', { config: { jobType, parameters } }),
            node('moved', 'endEvent'),
          ],
          { config: { isEventSubProcess: true } },
        ),
      ],
      ['start -> work', 'work -> end', 'asked -> move', 'move -> moved'],
    );
  const asked = (jobType: string, parameters: Record<string, unknown>) => {
    const run = given(moving(jobType, { date: '2026-10-15', ...parameters }));
    run.message('asked');
    return run;
  };

  test('the first of several that runs; an extension is counted, a change for a reason is none', () => {
    const deadline = '= ["first", "second"]';
    expect(asked('extend-deadline', { deadline }).state.deadlines[0]).toMatchObject({
      ...{ dueDate: '2026-10-15', extensions: 1 },
    });
    const changed = asked('change-deadline', { deadline, reason: '继续坚持' });
    expect(changed.state.deadlines[0]).toMatchObject({
      ...{ dueDate: '2026-10-15', originalDueDate: '2026-09-24', extensions: 0 },
    });
    expect(changed.last('deadlineChanged')).toMatchObject({ cause: 'person', reason: '继续坚持' });
  });

  test('where none runs there is an incident, or nothing to move', () => {
    expect(asked('change-deadline', { deadline: 'first' }).incidents()).toEqual(['no-deadline']);
    const none = asked('change-deadline', { deadline: 'first', ifNoneRuns: 'nothing' });
    expect(none.incidents()).toEqual([]);
    expect(none.count('deadlineChanged')).toBe(0);
  });
});

test('a deadline that crosses a year without a published calendar is provisional', () => {
  const run = given(item, { ...facts, dueDate: '2027-02-28' });
  expect(run.state.deadlines[0]?.provisional).toBe(true);
});

test('an item without a date has no deadline, and a bad date is an incident', () => {
  expect(given(item, { responsibleUnit: 'school-no1' }).state.deadlines).toEqual([]);
  expect(given(item, { ...facts, dueDate: '9月底前' }).incidents()).toEqual(['bad-date']);
});

test('a rule counts from the moment its task starts', () => {
  const run = given(
    model(
      'signing',
      [
        node('start', 'startEvent'),
        user(
          'sign',
          {},
          {
            deadlines: [
              {
                key: 'sign',
                name: { zh: '签收' },
                rule: {
                  amount: 5,
                  unit: 'workingDay',
                  rollForward: true,
                  endOfDay: 'closeOfBusiness',
                  basis: '[D]',
                },
              },
            ],
          },
        ),
      ],
      ['start -> sign'],
    ),
    {},
    { at: '2026-09-18T02:00:00.000Z' },
  );
  expect(run.state.deadlines[0]).toMatchObject({
    dueDate: '2026-09-24',
    due: '2026-09-24T09:30:00.000Z',
    provisional: false,
  });
});

const closing = (deadline: object, config: object = {}) =>
  model(
    'closing',
    [
      node('start', 'startEvent'),
      user('work', config, {
        deadlines: [{ key: 'd', name: { zh: '时限' }, ...deadline }],
      }),
      node('extend', 'serviceTask', {
        config: { jobType: 'extend-deadline', parameters: { deadline: 'd', date: '2026-10-15' } },
      }),
    ],
    ['start -> work', 'work -> extend'],
  );

test('a deadline that is kept is met, one that passed is not, and one whose work was cancelled neither', () => {
  const kept = given(closing({ date: '= due' }), { due: '2026-09-09' });
  kept.complete('work');
  expect(kept.last('deadlineClosed')).toMatchObject({ node: 'work', met: true });

  const late = given(closing({ date: '= due', ladder: [step('due', 'due', 0, at('head', 'school'))] }), {
    due: '2026-09-09',
  });
  late.after('P5D');
  late.complete('work');
  expect(late.last('deadlineClosed').met).toBe(false);

  const cancelled = given(closing({ date: '= due' }), { due: '2026-09-09' });
  cancelled.does(office, { kind: 'cancelCase', reason: 'x' });
  expect(cancelled.last('deadlineClosed').met).toBe(false);
});

test('a date ends as its template says', () => {
  const ending = { rollForward: false, endOfDay: 'midnight' } as const;
  const run = given(closing({ date: '= due', ending }), { due: '2026-10-03' });
  expect(run.last('deadlineSet').deadline).toMatchObject({
    dueDate: '2026-10-03',
    due: '2026-10-03T16:00:00.000Z',
  });
});

test('a date ends when offices do, and moves off days off', () => {
  const run = given(closing({ date: '= due' }), { due: '2026-10-03' });
  expect(run.last('deadlineSet').deadline).toMatchObject({
    key: 'd',
    dueDate: '2026-10-08',
    due: '2026-10-08T09:30:00.000Z',
    originalDue: '2026-10-08T09:30:00.000Z',
    basis: '',
    extensions: 0,
    passed: false,
    steps: [],
  });
});

test('a rule gives its legal basis, and a date of the case goes before it', () => {
  const rule = { amount: 3, unit: 'workingDay', rollForward: true, endOfDay: 'midnight', basis: '局发3号' };
  const byRule = given(closing({ rule, date: '= due' }));
  expect(byRule.last('deadlineSet').deadline).toMatchObject({ dueDate: '2026-09-10', basis: '局发3号' });
  const byDate = given(closing({ rule, date: '= due' }), { due: '2026-09-15' });
  expect(byDate.last('deadlineSet').deadline.dueDate).toBe('2026-09-15');
});

test('a date alone stands on what the template says of it', () => {
  const run = given(closing({ date: '= due', basis: '交办单载明' }), { due: '2026-09-15' });
  expect(run.last('deadlineSet').deadline.basis).toBe('交办单载明');
});

test('an empty date sets none, and what is no date is an incident', () => {
  expect(given(closing({ date: '= due' }), { due: '' }).count('deadlineSet')).toBe(0);
  expect(given(closing({ date: '= due' }), { due: 'soon' }).incidents()).toEqual(['bad-date']);
});

test('a deadline that no longer runs can not be extended', () => {
  const run = given(closing({ date: '= due' }), { due: '2026-09-09' });
  run.complete('work');
  expect(run.incidents()).toEqual(['no-deadline']);
});

test('steps come in the order of their instants whatever the order in the ladder, each to whom it names', () => {
  const colour = { ...step('late', 'escalate', 2, at('head', '= unit')), colour: 'red' as const };
  const both = step('early', 'remind', -1, [{ kind: 'handlers' }, ...at('head', '= unit')]);
  const run = given(closing({ date: '= due', ladder: [colour, both, step('due', 'due', 0, [])] }), {
    due: '2026-09-10',
    unit: ['school', 'bureau'],
  });
  run.after('P9D');
  const steps = run.events.flatMap((event) => (event.kind === 'deadlineStepReached' ? [event] : []));
  expect(steps.map(({ step: { key, colour: shown } }) => [key, shown])).toEqual([
    ['early', undefined],
    ['due', undefined],
    ['late', 'red'],
  ]);
  expect(steps[0]?.tell).toEqual([
    { post: 'head', unit: 'school' },
    { post: 'head', unit: 'bureau' },
    { post: 'officer', unit: 'school' },
  ]);
  expect(steps[0]?.step).not.toHaveProperty('colour');
  expect(steps[1]?.tell).toEqual([]);
});

test('whoever is told twice is told once, and reminders that are past when the work begins are left out', () => {
  const twice = step('due', 'due', 0, [{ kind: 'handlers' }, ...at('officer', 'school')]);
  const run = given(closing({ date: '= due', ladder: [step('long', 'remind', -20, at('a', 'b')), twice] }), {
    due: '2026-09-10',
  });
  run.after('P9D');
  expect(run.count('deadlineStepReached')).toBe(1);
  expect(run.last('deadlineStepReached').tell).toEqual([{ post: 'officer', unit: 'school' }]);
});

test('the handlers of an activity’s deadline are those of the tasks in it, not of others', () => {
  const run = given(
    model(
      'handlers',
      [
        node('start', 'startEvent'),
        node('fork', 'parallelGateway'),
        ...within(
          'outer',
          [
            node('s', 'startEvent'),
            ...within('inner', [
              node('si', 'startEvent'),
              user('deep', { candidates: [{ post: 'deep', unit: 'u' }] }),
            ]),
          ],
          {
            deadlines: [
              {
                key: 'o',
                name: { zh: 'o' },
                date: '= "2026-09-09"',
                ladder: [step('due', 'due', 0, [{ kind: 'handlers' }])],
              },
            ],
          },
        ),
        user('beside', { candidates: [{ post: 'beside', unit: 'u' }] }),
      ],
      ['start -> fork', 'fork -> outer', 'fork -> beside', 's -> inner', 'si -> deep'],
    ),
  );
  run.after('P5D');
  expect(run.last('deadlineStepReached').tell).toEqual([{ post: 'deep', unit: 'u' }]);
});

test('a reminder is no miss: work done after it and before the date is in time', () => {
  const run = given(closing({ date: '= due', ladder: [step('soon', 'remind', -1, at('head', 'school'))] }), {
    due: '2026-09-10',
  });
  run.after('P2DT1H');
  expect(run.last('deadlineStepReached').step.key).toBe('soon');
  run.complete('work');
  expect(run.last('deadlineClosed').met).toBe(true);
});

test('after the extension the case goes on', () => {
  const run = given(item, facts);
  run.message('extension-requested', { newDueDate: '2026-10-15' });
  run.complete('approve');
  expect(run.completed()).toContain('extended');
});
