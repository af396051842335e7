/** How people read the instant at which a time runs out. */
import { addDays, type CivilDate } from './civil-date.ts';
import type { DeadlineRule } from './deadline.ts';
import { shanghaiTime, type Instant, type TimeOfDay } from './instant.ts';

/**
 * Its day and the time on it, 'HH:mm' in Shanghai. Midnight is 24:00 of the day that ends by it, as GB/T 7408 has it, and not
 * 00:00 of the next, unless that next day is the one `meant`.
 */
export function readAsEnd(instant: Instant, meant?: CivilDate): { date: CivilDate; time: TimeOfDay } {
  const { date, time } = shanghaiTime(instant);
  const minute = time.slice(0, 5);
  return minute === '00:00' && date !== meant
    ? { date: addDays(date, -1), time: '24:00' }
    : { date, time: minute };
}

/** Whether the time of day is part of what such a deadline says: what is counted in days is told by its day alone. */
export const isToldByTime = (rule: Pick<DeadlineRule, 'unit'> | undefined): boolean =>
  rule?.unit === 'hour' || rule?.unit === 'minute';
