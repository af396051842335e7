import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { addDays, daysBetween, dayOf, weekdayOf } from '../../../engine/time/index.ts';

interface Published {
  year: number;
  /** Days of the year that are worked. */
  workingDays: number;
  /** Spans of days off, as the State Council published them; weekends that merely lie beside them are not named. */
  off: string[];
  /** Weekend days worked in exchange. */
  work: string[];
}

/** Days of the neighbouring year stand where the notice names them: 2019's notice moved days of December 2018. */
const published: Published[] = [
  {
    year: 2019,
    workingDays: 250,
    off: [
      '2018-12-30/2019-01-01',
      '2019-02-04/2019-02-10',
      '2019-04-05',
      '2019-05-01/2019-05-04',
      '2019-06-07',
      '2019-09-13',
      '2019-10-01/2019-10-07',
    ],
    work: ['2018-12-29', '2019-02-02', '2019-02-03', '2019-04-28', '2019-05-05', '2019-09-29', '2019-10-12'],
  },
  {
    year: 2020, // Spring Festival was prolonged to 2 February: Saturday the 1st was worked no more.
    workingDays: 249,
    off: [
      '2020-01-01',
      '2020-01-24/2020-02-02',
      '2020-04-04/2020-04-06',
      '2020-05-01/2020-05-05',
      '2020-06-25/2020-06-27',
      '2020-10-01/2020-10-08',
    ],
    work: ['2020-01-19', '2020-04-26', '2020-05-09', '2020-06-28', '2020-09-27', '2020-10-10'],
  },
  {
    year: 2021,
    workingDays: 250,
    off: [
      '2021-01-01/2021-01-03',
      '2021-02-11/2021-02-17',
      '2021-04-03/2021-04-05',
      '2021-05-01/2021-05-05',
      '2021-06-12/2021-06-14',
      '2021-09-19/2021-09-21',
      '2021-10-01/2021-10-07',
    ],
    work: ['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2021-09-18', '2021-09-26', '2021-10-09'],
  },
  {
    year: 2022,
    workingDays: 249,
    off: [
      '2022-01-01/2022-01-03',
      '2022-01-31/2022-02-06',
      '2022-04-03/2022-04-05',
      '2022-04-30/2022-05-04',
      '2022-06-03/2022-06-05',
      '2022-09-10/2022-09-12',
      '2022-10-01/2022-10-07',
      '2022-12-31',
    ],
    work: ['2022-01-29', '2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09'],
  },
  {
    year: 2023,
    workingDays: 249,
    off: [
      '2022-12-31/2023-01-02',
      '2023-01-21/2023-01-27',
      '2023-04-05',
      '2023-04-29/2023-05-03',
      '2023-06-22/2023-06-24',
      '2023-09-29/2023-10-06',
    ],
    work: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  },
  {
    year: 2024,
    workingDays: 251,
    off: [
      '2024-01-01',
      '2024-02-10/2024-02-17',
      '2024-04-04/2024-04-06',
      '2024-05-01/2024-05-05',
      '2024-06-10',
      '2024-09-15/2024-09-17',
      '2024-10-01/2024-10-07',
    ],
    work: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ],
  },
  {
    year: 2025,
    workingDays: 248,
    off: [
      '2025-01-01',
      '2025-01-28/2025-02-04',
      '2025-04-04/2025-04-06',
      '2025-05-01/2025-05-05',
      '2025-05-31/2025-06-02',
      '2025-10-01/2025-10-08',
    ],
    work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    workingDays: 248,
    off: [
      '2026-01-01/2026-01-03',
      '2026-02-15/2026-02-23',
      '2026-04-04/2026-04-06',
      '2026-05-01/2026-05-05',
      '2026-06-19/2026-06-21',
      '2026-09-25/2026-09-27',
      '2026-10-01/2026-10-07',
    ],
    work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];

const daysOf = (span: string): string[] => {
  const [from = '', to = from] = span.split('/');
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
};

test.each(published)('$year, day by day: $workingDays working days', ({ year, off, work, workingDays }) => {
  const daysOff = new Set(off.flatMap(daysOf));
  const wrong: string[] = [];
  let worked = 0;
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    const day = dayOf(nationalCalendar, date);
    // The last days of a year may be named by the notice after it: there that table decides.
    const next = published.find((each) => each.year === year + 1);
    const isOff = daysOff.has(date) || (next?.off.flatMap(daysOf).includes(date) ?? false);
    const isMakeUp = work.includes(date) || (next?.work.includes(date) ?? false);
    const expected = isMakeUp || (weekdayOf(date) < 6 && !isOff) ? 'working' : 'off';
    if (day.kind !== expected) wrong.push(`${date} ${day.because}`);
    if (day.kind === 'working') worked += 1;
  }
  expect(wrong).toEqual([]);
  expect(worked).toBe(workingDays);
});

test.each(published)(
  '$year: every day off and every make-up day of the notice is in it by name',
  ({ year, off, work }) => {
    const named = off.flatMap(daysOf).filter((date) => date.startsWith(String(year)));
    expect(named.filter((date) => dayOf(nationalCalendar, date).because !== 'holiday')).toEqual([]);
    const makeUp = work.filter((date) => date.startsWith(String(year)));
    expect(makeUp.filter((date) => dayOf(nationalCalendar, date).because !== 'makeUpDay')).toEqual([]);
    expect(makeUp.every((date) => weekdayOf(date) > 5)).toBe(true);
  },
);
