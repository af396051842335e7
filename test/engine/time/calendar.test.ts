import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { calendarProblems } from '../../../engine/time/calendar-check.ts';
import { dayOf, isWorkingDay, type WorkingCalendar } from '../../../engine/time/calendar.ts';
import { addDays, yearOf } from '../../../engine/time/civil-date.ts';
import { workingDaysBetween } from '../../../engine/time/working-days.ts';

function daysOfYear(year: number) {
  const days = [];
  for (let date = `${year}-01-01`; yearOf(date) === year; date = addDays(date, 1))
    days.push(dayOf(nationalCalendar, date));
  return days;
}

// Days off count those in the year itself, whichever year's notice names them.
test.each([
  { year: 2019, off: 22, makeUp: 6, working: 250 },
  { year: 2020, off: 30, makeUp: 6, working: 249 },
  { year: 2021, off: 31, makeUp: 7, working: 250 },
  { year: 2022, off: 32, makeUp: 7, working: 249 },
  { year: 2023, off: 26, makeUp: 7, working: 249 },
  { year: 2024, off: 28, makeUp: 8, working: 251 },
  { year: 2025, off: 28, makeUp: 5, working: 248 },
  { year: 2026, off: 33, makeUp: 6, working: 248 },
])(
  '$year has $off days off by notice, $makeUp make-up days and $working working days',
  ({ year, off, makeUp, working }) => {
    const days = daysOfYear(year);
    const count = (because: string) => days.filter((day) => day.because === because).length;
    expect({ off: count('holiday'), makeUp: count('makeUpDay') }).toEqual({ off, makeUp });
    expect(days.filter((day) => day.kind === 'working')).toHaveLength(working);
    expect(workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, nationalCalendar)).toBe(working);
  },
);

test('2026 has the make-up days of its notice', () => {
  const makeUpDays = daysOfYear(2026).filter((day) => day.because === 'makeUpDay');
  expect(makeUpDays.map((day) => day.date)).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ]);
});

test('a notice also decides on days of the year before', () => {
  expect(dayOf(nationalCalendar, '2018-12-29')).toMatchObject({
    kind: 'working',
    because: 'makeUpDay',
    known: true,
  });
  expect(dayOf(nationalCalendar, '2018-12-31')).toMatchObject({
    kind: 'off',
    because: 'holiday',
    known: true,
  });
  expect(dayOf(nationalCalendar, '2022-12-31')).toMatchObject({
    kind: 'off',
    because: 'holiday',
    known: true,
  });
});

test('a year without notice counts plain weekdays and says which notice it awaits', () => {
  expect(dayOf(nationalCalendar, '2027-10-01')).toEqual({
    date: '2027-10-01',
    kind: 'working',
    because: 'weekday',
    known: false,
    awaits: 2027,
  });
  expect(dayOf(nationalCalendar, '2027-01-02')).toMatchObject({
    kind: 'off',
    because: 'weekend',
    known: false,
  });
  expect(dayOf(nationalCalendar, '2040-06-06')).toMatchObject({
    kind: 'working',
    known: false,
    awaits: 2040,
  });
  expect(dayOf(nationalCalendar, '2018-05-01')).toMatchObject({
    kind: 'working',
    known: false,
    awaits: 2018,
  });
});

test('the last three days of a year await the next notice, which may still move them', () => {
  expect(dayOf(nationalCalendar, '2026-12-28').known).toBe(true);
  expect(dayOf(nationalCalendar, '2026-12-29')).toMatchObject({
    kind: 'working',
    known: false,
    awaits: 2027,
  });
  expect(dayOf(nationalCalendar, '2025-12-31').known).toBe(true);
});

test('the draft of a year that is not published is not used', () => {
  const draft = { published: false, off: ['2027-10-01'], work: ['2027-10-09'] };
  const calendar = { ...nationalCalendar, years: { ...nationalCalendar.years, '2027': draft } };
  expect(isWorkingDay(calendar, '2027-10-01')).toBe(true);
  expect(isWorkingDay(calendar, '2027-10-09')).toBe(false);
});

