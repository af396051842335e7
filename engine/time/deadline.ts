/**
 * When a period ends, by articles 200 to 204 of the Civil Code (民法典): hours run from the instant, with no exclusions;
 * days and months leave out the day they start on; a month ends on the same day number or the end of the month; a last
 * day off rolls forward to the first day after; the last day ends at 24:00, or at close of business where business
 * hours are kept. Plain 日 are calendar days; only a text that says 工作日 means working days.
 *
 * Every number comes from a template with its `basis`; this file knows only how to count.
 */
import { invariant } from '../../errors.ts';
import { officeHoursOn, type CalendarDay, type DayReason, type WorkingCalendar } from './calendar.ts';
import { addDays, addMonths, dayOfMonth, type CivilDate } from './civil-date.ts';
import { addMilliseconds, compareInstants, dateOf, instantAt, type Instant } from './instant.ts';
import { addWorkingDays, rollOverDaysOff, type DaysOff } from './working-days.ts';

export type DeadlineUnit = 'minute' | 'hour' | 'calendarDay' | 'workingDay' | 'month';

export interface DeadlineRule {
  /** A whole number from 0 to 10,000. 0 days means by the end of the day of the start ("same day"). */
  amount: number;
  unit: DeadlineUnit;
  /** Whether a last day off moves the end to the first day after. Has no meaning for hours and minutes. */
  rollForward: boolean;
  /** Whether the last day ends at 24:00 or when the office closes. Has no meaning for hours and minutes. */
  endOfDay: 'midnight' | 'closeOfBusiness';
  /** The law, notice or local rule that sets the number; shown to people beside the date. */
  basis: string;
}

/** One step of the arithmetic, as data: the page that explains a date puts it into words. */
export type DeadlineStep =
  | { kind: 'started'; instant: Instant; date: CivilDate }
  | { kind: 'dateGiven'; date: CivilDate }
  | { kind: 'calendarUsed'; version: string }
  | { kind: 'ranFromInstant'; amount: number; unit: 'minute' | 'hour' }
  | { kind: 'startDayExcluded'; date: CivilDate; firstDay: CivilDate }
  | { kind: 'startDayIsLastDay'; date: CivilDate }
  | { kind: 'calendarDaysCounted'; amount: number; to: CivilDate }
  | {
      kind: 'workingDaysCounted';
      amount: number;
      to: CivilDate;
      weekendDays: number;
      daysOff: DaysOff[];
      makeUpDays: CivilDate[];
    }
  | { kind: 'sameDayOfMonth'; months: number; to: CivilDate }
  | { kind: 'endOfShorterMonth'; months: number; wantedDay: number; to: CivilDate }
  | {
      kind: 'rolledForward';
      from: CivilDate;
      to: CivilDate;
      passed: { date: CivilDate; because: DayReason }[];
    }
  | { kind: 'stayedOnMakeUpDay'; date: CivilDate }
  | { kind: 'stayedOnDayOff'; date: CivilDate; because: DayReason }
  | { kind: 'officeHadClosed'; from: CivilDate; to: CivilDate }
  | { kind: 'ended'; at: 'midnight' | 'closeOfBusiness' | 'instant'; date: CivilDate; instant: Instant }
  /** The notice for this year is not out: plain weekdays were counted, and the date may still move. */
  | { kind: 'noticeAwaited'; year: number }
  /** The calendar has no working day within reach: an error of the calendar. */
  | { kind: 'calendarHasNoWorkingDays' };

export interface Due {
  /** The first instant that is too late. A day that ends at 24:00 gives the first instant of the next day. */
  due: Instant;
  /** The named day, on which the last permitted moment lies. */
  dueDate: CivilDate;
  /** The day to which was counted, before anything rolled forward: what is left of the period is counted to here. */
  lastDay: CivilDate;
  /** True when a notice still to come may move the date: compute it again when the calendar has a new version. */
  provisional: boolean;
  steps: DeadlineStep[];
}

export const longestAmount = 10_000;
const msPerUnit = { minute: 60_000, hour: 3_600_000 };

/** What is wrong with a rule from a template, each with the mend; nothing wrong gives an empty list. */
export function deadlineRuleProblems(rule: Pick<DeadlineRule, 'amount' | 'unit'>): string[] {
  const isUsable = Number.isInteger(rule.amount) && rule.amount >= 0 && rule.amount <= longestAmount;
  return isUsable
    ? []
    : [`Expected a whole number of ${rule.unit}s from 0 to ${longestAmount}, but found ${rule.amount}`];
}

/** When a period that starts at the instant is over. */
export function dueFrom(rule: DeadlineRule, start: Instant, calendar: WorkingCalendar): Due {
  const [problem] = deadlineRuleProblems(rule);
  invariant(problem === undefined, problem ?? '');
  const steps: DeadlineStep[] = [{ kind: 'started', instant: start, date: dateOf(start) }];
  if (rule.unit === 'hour' || rule.unit === 'minute') return endOfHours(rule.amount, rule.unit, start, steps);

  const readsCalendar = rule.unit === 'workingDay' || rule.rollForward || rule.endOfDay === 'closeOfBusiness';
  if (readsCalendar) steps.push({ kind: 'calendarUsed', version: calendar.version });
  const { lastDay, notes } = countDays(rule, dateOf(start), calendar);
  steps.push(...notes);
  return endOfDay(lastDay, rule, { calendar, steps, start });
}

