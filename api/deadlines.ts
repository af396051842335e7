import type { Tx } from '../db/connection.ts';
import { currentCalendar } from '../db/calendars.ts';
import type { DeadlineRecord } from '../db/case-list.ts';
import type { CaseRecord, Moment, TaskRecord } from '../db/work-list.ts';
import type { WorkingCalendar } from '../engine/time/calendar.ts';
import { workingDaysBetween } from '../engine/time/working-days.ts';
import type { ProcessModel } from '../engine/model.ts';
import { AppError } from '../errors.ts';
import { postName, type Names } from './names.ts';
import { dueDateOf } from '../engine/time/deadline.ts';
import type { NextStep, StoppedClock } from './resources/due.shapes.ts';
import type { Bucket } from './resources/work-list.shapes.ts';

/** What telling people about time needs: the moment, and the calendar in force. */
export interface TimeSense extends Moment {
  calendar: WorkingCalendar;
}

export async function timeSense(tx: Tx, moment: Moment): Promise<TimeSense> {
  const found = await currentCalendar(tx);
  if (!found) {
    throw new AppError(
      'temporarily-unavailable',
      'Expected a working calendar for this tenant, but none is published',
      {
        texts: {
          zh: '尚未发布工作日历，请先在“工作日历”中发布。',
          en: 'No working calendar is published yet: publish one first.',
        },
      },
    );
  }
  return { ...moment, calendar: found.calendar };
}

/** Working days from today to the date; 0 is today, negative is past. */
export const remainingDays = (sense: TimeSense, dueDate: string | null): number | null =>
  dueDate === null ? null : workingDaysBetween(sense.today, dueDate, sense.calendar);

export const isPast = (moment: Moment, due: string | null): boolean => due !== null && due <= moment.now;

/** Its instant is over: it was missed, or is at this moment. One that stands still is missed by nobody. */
export const isMissed = (
  moment: Moment,
  { passed, suspendedAt, due }: Pick<DeadlineRecord, 'passed' | 'suspendedAt' | 'due'>,
): boolean => suspendedAt === null && (passed || isPast(moment, due));

/** Of one deadline; null while its clock runs. */
export const stopOf = (row: StopFields): StoppedClock | null =>
  row.suspendedAt === null
    ? null
    : stopped(row.suspendedAt, row.suspendedName ?? { zh: row.suspendedFor ?? '' }, row.suspendedUntil);

type StopFields = Pick<DeadlineRecord, 'suspendedAt' | 'suspendedFor' | 'suspendedName' | 'suspendedUntil'>;

/** Of the clock that a case goes by; null while it runs, and of a case that has ended. */
export const stopOfCase = (of: CaseRecord): StoppedClock | null =>
  of.status !== 'active' || of.clockStoppedAt === null
    ? null
    : stopped(of.clockStoppedAt, of.clockStoppedFor ?? { zh: '' }, of.clockStoppedUntil);

/** In a list: of the clock whose date is shown, else of another beside it, by its name. */
export function stopShown(
  own: StoppedClock | null,
  beside: (StopFields & Pick<DeadlineRecord, 'name'>) | undefined,
): StoppedClock | null {
  if (own || !beside) return own;
  const other = stopOf(beside);
  return other && { ...other, clock: beside.name };
}

const stopped = (since: string, name: StoppedClock['name'], until: string | null): StoppedClock => ({
  ...{ since, name, clock: null },
  until: until === null ? null : dueDateOf(until),
});

export function bucketOf(moment: Moment, task: Pick<TaskRecord, 'due' | 'dueDate'>): Bucket {
  if (task.due === null || task.dueDate === null) return 'later';
  if (isPast(moment, task.due)) return 'overdue';
  return task.dueDate <= moment.today ? 'dueToday' : 'later';
}

/** Who is told next if nothing happens. */
export function nextStepOf(row: DeadlineRecord, names: Names, model: ProcessModel): NextStep | null {
  const [step] = row.steps;
  if (!step) return null;
  return {
    key: step.key,
    kind: step.kind,
    name: stepName(model, row.node, step.key),
    at: step.at,
    tell: step.whom.map((told) => postName(names, told)),
    handlers: step.handlers,
    channels: step.channels,
    colour: step.colour ?? null,
  };
}

/** The step's own name on the ladder of its node, else of the process. */
export function stepName(model: ProcessModel, node: string, key: string): NextStep['name'] {
  const configs = [...(model.nodes[node]?.deadlines ?? []), ...(model.caseDeadlines ?? [])];
  const steps = [...configs.flatMap(({ ladder = [] }) => ladder), ...model.ladder];
  return steps.find((step) => step.key === key)?.name ?? { zh: key };
}
