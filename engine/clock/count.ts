/**
 * When a running deadline ends, from its start and everything that moved it: pure arithmetic, the same whenever it is done
 * and under any calendar. The law behind it: time that does not count is not counted (信访工作条例 art. 36 leaves the time of
 * a hearing out of the term), and the day on which a period begins is not counted either (民法典 art. 201).
 *
 * So the day on which a clock is stopped is the last that counts, the day on which it runs on is left out like the day of
 * a start, and then come just the days that were left:
 *  - working days: as many working days as lay between the day of the stop and the last day;
 *  - calendar days, months and dates: as many calendar days. A month can not be taken in two, so that what is left of one
 *    is days;
 *  - hours and minutes: by the instant.
 * Stopped and resumed on the same day it ends as before. The new last day rolls forward and ends as the rule says. Where
 * only days of grace were left (the last day had passed and rolled), it ends on the day on which it runs on.
 */
import type { ClockChange, Deadline } from './state.ts';
import {
  addDays,
  addMilliseconds,
  addWorkingDays,
  dateOf,
  daysBetween,
  dueDateOf,
  dueFrom,
  dueOn,
  endOfDay,
  toEpochMs,
  workingDaysBetween,
  type CivilDate,
  type DeadlineRule,
  type DeadlineStep,
  type Due,
  type Instant,
  type WorkingCalendar,
} from '../time/index.ts';

/** One step of the way to the current date. Those of a deadline that nobody touched are `DeadlineStep`s alone. */
export type WhyStep =
  | DeadlineStep
  /** The clock starts elsewhere than its activity: at dispatch, at discovery. `expression` is the template's. */
  | { kind: 'startTaken'; expression: string; startedAt: Instant; setAt: Instant }
  | { kind: 'movedByExtension' | 'movedByPerson'; at: Instant; date: CivilDate }
  | { kind: 'stoodStill'; from: Instant; why: string; until?: Instant }
  /** `left`: what was left when it stopped; 0 days are days of grace. */
  | { kind: 'ranOn'; at: Instant; byItself: boolean; left: number; unit: LeftUnit; to: CivilDate };

type LeftUnit = 'millisecond' | 'calendarDay' | 'workingDay';

export interface Count extends Omit<Due, 'steps'> {
  steps: WhyStep[];
}

type Counted = Pick<Deadline, 'startedAt' | 'date' | 'history'>;

/** Counts a deadline anew from its own rule and start. One that stands still now ends as it did before it stopped. */
export function countOf(rule: DeadlineRule, deadline: Counted, calendar: WorkingCalendar): Count {
  let end: Count = deadline.date
    ? dueOn(deadline.date, rule, calendar)
    : dueFrom(rule, deadline.startedAt, calendar);
  let isCounted = deadline.date === undefined;
  let stopped: Instant | undefined;
  for (const change of deadline.history ?? []) {
    switch (change.kind) {
      case 'extended':
      case 'changed':
        end = after(end, moved(change), dueOn(change.date, rule, calendar));
        isCounted = false;
        break;
      case 'suspended': {
        const { at, why, until } = change;
        end = after(end, { kind: 'stoodStill', from: at, why, ...(until !== undefined && { until }) });
        stopped = at;
        break;
      }
      case 'resumed':
        if (stopped !== undefined && change.at > deadline.startedAt) {
          const from = later(stopped, deadline.startedAt);
          end = ranOn(end, { from, change, rule, calendar, isCounted });
        }
        stopped = undefined;
        break;
    }
  }
  return end;
}

function moved({ kind, at, date }: ClockChange & { kind: 'extended' | 'changed' }): WhyStep {
  return { kind: kind === 'extended' ? 'movedByExtension' : 'movedByPerson', at, date };
}

function after(end: Count, step: WhyStep, next: Due | Count = end): Count {
  const more = next === end ? [] : next.steps;
  return { ...next, steps: [...end.steps, step, ...more] };
}

interface Resumption {
  /** The last instant that counted. */
  from: Instant;
  change: ClockChange & { kind: 'resumed' };
  rule: DeadlineRule;
  calendar: WorkingCalendar;
  /** Its end was counted by the rule, not set as a date. */
  isCounted: boolean;
}

function ranOn(end: Count, { from, change, rule, calendar, isCounted }: Resumption): Count {
  const { at, byItself = false } = change;
  if (isCounted && (rule.unit === 'hour' || rule.unit === 'minute')) {
    const left = Math.max(0, toEpochMs(end.due) - toEpochMs(from));
    const due = addMilliseconds(at, left);
    const dueDate = dueDateOf(due);
    const step: WhyStep = { kind: 'ranOn', at, byItself, left, unit: 'millisecond', to: dueDate };
    const ended: DeadlineStep = { kind: 'ended', at: 'instant', date: dueDate, instant: due };
    return after(end, step, { due, dueDate, lastDay: dueDate, provisional: false, steps: [ended] });
  }
  const stoppedOn = dateOf(from);
  // By itself it runs on at 24:00 of the last day on which it may stand still.
  const resumedOn = byItself ? dueDateOf(at) : dateOf(at);
  const steps: DeadlineStep[] = [];
  let to: CivilDate;
  let left: number;
  const unit: LeftUnit = isCounted && rule.unit === 'workingDay' ? 'workingDay' : 'calendarDay';
  if (unit === 'workingDay') {
    left = Math.max(0, workingDaysBetween(stoppedOn, end.lastDay, calendar));
    const count = addWorkingDays(resumedOn, left, calendar);
    to = count.date;
    const { weekendDays, daysOff, makeUpDays } = count;
    steps.push({ kind: 'workingDaysCounted', amount: left, to, weekendDays, daysOff, makeUpDays });
    steps.push(...count.awaitedYears.map((year) => ({ kind: 'noticeAwaited' as const, year })));
    if (count.isBrokenOff) steps.push({ kind: 'calendarHasNoWorkingDays' });
  } else {
    left = Math.max(0, daysBetween(stoppedOn, end.lastDay));
    to = addDays(resumedOn, left);
    steps.push({ kind: 'calendarDaysCounted', amount: left, to });
  }
  const step: WhyStep = { kind: 'ranOn', at, byItself, left, unit, to };
  return after(end, step, endOfDay(to, rule, { calendar, steps, start: at }));
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