/** When a deadline is over that was set as a date, not as a period ("by 30 September"). */
export function dueOn(
  date: CivilDate,
  rule: Pick<DeadlineRule, 'rollForward' | 'endOfDay'>,
  calendar: WorkingCalendar,
): Due {
  const steps: DeadlineStep[] = [{ kind: 'dateGiven', date }];
  const readsCalendar = rule.rollForward || rule.endOfDay === 'closeOfBusiness';
  if (readsCalendar) steps.push({ kind: 'calendarUsed', version: calendar.version });
  return endOfDay(date, rule, { calendar, steps });
}

/** The named day of a due instant: the day whose 24:00 it is, or the day it lies in. */
export function dueDateOf(due: Instant): CivilDate {
  return dateOf(addMilliseconds(due, -1));
}

function endOfHours(amount: number, unit: 'minute' | 'hour', start: Instant, steps: DeadlineStep[]): Due {
  const due = addMilliseconds(start, amount * msPerUnit[unit]);
  const dueDate = dueDateOf(due);
  steps.push({ kind: 'ranFromInstant', amount, unit });
  steps.push({ kind: 'ended', at: 'instant', date: dueDate, instant: due });
  return { due, dueDate, lastDay: dueDate, provisional: false, steps };
}

function countDays(
  { amount, unit }: DeadlineRule,
  startDate: CivilDate,
  calendar: WorkingCalendar,
): { lastDay: CivilDate; notes: DeadlineStep[] } {
  if (amount === 0) return { lastDay: startDate, notes: [{ kind: 'startDayIsLastDay', date: startDate }] };
  const notes: DeadlineStep[] = [
    { kind: 'startDayExcluded', date: startDate, firstDay: addDays(startDate, 1) },
  ];
  if (unit === 'workingDay') {
    const count = addWorkingDays(startDate, amount, calendar);
    const { date: to, weekendDays, daysOff, makeUpDays } = count;
    notes.push({ kind: 'workingDaysCounted', amount, to, weekendDays, daysOff, makeUpDays });
    notes.push(...count.awaitedYears.map((year) => ({ kind: 'noticeAwaited' as const, year })));
    if (count.isBrokenOff) notes.push({ kind: 'calendarHasNoWorkingDays' });
    return { lastDay: to, notes };
  }
  if (unit === 'month') {
    const to = addMonths(startDate, amount);
    const wantedDay = dayOfMonth(startDate);
    notes.push(
      dayOfMonth(to) === wantedDay
        ? { kind: 'sameDayOfMonth', months: amount, to }
        : { kind: 'endOfShorterMonth', months: amount, wantedDay, to },
    );
    return { lastDay: to, notes };
  }
  const to = addDays(startDate, amount);
  notes.push({ kind: 'calendarDaysCounted', amount, to });
  return { lastDay: to, notes };
}

interface Ending {
  calendar: WorkingCalendar;
  /** How the last day was found; what happens at its end is added. */
  steps: DeadlineStep[];
  /** Where the period began, if it did: it must not end before that. */
  start?: Instant;
}

/** When a period is over whose last day was counted: what the end of the day, a day off and a closed office make of it. */
export function endOfDay(
  lastDay: CivilDate,
  rule: Pick<DeadlineRule, 'rollForward' | 'endOfDay'>,
  { calendar, steps, start }: Ending,
): Due {
  const closingOn = (date: CivilDate) =>
    rule.endOfDay === 'midnight' ? '24:00' : officeHoursOn(calendar, date).close;
  let dueDate = rule.rollForward ? rollForward(lastDay, calendar, steps) : lastDay;
  // Only "the same day" can meet a closed office: what came in the evening is then due when the office closes next.
  if (start !== undefined && compareInstants(instantAt(dueDate, closingOn(dueDate)), start) <= 0) {
    const from = dueDate;
    const next = addDays(from, 1);
    dueDate = rule.rollForward ? rollForward(next, calendar, steps) : next;
    steps.push({ kind: 'officeHadClosed', from, to: dueDate });
  }
  const due = instantAt(dueDate, closingOn(dueDate));
  steps.push({ kind: 'ended', at: rule.endOfDay, date: dueDate, instant: due });
  const provisional = steps.some(
    ({ kind }) => kind === 'noticeAwaited' || kind === 'calendarHasNoWorkingDays',
  );
  return { due, dueDate, lastDay, provisional, steps };
}

function rollForward(lastDay: CivilDate, calendar: WorkingCalendar, steps: DeadlineStep[]): CivilDate {
  const { date, passed, end, isBrokenOff } = rollOverDaysOff(lastDay, calendar);
  if (passed.length > 0) {
    const days = passed.map((day) => ({ date: day.date, because: day.because }));
    steps.push({ kind: 'rolledForward', from: lastDay, to: date, passed: days });
  }
  if (end.because === 'makeUpDay') steps.push({ kind: 'stayedOnMakeUpDay', date });
  if (end.kind === 'off' && !isBrokenOff) steps.push({ kind: 'stayedOnDayOff', date, because: end.because });
  if (isBrokenOff) steps.push({ kind: 'calendarHasNoWorkingDays' });
  noteAwaited([...passed, end], steps);
  return date;
}

function noteAwaited(days: CalendarDay[], steps: DeadlineStep[]): void {
  for (const { awaits: year } of days) {
    const isNoted = steps.some((step) => step.kind === 'noticeAwaited' && step.year === year);
    if (year !== undefined && !isNoted) steps.push({ kind: 'noticeAwaited', year });
  }
}
