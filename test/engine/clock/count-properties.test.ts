import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { countOf } from '../../../engine/clock/count.ts';
import type { ClockChange } from '../../../engine/clock/state.ts';
import {
  addDays,
  addMilliseconds,
  addMonths,
  dateOf,
  daysBetween,
  dueFrom,
  fromEpochMs,
  isWorkingDay,
  toEpochMs,
  workingDaysBetween,
  type DeadlineRule,
} from '../../../engine/time/index.ts';

const instant = fc
  .integer({ min: Date.parse('2018-12-01T00:00:00Z'), max: Date.parse('2026-10-01T00:00:00Z') })
  .map(fromEpochMs);
const rule: fc.Arbitrary<DeadlineRule> = fc.record({
  amount: fc.integer({ min: 1, max: 90 }),
  unit: fc.constantFrom('hour', 'calendarDay', 'workingDay', 'month'),
  rollForward: fc.boolean(),
  endOfDay: fc.constantFrom('midnight', 'closeOfBusiness'),
  basis: fc.constant('test'),
});
const days = fc.integer({ min: 0, max: 120 });
const dayMs = 86_400_000;

/** A stop while the clock runs, and its end so many days later. */
function stopped(of: { rule: DeadlineRule; startedAt: string; part: number; days: number }) {
  const { due } = dueFrom(of.rule, of.startedAt, nationalCalendar);
  const runs = toEpochMs(due) - toEpochMs(of.startedAt);
  const at = addMilliseconds(of.startedAt, Math.floor((runs - 1) * of.part));
  const resumedAt = addMilliseconds(at, of.days * dayMs);
  const history: ClockChange[] = [
    { kind: 'suspended', at, why: 'x' },
    { kind: 'resumed', at: resumedAt },
  ];
  return { before: due, at, resumedAt, history };
}
const stop = fc.record({ rule, startedAt: instant, part: fc.double({ min: 0, max: 1, noNaN: true }), days });

test('a stop never makes a period shorter, and it never ends before the clock runs on', () => {
  fc.assert(
    fc.property(stop, (of) => {
      const { before, resumedAt, history } = stopped(of);
      const after = countOf(of.rule, { startedAt: of.startedAt, history }, nationalCalendar);
      expect(after.due >= before).toBe(true);
      expect(after.due > resumedAt || of.rule.unit === 'hour').toBe(true);
    }),
  );
});

test('resumed on the day of the stop, a period of days ends as if it had not stopped', () => {
  fc.assert(
    fc.property(stop, (of) => {
      const { before, at, history } = stopped({ ...of, days: 0 });
      const left = of.rule.unit !== 'hour' && dateOf(at) <= dateOf(before);
      const after = countOf(of.rule, { startedAt: of.startedAt, history }, nationalCalendar);
      fc.pre(left && daysBetween(dateOf(at), dueFrom(of.rule, of.startedAt, nationalCalendar).lastDay) >= 0);
      expect(after.due).toBe(before);
    }),
  );
});

test('the longer it stands still, the later it ends', () => {
  fc.assert(
    fc.property(stop, fc.integer({ min: 0, max: 60 }), (of, more) => {
      const short = stopped(of);
      const long = stopped({ ...of, days: of.days + more });
      const count = (history: ClockChange[]) =>
        countOf(of.rule, { startedAt: of.startedAt, history }, nationalCalendar).due;
      expect(count(long.history) >= count(short.history)).toBe(true);
    }),
  );
});

test('of a period of working days as many are left after the stop as before it', () => {
  fc.assert(
    fc.property(stop, (of) => {
      const working: DeadlineRule = { ...of.rule, unit: 'workingDay' };
      const { at, resumedAt, history } = stopped({ ...of, rule: working });
      const whole = dueFrom(working, of.startedAt, nationalCalendar);
      const after = countOf(working, { startedAt: of.startedAt, history }, nationalCalendar);
      expect(workingDaysBetween(dateOf(resumedAt), after.lastDay, nationalCalendar)).toBe(
        workingDaysBetween(dateOf(at), whole.lastDay, nationalCalendar),
      );
    }),
  );
});

test('hours that were left are left', () => {
  fc.assert(
    fc.property(stop, (of) => {
      const hours: DeadlineRule = { ...of.rule, unit: 'hour' };
      const { before, at, resumedAt, history } = stopped({ ...of, rule: hours });
      const after = countOf(hours, { startedAt: of.startedAt, history }, nationalCalendar);
      expect(toEpochMs(after.due) - toEpochMs(resumedAt)).toBe(toEpochMs(before) - toEpochMs(at));
    }),
  );
});

test('a month ends on the same day number or the end of the month, also from and to 29 February', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 60 }), (start, amount) => {
      const months = { amount, unit: 'month', rollForward: false, endOfDay: 'midnight', basis: '' } as const;
      const { dueDate } = dueFrom(months, start, nationalCalendar);
      const day = dateOf(start).slice(8);
      const isEnd = addDays(dueDate, 1).slice(8) === '01';
      expect(dueDate.slice(8) === day || (isEnd && dueDate.slice(8) < day)).toBe(true);
      expect(dueDate.slice(0, 7)).toBe(addMonths(`${dateOf(start).slice(0, 7)}-01`, amount).slice(0, 7));
    }),
  );
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
});

test('a make-up Sunday is worked: no period rolls off it, and a count of working days may end on it', () => {
  const makeUp = Object.values(nationalCalendar.years)
    .flatMap(({ work }) => work)
    .filter((date) => isWorkingDay(nationalCalendar, date));
  fc.assert(
    fc.property(fc.constantFrom(...makeUp), fc.integer({ min: 1, max: 60 }), (date, amount) => {
      const start = `${addDays(date, -amount)}T02:00:00.000Z`;
      const plain = {
        amount,
        unit: 'calendarDay',
        rollForward: true,
        endOfDay: 'midnight',
        basis: '',
      } as const;
      expect(dueFrom(plain, start, nationalCalendar).dueDate).toBe(date);
      const worked = workingDaysBetween(dateOf(start), date, nationalCalendar);
      expect(dueFrom({ ...plain, unit: 'workingDay', amount: worked }, start, nationalCalendar).dueDate).toBe(
        date,
      );
    }),
  );
});
