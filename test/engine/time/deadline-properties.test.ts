import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import {
  addDays,
  addWorkingDays,
  calendarProblems,
  daysBetween,
  dueDateOf,
  dueFrom,
  dueOn,
  fromDayNumber,
  fromEpochMs,
  isCivilDate,
  isInstant,
  isWorkingDay,
  offsetFrom,
  remaining,
  toDayNumber,
  weekdayOf,
  workingDaysBetween,
  type DeadlineRule,
  type WorkingCalendar,
} from '../../../engine/time/index.ts';

const dateFrom = (min: string, max: string) =>
  fc.integer({ min: toDayNumber(min), max: toDayNumber(max) }).map(fromDayNumber);
const recentDate = dateFrom('2018-06-01', '2028-06-30');
const anyDate = dateFrom('0001-01-01', '9999-12-31');
const anyInstant = fc
  .integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T15:59:59.999Z') })
  .map(fromEpochMs);
const recentInstant = fc
  .integer({ min: Date.parse('2018-06-01T00:00:00Z'), max: Date.parse('2028-06-30T00:00:00Z') })
  .map(fromEpochMs);
const unit = fc.constantFrom('minute', 'hour', 'calendarDay', 'workingDay', 'month');
const ruleUpTo = (max: number): fc.Arbitrary<DeadlineRule> =>
  fc.record({
    amount: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max })),
    unit,
    rollForward: fc.boolean(),
    endOfDay: fc.constantFrom('midnight', 'closeOfBusiness'),
    basis: fc.constant('test'),
  });

/** The national calendar, other years with notices of random days, and counties with closures of their own. */
const anyCalendar: fc.Arbitrary<WorkingCalendar> = fc.oneof(
  fc.constant(nationalCalendar),
  fc
    .record({
      off: fc.uniqueArray(dateFrom('2027-01-01', '2027-12-31'), { maxLength: 60 }),
      work: fc.uniqueArray(dateFrom('2026-12-29', '2027-12-31'), { maxLength: 60 }),
      published: fc.boolean(),
      rollOver: fc.constantFrom('daysOff', 'holidays', undefined),
      closures: fc.array(
        fc
          .record({
            from: recentDate,
            days: fc.integer({ min: 0, max: 40 }),
            day: fc.constantFrom('off', 'work'),
          })
          .map(({ from, days, day }) => ({ from, to: addDays(from, days), day, reason: 'test' })),
        { maxLength: 5 },
      ),
    })
    .map(({ off, work, published, closures, rollOver }) => ({
      ...nationalCalendar,
      closures,
      rollOver,
      years: {
        ...nationalCalendar.years,
        '2027': {
          published,
          off: [...new Set(['2027-01-01', ...off])],
          work: work.filter((date) => date !== '2027-01-01' && !off.includes(date)),
        },
      },
    })),
);

test('the random calendars are such as may be loaded', () => {
  fc.assert(
    fc.property(anyCalendar, (calendar) => {
      expect(calendarProblems(calendar)).toEqual([]);
    }),
  );
});

test('adding working days never runs backwards: a later start or a larger amount never ends earlier', () => {
  const amount = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(anyCalendar, recentDate, recentDate, amount, amount, (calendar, a, b, m, n) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      const [few, many] = m < n ? [m, n] : [n, m];
      expect(addWorkingDays(early, few, calendar).date <= addWorkingDays(late, few, calendar).date).toBe(
        true,
      );
      expect(addWorkingDays(early, few, calendar).date <= addWorkingDays(early, many, calendar).date).toBe(
        true,
      );
    }),
  );
});

test('working days added are the working days counted between, and the same number leads back', () => {
  fc.assert(
    fc.property(anyCalendar, recentDate, fc.integer({ min: 1, max: 400 }), (calendar, start, amount) => {
      const end = addWorkingDays(start, amount, calendar).date;
      expect(isWorkingDay(calendar, end)).toBe(true);
      expect(workingDaysBetween(start, end, calendar)).toBe(amount);
      expect(workingDaysBetween(end, start, calendar)).toBe(-amount);
      const back = addWorkingDays(end, -amount, calendar).date;
      // From a day off the count leads back to the working day before it.
      const origin = isWorkingDay(calendar, start) ? start : addWorkingDays(start, -1, calendar).date;
      expect(back).toBe(origin);
    }),
  );
});