test('of two notices about one day the later wins', () => {
  const calendar: WorkingCalendar = {
    version: 'test',
    officeHours: { open: '08:30', close: '17:30' },
    years: {
      '2028': { published: true, off: ['2028-12-30'], work: [] },
      '2029': { published: true, off: [], work: ['2028-12-30'] },
    },
  };
  expect(dayOf(calendar, '2028-12-30')).toMatchObject({ kind: 'working', because: 'makeUpDay' });
});

test('what a county decides stands above the notice, and its last entry for a day counts', () => {
  const calendar: WorkingCalendar = {
    ...nationalCalendar,
    closures: [
      { from: '2026-04-18', to: '2026-04-21', day: 'off', reason: '三月三' },
      { from: '2026-04-21', to: '2026-04-21', day: 'work', reason: '防汛值守' },
      { from: '2027-08-02', to: '2027-08-02', day: 'off', reason: '台风停工' },
    ],
  };
  expect(dayOf(calendar, '2026-04-20')).toMatchObject({ kind: 'off', because: 'localClosure' });
  expect(dayOf(calendar, '2026-04-21')).toMatchObject({ kind: 'working', because: 'localWorkday' });
  expect(dayOf(calendar, '2027-08-02')).toMatchObject({ kind: 'off', known: true });
  expect(workingDaysBetween('2026-04-17', '2026-04-24', calendar)).toBe(4);
});

test('the shipped calendar has no problems and names its notices', () => {
  expect(calendarProblems(nationalCalendar)).toEqual([]);
  const published = Object.entries(nationalCalendar.years).filter(([, year]) => year.published);
  expect(published.map(([year]) => year)).toEqual([
    '2019',
    '2020',
    '2021',
    '2022',
    '2023',
    '2024',
    '2025',
    '2026',
  ]);
  for (const [year, { basis }] of published) expect(basis).toContain(`${year}年部分节假日安排的通知`);
  expect(nationalCalendar.years['2027']).toEqual({ published: false, off: [], work: [] });
});

test('each mistake in a calendar is named with its place and the mend', () => {
  const calendar: WorkingCalendar = {
    version: 'test',
    officeHours: { open: '17:30', close: '08:30' },
    years: {
      '2026': {
        published: true,
        off: ['2026-01-01', '2026-02-30', '2026-05-01', '2026-05-01'],
        work: ['2026-05-01', '2029-01-01'],
      },
      '2027': { published: true, off: ['2027-10-01'], work: [] },
      二〇二八: { published: true, off: [], work: [] },
    },
    closures: [
      { from: '2026-01-02', to: '2026-01-01', day: 'off', reason: '' },
      { from: '2026-01-01', to: '2036-01-01', day: 'off', reason: '' },
      { from: 'x', to: '2026-01-01', day: 'off', reason: '' },
    ],
  };
  expect(calendarProblems(calendar).map(({ at, message }) => `${at} ${message}`)).toEqual([
    '/officeHours/close Expected the office to close after it opens at 17:30, but it closes at 08:30',
    "/years/2026/off/1 Expected a date YYYY-MM-DD, but found '2026-02-30'",
    '/years/2026/off/3 2026-05-01 stands twice: take one out',
    '/years/2026/work/0 2026-05-01 is both a day off and a working day: take it out of one of the lists',
    '/years/2026/work/1 Expected a day of 2026 or of a year beside it, but found 2029-01-01: move it to its own year',
    '/years/2027/off Expected 2027-01-01 among the days off of a published year, but it is not: load the whole notice, or set published to false',
    "/years/二〇二八 Expected a year of four digits, but found '二〇二八'",
    '/closures/0 Expected the closure to end after it begins, but it runs 2026-01-02 to 2026-01-01',
    '/closures/1 Expected a closure of 366 days at most, but found 3653',
    "/closures/2/from Expected a date YYYY-MM-DD, but found 'x'",
  ]);
  const badHours = { ...nationalCalendar, officeHours: { open: '8:30', close: '17:30' } };
  expect(calendarProblems(badHours)).toEqual([
    {
      at: '/officeHours/open',
      message: "Expected a time of day such as 08:30, but found '8:30'",
      zh: '应为 08:30 这样的时刻，现在是“8:30”',
    },
  ]);
});
