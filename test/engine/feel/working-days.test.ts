import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { evaluateDecision } from '../../../engine/dmn/evaluate.ts';
import { evaluate } from '../../../engine/feel.ts';
import type { Json } from '../../../engine/json.ts';
import type { WorkingCalendar } from '../../../engine/time/index.ts';

const at = '2026-09-07T16:30:00.000Z';
const calendar: WorkingCalendar = {
  ...nationalCalendar,
  terms: [
    { from: '2026-02-23', to: '2026-07-03', name: '春季学期' },
    { from: '2026-09-01', to: '2027-01-22', name: '秋季学期' },
  ],
  officeSeasons: [{ from: '06-01', to: '09-30', open: '08:30', close: '18:00' }],
};
const value = (source: string, given = calendar) => evaluate(`= ${source}`, {}, { at, calendar: given });

type Example = [expression: string, value: Json];

describe('an expression of a case counts by its calendar, as its deadlines do', () => {
  test.each<Example>([
    // The vectors of deadlines: the day of the start does not count, make-up days do.
    ['add working days("2026-09-18", 5)', '2026-09-24'],
    ['add working days(date("2026-02-10"), 15)', '2026-03-09'],
    ['add working days("2026-09-30", 1)', '2026-10-08'],
    ['add working days("2026-04-29", 5)', '2026-05-09'],
    ['add working days("2026-10-08", 3)', '2026-10-12'],
    ['add working days("2026-10-12", -3)', '2026-10-08'],
    ['add working days("2026-10-01", 0)', '2026-10-01'],
    // A last day off rolls forward (民法典 203); a make-up day stays.
    ['roll forward(date("2026-04-24") + @"P10D")', '2026-05-06'],
    ['roll forward(date("2026-02-05") + @"P15D")', '2026-02-24'],
    ['roll forward("2026-09-20")', '2026-09-20'],
    ['roll forward("2026-10-02")', '2026-10-08'],
    ['is working day("2026-09-20")', true],
    ['is working day("2026-10-01")', false],
    ['is working day(date: "2026-09-19")', false],
    ['is school day("2026-09-07")', true],
    ['is school day("2026-10-01")', false],
    ['is school day("2026-08-03")', false],
    ['close of business("2026-09-07")', '2026-09-07T18:00:00+08:00'],
    ['close of business("2026-11-09")', '2026-11-09T17:30:00+08:00'],
    ['date and time("2026-11-09T17:29:00+08:00") < close of business("2026-11-09")', true],
  ])('%s', (source, expected) => expect(value(source)).toEqual(expected));

  test.each<Example>([
    ['is working day("2026-09-07T16:30:00.000Z")', true],
    ['roll forward("2026-10-09T17:00:00Z")', '2026-10-10'],
    ['roll forward(@"2026-10-09T23:00:00Z")', '2026-10-10'],
    ['roll forward(@"2026-10-09T23:00:00")', '2026-10-09'],
    ['roll forward(now())', '2026-09-08'],
    ['roll forward(@"2026-10-09T23:00:00@Asia/Shanghai")', '2026-10-09'],
  ])('an instant is the day that it is in China: %s', (source, expected) =>
    expect(value(source)).toEqual(expected),
  );

  test.each([
    'is working day(null)',
    'is working day("no date")',
    'is working day("2026-02-30")',
    'is working day(20260907)',
    'roll forward(@"-0044-03-15")',
    'add working days("2026-09-18", 0.5)',
    'add working days("2026-09-18", 10001)',
    'add working days("2026-09-18", null)',
  ])('what is no date, and no whole number of days, gives null: %s', (source) =>
    expect(value(source)).toBeNull(),
  );

  test('a calendar that knows no term about a date does not take it for holidays', () =>
    expect(value('is school day("2026-09-07")', nationalCalendar)).toBeNull());

  test('a variable of the same name hides the function, as it does any of the language', () =>
    expect(evaluate('= roll forward', { 'roll forward': 1 }, { at, calendar })).toBe(1));
});

describe('a year whose notice is not out', () => {
  test.each<Example>([
    ['add working days("2026-12-31", 1)', '2027-01-01'],
    ['roll forward("2027-02-28")', '2027-03-01'],
    ['is working day("2027-10-01")', true],
  ])('is counted by plain weekdays, as a provisional deadline is: %s', (source, expected) =>
    expect(value(source)).toEqual(expected),
  );

  test.each<Example>([
    ['is calendar published("2026-10-01")', true],
    ['is calendar published(add working days("2026-12-31", 1))', false],
    // The next notice may move the last days of a year.
    ['is calendar published("2026-12-30")', false],
  ])('can be asked for: %s', (source, expected) => expect(value(source)).toEqual(expected));
});

describe('where there is no calendar', () => {
  test('the case waits, and the fault names the function', () => {
    expect(() => evaluate('= is working day("2026-09-07")', {}, at)).toThrow(
      expect.objectContaining({
        code: 'no-calendar',
        message: expect.stringContaining('is working day()') as string,
      }),
    );
  });

  test('a decision that is asked outside of a case says so; within one it counts', () => {
    const model = {
      decisions: {
        d: {
          name: 'd',
          inputs: [],
          decisions: [],
          knowledge: [],
          logic: { kind: 'literal' as const, text: 'roll forward("2026-10-02")' },
        },
      },
      inputs: {},
      knowledge: {},
      services: {},
      types: {},
    };
    expect(evaluateDecision(model as never, 'd', {}, at)).toHaveProperty('fault.code', 'no-calendar');
    expect(evaluateDecision(model as never, 'd', {}, { at, calendar })).toEqual({ value: '2026-10-08' });
  });
});

test('long counts are paid for like any other work', () => {
  const source = 'for i in 1..1000 return add working days("2026-01-01", 10000)';
  expect(() => value(source)).toThrow(expect.objectContaining({ code: 'expression-too-costly' }));
  expect(() => value('add working days("0001-01-01", 10000)', { ...calendar, years: {} })).not.toThrow();
});