test('counting by arithmetic gives what counting day by day gives', () => {
  fc.assert(
    fc.property(anyCalendar, recentDate, fc.integer({ min: 0, max: 800 }), (calendar, from, days) => {
      let counted = 0;
      for (let day = 1; day <= days; day += 1) if (isWorkingDay(calendar, addDays(from, day))) counted += 1;
      expect(workingDaysBetween(from, addDays(from, days), calendar)).toBe(counted);
    }),
  );
});

test('what a count of working days passed over and what it counted make up all its days', () => {
  fc.assert(
    fc.property(anyCalendar, recentDate, fc.integer({ min: -400, max: 400 }), (calendar, start, amount) => {
      const count = addWorkingDays(start, amount, calendar);
      const daysOff = count.daysOff.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
      expect(Math.abs(amount) + count.weekendDays + daysOff).toBe(Math.abs(daysBetween(start, count.date)));
    }),
  );
});

test('a period never ends before it starts, and a later start never ends earlier', () => {
  fc.assert(
    fc.property(anyCalendar, ruleUpTo(600), recentInstant, recentInstant, (calendar, rule, a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      const due = dueFrom(rule, early, calendar);
      expect(due.due >= early).toBe(true);
      expect(due.due <= dueFrom(rule, late, calendar).due).toBe(true);
      expect(due.dueDate).toBe(dueDateOf(due.due));
    }),
  );
});

test('a period that rolls forward never ends on a day off, and one of working days never does', () => {
  fc.assert(
    fc.property(anyCalendar, ruleUpTo(600), recentInstant, (calendar, rule, start) => {
      fc.pre(rule.unit !== 'hour' && rule.unit !== 'minute' && calendar.rollOver !== 'holidays');
      fc.pre(rule.rollForward || (rule.unit === 'workingDay' && rule.amount > 0));
      expect(isWorkingDay(calendar, dueFrom(rule, start, calendar).dueDate)).toBe(true);
    }),
  );
});

test('a date that is not provisional stays where it is when the missing notice comes out', () => {
  const { '2027': _, ...years } = nationalCalendar.years;
  // What a notice can say: days off anywhere in its year and 29 to 31 December before, weekend days worked in exchange.
  const days = fc.uniqueArray(dateFrom('2026-12-29', '2027-12-31'), { maxLength: 80 });
  const start = fc.integer({ min: Date.parse('2026-09-01'), max: Date.parse('2027-03-01') }).map(fromEpochMs);
  fc.assert(
    fc.property(days, ruleUpTo(120), start, (named, rule, begun) => {
      const before = dueFrom(rule, begun, nationalCalendar);
      const off = named.filter((date) => weekdayOf(date) < 6);
      const work = named.filter((date) => weekdayOf(date) > 5);
      const notice = { published: true, off, work };
      const after = dueFrom(rule, begun, { ...nationalCalendar, years: { ...years, '2027': notice } });
      if (!before.provisional) expect(after.due).toBe(before.due);
    }),
    { numRuns: 1000 },
  );
});

test('any valid rule, instant and calendar gives a date, up to the last there is and for 10,000 of any unit', () => {
  const offset = fc.record({ amount: fc.integer({ min: -10_000, max: 10_000 }), unit });
  fc.assert(
    fc.property(
      anyCalendar,
      ruleUpTo(10_000),
      anyInstant,
      anyInstant,
      offset,
      (calendar, rule, start, now, step) => {
        const due = dueFrom(rule, start, calendar);
        expect(isInstant(due.due) && isCivilDate(due.dueDate)).toBe(true);
        expect(JSON.parse(JSON.stringify(due))).toEqual(due);
        expect(isInstant(offsetFrom(due.due, step, calendar).at)).toBe(true);
        expect(remaining(now, due.due, calendar).overdue).toBe(now >= due.due);
      },
    ),
    { numRuns: 60 },
  );
});

test('any valid date gives a deadline, the first and the last too', () => {
  const ending = fc.record({
    rollForward: fc.boolean(),
    endOfDay: fc.constantFrom('midnight', 'closeOfBusiness'),
  } as const);
  const edges = fc.constantFrom('0001-01-01', '9999-12-31', '9999-12-26');
  fc.assert(
    fc.property(anyCalendar, fc.oneof(anyDate, edges), ending, (calendar, date, rule) => {
      const due = dueOn(date, rule, calendar);
      expect(isInstant(due.due) && due.dueDate >= date).toBe(true);
    }),
  );
});

test('10,000 working days forward and back return to the start', () => {
  const there = addWorkingDays('2026-11-23', 10_000, nationalCalendar);
  expect(there).toMatchObject({ date: '2065-03-23', isBrokenOff: false });
  expect(addWorkingDays(there.date, -10_000, nationalCalendar).date).toBe('2026-11-23');
});
