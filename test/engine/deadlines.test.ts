import { expect, test } from 'vitest';
import type { LadderStep } from '../../engine/model.ts';
import { given, monday } from '../support/given.ts';
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
      deadline: { key: 'item', name: { zh: '整改期限' }, date: '= dueDate' },
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
            deadline: {
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
