import {
  addDays,
  deadlineRuleProblems,
  dueFrom,
  dueOn,
  instantAt,
  offsetFrom,
  type CivilDate,
  type DeadlineUnit,
  type Due,
  type WorkingCalendar,
} from '../../../../engine/time/index.ts';
import type { Calendars } from '../../../../api/resources/calendars.shapes.ts';
import type { Deadline, LadderStep } from './parts.ts';

export interface PreviewedStep {
  step: LadderStep;
  date: CivilDate;
  /** Rests on days that no notice covers yet. */
  provisional: boolean;
}

export interface LadderPreview {
  /** The day from which the example counts; for a deadline by a date of the case, the date that it assumes. */
  from: { kind: 'startsOn' | 'dueOn'; date: CivilDate };
  due: { date: CivilDate; provisional: boolean };
  /** In the order in which they would happen. */
  steps: PreviewedStep[];
}

const units = ['minute', 'hour', 'calendarDay', 'workingDay', 'month'];
/** A date of the case is not known yet; the example takes one a month away. */
const exampleDays = 30;

/** The calendar as the engine counts by it. */
export const calendarOf = ({ version, officeHours, years }: Calendars): WorkingCalendar => ({
  version,
  officeHours,
  years: Object.fromEntries(
    years.map(({ year, published, off, work }) => [String(year), { published, off, work }]),
  ),
});

/** When each step of a ladder would come if the work were handed out today at the opening of the office. */
export function previewLadder(
  deadline: Deadline,
  ladder: LadderStep[],
  { calendar, today }: { calendar: WorkingCalendar; today: CivilDate },
): LadderPreview | undefined {
  const found = dueOf(deadline, calendar, today);
  if (!found) return undefined;
  const { due, from } = found;
  const steps = ladder.flatMap((step): PreviewedStep[] => {
    const amount = Number(step.amount || NaN);
    if (!Number.isInteger(amount) || Math.abs(amount) > 1000 || !units.includes(step.unit)) return [];
    // On the day itself: the named day, not the first instant after it.
    if (step.kind === 'due' && amount === 0)
      return [{ step, date: due.dueDate, provisional: due.provisional }];
    const at = offsetFrom(due.due, { amount, unit: step.unit as DeadlineUnit }, calendar);
    return [{ step, date: at.date, provisional: due.provisional || at.provisional }];
  });
  return {
    from,
    due: { date: due.dueDate, provisional: due.provisional },
    steps: steps.sort((a, b) => a.date.localeCompare(b.date)),
  };
}

function dueOf(
  deadline: Deadline,
  calendar: WorkingCalendar,
  today: CivilDate,
): { due: Due; from: LadderPreview['from'] } | undefined {
  const endOfDay = deadline.endOfDay === 'closeOfBusiness' ? 'closeOfBusiness' : 'midnight';
  const { rollForward, basis } = deadline;
  const rule = {
    amount: Number(deadline.amount || NaN),
    unit: deadline.unit as DeadlineUnit,
    rollForward,
    endOfDay,
    basis,
  } as const;
  if (units.includes(deadline.unit) && deadlineRuleProblems(rule).length === 0) {
    const due = dueFrom(rule, instantAt(today, calendar.officeHours.open), calendar);
    return { due, from: { kind: 'startsOn', date: today } };
  }
  if (!deadline.date) return undefined;
  const date = addDays(today, exampleDays);
  return { due: dueOn(date, rule, calendar), from: { kind: 'dueOn', date } };
}
