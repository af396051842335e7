import { expect, test } from 'vitest';
import national from '../../../definitions/calendars/national.json' with { type: 'json' };
import type { WorkingCalendar } from '../../../engine/time/index.ts';
import { previewLadder } from '../../../web/pages/templates/edit/ladder-preview.ts';
import { atTime, nextStep } from '../../../web/pages/templates/edit/ladder-steps.ts';
import type { Deadline } from '../../../web/pages/templates/edit/parts.ts';

const calendar = national as unknown as WorkingCalendar;
const deadline: Deadline = {
  key: 'plan',
  name: '',
  nameEn: '',
  amount: '5',
  unit: 'workingDay',
  rollForward: true,
  endOfDay: 'closeOfBusiness',
  basis: '',
  date: '',
  steps: [],
};
const step = nextStep([]);
const ladder = [
  atTime(step, 'after', 1, 'workingDay'),
  atTime(step, 'before', 3, 'workingDay'),
  atTime(step, 'at', 0, 'workingDay'),
];

test('handed out on 18 September 2026: a reminder on the 21st, due on the 24th, and after the holidays the 28th', () => {
  const preview = previewLadder(deadline, ladder, { calendar, today: '2026-09-18' });
  expect(preview?.due).toEqual({ date: '2026-09-24', provisional: false });
  expect(preview?.steps.map(({ date, step: { kind } }) => [kind, date])).toEqual([
    ['remind', '2026-09-21'],
    ['due', '2026-09-24'],
    ['escalate', '2026-09-28'],
  ]);
});

test('days of a year whose holidays are not published are marked', () => {
  const preview = previewLadder(deadline, ladder, { calendar, today: '2026-12-28' });
  expect(preview?.due.provisional).toBe(true);
});

test('a deadline by a date of the case is shown by an example date', () => {
  const preview = previewLadder({ ...deadline, amount: '', date: '= dueDate' }, ladder, {
    calendar,
    today: '2026-10-12',
  });
  expect(preview?.from).toEqual({ kind: 'dueOn', date: '2026-11-11' });
  expect(preview?.due.date).toBe('2026-11-11');
});

test('what is not filled in yet shows nothing', () => {
  expect(
    previewLadder({ ...deadline, amount: '' }, ladder, { calendar, today: '2026-09-18' }),
  ).toBeUndefined();
  expect(
    previewLadder({ ...deadline, amount: '1.5' }, ladder, { calendar, today: '2026-09-18' }),
  ).toBeUndefined();
});
