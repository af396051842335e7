import type { DeadlineUnit } from '../../../engine/time/deadline.ts';

export interface GoldenVector {
  amount: number;
  unit: DeadlineUnit;
  start: string;
  /** The last day before any roll forward, where it differs. */
  counted?: string;
  dueDate: string;
  why: string;
}

/** Worked out by hand from the days off and make-up days of 2026. */
export const goldenVectors: GoldenVector[] = [
  {
    amount: 10,
    unit: 'calendarDay',
    start: '2026-04-24',
    counted: '2026-05-04',
    dueDate: '2026-05-06',
    why: 'Labour Day rolls',
  },
  {
    amount: 15,
    unit: 'calendarDay',
    start: '2026-02-05',
    counted: '2026-02-20',
    dueDate: '2026-02-24',
    why: 'Spring Festival rolls',
  },
  {
    amount: 10,
    unit: 'calendarDay',
    start: '2026-09-10',
    dueDate: '2026-09-20',
    why: 'a make-up Sunday stays',
  },
  {
    amount: 10,
    unit: 'calendarDay',
    start: '2026-02-04',
    dueDate: '2026-02-14',
    why: 'a make-up Saturday stays',
  },
  {
    amount: 60,
    unit: 'calendarDay',
    start: '2026-08-03',
    counted: '2026-10-02',
    dueDate: '2026-10-08',
    why: 'National Day rolls',
  },
  {
    amount: 5,
    unit: 'workingDay',
    start: '2026-09-18',
    dueDate: '2026-09-24',
    why: 'a make-up Sunday counts',
  },
  {
    amount: 15,
    unit: 'workingDay',
    start: '2026-02-10',
    dueDate: '2026-03-09',
    why: 'over the Spring Festival',
  },
  { amount: 1, unit: 'workingDay', start: '2026-09-30', dueDate: '2026-10-08', why: 'over National Day' },
  {
    amount: 5,
    unit: 'workingDay',
    start: '2026-04-29',
    dueDate: '2026-05-09',
    why: 'ends on a make-up Saturday',
  },
  {
    amount: 3,
    unit: 'workingDay',
    start: '2026-10-08',
    dueDate: '2026-10-12',
    why: 'a make-up Saturday counts',
  },
  {
    amount: 1,
    unit: 'month',
    start: '2026-01-31',
    dueDate: '2026-02-28',
    why: 'month end, a make-up Saturday',
  },
  {
    amount: 3,
    unit: 'month',
    start: '2026-11-30',
    counted: '2027-02-28',
    dueDate: '2027-03-01',
    why: 'month end, a Sunday of a year without notice: provisional',
  },
];
